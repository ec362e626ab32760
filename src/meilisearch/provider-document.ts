import { createHash } from 'node:crypto';
import type { Organisation } from '../domain/organisation.js';
import { vocabulary } from '../domain/vocabularies/vocabulary.js';

/** What is kept of an organisation in the index. */
export interface ProviderDocument {
  readonly id: string;
  readonly source: string;
  /** Whether it provides an offer of the source; else it only awards. */
  readonly provides: boolean;
  /** All its names, for search. */
  readonly name: readonly string[];
  /** Its first name in lower case, for sorting. */
  readonly sortName: string;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
  /** Codes of the vocabulary provider-type. */
  readonly kinds: readonly string[];
  readonly organisation: Organisation;
  /** Hash of all the others: equal hash, nothing to write. */
  readonly hash: string;
}

/** The document of an organisation that provides, or only awards, something in a source. Pure. */
export function toProviderDocument(organisation: Organisation, source: string, provides: boolean): ProviderDocument {
  const country = organisation.country && vocabulary('country').find(organisation.country.value)?.code;
  const name = Object.values(organisation.names);
  const content = {
    ...{ id: organisation.id, source, provides, name },
    sortName: (name[0] ?? '').toLowerCase().slice(0, 100).toWellFormed(),
    ...(country === undefined ? {} : { country }),
    kinds: organisation.kinds.flatMap(({ value }) => vocabulary('provider-type').find(value)?.code ?? []),
    organisation,
  };
  return { ...content, hash: createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 22) };
}
