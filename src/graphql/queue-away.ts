/** The queue of runs does not answer. */
export class QueueAway extends Error {
  override readonly name = 'QueueAway';
}
