import type { ComponentChildren } from 'preact';
import type { MessageKey } from '../../i18n/catalogue.js';
import { T, useUi } from '../../i18n/t.js';
import { type ActiveFilter, filterTitle } from './active-filters.js';

/** All inputs of the page's one search form carry its id, wherever they stand. */
export const searchForm = 'search-form';

interface FilterGroupProps {
  readonly filter: ActiveFilter['filter'];
  readonly open?: boolean;
  /** How many of its values are chosen. */
  readonly chosen?: number;
  /** A sentence that explains the filter. */
  readonly help?: MessageKey;
  readonly children: ComponentChildren;
}

/** A filter that opens and closes; open where something is chosen in it. */
export function FilterGroup({ filter, open = false, chosen = 0, help, children }: FilterGroupProps) {
  const ui = useUi();
  const title = filterTitle(filter);
  return (
    <details class="filter" id={`filter-${filter}`} open={open || chosen > 0}>
      <summary>
        <span class="filter-title">
          <T id={title} />
        </span>
        {chosen === 0 ? null : (
          <span class="count">
            <span class="visually-hidden">{ui.t('filter.chosen')} </span>
            {ui.number(chosen)}
          </span>
        )}
      </summary>
      <fieldset>
        <legend class="visually-hidden">
          <T id={title} />
        </legend>
        {help === undefined ? null : (
          <p class="help">
            <T id={help} />
          </p>
        )}
        {children}
      </fieldset>
    </details>
  );
}

interface CheckProps {
  readonly name: string;
  readonly value: string;
  readonly checked: boolean;
  readonly count?: number;
  readonly children: ComponentChildren;
}

/** A choice with the number of results that it gives. */
export function Check({ name, value, checked, count, children }: CheckProps) {
  const ui = useUi();
  return (
    <label class={count === 0 && !checked ? 'check check-empty' : 'check'}>
      <input type="checkbox" form={searchForm} name={name} value={value} checked={checked} autocomplete="off" />
      <span>{children}</span>
      {count === undefined ? null : <span class="facet-count">{ui.number(count)}</span>}
    </label>
  );
}
