import type { Facets } from '../embedding/answer.js';
import { type FilterName, filters } from '../embedding/filters.js';
import type { LearningOpportunityFilter as Filter } from '../embedding/generated/operations.js';
import { fill, type Speech } from '../embedding/messages/languages.js';

/** A condition on one field, whatever its kind. */
export interface Condition {
  readonly in?: readonly (string | number)[];
  readonly min?: number | string;
  readonly max?: number | string;
  readonly is?: boolean;
  readonly currency?: string;
  readonly notStated?: boolean;
}

/** The condition of a filter; an empty one where there is none. */
export function conditionOf(chosen: Filter, name: FilterName): Condition {
  return (chosen[filters[name].field] ?? {}) as Condition;
}

/** The filter with another condition in it; one that asks for nothing is taken out. */
export function withCondition(chosen: Filter, name: FilterName, condition: Condition): Filter {
  const { field } = filters[name];
  const { [field]: _, ...rest } = chosen;
  const asks = Object.entries(condition).filter(
    ([key, value]) =>
      key !== 'currency' && value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0),
  );
  if (asks.length === 0) return rest;
  const { currency } = condition;
  const hasRange = condition.min !== undefined || condition.max !== undefined;
  return { ...rest, [field]: { ...Object.fromEntries(asks), ...(hasRange && currency ? { currency } : {}) } };
}

/** The condition with a value in its list, or without it. */
export function toggled(condition: Condition, value: string | number): Condition {
  const list = condition.in ?? [];
  return { ...condition, in: list.includes(value) ? list.filter((each) => each !== value) : [...list, value] };
}

/** One thing that is on, and the condition that is left when it is taken off. */
export interface Chip {
  readonly name: FilterName;
  readonly label: string;
  readonly without: Condition;
}

/** What is on, in the order of the filters. Codes whose names are not known yet stand for themselves. */
export function chipsOf(chosen: Filter, facets: Facets, speech: Speech): readonly Chip[] {
  const { t } = speech;
  return (Object.keys(filters) as FilterName[]).flatMap((name): Chip[] => {
    const condition = conditionOf(chosen, name);
    const { in: list = [], min, max, is, notStated, currency } = condition;
    const values = list.map((value) => ({
      name,
      label: name === 'level' ? fill(t.eqf, { n: String(value) }) : nameOf(facets, name, String(value)),
      without: toggled(condition, value),
    }));
    const { min: _min, max: _max, ...unbounded } = condition;
    const range = rangeText(min, max, currency, speech);
    return [
      ...values,
      ...(range === '' ? [] : [{ name, label: `${t.names[name]}: ${range}`, without: unbounded }]),
      ...(is === true ? [{ name, label: t.names[name], without: {} }] : []),
      ...(notStated === true
        ? [{ name, label: `${t.names[name]}: ${t.notStated}`, without: { ...condition, notStated: false } }]
        : []),
    ];
  });
}

function nameOf(facets: Facets, name: FilterName, value: string): string {
  const facet = facets[filters[name].field as keyof Facets];
  return facet?.values.find((each) => each.value === value)?.label?.text ?? value;
}

function rangeText(
  min: Condition['min'],
  max: Condition['max'],
  currency: string | undefined,
  { number, date, price }: Speech,
): string {
  const show = (end: number | string) =>
    typeof end === 'string' ? date(end) : currency === undefined ? number(end) : price(end, end, currency);
  if (min !== undefined && max !== undefined) return `${show(min)} – ${show(max)}`;
  return min === undefined ? (max === undefined ? '' : `≤ ${show(max)}`) : `≥ ${show(min)}`;
}
