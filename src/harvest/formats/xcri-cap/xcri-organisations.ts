import { organisationId } from '../../../domain/identifiers.js';
import type { LanguageMap } from '../../../domain/multilingual.js';
import type { IssueLog } from '../../format.js';
import { webAddress } from '../../parse/values.js';
import type { XcriNode } from './xcri-cap.record.js';
import type { Organisation, Place } from './xcri-drafts.js';
import { identifiers, mainIdentifier } from './xcri-identity.js';
import { all, content, first, refinement } from './xcri-node.js';
import type { TextReader } from './xcri-text.js';

/** What the organisations of one record are read with. */
export interface OrganisationContext {
  readonly sourceId: string;
  readonly texts: TextReader;
  readonly log: IssueLog;
}

/**
 * `provider` → the organisation that offers the course. Its country is not stated: XCRI-CAP has no country element, and
 * neither a UKPRN nor a postcode is one.
 */
export function readProvider(
  node: XcriNode | undefined,
  { sourceId, texts, log }: OrganisationContext,
): Organisation[] {
  if (node === undefined) return [];
  const names = texts.names(all(node, 'title'));
  if (names === undefined) {
    log.warning('MISSING_REQUIRED', 'provider/dc:title', 'The provider has no name.');
    return [];
  }
  const nativeIds = identifiers(node);
  const city = content(first(first(node, 'location'), 'town'));
  const homepage = readAddress(first(node, 'url'), 'provider/mlo:url', log);
  return [
    {
      id: organisationId(sourceId, mainIdentifier(nativeIds) ?? `name:${anyOf(names)}`),
      names,
      identifiers: nativeIds.map(({ scheme, value }) =>
        scheme === undefined ? { value } : { scheme: register(scheme), value },
      ),
      ...(city === '' ? {} : { city }),
      ...(homepage === undefined ? {} : { homepage }),
    },
  ];
}

/**
 * `awardedBy`, in 1.2 the common name of an organisation, in 1.1 an organisation. Where it is absent the standard lets
 * an aggregator take the provider; Lotse does not, because that was not stated (domain model §5.2).
 */
export function readAwardingBodies(
  nodes: readonly XcriNode[],
  { sourceId, texts }: OrganisationContext,
): Organisation[] {
  const found = new Map<string, Organisation>();
  for (const node of nodes) {
    const names = organisationNames(node, texts);
    if (names === undefined) continue;
    const id = organisationId(sourceId, `name:${anyOf(names)}`);
    if (!found.has(id)) found.set(id, { id, names });
  }
  return [...found.values()];
}

/** Name of an organisation that is given as text (1.2) or as a structure with a title (1.1). */
export function organisationNames(node: XcriNode, texts: TextReader): LanguageMap | undefined {
  return texts.names(node.children.length > 0 ? all(node, 'title', 'name') : [node]);
}

/** `venue/provider` → where a presentation takes place: its title, and the lines, town and postcode of its location. */
export function readPlace(venue: XcriNode, { texts, log }: OrganisationContext, path: string): Place | undefined {
  const provider = first(venue, 'provider') ?? venue;
  const location = first(provider, 'location') ?? provider;
  const names = texts.names(all(provider, 'title'));
  const untyped = all(location, 'address').filter((line) => refinement(line) === undefined);
  const lines = [first(location, 'street'), ...untyped].flatMap((node) => node?.text.split(/[\r\n]+/) ?? []);
  const city = content(first(location, 'town'));
  const address = [...lines, content(first(location, 'postcode'))].map((line) => line.replace(/\s+/g, ' ').trim());
  const parts = [...new Set(address)].filter((line) => line !== '' && line !== city);
  const geo = readGeo(location, `${path}/mlo:location`, log);
  const name = names === undefined ? undefined : anyOf(names);
  if (name === undefined && parts.length === 0 && city === '' && geo === undefined) return undefined;
  return {
    ...(name === undefined ? {} : { name }),
    ...(parts.length === 0 ? {} : { address: parts.join(', ') }),
    ...(city === '' ? {} : { city }),
    ...(geo === undefined ? {} : { geo }),
  };
}

/** `mlo:address xsi:type="geo:lat"` and `geo:long` (W3C basic geo), decimal degrees. */
function readGeo(location: XcriNode, path: string, log: IssueLog): Place['geo'] {
  const degrees = (...types: readonly string[]) =>
    all(location, 'address').find((line) => types.includes(refinement(line) ?? ''));
  const lat = degrees('lat');
  const long = degrees('long', 'lon');
  if (lat === undefined && long === undefined) return undefined;
  const [latitude, longitude] = [lat, long].map((node) => (content(node) === '' ? Number.NaN : Number(content(node))));
  if (latitude !== undefined && longitude !== undefined && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)
    return { latitude, longitude };
  const value = `${content(lat)} ${content(long)}`;
  log.warning('INVALID_GEO', path, 'Not a latitude (geo:lat) and a longitude (geo:long) in decimal degrees.', value);
  return undefined;
}

/** An `mlo:url`, if it is an absolute http(s) address. */
export function readAddress(node: XcriNode | undefined, path: string, log: IssueLog): string | undefined {
  const text = content(node);
  if (text === '') return undefined;
  const address = webAddress(text);
  if (address === undefined) log.warning('INVALID_URL', path, 'Not an absolute http(s) address.', text);
  return address;
}

function register(scheme: string): string {
  return scheme.toLowerCase() === 'ukprn' ? 'UKPRN' : scheme;
}

function anyOf(names: LanguageMap): string {
  return Object.values(names)[0] ?? '';
}
