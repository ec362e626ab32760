import type { Gateway } from '../gateway.js';
import type { Prepared } from '../rebuild/prepare-index.js';
import type { Output } from './output.js';
import { rebuildProgress } from './rebuild-progress.js';

const notes: Partial<Record<Prepared, string>> = {
  converted: 'The index of another version was converted.',
  recovered: 'The index was lost, and is back from the kept feeds.',
  emptied: 'The index of another version could not be converted (the log says why); everything is harvested again.',
};

/** Sees to it that the index is there, see `prepareIndex`, and tells the operator when that takes its time. */
export async function readyIndex(gateway: Gateway, output: Output, signal?: AbortSignal): Promise<Prepared> {
  const progress = rebuildProgress(output);
  try {
    const prepared = await gateway.life.prepare({
      onProgress: progress.show,
      ...(signal === undefined ? {} : { signal }),
    });
    progress.stop();
    const note = notes[prepared];
    if (note !== undefined) output.note(note);
    return prepared;
  } catch (error) {
    progress.stop();
    if (signal?.aborted === true) return 'present';
    throw error;
  }
}
