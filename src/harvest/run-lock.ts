/** Keeps two runs of one source from meeting, across processes. */
export interface RunLock {
  /** A function that releases the lock, or nothing when another run holds it. */
  acquire(source: string): Promise<(() => Promise<void>) | undefined>;
}
