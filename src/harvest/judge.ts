import { FeedError } from './feed.js';
import type { SourceDefinition } from './source.js';

/** What a prepared run would do. */
export interface Verdict {
  readonly read: number;
  readonly rejected: number;
  /** Live records of the source in the index. */
  readonly stored: number;
  /** How many of those the run would withdraw. */
  readonly missing: number;
  /** Only changes were read. @default false */
  readonly onlyChanges?: boolean;
}

/** Fewer changes than these say nothing about the feed as a whole. */
const tellingChanges = 20;

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/**
 * Refuses a run that looks like a fault of the feed: nothing in it, too many broken records, or too many offers gone.
 * The limits are the source's own (`guard`), and hold for sources of every size: one offer may always go, unless the
 * limit is 0. A run that read only changes may hold none, or a few that are all broken. Throws `FeedError` `REFUSED_…`.
 */
export function judge({ id, guard }: SourceDefinition, verdict: Verdict): void {
  const { read, rejected, stored, missing, onlyChanges = false } = verdict;
  const isTelling = !onlyChanges || read >= tellingChanges;
  if (isTelling && read === rejected) {
    const what = read === 0 ? 'The feed holds no record' : `None of the ${read} records can be used`;
    const way = stored === 0 ? '' : ` If the catalogue is over, lotse withdraw ${id} takes them down.`;
    throw new FeedError('REFUSED_EMPTY', `${what}; the ${stored} offers of "${id}" stay as they are.${way}`);
  }
  if (isTelling && rejected > guard.maxInvalidShare * read) {
    throw new FeedError(
      'REFUSED_INVALID_RATIO',
      `${rejected} of ${read} records are broken (${percent(rejected / read)}, allowed ${percent(guard.maxInvalidShare)}); the ${stored} offers of "${id}" stay as they are.`,
    );
  }
  const most = guard.maxDropShare === 0 ? 0 : Math.max(1, Math.floor(guard.maxDropShare * stored));
  if (missing > most) {
    throw new FeedError(
      'REFUSED_DROP',
      `${missing} of ${stored} offers of "${id}" are gone from the feed (allowed ${most}, guard.maxDropShare ${guard.maxDropShare}); nothing was changed. Use --force if it is right.`,
    );
  }
}
