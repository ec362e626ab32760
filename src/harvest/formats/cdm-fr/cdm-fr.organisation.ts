import { organisationId } from '../../../domain/identifiers.js';
import type { Organisation } from '../../../domain/organisation.js';
import { vocabulary } from '../../../domain/vocabularies/vocabulary.js';
import { crosswalkConcept } from '../../mapping/concepts.js';
import { distinctIdentifiers, readAddress } from '../../mapping/values.js';
import { attributeOf, contentOf } from '../../mapping/xml-record.js';
import { unitKinds } from './cdm-fr.crosswalks.js';
import type { CdmUnit } from './cdm-fr.record.js';
import { namesOf, type Reading } from './cdm-fr.text.js';

/** `orgUnit`s; one without a name is left out with a warning. */
export function organisationsOf(units: readonly CdmUnit[], reading: Reading): Organisation[] {
  const byId = new Map<string, Organisation>();
  for (const unit of units) {
    const organisation = organisationOf(unit, reading);
    if (organisation !== undefined) byId.set(organisation.id, organisation);
  }
  return [...byId.values()];
}

function organisationOf(unit: CdmUnit, reading: Reading): Organisation | undefined {
  const { context, log } = reading;
  const [nativeId, ...others] = unit.ids;
  const names = namesOf(unit.names, 'orgUnit/orgUnitName', reading);
  if (names === undefined) {
    log.warning('MISSING_REQUIRED', 'orgUnit/orgUnitName', 'The organisation has no name.', nativeId);
    return undefined;
  }
  const key = unit.kind?.toLowerCase();
  const kind =
    key === undefined || !Object.hasOwn(unitKinds.rows, key)
      ? undefined
      : crosswalkConcept(unitKinds, key, 'orgUnit/orgUnitKind@orgTypeCode', log);
  const country = unit.country === undefined ? undefined : vocabulary('country').find(unit.country);
  if (unit.country !== undefined && country === undefined)
    log.warning(
      'UNMAPPED_VALUE',
      'orgUnit/contacts/contactData/adr/country',
      'Expected an ISO 3166-1 code.',
      unit.country,
    );
  return {
    id: organisationId(context.source.id, nativeId ?? `name:${Object.values(names)[0] ?? ''}`),
    names,
    identifiers: distinctIdentifiers([
      ...(nativeId === undefined ? [] : [{ value: nativeId }]),
      ...others.map((value) => ({ value })),
      ...unit.codes.map((code) => ({ scheme: registerOf(attributeOf(code, 'codeSet')), value: contentOf(code) })),
    ]),
    kinds: kind === undefined ? [] : [kind],
    country:
      country === undefined || country.placeholder === true
        ? undefined
        : {
            value: country.iri,
            basis: 'stated',
            path: 'orgUnit/contacts/contactData/adr/country',
            native: unit.country,
          },
    city: unit.city?.slice(0, 200),
    homepage: readAddress(unit.homepage, 'orgUnit/webLink/href', log),
  };
}

/** `orgUnitCode@codeSet`: UAI, formerly RNE, is the French register of institutions of education. */
function registerOf(codeSet: string | undefined): string | undefined {
  return /^code\s?(UAI|RNE)$/i.test(codeSet ?? '') ? 'UAI' : codeSet?.slice(0, 100);
}
