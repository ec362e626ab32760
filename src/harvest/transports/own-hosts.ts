import { parseUrl } from '../../domain/parse-url.js';
import type { SourceDefinition } from '../source.js';

/**
 * Tells whether an address is at a host of the locations of a source, and may be sent its secrets: not in clear text
 * where the location is at https.
 */
export function ownHosts({ location }: Pick<SourceDefinition, 'location'>): (address: URL) => boolean {
  const own = [location].flat().flatMap((place) => parseUrl(place) ?? []);
  return ({ host, protocol }) =>
    own.some((place) => place.host === host && (protocol === 'https:' || protocol === place.protocol));
}
