import type { Organisation } from '../domain/organisation.js';
import { vocabulary } from '../domain/vocabularies/vocabulary.js';

/** What is kept of an organisation in the index. */
export interface ProviderDocument {
  readonly id: string;
  readonly source: string;
  /** All its names, for search. */
  readonly name: readonly string[];
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
  /** Codes of the vocabulary provider-type. */
  readonly kinds: readonly string[];
  readonly organisation: Organisation;
}

/** The document of an organisation that offers something in a source. Pure. */
export function toProviderDocument(organisation: Organisation, source: string): ProviderDocument {
  const country = organisation.country && vocabulary('country').find(organisation.country.value)?.code;
  return {
    id: organisation.id,
    source,
    name: Object.values(organisation.names),
    ...(country === undefined ? {} : { country }),
    kinds: organisation.kinds.flatMap(({ value }) => vocabulary('provider-type').find(value)?.code ?? []),
    organisation,
  };
}
