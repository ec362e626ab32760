import type { Place } from '../../../domain/run.js';
import { plausiblePoint } from '../../mapping/plausibility.js';
import { plainText } from '../../parse/text.js';
import { parseDegrees } from '../../parse/values.js';
import { addressCountry } from './schema-org.organisation.js';
import type { SchemaNode } from './schema-org.record.js';
import { codeOrEnglishName, type Mapping, namesOf, nodesOf, scalars } from './schema-values.js';

/** `location`: text, `Place` or `PostalAddress`. A `VirtualLocation` is no place, nor does it state a mode. */
export function placesOf(node: SchemaNode, path: string, mapping: Mapping): Place[] {
  const named = scalars(node, 'location').map((name): Place => ({ name: plainText(name) }));
  const described = nodesOf(node, 'location').map((location) => placeOf(location, path, mapping));
  return [...named, ...described].filter((place) =>
    Object.values(place).some((value) => value !== undefined && value !== ''),
  );
}

function placeOf(location: SchemaNode, path: string, mapping: Mapping): Place {
  if (location['@type'].includes('VirtualLocation')) return {};
  const isAddress = location['@type'].includes('PostalAddress');
  const address = isAddress ? location : nodesOf(location, 'address')[0];
  const name = isAddress ? undefined : namesOf(location)[0]?.text;
  const point = nodesOf(location, 'geo')[0] ?? location;
  return {
    ...filled('name', name),
    ...filled('address', address === undefined ? scalars(location, 'address')[0] : addressLine(address)),
    ...filled('city', address === undefined ? undefined : scalars(address, 'addressLocality')[0]),
    country: countryOf(address, path, mapping),
    geo: pointOf(point, `${path}.geo`, mapping),
  };
}

/** Street, post code and town, region; nothing where only the town or region is stated. */
function addressLine(address: SchemaNode): string | undefined {
  const part = (property: string) => scalars(address, property)[0];
  const street = part('streetAddress') ?? part('postOfficeBoxNumber');
  const postalCode = part('postalCode');
  if (street === undefined && postalCode === undefined) return undefined;
  const town = [postalCode, part('addressLocality')].filter((it) => it !== undefined).join(' ');
  return [street, town, part('addressRegion')].filter((it) => it !== undefined && it !== '').join(', ');
}

function countryOf(address: SchemaNode | undefined, path: string, { log }: Mapping): Place['country'] {
  const country = address === undefined ? undefined : addressCountry(address);
  if (country === undefined) return undefined;
  return codeOrEnglishName('country', country, `${path}.address.addressCountry`, log);
}

function pointOf(point: SchemaNode, path: string, { log }: Mapping): Place['geo'] {
  const latitude = scalars(point, 'latitude')[0];
  const longitude = scalars(point, 'longitude')[0];
  if (latitude === undefined || longitude === undefined) return undefined;
  const [north, east] = [parseDegrees(latitude), parseDegrees(longitude)];
  if (north !== undefined && east !== undefined) return plausiblePoint(north, east, path, log);
  log.warning('INVALID_GEO', path, 'Expected latitude and longitude in decimal degrees.', `${latitude},${longitude}`);
  return undefined;
}

function filled(key: 'name' | 'address' | 'city', text: string | undefined): Place {
  const value = plainText(text ?? '');
  return value === '' ? {} : { [key]: value };
}
