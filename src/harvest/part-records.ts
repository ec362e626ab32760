/** What one run saw of a part. */
export interface SeenPart {
  /** Records it brought, broken ones that have an id among them. */
  readonly ids: ReadonlySet<string>;
  /** The source says that it is gone. */
  readonly deleted: boolean;
  /** Something in it could not be read, so what it brought before may still be in it. */
  readonly broken: boolean;
}

/** Ids of records by part. */
export type PartRecords = ReadonlyMap<string, readonly string[]>;

/**
 * What the parts hold after a run. After one that read everything, that is what it saw; after one that read only changes,
 * also what it did not see. A broken part keeps what it had, and so does, among changes, one that brings nothing at all:
 * it may have become unreadable to us, and the source would say that it is deleted.
 */
export function partsAfter(
  before: PartRecords,
  seen: ReadonlyMap<string, SeenPart>,
  onlyChanges: boolean,
): PartRecords {
  const after = new Map(onlyChanges ? before : []);
  for (const [part, { ids, deleted, broken }] of seen) {
    if (deleted) after.delete(part);
    else {
      const keeps = broken || (onlyChanges && ids.size === 0);
      after.set(part, [...new Set([...ids, ...(keeps ? (before.get(part) ?? []) : [])])]);
    }
  }
  return after;
}

/** Records that were in a part, and are in none any more. */
export function goneFrom(before: PartRecords, after: PartRecords): Set<string> {
  const gone = new Set([...before.values()].flat());
  for (const ids of after.values()) for (const id of ids) gone.delete(id);
  return gone;
}
