import { InvalidArgument } from '../../search/invalid-argument.js';
import type { Administration } from './administration.js';

/** Most ids that are named when an unknown one was given. */
const mostNamed = 40;

/** The id, when it is that of a configured source. Throws {@link InvalidArgument} for any other. */
export function knownSource({ sourceIds }: Pick<Administration, 'sourceIds'>, id: string, argument = 'source'): string {
  if (sourceIds.includes(id)) return id;
  const allowed = sourceIds.length <= mostNamed ? [...sourceIds] : undefined;
  throw new InvalidArgument(argument, 'UNKNOWN_CODE', `"${id.slice(0, 80)}" is no source.`, allowed);
}
