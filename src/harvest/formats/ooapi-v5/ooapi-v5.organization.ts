import { organisationId } from '../../../domain/identifiers.js';
import type { Organisation } from '../../../domain/organisation.js';
import type { IssueLog, MapContext } from '../../format.js';
import { statedConcept } from '../../mapping/concepts.js';
import { languageMapOf } from '../../mapping/texts.js';
import { parseTolerantly } from '../../mapping/tolerant-parse.js';
import { distinctIdentifiers, readAddress } from '../../mapping/values.js';
import { plainText } from '../../parse/text.js';
import { codesOf } from './ooapi-v5.codes.js';
import { type LanguageTypedStrings, type OoapiOrganization, organizationRecord } from './ooapi-v5.record.js';

/** An OOAPI `Organization` as provider. */
export function providerOf(resource: unknown, context: MapContext, log: IssueLog): Organisation | undefined {
  const organization = parseTolerantly(organizationRecord, resource, log);
  return organization === undefined ? undefined : organisationOf(organization, 'organization', context, log);
}

/**
 * The organisation of a parsed resource; its country and town are those of its own addresses. `spelling` is how the
 * version writes the word.
 */
export function organisationOf(
  organization: OoapiOrganization,
  spelling: 'organization' | 'organisation',
  context: MapContext,
  log: IssueLog,
): Organisation | undefined {
  const names =
    languageMapOf(textsOf(organization.name), context.source.language, plainText) ??
    languageMapOf([{ text: organization.shortName }], context.source.language, plainText);
  if (names === undefined) {
    log.warning('MISSING_REQUIRED', `${spelling}.name`, `The ${spelling} has no name and cannot be shown.`);
    return undefined;
  }
  const { organizationId, addresses = [] } = organization;
  const located = addresses.find((address) => address.countryCode !== undefined) ?? addresses[0];
  const country = located?.countryCode;
  const city = plainText(located?.city ?? '');
  return {
    id: organisationId(context.source.id, organizationId ?? `name:${Object.values(names)[0]}`),
    names,
    identifiers: distinctIdentifiers([
      { scheme: `${spelling}Id`, value: organizationId },
      ...codesOf(organization, organizationId),
    ]),
    kinds: [],
    country:
      country === undefined ? undefined : statedConcept('country', country, `${spelling}.addresses.countryCode`, log),
    city: city === '' ? undefined : city,
    homepage: readAddress(organization.link, `${spelling}.link`, log),
  };
}

/** `LanguageTypedString[]` as tagged texts. */
export function textsOf(strings: LanguageTypedStrings | undefined): { language: string | undefined; text: string }[] {
  return (strings ?? []).map(({ language, value }) => ({ language, text: value }));
}
