import { type Feed, FeedError } from '../../feed.js';
import type { RawRecord, ReadContext } from '../../format.js';
import { readHead, syntaxOf, topLevelKeys } from '../../mapping/feed-head.js';
import { readJsonItems, readJsonLines } from '../../parse/json.js';

/** OIDs of Opetushallitus that are no offers: 10 organisations, 20 application options, 24 people, 29 applications. */
const notAnOfferOid = /^1\.2\.246\.562\.(?!(?:13|17)\.)\d+\./;

/**
 * Reads what Kouta and Konfo serve: an answer of the search (`hits[]`), one of Elasticsearch (`hits.hits[]._source`), a
 * single koulutus or toteutus, an array, or JSON lines. Drafts and archived education (`tila`) are not on offer, and
 * organisations and application options are no offers: they are left out.
 *
 * @throws FeedError as {@link readJsonItems}; FEED_MALFORMED for a single object without OID
 */
export async function* readKouta(opened: Feed, { limits }: ReadContext): AsyncGenerator<RawRecord> {
  const { head, feed } = await readHead(opened);
  const syntax = syntaxOf(head, feed);
  if (syntax === 'html') throw new FeedError('FEED_MALFORMED', `${feed.uri}: markup, not JSON`);
  if (syntax === 'json-lines') {
    for await (const { value, line } of readJsonLines(feed, { limits })) yield* offerOf(value, line);
    return;
  }
  const selector = syntax === 'json-array' ? '$.*' : selectorOf(head);
  for await (const { value, key, position } of readJsonItems(feed, { selectors: [selector], limits })) {
    if (typeof key === 'string') throw new FeedError('FEED_MALFORMED', `${feed.uri}: "hits" is not an array`);
    if (selector === '$' && !hasOid(value)) {
      throw new FeedError('FEED_MALFORMED', `${feed.uri}: neither a search answer nor a koulutus or toteutus`);
    }
    yield* offerOf(value, position);
  }
}

function selectorOf(head: string): string {
  if (!topLevelKeys(head).has('hits')) return '$';
  return /"hits"\s*:\s*\{/.test(head) ? '$.hits.hits.*' : '$.hits.*';
}

function* offerOf(value: unknown, position: number): Generator<RawRecord> {
  const data = isObject(value) && isObject(value._source) ? value._source : value;
  if (isObject(data) && (!isPublished(data) || !isOffer(data))) return;
  yield { position, data };
}

function isPublished({ tila }: Readonly<Record<string, unknown>>): boolean {
  return tila === undefined || tila === null || tila === 'julkaistu';
}

function isOffer({ oid, hakuOid, hakukohdeOid }: Readonly<Record<string, unknown>>): boolean {
  if (hakuOid !== undefined || hakukohdeOid !== undefined) return false;
  return typeof oid !== 'string' || !notAnOfferOid.test(oid);
}

function hasOid(value: unknown): boolean {
  return isObject(value) && (value.oid !== undefined || (isObject(value._source) && value._source.oid !== undefined));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
