import { circleMarker, geoJSON, type LatLngTuple, map as leafletMap, tileLayer } from 'leaflet';
import 'leaflet/dist/leaflet.css';
import land from 'virtual:land';

interface Mark {
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly label: string;
  readonly href: string;
}

/**
 * A map of the results: marks that lead to the offers there, on the outline of the countries. Tiles only where the
 * operator has set an address of them; no other host is asked for anything. The list below says the same.
 */
export function startMap(place: HTMLElement): void {
  const marks = readMarks(place.dataset.map);
  place.replaceChildren();
  const { tiles, attribution, zoomIn, zoomOut } = place.dataset;
  const isCalm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  const view = leafletMap(place, {
    ...{ attributionControl: tiles !== undefined, zoomControl: true, worldCopyJump: true, minZoom: 2, maxZoom: 14 },
    ...{ zoomAnimation: !isCalm, fadeAnimation: !isCalm, markerZoomAnimation: !isCalm },
  });
  view.zoomControl.remove();
  view.zoomControl.options.zoomInTitle = zoomIn ?? '+';
  view.zoomControl.options.zoomOutTitle = zoomOut ?? '-';
  view.addControl(view.zoomControl);
  const points = marks.map(({ latitude, longitude }): LatLngTuple => [latitude, longitude]);
  view.fitBounds(points, { padding: [40, 40], maxZoom: 9 });
  if (tiles === undefined) geoJSON(land, { interactive: false, style: { className: 'land' } }).addTo(view);
  else tileLayer(tiles, { attribution: attribution ?? '' }).addTo(view);
  for (const { latitude, longitude, label, href } of marks) {
    const mark = circleMarker([latitude, longitude], { radius: 9, className: 'map-mark' });
    mark.bindTooltip(label).addTo(view);
    mark.on('click', () => {
      window.location.assign(href);
    });
  }
  place.setAttribute('data-ready', '');
}

function readMarks(text: string | undefined): readonly Mark[] {
  const marks: unknown = JSON.parse(text ?? '[]');
  return Array.isArray(marks) ? marks : [];
}
