import type { Gateway } from '../../gateway.js';
import type { HarvestReport } from '../../harvest/report.js';
import type { SourceDefinition } from '../../harvest/source.js';
import { exitCodes } from '../exit-codes.js';
import { chosenSources, describeReport, exitCodeOf, harvestSources } from '../harvest-sources.js';
import type { Output } from '../output.js';
import { queuedRuns } from '../queued-runs.js';
import { readyIndex } from '../ready-index.js';

export interface HarvestCommandOptions {
  readonly json?: boolean;
  readonly force?: boolean;
  /** `lotse remap`: maps the kept feeds again. */
  readonly again?: boolean;
  /** Of these, only sources with dead letters that another mapper or definition has left. */
  readonly deadLetters?: boolean;
  /** Has workers do it, by way of Redis. */
  readonly queue?: boolean;
}

/** `lotse harvest|remap [source…]`: runs the named sources, or all enabled ones. Returns the exit code. */
export async function harvestCommand(
  gateway: Gateway,
  ids: readonly string[],
  { json = false, force = false, again = false, deadLetters = false, queue = false }: HarvestCommandOptions,
  output: Output,
  signal: AbortSignal,
): Promise<number> {
  const named = chosenSources(gateway, ids, output);
  if (named === undefined) return exitCodes.failed;
  const chosen = deadLetters ? await retried(gateway, named) : named;
  if (deadLetters && chosen.length === 0) output.note('No dead letters are left of another mapper; nothing to do.');
  const onReport = (report: HarvestReport) => {
    if (json) output.line(JSON.stringify(report));
    else if (queue) output.line(describeReport(report));
  };
  if (queue) {
    const kind = again ? 'remap' : 'harvest';
    const reports = await queuedRuns(gateway, chosen, { kind, force, signal, output, onReport });
    return reports === undefined ? exitCodes.failed : exitCodeOf(reports, chosen.length);
  }
  await readyIndex(gateway, output, signal);
  const reports = await harvestSources(gateway, chosen, {
    ...{ force, again, signal, output, onReport, progress: !json || output.stderr.isTTY },
  });
  if (!json) for (const report of reports) output.line(describeReport(report));
  return exitCodeOf(reports, chosen.length);
}

async function retried({ toRetry }: Gateway, named: readonly SourceDefinition[]): Promise<readonly SourceDefinition[]> {
  const left = await toRetry();
  return named.filter(({ id }) => left.some((source) => source.id === id));
}
