import type { Sourced } from '../../../domain/evidence.js';
import type { Run } from '../../../domain/run.js';
import { vocabulary } from '../../../domain/vocabularies/vocabulary.js';
import type { IssueLog } from '../../format.js';
import { crosswalkConcept, distinctConcepts } from '../../mapping/concepts.js';
import { opetusaika, opetuskieli, opetustapa } from './kouta.crosswalk.js';
import type { Koodi, KoutaMetadata } from './kouta.record.js';
import { codeOf } from './kouta.texts.js';

/** Languages, modes and schedules of an implementation, which hold for each of its runs. */
export type Teaching = Pick<Run, 'languages' | 'modes' | 'schedules'>;

/** `opetuskieli`, `opetustapa` and `opetusaika` of an implementation. */
export function teachingOf({ opetus }: KoutaMetadata, log: IssueLog): Teaching {
  const path = 'metadata.opetus';
  const codes = (list: readonly Koodi[] | undefined) => (list ?? []).flatMap((koodi) => codeOf(koodi) ?? []);
  return {
    languages: distinctConcepts(
      codes(opetus?.opetuskieli).flatMap((code) => languagesOf(code, `${path}.opetuskieli`, log)),
    ),
    modes: distinctConcepts(
      codes(opetus?.opetustapa).map((code) => crosswalkConcept(opetustapa, code, `${path}.opetustapa`, log)),
    ),
    schedules: distinctConcepts(
      codes(opetus?.opetusaika).map((code) => crosswalkConcept(opetusaika, code, `${path}.opetusaika`, log)),
    ),
  };
}

function languagesOf(code: string, path: string, log: IssueLog): Sourced<string>[] {
  const languages = Object.hasOwn(opetuskieli, code) ? opetuskieli[code] : undefined;
  if (languages === undefined) {
    log.warning('UNMAPPED_VALUE', path, 'The value is not in the code list oppilaitoksenopetuskieli.', code);
  }
  return (languages ?? []).flatMap((language): Sourced<string>[] => {
    const concept = vocabulary('language').find(language);
    if (concept === undefined) return [];
    return [{ value: concept.iri, basis: 'mapped', rule: 'kouta-opetuskieli', path, native: code }];
  });
}
