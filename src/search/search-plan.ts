import { createHash } from 'node:crypto';
import type { EpochDay } from '../domain/days.js';
import type { EvidenceTier } from '../domain/evidence.js';
import { asksForStatus, compileFilter, currencyCode, type FilterScope, notExpired } from './compile-filter.js';
import { allOf, type Condition, isIn } from './condition.js';
import { type FacetRequest, facetMethod, withoutSelection } from './facets.js';
import type { OpportunityFilter } from './filter.js';
import { checkFilterSize } from './filter-size.js';
import { InvalidArgument } from './invalid-argument.js';
import type { EngineQuery, EngineSort } from './search-engine.js';

export const sortKeys = [
  'relevance',
  'title',
  'startDate',
  'deadline',
  'ects',
  'eqfLevel',
  'price',
  'completeness',
  'updated',
  'distance',
] as const;
export type SortKey = (typeof sortKeys)[number];
export interface Sort {
  readonly by: SortKey;
  readonly descending: boolean;
}

/** What is searched, before paging. */
export interface SearchQuestion {
  readonly query: string;
  readonly filter: OpportunityFilter;
  readonly sort: readonly Sort[];
  readonly evidence: EvidenceTier;
  readonly asOf: EpochDay;
}

/** Longest query, characters; the engine reads its first ten words. */
export const longestQuery = 512;

const live = isIn('live', [true]);

/** The question without its page: which documents, in which order. */
export interface SearchPlan {
  /** Hash of the question; not of the condition, which also depends on what points the index knows. */
  readonly id: string;
  readonly question: SearchQuestion;
  readonly scope: FilterScope;
  readonly condition: Condition;
  readonly sort: readonly EngineSort[];
}

function conditionOf(filter: OpportunityFilter, scope: FilterScope, hideExpired: boolean): Condition {
  const conditions = [live, compileFilter(filter, scope), ...(hideExpired ? [notExpired(scope.asOf)] : [])];
  return allOf(conditions);
}

function sortOf({ sort, filter }: SearchQuestion): EngineSort[] {
  return sort.flatMap(({ by, descending }, index): EngineSort[] => {
    switch (by) {
      case 'relevance':
        return [];
      case 'distance':
        if (filter.near === undefined) {
          throw new InvalidArgument(`sort.${index}.by`, 'INVALID_GEO', 'Sorting by distance needs filter.near.');
        }
        return [{ near: filter.near, descending }];
      case 'price':
        return [{ attribute: `f.price.${currencyCode(filter.price?.currency, 'filter.price.currency')}`, descending }];
      case 'updated':
        return [{ attribute: 'updated', descending }];
      case 'title':
      case 'startDate':
      case 'deadline':
        return [{ attribute: { title: 's.title', startDate: 's.start', deadline: 's.deadline' }[by], descending }];
      default:
        return [{ attribute: `f.${by}`, descending }];
    }
  });
}

/** Puts the keys of objects in order, so that the same question always reads the same, and infinity not as null. */
function byKey(_key: string, value: unknown): unknown {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Plans a search. Pure. Throws {@link InvalidArgument} for what cannot be answered. */
export function planSearch(question: SearchQuestion, points: readonly string[]): SearchPlan {
  if (question.query.length > longestQuery) {
    throw new InvalidArgument(
      'query',
      'TEXT_TOO_LONG',
      `The query has ${question.query.length} characters; at most ${longestQuery} are allowed.`,
    );
  }
  checkFilterSize(question.filter);
  const scope = { evidence: question.evidence, asOf: question.asOf, points };
  const condition = conditionOf(question.filter, scope, !asksForStatus(question.filter));
  const sort = sortOf(question);
  const id = createHash('sha256').update(JSON.stringify(question, byKey)).digest('hex').slice(0, 16);
  return { id, question, scope, condition, sort };
}

/** What of an answer is read. */
export interface Page {
  readonly offset: number;
  readonly limit: number;
  readonly retrieve: readonly string[];
}

/** Where in the engine's answer a facet's counts are. */
export interface FacetReading {
  readonly request: FacetRequest;
  readonly notStatedIn: readonly string[];
  /** Result that holds the counts, for facets that are counted by values; and the one with the missing ones. */
  readonly result: number;
  readonly attribute?: string;
  readonly minus?: string;
  /** For facets that are counted by conditions: result by value. */
  readonly results?: readonly { readonly value: string; readonly result: number }[];
}

/** The queries of a page and its facets; the first one is the page itself. */
export function engineQueries(
  plan: SearchPlan,
  page: Page,
  facets: readonly FacetRequest[],
): { queries: EngineQuery[]; readings: FacetReading[] } {
  const { question, scope } = plan;
  const base = { text: question.query };
  const queries: { -readonly [K in keyof EngineQuery]: EngineQuery[K] }[] = [
    { ...base, condition: plan.condition, facets: [], sort: plan.sort, ...page },
  ];
  const hideExpired = !asksForStatus(question.filter);
  const missing = {
    any: ['missing.any'],
    exact: ['missing.any', 'missing.exact'],
    stated: ['missing.any', 'missing.exact', 'missing.stated'],
  }[question.evidence];
  const count = (condition: Condition): number =>
    queries.push({ ...base, condition, facets: [], sort: [], offset: 0, limit: 0, retrieve: [] }) - 1;
  const addFacets = (result: number, attributes: readonly (string | undefined)[]) => {
    const query = queries[result];
    if (query !== undefined)
      query.facets = [
        ...new Set([...query.facets, ...attributes.filter((attribute) => attribute !== undefined)]),
      ].sort();
  };

  const readings = facets.map((request): FacetReading => {
    const { name } = request;
    const method = facetMethod(name, question.filter, question.evidence, question.asOf);
    const rest = withoutSelection(question.filter, name);
    const selected = question.filter[name as keyof OpportunityFilter] !== undefined;
    const ownScope = () => conditionOf(rest, scope, hideExpired);
    const statable = name !== 'status' && name !== 'near' && name !== 'updatedSince';
    const result = selected ? count(ownScope()) : 0;
    if (statable) addFacets(result, missing);
    if (method.kind === 'values') {
      addFacets(result, [method.attribute, method.minus]);
      return {
        request,
        result,
        notStatedIn: missing,
        attribute: method.attribute,
        ...(method.minus === undefined ? {} : { minus: method.minus }),
      };
    }
    const results = method.choices.map(({ value, filter }) => ({
      value,
      result: count(
        conditionOf(
          { ...rest, ...filter },
          scope,
          name === 'status' ? !asksForStatus({ ...rest, ...filter }) : hideExpired,
        ),
      ),
    }));
    return { request, result, notStatedIn: statable ? missing : [], results };
  });
  return { queries, readings };
}
