import { readFilter } from './filter-text.js';
import { filters, readShownFilters, type ShownFilter } from './filters.js';
import type { LearningOpportunityFilter as Filter } from './generated/operations.js';
import { type SortName, sortNames } from './sorts.js';

/** Where an offer opens: a new tab, the same one, or nowhere, when the host page does it. */
export type Target = 'new' | 'same' | 'event';

/** Parts that a page can leave out. */
export type Part = 'search' | 'sort' | 'filters';

/** What a widget was told by its attributes. */
export interface Options {
  /** Origin, and path where there is one, without a slash at the end. */
  readonly gateway: string;
  readonly preset: string | undefined;
  /** BCP 47 tag. */
  readonly language: string;
  readonly words: string;
  readonly shown: readonly ShownFilter[];
  /** What is on at first and readers may take off. */
  readonly initial: Filter;
  /** What holds always and is not shown. */
  readonly locked: Filter;
  readonly sort: SortName;
  /** 1 to 50. */
  readonly pageSize: number;
  readonly target: Target;
  /** The style alone knows the scheme of the page around; this one was asked for. */
  readonly theme: 'light' | 'dark' | undefined;
  readonly label: string | undefined;
  /** 2 to 6: of the titles of offers. */
  readonly headingLevel: number;
  /** ISO 4217. */
  readonly currency: string;
  readonly hidden: ReadonlySet<Part>;
  /** Whether nothing is asked before a reader does. */
  readonly waits: boolean;
  /** What is wrong with the attributes, for developers. A widget with a filter that it cannot read does not search. */
  readonly problems: readonly string[];
}

/** Attributes of `<lotse-search>`, all optional. */
export const attributes = [
  'gateway',
  'preset',
  'language',
  'query',
  'filters',
  'filter',
  'locked',
  'sort',
  'page-size',
  'target',
  'label',
  'heading-level',
  'currency',
  'hide',
  'wait',
  'theme',
] as const;
export type AttributeName = (typeof attributes)[number];

export const defaultFilters = 'level, ects, mode, teaching, field, recognition, start, free';

export const pageSizes = { default: 10, most: 50 } as const;

/** Reads the attributes. `around` is what is known from the page: where the script came from, and its language. */
export function readOptions(
  get: (name: AttributeName) => string | null,
  around: { readonly gateway: string; readonly language: string },
): Options {
  const problems: string[] = [];
  const filterOf = (name: 'filter' | 'locked'): Filter => {
    const read = readFilter(get(name) ?? '');
    if ('filter' in read) return read.filter;
    problems.push(`${name}: ${read.problem}`);
    return {};
  };
  const oneOf = <T extends string>(name: AttributeName, allowed: readonly T[], fallback: T): T => {
    const given = get(name)?.trim() || fallback;
    const found = allowed.find((each) => each === given);
    if (found === undefined) problems.push(`${name}: "${given}" is not one of ${allowed.join(', ')}`);
    return found ?? fallback;
  };
  const { shown, unknown } = readShownFilters(get('filters') ?? defaultFilters);
  if (unknown.length > 0) problems.push(`filters: there is no ${unknown.join(', ')}`);
  const { visible, hidden } = split(filterOf('filter'));
  const locked = joined(filterOf('locked'), hidden);
  return {
    gateway: (get('gateway') || around.gateway).replace(/\/+$/, ''),
    preset: get('preset')?.trim() || undefined,
    language: get('language')?.trim() || around.language,
    words: get('query') ?? '',
    shown: shown.filter(({ name }) => locked[filters[name].field] === undefined),
    initial: visible,
    locked,
    sort: oneOf('sort', sortNames, 'relevance'),
    pageSize: whole(get('page-size'), pageSizes.default, 1, pageSizes.most),
    target: oneOf('target', ['new', 'same', 'event'], 'new'),
    theme: (['light', 'dark'] as const).find((each) => each === get('theme')),
    label: get('label') ?? undefined,
    headingLevel: whole(get('heading-level'), 3, 2, 6),
    currency: /^[A-Z]{3}$/.exec(get('currency') ?? '')?.[0] ?? 'EUR',
    hidden: new Set((get('hide') ?? '').split(/[\s,]+/) as Part[]),
    waits: get('wait') !== null,
    problems,
  };
}

/** Conditions that readers can see as chips and take off, and the others, which hold always. */
function split(filter: Filter): { visible: Filter; hidden: Filter } {
  const fields: readonly string[] = Object.values(filters).map(({ field }) => field);
  const isVisible = ([field, condition]: [string, { notStated?: boolean } | null]) =>
    fields.includes(field) && condition?.notStated !== false;
  const all = Object.entries(filter) as [string, { notStated?: boolean } | null][];
  return {
    visible: Object.fromEntries(all.filter(isVisible)),
    hidden: Object.fromEntries(all.filter((each) => !isVisible(each))),
  };
}

/** A filter that asks for both. */
export function joined(filter: Filter, other: Filter): Filter {
  if (Object.keys(other).length === 0) return filter;
  return { ...filter, and: [...(filter.and ?? []), other] };
}

function whole(text: string | null, fallback: number, least: number, most: number): number {
  const number = /^\d{1,4}$/.test(text?.trim() ?? '') ? Number(text) : fallback;
  return Math.min(Math.max(number, least), most);
}
