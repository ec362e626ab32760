import type { RunArchive, SavedLetters } from './archive.js';

/** Lets go of all dead letters of a source: nothing of it is to be taken over any more. */
export async function emptyLetters(
  runs: Pick<RunArchive, 'deadLetters' | 'saveDeadLetters'>,
  source: string,
  now: Pick<SavedLetters, 'at'> & Partial<Pick<SavedLetters, 'runId'>>,
): Promise<void> {
  const box = await runs.deadLetters(source);
  if (box === undefined || box.total === 0) return;
  const { fingerprint, runId } = box;
  await runs.saveDeadLetters({ source, fingerprint, runId, ...now }, none());
}

async function* none() {}
