import type { Organisation as OrganisationRecord } from '../../domain/organisation.js';
import { Organisation } from '../types/organisation.type.js';
import { sourcedConcept, sourcedConcepts } from './concepts.js';
import type { Reader } from './reader.js';
import { allTexts, requiredText } from './texts.js';

/** An organisation as a reader sees it. */
export function toOrganisation(record: OrganisationRecord, reader: Reader): Organisation {
  const view: Omit<Organisation, 'constructor'> = {
    id: record.id,
    name: requiredText(record.names, reader),
    names: allTexts(record.names),
    identifiers: record.identifiers ?? [],
    kinds: sourcedConcepts('provider-type', record.kinds, reader),
    country: sourcedConcept('country', record.country, reader),
    nuts: sourcedConcept('nuts', record.nuts, reader),
    city: record.city,
    homepage: record.homepage,
  };
  return Object.assign(new Organisation(), view);
}
