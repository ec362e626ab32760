import { type Feed, FeedError } from '../feed.js';
import type { ReadLimits } from '../format.js';
import { readJsonItems } from '../parse/json.js';
import { readHead, topLevelKeys } from './feed-head.js';
import { startsWithArray } from './json-shape.js';

/** A JSON object of a feed. */
export type Resource = Readonly<Record<string, unknown>>;

/** One value of a feed of resources. */
export interface FoundResource {
  /** Name of the array that it stands in; absent in a bare array. */
  readonly collection: string | undefined;
  readonly value: unknown;
  /** Number of the value in the feed, from 1. */
  readonly position: number;
}

/**
 * Reads the resources of one document: a bare array, or an object (a page, a bundle) in which some of `collections`
 * are arrays; everything else in it is passed over.
 *
 * @throws FeedError FEED_MALFORMED when none of the collections is there or one of them is an object, and as
 *   `readJsonItems`
 */
export async function* readJsonResources(
  feed: Feed,
  collections: readonly string[],
  limits: ReadLimits,
): AsyncGenerator<FoundResource> {
  const { isArray, feed: unread } = await startsWithArray(feed);
  const selectors = isArray ? ['$.*'] : collections.map((name) => `$.${name}.*`);
  for await (const { selector, key, value, position } of readJsonItems(unread, { selectors, limits })) {
    if (typeof key === 'string') throw new FeedError('FEED_MALFORMED', `${feed.uri}: ${selector} is not an array`);
    yield { collection: isArray ? undefined : selector.split('.')[1], value, position };
  }
}

/**
 * As {@link readJsonResources}; a document that has one of the properties `ids` itself is a single resource, whatever
 * arrays are in it.
 */
export async function* readJsonResourceOrList(
  feed: Feed,
  collections: readonly string[],
  ids: readonly string[],
  limits: ReadLimits,
): AsyncGenerator<FoundResource> {
  const { head, feed: unread } = await readHead(feed);
  const keys = topLevelKeys(head);
  if (!ids.some((id) => keys.has(id))) yield* readJsonResources(unread, collections, limits);
  else
    for await (const { value } of readJsonItems(unread, { selectors: ['$'], limits }))
      yield { collection: undefined, value, position: 1 };
}

export function isResource(value: unknown): value is Resource {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An id as text, trimmed; numbers that a system writes for it count. Undefined for everything else, and for none. */
export function idText(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = String(value).trim();
  return text === '' ? undefined : text;
}

/** The id that a reference stands for: itself, or that of the resource that was put in its place. */
export function referencedId(value: unknown, idProperty: string): string | undefined {
  return idText(isResource(value) ? value[idProperty] : value);
}

/** The values of a list, where a system wrote one value without a list that one, and none for nothing. */
export function listed(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}
