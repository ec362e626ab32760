import type { Concept } from './concept.js';
import type { VocabularyFile } from './vocabulary-file.js';

/** Finds a concept by its IRI, code, notation or alias. */
export type ConceptLookup = (key: string) => Concept | undefined;

/**
 * Look-up over the concepts of one file. Where two concepts share a key, a code wins over a notation and a notation
 * over an alias.
 */
export function indexConcepts(file: VocabularyFile): ConceptLookup {
  const byKey = new Map<string, Concept>();
  const enter = (key: string | undefined, concept: Concept): void => {
    if (key !== undefined && !byKey.has(fold(key))) byKey.set(fold(key), concept);
  };
  for (const concept of file.concepts) enter(concept.code, concept);
  for (const concept of file.concepts) enter(concept.notation, concept);
  for (const concept of file.concepts) for (const alias of concept.aliases ?? []) enter(alias, concept);
  for (const concept of file.concepts) enter(concept.iri, concept);
  const families = (file.families ?? []).map(fold);

  return (key) => {
    const folded = fold(key);
    const hit = byKey.get(folded);
    if (hit !== undefined) return hit;
    const family = families.find((prefix) => folded.startsWith(prefix));
    return family === undefined ? undefined : byKey.get(folded.slice(family.length));
  };
}

/** Codes of the parents, nearest first. */
export function ancestorsOf(code: string, find: ConceptLookup): readonly string[] {
  const ancestors: string[] = [];
  let parent = find(code)?.broader;
  while (parent !== undefined && !ancestors.includes(parent)) {
    ancestors.push(parent);
    parent = find(parent)?.broader;
  }
  return ancestors;
}

function fold(key: string): string {
  return key
    .trim()
    .toLowerCase()
    .replace(/^https:\/\//, 'http://');
}
