import type { Sourced } from '../../../domain/evidence.js';
import { type LanguageMap, pickText } from '../../../domain/multilingual.js';
import type { Identifier } from '../../../domain/organisation.js';
import { type VocabularyId, vocabulary } from '../../../domain/vocabularies/vocabulary.js';
import type { IssueLog, MapContext } from '../../format.js';
import { distinctConcepts, statedConcept } from '../../mapping/concepts.js';
import { languageMapOf } from '../../mapping/texts.js';
import { distinctIdentifiers, readAddress } from '../../mapping/values.js';
import { plainText } from '../../parse/text.js';
import type { ElmConcept, ElmIdentifier, ElmSummary, ElmText, ElmWebResource } from './elm-loq.record.js';

/** What the mapping functions of one record share. */
export interface Reading {
  readonly context: MapContext;
  readonly log: IssueLog;
}

/** Titles and names by language. */
export function plainTexts(texts: readonly ElmText[], { context }: Reading): LanguageMap | undefined {
  return languageMapOf(texts, context.source.language, plainText);
}

/** A text in the language of the source, where the canonical record has room for one only. */
export function oneText(texts: readonly ElmText[], reading: Reading): string | undefined {
  const map = plainTexts(texts, reading);
  return map === undefined ? undefined : pickText(map, reading.context.source.language)?.text;
}

/** Concepts of a controlled vocabulary, by their IRIs; labels are never matched. */
export function statedConcepts(
  id: VocabularyId,
  concepts: readonly ElmConcept[],
  path: string,
  { log }: Reading,
): Sourced<string>[] {
  return distinctConcepts(
    concepts.map((concept) => (concept.id === undefined ? undefined : statedConcept(id, concept.id, path, log))),
  );
}

/** The only concept of a property that may have one. More than one different value is a contradiction: none is taken. */
export function oneConcept(
  id: VocabularyId,
  concepts: readonly ElmConcept[],
  path: string,
  reading: Reading,
): Sourced<string> | undefined {
  const [first, second] = statedConcepts(id, concepts, path, reading);
  if (second === undefined) return first;
  reading.log.warning('INVALID_VALUE', path, 'Several different values are given; expected at most one.', [
    first?.value,
    second.value,
  ]);
  return undefined;
}

/** What is linked to and was found in the feed. */
export function found<T extends { readonly unresolved?: true | undefined; readonly truncated?: true | undefined }>(
  objects: readonly T[],
): T[] {
  return objects.filter((object) => object.unresolved === undefined && object.truncated === undefined);
}

/** Addresses of `elm:WebResource`s; a bare IRI is its own address. */
export function addressesOf(
  resources: readonly ElmWebResource[],
  path: string,
  { log }: Reading,
): { url: string; language?: string }[] {
  const addresses = new Map<string, { url: string; language?: string }>();
  for (const { id, contentUrl, language } of resources) {
    const url = readAddress(contentUrl[0] ?? id, contentUrl.length === 0 ? path : `${path}/contentUrl`, log);
    if (url === undefined) continue;
    const code = language[0]?.id === undefined ? undefined : vocabulary('language').find(language[0].id);
    const tagged = code === undefined || code.placeholder === true ? { url } : { url, language: code.code };
    addresses.set(JSON.stringify(tagged), tagged);
  }
  return [...addresses.values()];
}

/** `adms:identifier`: the notation, in the scheme that is named, identified or run by somebody. */
export function identifiersOf(
  identifiers: readonly ElmIdentifier[],
  reading: Reading,
  register?: string,
): Identifier[] {
  return distinctIdentifiers(
    identifiers.map(({ notation, schemeName, schemeId, schemeAgency }) => ({
      scheme: (schemeName[0] ?? schemeId[0] ?? oneText(schemeAgency, reading) ?? register)?.trim(),
      value: notation[0]?.trim(),
    })),
  );
}

/** Title of a specification, legal name of an organisation, label of a group. */
export function namesOf(object: ElmSummary, reading: Reading): LanguageMap | undefined {
  return plainTexts([...object.title, ...object.legalName, ...object.prefLabel, ...object.altLabel], reading);
}
