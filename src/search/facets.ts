import { type EpochDay, monthSpan } from '../domain/days.js';
import type { EvidenceTier } from '../domain/evidence.js';
import { lifecycleStatuses } from '../domain/lifecycle.js';
import { vocabulary } from '../domain/vocabularies/vocabulary.js';
import { attributeOf, type SearchFieldName, searchField, searchFieldNames } from './fields.js';
import type { OpportunityFilter } from './filter.js';

/** What offers can be counted by: every search field, and some that are no plain attribute. */
export type FacetName = SearchFieldName | 'price' | 'status' | 'near' | 'updatedSince';
export const facetNames: readonly FacetName[] = [...searchFieldNames, 'price', 'status', 'near', 'updatedSince'];

/** Most values that one facet may return. */
export const mostFacetValues = 1000;

export interface FacetRequest {
  readonly name: FacetName;
  /** Most values to return. */
  readonly first: number;
  /** For hierarchical fields: only the children of this code; `''` for the roots. */
  readonly under?: string;
}

export interface FacetValue {
  /** The code, id, number, month `YYYY-MM`, or range `min-max` that was counted. */
  readonly value: string;
  readonly count: number;
}

export interface Facet {
  readonly name: FacetName;
  readonly values: readonly FacetValue[];
  /** Offers that state no value at the asked tier of evidence. */
  readonly notStated: number;
  /** There are more values than were returned. */
  readonly truncated: boolean;
}

/** How the counts of a facet are found: from the values of an attribute, or by asking for one condition a value. */
export type FacetMethod =
  | { readonly kind: 'values'; readonly attribute: string; readonly minus?: string }
  | {
      readonly kind: 'conditions';
      readonly choices: readonly { readonly value: string; readonly filter: OpportunityFilter }[];
    };

const hourSteps = [0, 10, 25, 50, 100, 200, 400, 800];
const priceSteps = [0, 50, 100, 250, 500, 1000, 2500, 5000, 10000];
const kmSteps = [5, 10, 25, 50, 100, 200];
const dayStepsBack = [7, 30, 90, 365];

function ranges(steps: readonly number[], smallest: number): { value: string; min: number; max?: number }[] {
  return steps.map((min, index) => {
    const next = steps[index + 1];
    return next === undefined ? { value: `${min}-`, min } : { value: `${min}-${next}`, min, max: next - smallest };
  });
}

/** How a facet is counted; `filter` is the selection, for facets that depend on it. */
export function facetMethod(
  name: FacetName,
  filter: OpportunityFilter,
  evidence: EvidenceTier,
  asOf: EpochDay,
): FacetMethod {
  switch (name) {
    case 'status':
      return {
        kind: 'conditions',
        choices: lifecycleStatuses.map((status) => ({ value: status, filter: { status: [status] } })),
      };
    case 'workloadHours':
      return {
        kind: 'conditions',
        choices: ranges(hourSteps, 0.01).map(({ value, ...range }) => ({ value, filter: { workloadHours: range } })),
      };
    case 'price': {
      const currency = filter.price?.currency ?? 'EUR';
      return {
        kind: 'conditions',
        choices: ranges(priceSteps, 0.01).map(({ value, ...range }) => ({
          value,
          filter: { price: { currency, ...range } },
        })),
      };
    }
    case 'near': {
      const { near } = filter;
      if (near === undefined) return { kind: 'conditions', choices: [] };
      return {
        kind: 'conditions',
        choices: kmSteps.map((km) => ({ value: String(km), filter: { near: { ...near, km } } })),
      };
    }
    case 'updatedSince':
      return {
        kind: 'conditions',
        choices: dayStepsBack.map((days) => {
          const instant = new Date((asOf - days) * 86_400_000).toISOString();
          return { value: instant, filter: { updatedSince: instant } };
        }),
      };
    case 'startDate':
      return { kind: 'values', attribute: 'f.startMonth' };
    case 'deadline':
      return { kind: 'values', attribute: 'f.deadlineMonth' };
    default:
      if (evidence === 'any' || searchField(name).alwaysStated === true)
        return { kind: 'values', attribute: attributeOf(name) };
      return {
        kind: 'values',
        attribute: attributeOf(name),
        minus: `${evidence === 'stated' ? 'unstated' : 'inexact'}.${name}`,
      };
  }
}

/**
 * The filter that chooses one value of a facet and nothing else in that facet. The contract of the counts: a value's
 * count is the total of the search with this in place of the facet's own selection.
 */
export function choose(
  filter: OpportunityFilter,
  name: FacetName,
  value: string,
  scope: { evidence: EvidenceTier; asOf: EpochDay },
): OpportunityFilter {
  const rest = withoutSelection(filter, name);
  const method = facetMethod(name, filter, scope.evidence, scope.asOf);
  if (method.kind === 'conditions')
    return { ...rest, ...method.choices.find((choice) => choice.value === value)?.filter };
  if (name === 'startDate' || name === 'deadline') {
    const { first, last } = monthSpan(value);
    return { ...rest, [name]: { min: first, max: last } };
  }
  const { type } = searchField(name as SearchFieldName);
  if (type === 'number') return { ...rest, [name]: { in: [Number(value)] } };
  if (type === 'flag') return { ...rest, [name]: { is: value === 'true' } };
  return { ...rest, [name]: { in: [value] } };
}

/** The filter without what is selected in a facet itself (its top-level condition). */
export function withoutSelection(filter: OpportunityFilter, name: FacetName): OpportunityFilter {
  const { [name]: _own, ...rest } = filter;
  return rest;
}

/** Whether a value is a child of a code in the facet's hierarchy. */
function isUnder(name: SearchFieldName, value: string, under: string): boolean {
  const [id] = searchField(name).vocabularies ?? [];
  const [parent] = id === undefined ? [] : vocabulary(id).ancestors(value);
  return (parent ?? '') === under;
}

/** One for all: to make a collator takes longer than to sort a facet. */
const collator = new Intl.Collator('en', { numeric: true });

const inOrderOfValue: readonly FacetName[] = ['eqfLevel', 'ects', 'completeness', 'startDate', 'deadline'];

/** Sorts, limits and labels as cut off what was counted. */
export function toFacet(
  request: FacetRequest,
  counts: Readonly<Record<string, number>>,
  notStated: number,
  engineCut: boolean,
): Facet {
  const { name, first, under } = request;
  const all = Object.entries(counts)
    .filter(([value, count]) => count > 0 && (under === undefined || isUnder(name as SearchFieldName, value, under)))
    .map(([value, count]) => ({ value, count }));
  const byValue = (a: FacetValue, b: FacetValue) => collator.compare(a.value, b.value);
  all.sort(inOrderOfValue.includes(name) ? byValue : (a, b) => b.count - a.count || byValue(a, b));
  return { name, values: all.slice(0, first), notStated, truncated: engineCut || all.length > first };
}
