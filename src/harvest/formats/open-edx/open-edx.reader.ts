import { type Feed, FeedError } from '../../feed.js';
import type { RawRecord, ReadContext } from '../../format.js';
import { readHead, syntaxOf, topLevelKeys } from '../../mapping/feed-head.js';
import { listed } from '../../mapping/json-resources.js';
import { readJsonItems, readJsonLines } from '../../parse/json.js';

/**
 * Reads pages (`results[]`), arrays, JSON lines and single objects of the catalogue API. A program that is not
 * `active`, a course none of whose runs is `published`, a course of others that is `archived`, and what is kept out of
 * the search of its own site, is not on offer and left out.
 *
 * @throws FeedError as {@link readJsonItems}; FEED_MALFORMED for a single object that is neither course nor program
 */
export async function* readOpenEdx(opened: Feed, { limits }: ReadContext): AsyncGenerator<RawRecord> {
  const { head, feed } = await readHead(opened);
  const syntax = syntaxOf(head, feed);
  if (syntax === 'html') throw new FeedError('FEED_MALFORMED', `${feed.uri}: markup, not JSON`);
  if (syntax === 'json-lines') {
    for await (const { value, line } of readJsonLines(feed, { limits })) {
      if (isOnOffer(value)) yield { position: line, data: value };
    }
    return;
  }
  const single = topLevelKeys(head).has('results') ? '$.results.*' : '$';
  const selector = syntax === 'json-array' ? '$.*' : single;
  for await (const { value, key, position } of readJsonItems(feed, { selectors: [selector], limits })) {
    if (typeof key === 'string') throw new FeedError('FEED_MALFORMED', `${feed.uri}: "results" is not an array`);
    if (selector === '$' && kindOf(value) === undefined) {
      throw new FeedError('FEED_MALFORMED', `${feed.uri}: neither a page of results nor a course or program`);
    }
    if (isOnOffer(value)) yield { position, data: value };
  }
}

/** What a resource is, by the properties that only its serializer writes; a course run by itself is neither. */
export function kindOf(value: unknown): 'course' | 'program' | undefined {
  if (!isObject(value)) return undefined;
  if (Array.isArray(value.courses) || value.authoring_organizations !== undefined) return 'program';
  if (value.course_runs !== undefined || value.owners !== undefined) return 'course';
  return undefined;
}

function isOnOffer(value: unknown): boolean {
  if (!isObject(value)) return true;
  if (value.excluded_from_search === true || value.hidden === true) return false;
  if (kindOf(value) === 'program') return typeof value.status !== 'string' || value.status === 'active';
  const { additional_metadata: external } = value;
  if (isObject(external) && external.product_status === 'archived') return false;
  const runs = listed(value.course_runs);
  return runs.length === 0 || runs.some((run) => !isObject(run) || isPublished(run));
}

/**
 * Whether a run can be found by everyone. One without status, as older catalogues write it, is taken for published;
 * one that is restricted is for the staff or the customers of some enterprise.
 */
export function isPublished({ status, hidden, restriction_type: restriction }: Readonly<Record<string, unknown>>) {
  if (hidden === true || (typeof restriction === 'string' && restriction !== '')) return false;
  return typeof status !== 'string' || status === '' || status === 'published';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
