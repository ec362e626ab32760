/**
 * What a raw part of a feed says is deleted, by native id: `offers` have records of their own, `runs` are parts of them.
 * A full harvest does not need it, since whatever is no longer in the feed is withdrawn; a harvest of changes only does.
 */
export interface DeletedIds {
  readonly offers: readonly string[];
  readonly runs: readonly string[];
}
