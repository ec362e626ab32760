import { InvalidArgument } from '../search/invalid-argument.js';

/** Most ids in one look-up. */
export const mostIds = 100;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A UUID in lower case (RFC 9562). Throws {@link InvalidArgument} for anything else. */
export function checkedId(id: string, argument: string): string {
  const lower = id.toLowerCase();
  if (!uuid.test(lower)) throw new InvalidArgument(argument, 'INVALID_ID', `"${id.slice(0, 80)}" is not a UUID.`);
  return lower;
}

/** At most {@link mostIds} UUIDs. */
export function checkedIds(ids: readonly string[], argument: string): string[] {
  if (ids.length > mostIds) {
    throw new InvalidArgument(
      argument,
      'TOO_MANY_VALUES',
      `At most ${mostIds} ids are allowed, there are ${ids.length}.`,
    );
  }
  return ids.map((id, index) => checkedId(id, `${argument}.${index}`));
}
