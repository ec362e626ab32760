import type { Gateway } from '../../gateway.js';
import { exitCodes } from '../exit-codes.js';
import { chosenSources, describeReport, exitCodeOf, harvestSources } from '../harvest-sources.js';
import type { Output } from '../output.js';
import { readyIndex } from '../ready-index.js';
import { dryRunCommand } from './dry-run.js';

export interface RollbackCommandOptions {
  readonly dryRun?: boolean;
  /** Goes back to nothing, but lets harvests go on. */
  readonly release?: boolean;
  readonly json?: boolean;
}

/**
 * `lotse rollback SOURCE`: applies the release before the last one again, from its kept feeds, and holds the source there.
 * Returns the exit code.
 */
export async function rollbackCommand(
  gateway: Gateway,
  id: string,
  { dryRun = false, release = false, json = false }: RollbackCommandOptions,
  output: Output,
  signal: AbortSignal,
): Promise<number> {
  if (dryRun) return dryRunCommand(gateway, [id], { json, earlier: true }, output, signal);
  const chosen = chosenSources(gateway, [id], output);
  if (chosen === undefined) return exitCodes.failed;
  await readyIndex(gateway, output, signal);
  if (release) {
    const wasHeld = await gateway.index.release(id);
    output.note(wasHeld ? `Harvests of "${id}" go on.` : `"${id}" was not held.`);
    return exitCodes.ok;
  }
  const reports = await harvestSources(gateway, chosen, {
    ...{ earlier: true, signal, output, progress: !json || output.stderr.isTTY },
  });
  for (const report of reports) {
    output.line(json ? JSON.stringify(report) : describeReport(report));
    if (report.error === undefined)
      output.note(`"${id}" is held at this release: lotse rollback ${id} --release lets harvests go on.`);
  }
  return exitCodeOf(reports, chosen.length);
}
