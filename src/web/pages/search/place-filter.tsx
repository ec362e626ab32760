import { T, useUi } from '../../i18n/t.js';
import { distances } from '../../search-state/distances.js';
import { formatState } from '../../search-state/format-state.js';
import { changed } from '../../search-state/search-state.js';
import { CodeFilter } from './code-filter.js';
import { FilterGroup, searchForm } from './filter-group.js';
import type { Search } from './load-search.js';

/** Near a place: places are those where offers say they are, so that no other service learns what is looked for. */
export function PlaceFilter({ search: { state, places } }: { search: Search }) {
  const ui = useUi();
  const { place } = state;
  const km = place?.km ?? 50;
  const options = [...new Set([...distances, km])].sort((a, b) => a - b);
  const isLost = place !== undefined && place.point === undefined;
  return (
    <FilterGroup filter="place" open chosen={place?.point === undefined ? 0 : 1}>
      <div class="field combobox">
        <label for="place-input">
          <T id="place.label" />
        </label>
        <input
          id="place-input"
          type="text"
          form={searchForm}
          name="place"
          value={place?.name ?? ''}
          maxLength={200}
          autocomplete="off"
          spellcheck={false}
          aria-describedby={isLost ? 'place-lost' : undefined}
          data-suggest="PLACE"
          data-suggest-fills="place-at"
        />
        <input
          id="place-at"
          type="hidden"
          form={searchForm}
          name="at"
          value={place?.point === undefined ? '' : `${place.point.latitude},${place.point.longitude} ${place.name}`}
        />
      </div>
      {isLost ? (
        <p class="notice" id="place-lost">
          <T id="place.unknown" values={{ place: place.name }} />
        </p>
      ) : null}
      {places === undefined || places.others.length === 0 || places.chosen === undefined ? null : (
        <p class="help">
          <T id="place.others" />{' '}
          {places.others.slice(0, 5).map((other, index) => (
            <span key={`${other.name} ${other.point?.latitude}`}>
              {index === 0 ? '' : ' · '}
              <a href={ui.href('/', formatState(changed(state, { place: other })))} data-in-place rel="nofollow">
                <bdi>{other.name}</bdi>
              </a>
            </span>
          ))}
        </p>
      )}
      <label class="field">
        <span>
          <T id="place.distance" />
        </span>
        <select form={searchForm} name="km" autocomplete="off">
          {options.map((each) => (
            <option key={each} value={each === 50 ? '' : String(each)} selected={each === km}>
              {ui.t('place.km', { km: each })}
            </option>
          ))}
        </select>
      </label>
      <label class="check">
        <input
          type="checkbox"
          form={searchForm}
          name="online"
          value="yes"
          checked={place?.online === true}
          autocomplete="off"
        />
        <span>
          <T id="place.orOnline" />
        </span>
      </label>
    </FilterGroup>
  );
}

/** Codes of NUTS regions begin with that of their country, which is that of ISO 3166-1 but for Greece. */
function isIn(region: string, countries: readonly string[]): boolean {
  return countries.some((country) => region.startsWith(country === 'GR' ? 'EL' : country) && region.length > 2);
}

/** Countries, and the regions of those that are chosen. */
export function CountryFilters({ search }: { search: Search }) {
  const countries = search.state.codes.country ?? [];
  const chosen = search.state.codes.region ?? [];
  const only = (region: string) => chosen.includes(region) || isIn(region, countries);
  return (
    <>
      <CodeFilter search={search} filter="country" />
      <CodeFilter search={search} filter="region" only={only} />
    </>
  );
}
