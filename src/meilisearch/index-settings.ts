import { createHash } from 'node:crypto';
import type { Settings } from 'meilisearch';
import { attributeOf, searchField, searchFieldNames } from '../search/fields.js';

/** Raised whenever the same record makes another search document: the index is then built anew. */
const projectionVersion = 4;

/** Most values of one attribute that are counted; above any vocabulary of ours, and the number of providers. */
export const maxFacetValues = 50_000;

/** Deepest hit that can be reached, and the largest total that is exact. */
export const maxTotalHits = 1_000_000;

/**
 * The one locale by whose rules all queries, and all texts but one, are cut into words, whatever their language: a query
 * has to be cut as the text was, and its reader's language does not tell which language it is in. German rules alone cut
 * inside of words, and would make English and Swedish words unfindable; so German titles are indexed a second time
 * (`text.compounds`), cut into their parts, where "Schule" finds "Volkshochschule". Other scripts are told by themselves.
 */
export const queryLocale = 'eng';

const equality = { facetSearch: false, filter: { equality: true, comparison: false } };
const comparison = { facetSearch: false, filter: { equality: true, comparison: true } };

const numeric = searchFieldNames.filter((name) => ['number', 'day'].includes(searchField(name).type)).map(attributeOf);
const equal = searchFieldNames.filter((name) => !['number', 'day'].includes(searchField(name).type)).map(attributeOf);
const companions = searchFieldNames
  .filter((name) => searchField(name).alwaysStated !== true)
  .flatMap((name) => [`unstated.${name}`, `inexact.${name}`]);

/** Settings of the index of offers. */
export const offerSettings = {
  filterableAttributes: [
    {
      attributePatterns: [...numeric, 'f.workloadMax', 'f.opens', 'f.last', 'f.price.*', 'updated', 'cluster.until'],
      features: comparison,
    },
    {
      attributePatterns: [
        ...equal,
        ...companions,
        'live',
        'present',
        'source',
        'keys',
        'cluster.front',
        'unsettled',
        'marker',
        'f.open',
        'f.undated',
        'f.point',
        'f.startMonth',
        'f.deadlineMonth',
        'missing.any',
        'missing.exact',
        'missing.stated',
      ],
      features: equality,
    },
  ],
  sortableAttributes: [
    '_geo',
    's.title',
    's.start',
    's.deadline',
    'f.ects',
    'f.eqfLevel',
    'f.price',
    'f.completeness',
    'updated',
  ],
  searchableAttributes: [
    'text.title',
    'text.skills',
    'text.subjects',
    'text.provider',
    'text.place',
    'text.code',
    'text.outcomes',
    'text.description',
    'text.compounds',
  ],
  displayedAttributes: ['*'],
  rankingRules: ['sort', 'words', 'typo', 'proximity', 'attribute', 'exactness', 'f.completeness:desc'],
  typoTolerance: {
    disableOnAttributes: ['text.code'],
    disableOnNumbers: true,
    minWordSizeForTypos: { oneTypo: 5, twoTypos: 9 },
  },
  faceting: { maxValuesPerFacet: maxFacetValues, sortFacetValuesBy: { '*': 'count' } },
  pagination: { maxTotalHits },
  localizedAttributes: [
    { attributePatterns: ['text.compounds'], locales: ['deu'] },
    { attributePatterns: ['text.*'], locales: [queryLocale] },
  ],
  facetSearch: false,
  searchCutoffMs: 10_000,
} satisfies Settings;

/** Settings of the index of organisations. */
export const providerSettings = {
  filterableAttributes: ['country', 'kinds', 'source', 'provides'],
  sortableAttributes: ['sortName', 'id'],
  searchableAttributes: ['name', 'organisation.city', 'organisation.identifiers.value'],
  rankingRules: ['words', 'typo', 'proximity', 'attribute', 'exactness', 'sort'],
  pagination: { maxTotalHits },
  facetSearch: false,
} satisfies Settings;

/** Settings of the index of sources and their last runs. */
export const sourceSettings = {
  filterableAttributes: [],
  sortableAttributes: [],
  searchableAttributes: [],
  facetSearch: false,
} satisfies Settings;

/** Names of the indexes of this version of settings and projection; another version has other names. */
export function indexNames(prefix: string) {
  const version = createHash('sha256')
    .update(JSON.stringify([projectionVersion, offerSettings, providerSettings]))
    .digest('hex')
    .slice(0, 8);
  return {
    offers: `${prefix}-offers-${version}`,
    providers: `${prefix}-providers-${version}`,
    sources: `${prefix}-sources-${version}`,
  };
}
export type IndexNames = ReturnType<typeof indexNames>;
