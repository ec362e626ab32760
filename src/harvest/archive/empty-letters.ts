import type { RunArchive } from './archive.js';
import type { DeadLetterBox } from './dead-letter.js';

/** Lets go of all dead letters of a source: nothing of it is to be taken over any more. */
export async function emptyLetters(
  runs: Pick<RunArchive, 'deadLetters' | 'saveDeadLetters'>,
  source: string,
  now: Pick<DeadLetterBox, 'at'> & Partial<Pick<DeadLetterBox, 'runId'>>,
): Promise<void> {
  const box = await runs.deadLetters(source);
  if (box === undefined || box.total === 0) return;
  const { fingerprint, runId } = box;
  await runs.saveDeadLetters({ source, fingerprint, runId, ...now, total: 0, byCode: {}, letters: [], others: {} });
}
