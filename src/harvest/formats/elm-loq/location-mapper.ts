import type { Sourced } from '../../../domain/evidence.js';
import type { Place } from '../../../domain/run.js';
import { vocabulary } from '../../../domain/vocabularies/vocabulary.js';
import { statedConcept } from '../../mapping/concepts.js';
import { plausiblePoint } from '../../mapping/plausibility.js';
import { parseDegrees } from '../../parse/values.js';
import type { ElmLocation } from './elm-loq.record.js';
import { oneText, type Reading } from './elm-reading.js';

/** Country and region of a location. */
export interface Area {
  readonly country?: Sourced<string> | undefined;
  readonly nuts?: Sourced<string> | undefined;
}

/** The area of the first location that says where it is (Annex I: country and region of the issuer). */
export function areaOf(locations: readonly ElmLocation[], path: string, reading: Reading): Area {
  for (const location of locations) {
    const [area] = areasOf(location, path, reading);
    if (area?.country !== undefined || area?.nuts !== undefined) return area;
  }
  return {};
}

/** Where an offer takes place: one place for each address of a `dc:Location`, or one for a location without address. */
export function placesOf(locations: readonly ElmLocation[], path: string, reading: Reading): Place[] {
  return locations.flatMap((location) => {
    const names = [...location.geographicName, ...location.spatialCode.flatMap((code) => code.prefLabel)];
    const geo = location.address.length > 1 ? undefined : pointOf(location, path, reading);
    return areasOf(location, path, reading).flatMap((area, index): Place[] => {
      const address = location.address[index]?.fullAddress.flatMap((note) => note.noteLiteral) ?? [];
      const place = { name: oneText(names, reading), address: oneText(address, reading), ...area, geo };
      return Object.values(place).every((value) => value === undefined) ? [] : [place];
    });
  });
}

/**
 * Country and region of each address. `elm:spatialCode` holds NUTS codes, countries and codes of administrative
 * territorial units (ATU); a region counts for an address only if it lies in its country. Without an address the country
 * is that of the region (rules `nuts-country`, `atu-country`: both codes begin with it).
 */
function areasOf(location: ElmLocation, path: string, reading: Reading): Area[] {
  const codes = spatialCodes(location, `${path}/spatialCode`, reading);
  if (location.address.length === 0) {
    const nuts = deepest(codes.regions);
    return [{ country: codes.country ?? countryOfRegion(nuts) ?? codes.countryOfUnit, nuts }];
  }
  const areas = location.address.map(({ countryCode }): Area => {
    const id = countryCode[0]?.id;
    const stated =
      id === undefined ? undefined : statedConcept('country', id, `${path}/address/countryCode`, reading.log);
    const country = stated ?? codes.country ?? codes.countryOfUnit;
    const nuts = deepest(codes.regions.filter((region) => !contradicts(region, country)));
    return { country: country ?? countryOfRegion(nuts), nuts };
  });
  if (codes.regions.length > 0 && areas.every(({ nuts }) => nuts === undefined)) {
    const values = codes.regions.map(({ value }) => value);
    reading.log.warning(
      'IMPLAUSIBLE_VALUE',
      `${path}/spatialCode`,
      'The region is not in the country of the address.',
      values,
    );
  }
  return areas;
}

interface SpatialCodes {
  readonly regions: readonly Sourced<string>[];
  readonly country: Sourced<string> | undefined;
  readonly countryOfUnit: Sourced<string> | undefined;
}

function spatialCodes(location: ElmLocation, path: string, { log }: Reading): SpatialCodes {
  const ids = location.spatialCode.flatMap(({ id }) => (id === undefined ? [] : [id]));
  const isCountry = (id: string) => /\/authority\/country\//.test(id);
  const unit = ids.map((id) => /\/authority\/atu\/([A-Z0-9]{3})(?:_|$)/.exec(id)).find((match) => match !== null);
  const countryOfUnit = unit?.[1] === undefined ? undefined : vocabulary('country').find(unit[1]);
  return {
    regions: ids
      .filter((id) => !isCountry(id) && !/\/authority\/atu\//.test(id))
      .flatMap((id) => statedConcept('nuts', id, path, log) ?? []),
    country: ids.filter(isCountry).flatMap((id) => statedConcept('country', id, path, log) ?? [])[0],
    countryOfUnit:
      countryOfUnit === undefined
        ? undefined
        : { value: countryOfUnit.iri, basis: 'derived', rule: 'atu-country', path, native: unit?.input.slice(0, 500) },
  };
}

function deepest(regions: readonly Sourced<string>[]): Sourced<string> | undefined {
  return [...regions].sort((a, b) => b.value.length - a.value.length)[0];
}

function countryOfRegion(nuts: Sourced<string> | undefined): Sourced<string> | undefined {
  const country = nuts === undefined ? undefined : countryIriOfRegion(nuts.value);
  if (nuts === undefined || country === undefined) return undefined;
  return { value: country, basis: 'derived', rule: 'nuts-country', path: nuts.path, native: nuts.value };
}

function contradicts(region: Sourced<string>, country: Sourced<string> | undefined): boolean {
  return country !== undefined && countryIriOfRegion(region.value) !== country.value;
}

function countryIriOfRegion(region: string): string | undefined {
  const code = vocabulary('nuts').find(region)?.related?.country;
  return code === undefined ? undefined : vocabulary('country').find(code)?.iri;
}

function pointOf(location: ElmLocation, path: string, { log }: Reading): Place['geo'] {
  const geometry = location.geometry.find(({ latitude, longitude }) => latitude.length > 0 && longitude.length > 0);
  if (geometry === undefined) return undefined;
  const latitude = parseDegrees(geometry.latitude[0] ?? '');
  const longitude = parseDegrees(geometry.longitude[0] ?? '');
  if (latitude !== undefined && longitude !== undefined)
    return plausiblePoint(latitude, longitude, `${path}/geometry`, log);
  log.warning('INVALID_GEO', `${path}/geometry`, 'Expected latitude and longitude as decimal degrees.', geometry);
  return undefined;
}
