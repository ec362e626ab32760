import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { feature } from 'topojson-client';

/** West, south, east, north of where outlines are fine; elsewhere coarse ones do. */
const fine = [-32, 27, 60, 75];
const id = 'virtual:land';

/**
 * Outlines of the countries for the map (Natural Earth, public domain; by the package world-atlas), as small as a
 * map of Europe allows: degrees to two decimals, about a kilometre.
 */
export function land() {
  return {
    name: 'land',
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    load: (resolved) =>
      resolved === `\0${id}` ? `export default JSON.parse(${JSON.stringify(outlines())})` : undefined,
  };
}

function outlines() {
  const near = countries('countries-50m.json').filter((each) => overlaps(each, fine));
  const named = new Set(near.map(keyOf));
  const far = countries('countries-110m.json').filter((each) => !named.has(keyOf(each)));
  const features = [...near, ...far].map(({ geometry }) => ({ type: 'Feature', properties: {}, geometry }));
  return JSON.stringify({ type: 'FeatureCollection', features }, (_, value) =>
    typeof value === 'number' ? Math.round(value * 100) / 100 : value,
  );
}

function keyOf({ properties }) {
  return properties.name;
}

function countries(file) {
  const { resolve } = createRequire(import.meta.url);
  const topology = JSON.parse(readFileSync(resolve(`world-atlas/${file}`), 'utf8'));
  return feature(topology, topology.objects.countries).features;
}

/** Whether a point of the outline lies in a box. */
function overlaps({ geometry }, [west, south, east, north]) {
  const points = geometry.coordinates.flat(geometry.type === 'Polygon' ? 1 : 2);
  return points.some(([x, y]) => x >= west && x <= east && y >= south && y <= north);
}
