import type { Condition } from './condition.js';
import type { SearchDocument } from './search-document.js';

/** One question to the engine. */
export interface EngineQuery {
  /** Words that must all be found (prefix of the last one, typing errors tolerated); empty for every document. */
  readonly text: string;
  readonly condition: Condition;
  /** Attributes whose values are to be counted. */
  readonly facets: readonly string[];
  readonly sort: readonly EngineSort[];
  readonly offset: number;
  readonly limit: number;
  /** Attributes of the document to fetch (dotted paths). */
  readonly retrieve: readonly string[];
}

export type EngineSort =
  | { readonly attribute: string; readonly descending: boolean }
  | { readonly near: { readonly latitude: number; readonly longitude: number }; readonly descending: boolean };

/** A document with the attributes that were asked for. */
export type PartialDocument = Pick<SearchDocument, 'id'> & {
  readonly record: Partial<SearchDocument['record']>;
} & Partial<Omit<SearchDocument, 'id' | 'record'>>;

export interface EngineResult {
  readonly hits: readonly PartialDocument[];
  /** Exact number of documents that fulfil the query. */
  readonly total: number;
  /** Attribute → value → number of documents. */
  readonly facets: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export interface EngineAnswer {
  /** The state of the index that all results were read from. */
  readonly generation: string;
  readonly results: readonly EngineResult[];
}

/** What the search needs of a search engine. Throws {@link SearchUnavailable} when the engine does not answer. */
export interface SearchEngine {
  /** Answers all queries from one generation of the index. */
  search(queries: readonly EngineQuery[]): Promise<EngineAnswer>;
  /** Documents by id, in no order; unknown ids are left out, withdrawn ones are not. */
  documents(ids: readonly string[], retrieve: readonly string[]): Promise<readonly PartialDocument[]>;
  /** The newest generation that is known here; answers of older ones are not reused. */
  generation(): Promise<string>;
  /** Keys of all points of the index. */
  points(): Promise<readonly string[]>;
  /** Most values that one attribute's counts can hold. */
  readonly maxFacetValues: number;
}

/** The engine cannot be reached, is overloaded, or refuses our key. `cause` is for the log, never for a client. */
export class SearchUnavailable extends Error {
  override readonly name = 'SearchUnavailable';
}
