import type { Sourced } from '../../domain/evidence.js';
import { type VocabularyId, vocabulary } from '../../domain/vocabularies/vocabulary.js';
import type { IssueLog } from '../format.js';

/** One value of a crosswalk: the concept code it stands for, or `none` for a value that is known to have no counterpart. */
export type CrosswalkRow = { readonly code: string; readonly match: 'exact' | 'close' } | 'none';

/** Values of a source vocabulary, lower case, with what they stand for in one of ours. */
export type Crosswalk = Readonly<Record<string, CrosswalkRow>>;

/**
 * The concept that the source names by a code of the very standard (ISO 639, ISO 3166, ISO 4217, ISCED-F, EQF, ESCO).
 * An unknown code gives a warning UNMAPPED_VALUE, one that says "unknown" PLACEHOLDER_VALUE.
 */
export function statedConcept(id: VocabularyId, key: string, path: string, log: IssueLog): Sourced<string> | undefined {
  const concept = vocabulary(id).find(key) ?? (id === 'isced-f' ? withLeadingZero(key) : undefined);
  if (concept === undefined) {
    log.warning('UNMAPPED_VALUE', path, `The value is not in the vocabulary "${id}".`, key);
    return undefined;
  }
  if (concept.placeholder === true) {
    log.warning(
      'PLACEHOLDER_VALUE',
      path,
      `The code says that the value is not known; expected a concept of "${id}".`,
      key,
    );
    return undefined;
  }
  const native = key.trim().slice(0, 500);
  return { value: concept.iri, basis: 'stated', path, ...(native === concept.iri ? {} : { native }) };
}

/** A code of ISCED-F that lost its leading zero as a number (`613`); with it no such code is another's. */
function withLeadingZero(key: string) {
  return /^\d{1,3}$/.test(key.trim()) ? vocabulary('isced-f').find(`0${key.trim()}`) : undefined;
}

/** The concept that a crosswalk gives for a value; a value that the crosswalk does not know gives UNMAPPED_VALUE. */
export function crosswalkConcept(
  crosswalk: { readonly rule: string; readonly vocabulary: VocabularyId; readonly rows: Crosswalk },
  key: string,
  path: string,
  log: IssueLog,
): Sourced<string> | undefined {
  const native = key.trim();
  const wanted = native.toLowerCase();
  const row = Object.hasOwn(crosswalk.rows, wanted) ? crosswalk.rows[wanted] : undefined;
  if (row === undefined) {
    log.warning('UNMAPPED_VALUE', path, `The value is not in the crosswalk "${crosswalk.rule}".`, key);
    return undefined;
  }
  if (row === 'none') return undefined;
  const concept = vocabulary(crosswalk.vocabulary).find(row.code);
  if (concept === undefined) return undefined;
  const basis = row.match === 'exact' ? 'mapped' : 'close';
  return { value: concept.iri, basis, rule: crosswalk.rule, path, native: native.slice(0, 500) };
}

/** Each concept once, the first evidence for it kept. */
export function distinctConcepts(concepts: readonly (Sourced<string> | undefined)[]): Sourced<string>[] {
  const byIri = new Map<string, Sourced<string>>();
  for (const concept of concepts) {
    if (concept !== undefined && !byIri.has(concept.value)) byIri.set(concept.value, concept);
  }
  return [...byIri.values()];
}
