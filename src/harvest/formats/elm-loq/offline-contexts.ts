import { readFileSync } from 'node:fs';
import type { NodeObject, Options } from 'jsonld';
import { FeedError } from '../../feed.js';

/** Address by which a feed may name Lotse's own context. */
export const loqContextAddress = 'https://w3id.org/lotse/context/elm-loq';

const elmNamespace310 = 'http://data.europa.eu/snb/model/elm/';

type Document = { readonly '@context': Readonly<Record<string, unknown>> };

const loqContext = JSON.parse(
  readFileSync(new URL('../../../../schema/contexts/elm-loq.jsonld', import.meta.url), 'utf8'),
) as Document;

/** The Commission's context for digital credentials knows the namespace of 3.1.0. */
const credentialsContext: Document = { '@context': { ...loqContext['@context'], elm: elmNamespace310 } };

/** Of the W3C's context for verifiable credentials a catalogue can only need the two aliases. */
const verifiableCredentials: Document = { '@context': { id: '@id', type: '@type' } };

/** Documents by address, without scheme and trailing slash. */
const documents: ReadonlyMap<string, Document> = new Map([
  ['w3id.org/lotse/context/elm-loq', loqContext],
  ['data.europa.eu/snb/model/context/edc-ap', credentialsContext],
  ['data.europa.eu/snb/model/context/edc-ap.jsonld', credentialsContext],
  ['www.w3.org/2018/credentials/v1', verifiableCredentials],
  ['www.w3.org/ns/credentials/v2', verifiableCredentials],
]);

/** Terms for a document that brings no context of its own. */
export const defaultContext = loqContext['@context'];

/**
 * Resolves the addresses of known contexts from files of this project, and nothing else.
 *
 * @throws FeedError FEED_MALFORMED naming the context
 */
export const loadContextOffline: NonNullable<Options.DocLoader['documentLoader']> = async (url) => {
  const document = documents.get(url.replace(/^https?:\/\//i, '').replace(/[/#]+$/, ''));
  if (document === undefined)
    throw new FeedError('FEED_MALFORMED', `remote contexts are never fetched: ${url}; expected ${loqContextAddress}`);
  return { documentUrl: url, document: document as NodeObject, tag: 'static' };
};
