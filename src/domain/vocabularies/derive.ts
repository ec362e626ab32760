import type { Concept } from './concept.js';
import { vocabulary } from './vocabulary.js';

/** Cycles of the QF-EHEA (Bologna), by their code. */
export type QfEheaCycle = 'short' | 'first' | 'second' | 'third';

const eqfByCycle = { short: 5, first: 6, second: 7, third: 8 } as const satisfies Record<QfEheaCycle, number>;

/**
 * EQF level of a QF-EHEA cycle, for a cycle that the *source states*. The result is derived: mark it with the rule name
 * `qfehea-eqf`. Equivalence as published by DEQAR; the data of `qf-ehea-cycle` hold the same.
 */
export function eqfFromCycle(cycle: QfEheaCycle): 5 | 6 | 7 | 8 {
  return eqfByCycle[cycle];
}

/**
 * Whether an ISCED-F 2013 code says only that the field is not known or not classified: `99…` and `xx99` with its
 * narrow field `xx9`. `xx88` (inter-disciplinary) and `xxx9` (not elsewhere classified in a known field) are values.
 */
export function isPlaceholderIscedF(code: string): boolean {
  return /^(99\d{0,2}|\d\d99?)$/.test(code.trim());
}

/** The four cycle concepts, from short to third, with their EQF level in `related.eqf`. */
export function cycleConcepts(): readonly Concept[] {
  return [...vocabulary('qf-ehea-cycle').concepts()];
}
