import { readFilter } from './filter-text.js';
import { type FilterName, filters } from './filters.js';
import type { LearningOpportunityFilter as Filter } from './generated/operations.js';

/** The text that {@link readFilter} reads as this filter; JSON where there is no shorter one. */
export function writeFilter(filter: Filter): string {
  const parts = Object.entries(filter).flatMap(([field, condition]) =>
    condition === null || condition === undefined ? [] : [conditionText(field, condition)],
  );
  const text = parts.join('; ');
  const back = readFilter(text);
  const isSame = 'filter' in back && JSON.stringify(back.filter) === JSON.stringify(filter);
  return isSame ? text : JSON.stringify(filter);
}

function conditionText(field: string, condition: unknown): string {
  const name = (Object.keys(filters) as FilterName[]).find((each) => filters[each].field === field) ?? field;
  if (Array.isArray(condition)) return `${name}: ${condition.join(', ')}`;
  const { in: list, min, max, is, currency, notStated, latitude, longitude, km } = condition as Record<string, unknown>;
  const value = Array.isArray(list)
    ? list.join(', ')
    : min !== undefined || max !== undefined
      ? `${min ?? ''}..${max ?? ''}${currency === undefined ? '' : ` ${currency}`}`
      : is === undefined
        ? km === undefined
          ? ''
          : `${latitude} ${longitude} ${km}`
        : is === true
          ? 'yes'
          : 'no';
  const stated =
    notStated === true ? (value === '' ? 'not stated' : ' or not stated') : notStated === false ? 'stated' : '';
  return `${name}: ${value}${stated}`;
}
