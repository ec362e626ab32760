import type { Sourced } from '../../../domain/evidence.js';
import type { LanguageMap } from '../../../domain/multilingual.js';
import { type VocabularyId, vocabulary } from '../../../domain/vocabularies/vocabulary.js';
import type { IssueLog } from '../../format.js';
import { statedConcept } from '../../mapping/concepts.js';
import { languageMapOf } from '../../mapping/texts.js';
import { plainText } from '../../parse/text.js';
import type { OccapiTexts } from './occapi.record.js';

/** The texts by language. */
export function textOf(
  texts: OccapiTexts | undefined,
  language: string,
  clean: (text: string) => string = plainText,
): LanguageMap | undefined {
  const tagged = (texts ?? []).map(({ text, lang }) => ({ text, language: lang }));
  return languageMapOf(tagged, language, clean);
}

/** Concepts that the source names by the bare identifier of the European Learning Model, such as `e92d221e4d`. */
export function elmConcepts(
  id: VocabularyId,
  notations: readonly string[] | undefined,
  path: string,
  log: IssueLog,
): Sourced<string>[] {
  return (notations ?? []).flatMap((notation) => {
    const concept = vocabulary(id).find(notation);
    if (concept !== undefined && concept.notation !== notation.toLowerCase() && concept.iri !== notation) {
      log.warning('UNMAPPED_VALUE', path, 'Expected the identifier of a concept, not its name.', notation);
      return [];
    }
    return statedConcept(id, notation, path, log) ?? [];
  });
}
