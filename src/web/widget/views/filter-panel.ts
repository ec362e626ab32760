import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Facet, Facets } from '../../embedding/answer.js';
import { type FilterName, filters, type ShownFilter } from '../../embedding/filters.js';
import { fill } from '../../embedding/messages/languages.js';
import { type Condition, conditionOf, toggled } from '../chosen.js';
import type { WidgetState } from '../state.js';
import { chevronIcon } from './icons.js';

/** Values that are shown before readers ask for all. */
const firstValues = 6;
/** Groups that are open at first. */
const firstGroups = 3;

/** The filters with their counts. */
export function filterPanel(view: WidgetState): TemplateResult {
  return html`${view.shown.map((filter, index) => {
    const { kind } = filters[filter.name];
    return kind === 'flag' ? flag(view, filter.name) : group(view, filter, index < firstGroups);
  })}`;
}

function facetOf({ search: { facets } }: WidgetState, name: FilterName): Facet | undefined {
  return facets[filters[name].field as keyof Facets];
}

function group(view: WidgetState, { name }: ShownFilter, isOpen: boolean): TemplateResult {
  const { t } = view.speech;
  return html`<details part="filter" class="group" ?open=${isOpen}>
    <summary id="name-${name}"><span>${t.names[name]}</span>${chevronIcon}</summary>
    <div role="group" aria-labelledby="name-${name}">${control(view, name)}${notStated(view, name)}</div>
  </details>`;
}

function control(view: WidgetState, name: FilterName): TemplateResult {
  const { t } = view.speech;
  const condition = conditionOf(view.chosen, name);
  const set = (key: 'min' | 'max', value: number | string | undefined) => {
    const { [key]: _, ...rest } = condition;
    const { currency } = view.options;
    view.choose(name, {
      ...rest,
      ...(value === undefined ? {} : { [key]: value }),
      ...(name === 'price' ? { currency } : {}),
    });
  };
  switch (filters[name].kind) {
    case 'range':
      return html`<div class="ends">
        ${numberField(`${name}-min`, t.from, condition.min, (value) => set('min', value))}
        ${numberField(`${name}-max`, t.to, condition.max, (value) => set('max', value))}
      </div>`;
    case 'price':
      return html`<div class="ends">
        ${numberField(`${name}-max`, `${t.atMost} (${view.options.currency})`, condition.max, (value) => set('max', value))}
      </div>`;
    case 'date':
      return dateField(`${name}-min`, t.onOrAfter, condition.min, (value) => set('min', value));
    default:
      return values(view, name, condition);
  }
}

function values(view: WidgetState, name: FilterName, condition: Condition): TemplateResult {
  const { t, number } = view.speech;
  const isNumber = filters[name].kind === 'numbers';
  const all = facetOf(view, name)?.values ?? [];
  const isExpanded = view.expanded.has(name);
  const key = (value: string) => (isNumber ? Number(value) : value);
  const isOn = (value: string) => condition.in?.includes(key(value)) === true;
  const list = isExpanded ? all : all.filter(({ value }, index) => index < firstValues || isOn(value));
  return html`${repeat(
    list,
    ({ value }) => value,
    ({ value, label, count }) =>
      checkbox(isNumber ? fill(t.eqf, { n: value }) : (label?.text ?? value), number(count), isOn(value), () =>
        view.choose(name, toggled(condition, key(value))),
      ),
  )}${
    all.length > list.length || isExpanded
      ? html`<button type="button" class="plain" aria-expanded=${isExpanded} @click=${() => view.toggleExpanded(name)}>
          ${isExpanded ? t.showFewer : fill(t.showAll, { n: number(all.length) })}
        </button>`
      : nothing
  }`;
}

function notStated(view: WidgetState, name: FilterName): TemplateResult | typeof nothing {
  const { t, number } = view.speech;
  const condition = conditionOf(view.chosen, name);
  const count = facetOf(view, name)?.notStated ?? 0;
  const isOn = condition.notStated === true;
  if (count === 0 && !isOn) return nothing;
  return checkbox(
    t.orNotStated,
    number(count),
    isOn,
    () => view.choose(name, { ...condition, notStated: !isOn }),
    'unsaid',
  );
}

function flag(view: WidgetState, name: FilterName): TemplateResult {
  const { t, number } = view.speech;
  const condition = conditionOf(view.chosen, name);
  const count = facetOf(view, name)?.values.find(({ value }) => value === 'true')?.count ?? 0;
  const isOn = condition.is === true;
  return html`<div part="filter" class="group flag">
    ${checkbox(t.names[name], number(count), isOn, () => view.choose(name, isOn ? {} : { is: true }))}
  </div>`;
}

function checkbox(label: string, count: string, isOn: boolean, toggle: () => void, kind = ''): TemplateResult {
  return html`<label class="value ${kind}">
    <input type="checkbox" .checked=${live(isOn)} @change=${toggle} />
    <span>${label}</span> <span class="count">${count}</span>
  </label>`;
}

function numberField(
  id: string,
  label: string,
  value: unknown,
  set: (value: number | undefined) => void,
): TemplateResult {
  const change = ({ currentTarget: field }: Event) => {
    if (!(field instanceof HTMLInputElement) || !field.reportValidity()) return;
    set(field.value === '' ? undefined : field.valueAsNumber);
  };
  return html`<label class="end" for=${id}>${label}
    <input id=${id} type="number" min="0" max="1000000" step="any" inputmode="decimal"
      .value=${live(value === undefined ? '' : String(value))} @change=${change} /></label>`;
}

function dateField(
  id: string,
  label: string,
  value: unknown,
  set: (value: string | undefined) => void,
): TemplateResult {
  const change = ({ currentTarget: field }: Event) => {
    if (field instanceof HTMLInputElement && field.reportValidity()) set(field.value === '' ? undefined : field.value);
  };
  return html`<label class="end" for=${id}>${label}
    <input id=${id} type="date" min="2000-01-01" max="2099-12-31" .value=${live(value === undefined ? '' : String(value))}
      @change=${change} /></label>`;
}
