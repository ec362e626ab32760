import { readFileSync } from 'node:fs';
import type { Concept } from './concept.js';
import type { VocabularyId } from './vocabulary-id.js';

/** Content of `schema/vocabularies/<id>.json`; a unit test checks every file against this shape. */
export interface VocabularyFile {
  readonly id: VocabularyId;
  readonly scheme: string;
  readonly version: string;
  readonly source: string;
  readonly licence: string;
  /** Prefixes of other IRI families of the same concepts; the rest of such an IRI is a code, notation or alias. */
  readonly families?: readonly string[];
  /** Labels that Lotse wrote because the authority's list has none (or a wrong one): language → codes. */
  readonly labelsAddedByLotse?: Readonly<Record<string, 'all' | readonly string[]>>;
  readonly open?: boolean;
  readonly concepts: readonly Concept[];
}

/** Reads one vocabulary file. This is the only place where the domain touches the file system. */
export function readVocabularyFile(id: VocabularyId): VocabularyFile {
  const location = new URL(`../../../schema/vocabularies/${id}.json`, import.meta.url);
  return JSON.parse(readFileSync(location, 'utf8')) as VocabularyFile;
}
