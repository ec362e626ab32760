import type { LocalizedText } from '../multilingual.js';
import type { Concept, Vocabulary } from './concept.js';
import { ancestorsOf, type ConceptLookup, indexConcepts } from './concept-index.js';
import { platformLabel, primarySubtag, storedLabel } from './label.js';
import { readVocabularyFile } from './vocabulary-file.js';
import type { VocabularyId } from './vocabulary-id.js';

export type { Concept, Vocabulary } from './concept.js';
export { type VocabularyId, vocabularyIds } from './vocabulary-id.js';

const loaded = new Map<VocabularyId, Vocabulary>();

/** The vocabulary with this id: read from its file on first use, then kept for the life of the process. */
export function vocabulary(id: VocabularyId): Vocabulary {
  const known = loaded.get(id);
  if (known !== undefined) return known;
  const opened = openVocabulary(id);
  loaded.set(id, opened);
  return opened;
}

function openVocabulary(id: VocabularyId): Vocabulary {
  const file = readVocabularyFile(id);
  const find = widenLookup(id, indexConcepts(file));
  return {
    id,
    scheme: file.scheme,
    version: file.version,
    open: file.open === true,
    concepts: () => file.concepts,
    find,
    label: (code, language) => {
      const concept = find(code);
      return concept === undefined ? undefined : labelOf(id, concept, language);
    },
    ancestors: (code) => ancestorsOf(code, find),
  };
}

/** Adds to the keys of the file the identifiers that the vocabulary's own rules accept. */
function widenLookup(id: VocabularyId, find: ConceptLookup): ConceptLookup {
  if (id === 'language') return (key) => find(key) ?? (isLanguageTag(key) ? find(primarySubtag(key)) : undefined);
  if (id === 'esco-skill') return (key) => find(key) ?? unlistedSkill(key);
  return find;
}

/** English comes from the authority's own list, the other languages of these three from the platform's CLDR data. */
function labelOf(id: VocabularyId, concept: Concept, language: string): LocalizedText | undefined {
  if (primarySubtag(language) !== 'en') {
    const text = labelFromPlatform(id, concept, language);
    if (text !== undefined) return text;
  }
  return storedLabel(concept.labels, language);
}

function labelFromPlatform(id: VocabularyId, concept: Concept, language: string): LocalizedText | undefined {
  if (id === 'language') return platformLabel('language', concept.code, language);
  if (id === 'country') return platformLabel('region', concept.code, language);
  if (id === 'currency') return platformLabel('currency', concept.code, language);
  return undefined;
}

function isLanguageTag(key: string): boolean {
  return /^\s*[a-z]{2,3}([-_][a-z0-9]{1,8})+\s*$/i.test(key);
}

/** ESCO has some 14,000 skills and only a selection is stored: any IRI of that form is a skill, though without a name. */
function unlistedSkill(key: string): Concept | undefined {
  const pattern =
    /^\s*(?:https?:\/\/data\.europa\.eu\/esco\/skill\/)?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\s*$/i;
  const code = pattern.exec(key)?.[1]?.toLowerCase();
  return code === undefined ? undefined : { iri: `http://data.europa.eu/esco/skill/${code}`, code, labels: {} };
}
