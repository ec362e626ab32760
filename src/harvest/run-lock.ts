/** Keeps two runs of one source from meeting, across processes. */
export interface RunLock {
  /**
   * A function that releases the lock, or nothing when another run holds it. `onLost` is called when another one has it
   * all the same, as this process stood still for longer than the lock lasts.
   */
  acquire(source: string, onLost?: () => void): Promise<(() => Promise<void>) | undefined>;
}
