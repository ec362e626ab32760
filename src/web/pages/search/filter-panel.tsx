import { Icon } from '../../components/icon.js';
import { T, useUi } from '../../i18n/t.js';
import type { SearchState } from '../../search-state/search-state.js';
import { EvidenceFilter, FundingFilter, LevelFilter, StatusFilter } from './choice-filters.js';
import { CodeFilter } from './code-filter.js';
import { DateFilter } from './date-filter.js';
import { FieldFilter } from './field-filter.js';
import { searchForm } from './filter-group.js';
import type { Search } from './load-search.js';
import { CountryFilters, PlaceFilter } from './place-filter.js';
import { CompletenessFilter, RangeFilter } from './range-filter.js';

/**
 * All filters: beside the results where there is room, else a sheet that a button opens (HTML's own popover, so that it
 * does without scripts).
 */
export function FilterPanel({ search, today }: { search: Search; today: string }) {
  const ui = useUi();
  return (
    <section class="filters no-print" id="filters" popover="auto" aria-labelledby="filters-title">
      <div class="filters-head">
        <h2 id="filters-title">
          <T id="filters.title" />
        </h2>
        <button type="button" class="quiet sheet-only" popovertarget="filters" popovertargetaction="hide">
          <Icon name="close" />
          <T id="filters.close" />
        </button>
      </div>
      <div class="filters-body">
        <MainFilters search={search} today={today} />
        <MoreFilters search={search} today={today} />
      </div>
      <div class="filters-foot">
        <button type="submit" form={searchForm} class="without-script">
          <T id="filters.apply" />
        </button>
        <button type="button" class="sheet-only with-script" popovertarget="filters" popovertargetaction="hide">
          {ui.t('filters.show', { count: search.results.totalCount })}
        </button>
      </div>
    </section>
  );
}

function MainFilters({ search, today }: { search: Search; today: string }) {
  return (
    <>
      <LevelFilter search={search} />
      <RangeFilter search={search} filter="ects" unit="unit.ects" open />
      <CodeFilter search={search} filter="language" open />
      <CodeFilter search={search} filter="mode" open />
      <CodeFilter search={search} filter="recognition" help="recognition.help" />
      <PlaceFilter search={search} />
      <DateFilter search={search} filter="start" today={today} />
      <RangeFilter search={search} filter="price" unit="unit.money" help="price.help" />
      <FieldFilter search={search} />
      <CodeFilter search={search} filter="setting" help="setting.help" />
      <EvidenceFilter search={search} />
    </>
  );
}

const moreCodes = ['kind', 'credential', 'cycle', 'assessment', 'supervision', 'stackability', 'qa'] as const;

function MoreFilters({ search, today }: { search: Search; today: string }) {
  return (
    <details class="more-filters" id="more-filters" open={usesMore(search.state)}>
      <summary>
        <T id="filters.more" />
      </summary>
      {moreCodes.map((filter) => (
        <CodeFilter key={filter} search={search} filter={filter} />
      ))}
      <CountryFilters search={search} />
      <CodeFilter search={search} filter="provider" />
      <CodeFilter search={search} filter="provider-type" />
      <CodeFilter search={search} filter="target" />
      <CodeFilter search={search} filter="schedule" />
      <RangeFilter search={search} filter="hours" unit="unit.hours" />
      <DateFilter search={search} filter="deadline" today={today} />
      <FundingFilter search={search} />
      <CodeFilter search={search} filter="skill" />
      <CodeFilter search={search} filter="venue" />
      <CompletenessFilter search={search} />
      <StatusFilter search={search} />
      <CodeFilter search={search} filter="source" />
    </details>
  );
}

/** Whether one of the filters behind "more" is on. */
function usesMore({ codes, choices, ranges, dates }: SearchState): boolean {
  const main = ['language', 'mode', 'recognition', 'field', 'setting'];
  return (
    Object.keys(codes).some((name) => !main.includes(name)) ||
    choices.funding !== undefined ||
    choices.status !== undefined ||
    ranges.hours !== undefined ||
    ranges.complete !== undefined ||
    dates.deadline !== undefined
  );
}
