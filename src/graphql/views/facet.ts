import type { LocalizedText } from '../../domain/multilingual.js';
import { vocabulary } from '../../domain/vocabularies/vocabulary.js';
import { type FacetName, type FacetRequest, mostFacetValues } from '../../search/facets.js';
import { findConcept, type SearchField, type SearchFieldName, searchFields } from '../../search/fields.js';
import { InvalidArgument } from '../../search/invalid-argument.js';
import { readPlaceKey } from '../../search/place-key.js';
import type { Reader } from './reader.js';

/** Values that a facet gives when `first` is left out. */
export const defaultFacetValues = 50;

function vocabulariesOf(name: FacetName): NonNullable<SearchField['vocabularies']> {
  if (name === 'status') return ['lifecycle-status'];
  if (!Object.hasOwn(searchFields, name)) return [];
  const field: SearchField = searchFields[name as SearchFieldName];
  return field.vocabularies ?? [];
}

/** The facet that is asked for by a field's arguments. Throws {@link InvalidArgument}. */
export function facetRequest(name: FacetName, args: Readonly<Record<string, unknown>>): FacetRequest {
  const first = typeof args.first === 'number' ? args.first : defaultFacetValues;
  if (first < 1 || first > mostFacetValues) {
    throw new InvalidArgument(
      `facets.${name}.first`,
      'PAGINATION_LIMIT',
      `first is ${first}; allowed are 1 to ${mostFacetValues}.`,
    );
  }
  if (typeof args.under !== 'string') return { name, first };
  if (args.under === '') return { name, first, under: '' };
  const parent = findConcept(vocabulariesOf(name), args.under);
  if (parent === undefined) {
    throw new InvalidArgument(
      `facets.${name}.under`,
      'UNKNOWN_CODE',
      `"${args.under.slice(0, 80)}" is not a code of ${name}; an empty text stands for the roots.`,
    );
  }
  return { name, first, under: parent.code };
}

/** The same for the same facet with the same arguments. */
export function facetKey({ name, first, under }: FacetRequest): string {
  return `${name} ${first}${under === undefined ? '' : ` ${under}`}`;
}

/** Name of a facet's value from its vocabularies. */
export function facetLabel(name: FacetName, value: string, { language }: Reader): LocalizedText | undefined {
  if (name === 'place') return { text: readPlaceKey(value)?.name ?? value, language: 'und' };
  for (const id of vocabulariesOf(name)) {
    const label = vocabulary(id).label(value, language);
    if (label !== undefined) return label;
  }
  return undefined;
}
