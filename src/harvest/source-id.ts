import { sourceIdPattern } from '../domain/identifiers.js';
import { FeedError } from './feed.js';

/**
 * Files and folders have the ids of sources as names. Those of sources that were removed come from the index, where others
 * may have written. Throws `FeedError` CONFIG_INVALID for what cannot be one, as it could lead out of our folder.
 */
export function assertSourceId(id: string): void {
  if (sourceIdPattern.test(id)) return;
  const message = `${JSON.stringify(id)} is no id of a source: what the index holds under it is not ours, and is left alone`;
  throw new FeedError('CONFIG_INVALID', message);
}
