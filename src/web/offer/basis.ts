import type { Basis } from '../generated/graphql.js';
import type { MessageKey } from '../i18n/catalogue.js';

/** How a value came about, where the provider does not state exactly this. */
export type Judgement = Exclude<Basis, 'STATED'>;

const messages = {
  MAPPED: ['basis.mapped', 'basis.mapped.text'],
  CLOSE: ['basis.close', 'basis.close.text'],
  DERIVED: ['basis.derived', 'basis.derived.text'],
  ENRICHED: ['basis.enriched', 'basis.enriched.text'],
  SOURCE: ['basis.source', 'basis.source.text'],
} as const satisfies Readonly<Record<Judgement, readonly [label: MessageKey, text: MessageKey]>>;

/** A word or two for it. */
export function basisLabel(basis: Judgement): MessageKey {
  return messages[basis][0];
}

/** A sentence on it. */
export function basisText(basis: Judgement): MessageKey {
  return messages[basis][1];
}

/** Whether the provider may well say something else: it is concluded, or only the nearest match. */
export function isWeak(basis: Basis): boolean {
  return basis === 'CLOSE' || basis === 'DERIVED';
}
