import { T, useUi } from '../../i18n/t.js';
import type { MapTiles } from '../../page.js';
import { formatState } from '../../search-state/format-state.js';
import { changed } from '../../search-state/search-state.js';
import type { Search } from './load-search.js';

/** A place on the map, as the script reads it. */
interface Mark {
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly label: string;
  readonly href: string;
}

/** Where the results are: a map with scripts, and always the same places as a list. */
export function MapView({ search: { state, facets }, tiles }: { search: Search; tiles: MapTiles | undefined }) {
  const ui = useUi();
  const { values, notStated, truncated } = facets.place;
  const marks = values.flatMap(({ value, count, label }): Mark[] => {
    const [, latitude, longitude] = /^(-?[\d.]+),(-?[\d.]+) /.exec(value) ?? [];
    if (latitude === undefined || longitude === undefined) return [];
    const name = label?.text ?? value;
    const there = changed(state, { view: 'list', codes: { ...state.codes, venue: [value] } });
    return [
      {
        ...{ name, latitude: Number(latitude), longitude: Number(longitude) },
        label: ui.t('map.mark', { place: name, count }),
        href: ui.href('/', formatState(there)),
      },
    ];
  });
  return (
    <section class="map-view stack" aria-labelledby="map-title">
      <h3 id="map-title" class="visually-hidden">
        <T id="map.title" />
      </h3>
      <p class="muted">
        <T id="map.missing" values={{ count: notStated }} />
        {truncated ? (
          <>
            {' '}
            <T id="filter.truncated" />
          </>
        ) : null}
      </p>
      {marks.length === 0 ? null : (
        <>
          <div
            class="map with-script"
            data-map={JSON.stringify(marks)}
            data-tiles={tiles?.url}
            data-attribution={tiles?.attribution}
            data-zoom-in={ui.t('map.zoomIn')}
            data-zoom-out={ui.t('map.zoomOut')}
          >
            <p class="map-wait">
              <T id="map.loading" />
            </p>
          </div>
          <h4>
            <T id="map.list" />
          </h4>
          <ul class="map-list">
            {marks.map(({ href, label, latitude, longitude }) => (
              <li key={`${label} ${latitude} ${longitude}`}>
                <a href={href} rel="nofollow">
                  {label}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
