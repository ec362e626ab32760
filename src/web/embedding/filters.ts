import type { LearningOpportunityFilter as Filter } from './generated/operations.js';

/** How a filter is chosen, and so what it looks like. */
export type FilterKind = 'codes' | 'numbers' | 'range' | 'date' | 'price' | 'flag';

interface FilterDefinition {
  /** Name of the condition in the API; its facet has the same name. */
  readonly field: Exclude<keyof Filter, 'and' | 'or' | 'not' | 'near' | 'updatedSince' | 'status'>;
  readonly kind: FilterKind;
}

/** The filters that a widget can show, by the names that its attribute `filters` takes. */
export const filters = {
  level: { field: 'eqfLevel', kind: 'numbers' },
  ects: { field: 'ects', kind: 'range' },
  mode: { field: 'mode', kind: 'codes' },
  teaching: { field: 'language', kind: 'codes' },
  field: { field: 'iscedF', kind: 'codes' },
  recognition: { field: 'recognition', kind: 'codes' },
  country: { field: 'country', kind: 'codes' },
  region: { field: 'nuts', kind: 'codes' },
  start: { field: 'startDate', kind: 'date' },
  price: { field: 'price', kind: 'price' },
  free: { field: 'free', kind: 'flag' },
  funding: { field: 'funding', kind: 'flag' },
  provider: { field: 'provider', kind: 'codes' },
  type: { field: 'kind', kind: 'codes' },
  credential: { field: 'credential', kind: 'codes' },
  schedule: { field: 'schedule', kind: 'codes' },
  setting: { field: 'setting', kind: 'codes' },
  target: { field: 'targetGroup', kind: 'codes' },
} as const satisfies Record<string, FilterDefinition>;

export type FilterName = keyof typeof filters;

export const filterNames = Object.keys(filters) as readonly FilterName[];

export function isFilterName(name: string): name is FilterName {
  return Object.hasOwn(filters, name);
}

/** A filter that is to be shown; `under` narrows fields and regions to those right below a code. */
export interface ShownFilter {
  readonly name: FilterName;
  readonly under?: string;
}

/**
 * Reads a list such as `level, mode, region:SE`. Unknown names are left out, and told.
 * @returns the filters in the order of the list, each once
 */
export function readShownFilters(text: string): { readonly shown: readonly ShownFilter[]; readonly unknown: string[] } {
  const shown = new Map<FilterName, ShownFilter>();
  const unknown: string[] = [];
  for (const item of text.split(/[\s,]+/)) {
    const [name = '', under] = item.split(':', 2);
    if (isFilterName(name)) shown.set(name, { name, ...(under ? { under } : {}) });
    else if (item !== '') unknown.push(item);
  }
  return { shown: [...shown.values()], unknown };
}
