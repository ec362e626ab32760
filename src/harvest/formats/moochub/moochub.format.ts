import { type Feed, FeedError } from '../../feed.js';
import type { Format, RawRecord, ReadContext } from '../../format.js';
import { startsWithArray } from '../../mapping/json-shape.js';
import { idAt } from '../../mapping/native-id.js';
import { readJsonItems } from '../../parse/json.js';
import { mapMoochub } from './moochub.mapper.js';

/**
 * MOOChub v2 and v3 (JSON:API), and what platforms served before. Schema: repository MOOChub/schema, tags v2.1 to
 * v3.0.1 (MIT).
 */
export const moochub: Format = {
  id: 'moochub',
  title: 'MOOChub v2 and v3',
  version: 2,
  sniff: (head) =>
    /^[\s\uFEFF]*[[{]/.test(head) && /"attributes"\s*:/.test(head) && /"type"\s*:\s*"(courses|Course)"/.test(head),
  read: readMoochub,
  map: mapMoochub,
  nativeId: (data) => idAt(data, 'id'),
};

/** Yields every resource of `data`, or of a bare array; a document of JSON:API `errors` has no `data` and throws. */
async function* readMoochub(feed: Feed, { limits }: ReadContext): AsyncGenerator<RawRecord> {
  const { isArray, feed: unread } = await startsWithArray(feed);
  const selectors = [isArray ? '$.*' : '$.data.*'];
  for await (const { key, position, value, json } of readJsonItems(unread, { selectors, limits })) {
    if (typeof key === 'string') throw new FeedError('FEED_MALFORMED', `${feed.uri}: "data" is not an array`);
    yield json === undefined ? { position, data: value } : { position, data: value, json };
  }
}
