import type { Sourced } from '../../../domain/evidence.js';
import { stated } from '../../../domain/evidence.js';
import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import { eqfFromCycle, type QfEheaCycle } from '../../../domain/vocabularies/derive.js';
import { vocabulary } from '../../../domain/vocabularies/vocabulary.js';
import { hoursFitEcts, plausibleEcts } from '../../mapping/plausibility.js';
import type { Scope } from './table.cells.js';
import type { CreditSpec, TableFields } from './table.options.js';
import { present } from './table.present.js';
import { readPlainText } from './table.read-text.js';
import { readCode, readConcept, readConcepts, readNumber } from './table.read-value.js';
import { asList } from './table.value-options.js';

type CreditDraft = NonNullable<LearningOpportunityDraft['credits']>[number];
type Measures = Pick<LearningOpportunityDraft, 'credits' | 'ects' | 'workloadHours'>;
type Levels = Pick<LearningOpportunityDraft, 'eqfLevel' | 'qfEheaCycle'>;

/** Credits, ECTS and hours, with the plausibility checks of the domain model (§5.3). */
export function readMeasures(scope: Scope, fields: TableFields): Measures {
  const credits: CreditDraft[] = [];
  let ects: Sourced<number> | undefined;
  const hours = readNumber(scope, fields.workloadHours);
  for (const spec of asList(fields.credits)) {
    const credit = readCredit(scope, spec);
    if (credit === undefined) continue;
    const isEcts = credit.system === vocabulary('credit-system').find('ects')?.iri;
    if (isEcts && !isPlausible(credit, hours?.value, scope)) continue;
    const { path, ...entry } = credit;
    credits.push(entry);
    if (isEcts) ects ??= stated(credit.value, path);
  }
  return { credits, ects, workloadHours: readWorkload(scope, hours, ects?.value) };
}

function readCredit(scope: Scope, spec: CreditSpec): (CreditDraft & { path: string }) | undefined {
  const value = readNumber(scope, spec.value);
  if (value === undefined) return undefined;
  const system =
    typeof spec.system === 'string'
      ? (vocabulary('credit-system').find(spec.system)?.iri ?? spec.system)
      : readConcept(scope, spec.system, 'credit-system')?.value;
  if (system === undefined) return undefined;
  return present({ system, value: value.value, level: readPlainText(scope, spec.level), path: value.path });
}

function isPlausible(
  { value, path }: { value: number; path: string },
  hours: number | undefined,
  scope: Scope,
): boolean {
  if (value > 0 || hours === undefined || hours === 0)
    return plausibleEcts(value, path, scope.reading.log) !== undefined;
  scope.reading.log.warning(
    'IMPLAUSIBLE_VALUE',
    path,
    'There are no ECTS credits, although there is a workload.',
    value,
  );
  return false;
}

function readWorkload(
  scope: Scope,
  hours: (Sourced<number> & { path: string }) | undefined,
  ects: number | undefined,
): Measures['workloadHours'] {
  if (hours === undefined) return undefined;
  const { value, path } = hours;
  if (value === 0) {
    scope.reading.log.warning('IMPLAUSIBLE_VALUE', path, 'A workload of zero hours says nothing.', value);
    return undefined;
  }
  if (ects !== undefined && !hoursFitEcts(value, ects)) {
    const message = `The workload does not fit ${ects} ECTS credits (15 to 40 hours each).`;
    scope.reading.log.warning('IMPLAUSIBLE_VALUE', path, message, value);
    return undefined;
  }
  return stated({ min: value, max: value }, path);
}

/**
 * EQF level and QF-EHEA cycle. A stated cycle gives the EQF level where none is stated (rule `qfehea-eqf`); a record
 * that states several levels has none that could be shown as its level.
 */
export function readLevels(scope: Scope, fields: TableFields): Levels {
  const cycleRead = readCode(scope, fields.qfEheaCycle, 'qf-ehea-cycle');
  const qfEheaCycle = cycleRead === undefined ? undefined : { ...cycleRead, value: cycleOf(cycleRead.value) };
  const levels = readConcepts(scope, fields.eqfLevel, 'eqf');
  const [level] = levels;
  if (level === undefined || levels.length > 1) {
    if (level !== undefined) {
      const message = `The record states ${levels.length} EQF levels; one is expected.`;
      scope.reading.log.warning(
        'INVALID_VALUE',
        level.path ?? '',
        message,
        levels.map((it) => it.native ?? it.value),
      );
      return { qfEheaCycle };
    }
    return qfEheaCycle === undefined
      ? {}
      : {
          qfEheaCycle,
          eqfLevel: present({ ...derived, path: qfEheaCycle.path, value: eqfFromCycle(qfEheaCycle.value) }),
        };
  }
  const value = Number(vocabulary('eqf').find(level.value)?.code);
  if (qfEheaCycle !== undefined && eqfFromCycle(qfEheaCycle.value) !== value) {
    const message = `EQF level ${value} does not fit the ${qfEheaCycle.value} cycle.`;
    scope.reading.log.warning('IMPLAUSIBLE_VALUE', level.path ?? '', message, level.native ?? value);
    return { qfEheaCycle };
  }
  return { qfEheaCycle, eqfLevel: { ...level, value } };
}

const derived = { basis: 'derived', rule: 'qfehea-eqf' } as const;

function cycleOf(code: string): QfEheaCycle {
  return code === 'short' || code === 'first' || code === 'second' ? code : 'third';
}
