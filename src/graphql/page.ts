import { createHash } from 'node:crypto';
import { decodeCursor, encodeCursor } from '../search/cursor.js';
import { InvalidArgument } from '../search/invalid-argument.js';
import { pageLimits } from '../search/search-service.js';
import type { PageArgs } from './inputs/search.args.js';

/** A stretch of a result. */
export interface Window {
  readonly offset: number;
  readonly limit: number;
}

/** Fingerprint of what a connection's result depends on; cursors carry it, so that none is used for another result. */
export function resultId(question: object): string {
  return createHash('sha256').update(JSON.stringify(question)).digest('hex').slice(0, 16);
}

function checkedSize(size: number | null | undefined, argument: string): number | undefined {
  if (size === null || size === undefined) return undefined;
  if (size >= 0 && size <= pageLimits.most) return size;
  throw new InvalidArgument(
    argument,
    'PAGINATION_LIMIT',
    `${argument} is ${size}; allowed are 0 to ${pageLimits.most}.`,
  );
}

function offsetOf(cursor: string | null | undefined, argument: string, result: string): number | undefined {
  if (cursor === null || cursor === undefined) return undefined;
  const { offset, plan } = decodeCursor(cursor, argument);
  if (plan === result) return offset;
  throw new InvalidArgument(argument, 'INVALID_CURSOR', 'The cursor belongs to another result.');
}

/** The stretch that page arguments mean; `total` is asked for only when the page is counted from the end. */
export async function windowOf(args: PageArgs, result: string, total: () => Promise<number>): Promise<Window> {
  const first = checkedSize(args.first, 'first');
  const last = checkedSize(args.last, 'last');
  if (first !== undefined && last !== undefined)
    throw new InvalidArgument('last', 'PAGINATION_LIMIT', 'Give first or last, not both.');
  const lowest = (offsetOf(args.after, 'after', result) ?? -1) + 1;
  const before = offsetOf(args.before, 'before', result);
  if (last === undefined) {
    const size = first ?? pageLimits.default;
    return { offset: lowest, limit: Math.max(0, before === undefined ? size : Math.min(size, before - lowest)) };
  }
  const highest = before ?? (await total());
  const offset = Math.max(lowest, highest - last);
  return { offset, limit: Math.max(0, highest - offset) };
}

/** Cursor of a place in a result. */
export function cursorAt(offset: number, result: string): string {
  return encodeCursor({ offset, plan: result, day: 0 });
}
