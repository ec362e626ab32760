import { RunChanges } from '../archive/run-changes.js';
import { type HarvestContext, type HarvestOptions, harvest } from '../harvester.js';
import type { HarvestReport } from '../report.js';
import type { SourceDefinition } from '../source.js';
import type { JobProgress, JobRequest } from './job-queue.js';

/** A job names a source that this process does not know: its sources file is another one than that of who submitted it. */
export class UnknownSource extends Error {
  override readonly name = 'UnknownSource';
  constructor(source: string) {
    super(`there is no source "${source}" in the sources file of this process`);
  }
}

export interface RunJobOptions {
  /** Ends the run soon; the report then says `CANCELLED`. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: JobProgress) => void;
}

/** Does what a job asks for. */
export type RunJob = (
  request: Pick<JobRequest, 'source' | 'kind' | 'force'>,
  options: RunJobOptions,
) => Promise<HarvestReport>;

/** Runs jobs by harvesting. Throws {@link UnknownSource}, and nothing else: what went wrong is in the report. */
export function runJobsBy(sources: readonly SourceDefinition[], context: HarvestContext): RunJob {
  return async ({ source: id, kind, force = false }, { signal, onProgress }) => {
    const source = sources.find((each) => each.id === id);
    if (source === undefined) throw new UnknownSource(id);
    const run = (options: HarvestOptions) =>
      harvest(source, context, {
        ...{ force, signal, ...options },
        onProgress: ({ phase, read, written }) => {
          if (phase !== 'done') onProgress({ phase, read, written });
        },
      });
    if (kind === 'preview') return previewed(context, run);
    if (kind === 'rollback') return run({ earlier: true });
    const report = await run({ again: kind !== 'harvest' });
    return kind === 'retry' && report.error?.code === 'RAW_UNAVAILABLE' ? run({}) : report;
  };
}

/** Runs without changing anything; the report names the first records that would change. */
async function previewed(
  { archive }: HarvestContext,
  run: (options: HarvestOptions) => Promise<HarvestReport>,
): Promise<HarvestReport> {
  const changes = new RunChanges();
  const stored = archive?.stored ?? (async () => []);
  const report = await run({ preview: { stored, onChange: (change) => changes.note(change) } });
  return report.dryRun === undefined ? report : { ...report, dryRun: { ...report.dryRun, first: changes.all } };
}
