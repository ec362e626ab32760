import { LRUCache } from 'lru-cache';
import { meets, type Sourced } from '../../domain/evidence.js';
import { type VocabularyId, vocabulary } from '../../domain/vocabularies/vocabulary.js';
import type { Concept, SourcedConcept } from '../types/concept.type.js';
import type { Reader } from './reader.js';

/** Callers choose the language, so the cache is bounded; some 20 languages of all short lists fit. */
const known = new LRUCache<string, Concept>({ max: 20_000 });

/** The concept for an IRI (or another key of the vocabulary) with its label for a reader. */
export function concept(scheme: VocabularyId, key: string, { language }: Pick<Reader, 'language'>): Concept {
  const cacheKey = `${scheme} ${language} ${key}`;
  const cached = known.get(cacheKey);
  if (cached !== undefined) return cached;
  const list = vocabulary(scheme);
  const found = list.find(key);
  const view: Concept =
    found === undefined
      ? { iri: key, code: key, scheme }
      : {
          iri: found.iri,
          code: found.code,
          notation: found.notation,
          label: list.label(found.code, language),
          scheme,
          broader: found.broader,
        };
  known.set(cacheKey, view);
  return view;
}

/** A value if the reader accepts its evidence. */
export function accepted<T>(value: Sourced<T> | undefined, { evidence }: Reader): Sourced<T> | undefined {
  return value !== undefined && meets(value.basis, evidence) ? value : undefined;
}

/** The evidence of a value, without the value. */
export function evidenceOf({ basis, rule, path, native }: Sourced<unknown>) {
  return { basis, rule, path, native };
}

/** A concept if the reader accepts its evidence. */
export function sourcedConcept(
  scheme: VocabularyId,
  value: Sourced<string> | undefined,
  reader: Reader,
): SourcedConcept | undefined {
  const chosen = accepted(value, reader);
  return chosen && { concept: concept(scheme, chosen.value, reader), ...evidenceOf(chosen) };
}

/** The concepts whose evidence the reader accepts. */
export function sourcedConcepts(
  scheme: VocabularyId,
  values: readonly Sourced<string>[] | undefined,
  reader: Reader,
): SourcedConcept[] {
  return (values ?? []).flatMap((value) => sourcedConcept(scheme, value, reader) ?? []);
}
