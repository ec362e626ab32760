import { organisationId } from '../../../domain/identifiers.js';
import type { Organisation } from '../../../domain/organisation.js';
import type { IssueLog, MapContext } from '../../format.js';
import { parseTolerantly } from '../../mapping/tolerant-parse.js';
import { distinctIdentifiers } from '../../mapping/values.js';
import { plainText } from '../../parse/text.js';
import { whereaboutsOf } from './emil.place.js';
import { type CompleteRecord, providerRecord } from './emil.record.js';
import { addressesOf, textOf } from './emil.text.js';

/** The `EducationProvider`s with these identifiers, each once; one that the feed does not have has no name. */
export function organisationsOf(
  identifiers: readonly string[],
  { providers }: CompleteRecord,
  path: string,
  context: MapContext,
  log: IssueLog,
): Organisation[] {
  return [...new Set(identifiers)].flatMap((identifier) => {
    const resource = providers.find(({ id }) => id === identifier)?.resource;
    if (resource === undefined || resource === null) {
      const message = 'The feed does not have the provider of this identifier; add it to the bundle.';
      log.warning('UNRESOLVED_REFERENCE', path, message, identifier);
      return [];
    }
    return organisationOf(identifier, resource, context, log) ?? [];
  });
}

function organisationOf(
  identifier: string,
  resource: unknown,
  context: MapContext,
  log: IssueLog,
): Organisation | undefined {
  const provider = parseTolerantly(providerRecord, resource, log);
  const names = textOf(provider?.name, context);
  if (provider === undefined || names === undefined) {
    log.warning('MISSING_REQUIRED', 'provider.name', 'The provider has no name and cannot be shown.', identifier);
    return undefined;
  }
  const visited = provider.visitAddresses?.[0];
  const address = visited ?? provider.contactAddress;
  const addressPath = visited === undefined ? 'provider.contactAddress' : 'provider.visitAddresses';
  const city = plainText(address?.town ?? '');
  return {
    id: organisationId(context.source.id, provider.identifier ?? identifier),
    names,
    identifiers: distinctIdentifiers([
      { scheme: 'EMIL provider', value: provider.identifier ?? identifier },
      { scheme: 'organisationNumber', value: provider.organisationNumber },
    ]),
    kinds: [],
    ...(address === undefined ? {} : whereaboutsOf(address, addressPath, log)),
    city: city === '' ? undefined : city,
    homepage: addressesOf(provider.url, 'provider.url', log)[0]?.url,
  };
}
