import { type LocalizedText, pickText } from '../domain/multilingual.js';
import { type VocabularyId, vocabulary } from '../domain/vocabularies/vocabulary.js';
import type { FacetRequest } from './facets.js';
import { readPlaceKey } from './place-key.js';
import type { SearchRequest, SearchResult } from './search-service.js';

export const suggestionKinds = ['title', 'field', 'skill', 'provider', 'place'] as const;
export type SuggestionKind = (typeof suggestionKinds)[number];

/** Something that a reader who types may mean. */
export interface Suggestion {
  readonly kind: SuggestionKind;
  readonly text: LocalizedText;
  /** What the filter of its kind takes; a title has its offer's id. */
  readonly code: string;
  /** Offers that it stands for, whatever else is asked for; unknown for providers. */
  readonly count?: number;
  readonly latitude?: number;
  readonly longitude?: number;
}

/** Most suggestions of one kind. */
export const mostSuggestions = 20;
const mostCounted = 1000;

const counted = ['iscedF', 'escoSkill', 'place'] as const satisfies readonly FacetRequest['name'][];
const facets = counted.map((name) => ({ name, first: mostCounted }));

/** What there is to suggest at all; the same for everybody, so that its answer is kept. */
export const everythingRequest: SearchRequest = { first: 0, evidence: 'any', facets };

/** The offers that what was typed finds, for their titles, and for places beyond the most frequent ones. */
export function typedRequest(query: string): SearchRequest {
  return { query, first: 3 * mostSuggestions, evidence: 'any', facets, retrieve: ['record.title'] };
}

/** Words without case and marks: "Évaluer l'eau" → evaluer, l, eau. */
function wordsOf(text: string): string[] {
  const folded = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return folded.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

/** How well a text fits what was typed: 2 begins with it, 1 has each word as the beginning of one of its own, 0 not. */
function fitOf(text: string, typed: readonly string[]): 0 | 1 | 2 {
  const words = wordsOf(text);
  if (typed.length === 0 || !typed.every((word) => words.some((own) => own.startsWith(word)))) return 0;
  return typed.every((word, index) => words[index]?.startsWith(word) === true) ? 2 : 1;
}

interface Candidate {
  readonly suggestion: Suggestion;
  readonly fit: number;
}

function best(candidates: readonly Candidate[], first: number): Suggestion[] {
  const count = ({ suggestion }: Candidate) => suggestion.count ?? 0;
  const fitting = candidates.filter((candidate) => candidate.fit > 0);
  return [...fitting]
    .sort((a, b) => b.fit - a.fit || count(b) - count(a))
    .map(({ suggestion }) => suggestion)
    .slice(0, first);
}

function countsOf({ facets: found }: SearchResult, name: (typeof counted)[number]) {
  return found.find((facet) => facet.name === name)?.values ?? [];
}

function terms(kind: SuggestionKind, id: VocabularyId, result: SearchResult, facet: (typeof counted)[number]) {
  return (typed: readonly string[], language: string, first: number): Suggestion[] =>
    best(
      countsOf(result, facet).flatMap(({ value, count }) => {
        const text = vocabulary(id).label(value, language);
        return text === undefined
          ? []
          : [{ suggestion: { kind, text, code: value, count }, fit: fitOf(text.text, typed) }];
      }),
      first,
    );
}

function titles({ hits }: SearchResult, typed: readonly string[], language: string, first: number): Suggestion[] {
  const seen = new Set<string>();
  const candidates = hits.flatMap(({ document }): Candidate[] => {
    const text = pickText(document.record.title ?? {}, language);
    if (text === undefined || seen.has(text.text)) return [];
    seen.add(text.text);
    return [{ suggestion: { kind: 'title', text, code: document.id }, fit: fitOf(text.text, typed) }];
  });
  return best(candidates, first);
}

/** Places of one name that lie close together are one; it stands where most of its offers are. */
function places(results: readonly SearchResult[], typed: readonly string[], first: number): Suggestion[] {
  const byKey = new Map(results.flatMap((result) => countsOf(result, 'place')).map((it) => [it.value, it.count]));
  const byName = new Map<string, Suggestion & { readonly count: number }>();
  for (const [value, count] of [...byKey].sort(([, a], [, b]) => b - a)) {
    const place = readPlaceKey(value);
    if (place === undefined) continue;
    const { latitude, longitude, name } = place;
    const near = `${name.toLowerCase()} ${Math.round(latitude)} ${Math.round(longitude)}`;
    const known = byName.get(near);
    const text = { text: name, language: 'und' };
    if (known === undefined) byName.set(near, { kind: 'place', text, code: value, count, latitude, longitude });
    else byName.set(near, { ...known, count: known.count + count });
  }
  return best(
    [...byName.values()].map((suggestion) => ({ suggestion, fit: fitOf(suggestion.text.text, typed) })),
    first,
  );
}

/**
 * Fields, skills, places and titles that fit what was typed, the best of each kind first. `everything` answers
 * {@link everythingRequest}, `found` answers {@link typedRequest}. Pure.
 */
export function suggestionsFrom(
  everything: SearchResult,
  found: SearchResult,
  question: {
    readonly query: string;
    readonly language: string;
    readonly first: number;
    readonly kinds: readonly SuggestionKind[];
  },
): Suggestion[] {
  const { language, first, kinds } = question;
  const typed = wordsOf(question.query);
  const of: Readonly<Record<SuggestionKind, () => Suggestion[]>> = {
    title: () => titles(found, typed, language, first),
    field: () => terms('field', 'isced-f', everything, 'iscedF')(typed, language, first),
    skill: () => terms('skill', 'esco-skill', everything, 'escoSkill')(typed, language, first),
    place: () => places([everything, found], typed, first),
    provider: () => [],
  };
  return kinds.flatMap((kind) => of[kind]());
}
