import { T, useUi } from '../../i18n/t.js';
import { choiceFilters, notStated } from '../../search-state/filter-names.js';
import { choiceText } from './active-filters.js';
import { NotStated } from './code-filter.js';
import { Check, FilterGroup, searchForm } from './filter-group.js';
import type { FacetCounts, Search } from './load-search.js';

function countOf(facet: FacetCounts, value: string): number {
  return facet.values.find((each) => each.value === value)?.count ?? 0;
}

/** The eight levels of the EQF, each with what it stands for. */
export function LevelFilter({ search: { state, facets } }: { search: Search }) {
  const chosen = state.choices.level ?? [];
  return (
    <FilterGroup filter="level" open chosen={chosen.length}>
      {choiceFilters.level.map((level) => (
        <Check
          key={level}
          name="level"
          value={level}
          checked={chosen.includes(level)}
          count={countOf(facets.eqfLevel, level)}
        >
          <T id={`level.${level}`} />
        </Check>
      ))}
      <NotStated name="level" checked={chosen.includes(notStated)} count={facets.eqfLevel.notStated} />
      <details class="more-values" id="about-levels">
        <summary>
          <T id="level.about" />
        </summary>
        <p class="help">
          <T id="level.aboutText" />
        </p>
      </details>
    </FilterGroup>
  );
}

/** Whether one can apply. Without a choice, offers that are over stay out. */
export function StatusFilter({ search: { state, facets } }: { search: Search }) {
  const ui = useUi();
  const chosen = state.choices.status ?? [];
  return (
    <FilterGroup filter="status" chosen={chosen.length} help="status.help">
      {choiceFilters.status.map((value) => (
        <Check
          key={value}
          name="status"
          value={value}
          checked={chosen.includes(value)}
          count={countOf(facets.status, value.toUpperCase())}
        >
          {choiceText(ui, 'status', value)}
        </Check>
      ))}
    </FilterGroup>
  );
}

/** Whether learners can get financial support: sources say where there is some, never that there is none. */
export function FundingFilter({ search: { state, facets } }: { search: Search }) {
  const chosen = state.choices.funding ?? [];
  return (
    <FilterGroup filter="funding" chosen={chosen.length}>
      <Check name="funding" value="yes" checked={chosen.includes('yes')} count={countOf(facets.funding, 'true')}>
        <T id="funding.yes" />
      </Check>
      <NotStated name="funding" checked={chosen.includes(notStated)} count={facets.funding.notStated} />
    </FilterGroup>
  );
}

/** Free of charge or not, as far as it is stated. */
export function FreeChoices({ search: { state, facets } }: { search: Search }) {
  const chosen = state.choices.free ?? [];
  return (
    <fieldset>
      <legend class="filter-subtitle">
        <T id="filter.free" />
      </legend>
      <Check name="free" value="yes" checked={chosen.includes('yes')} count={countOf(facets.free, 'true')}>
        <T id="free.yes" />
      </Check>
      <Check name="free" value="no" checked={chosen.includes('no')} count={countOf(facets.free, 'false')}>
        <T id="free.no" />
      </Check>
      <NotStated name="free" checked={chosen.includes(notStated)} count={facets.free.notStated} />
    </fieldset>
  );
}

/** How sure the data must be, in plain words. */
export function EvidenceFilter({ search: { state } }: { search: Search }) {
  const isUsual = state.evidence === 'exact';
  return (
    <FilterGroup filter="evidence" chosen={isUsual ? 0 : 1} help="evidence.help">
      {(['stated', 'exact', 'any'] as const).map((tier) => (
        <label key={tier} class="check">
          <input
            type="radio"
            form={searchForm}
            name="evidence"
            value={tier === 'exact' ? '' : tier}
            checked={state.evidence === tier}
            autocomplete="off"
          />
          <span>
            <T id={`evidence.${tier}`} />
          </span>
        </label>
      ))}
    </FilterGroup>
  );
}
