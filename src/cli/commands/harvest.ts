import type { Gateway } from '../../gateway.js';
import { exitCodes } from '../exit-codes.js';
import { chosenSources, describeReport, exitCodeOf, harvestSources } from '../harvest-sources.js';
import type { Output } from '../output.js';

export interface HarvestCommandOptions {
  readonly json?: boolean;
  readonly force?: boolean;
  /** `lotse remap`: maps the kept feeds again. */
  readonly again?: boolean;
}

/** `lotse harvest|remap [source…]`: runs the named sources, or all enabled ones. Returns the exit code. */
export async function harvestCommand(
  gateway: Gateway,
  ids: readonly string[],
  { json = false, force = false, again = false }: HarvestCommandOptions,
  output: Output,
  signal: AbortSignal,
): Promise<number> {
  const chosen = chosenSources(gateway, ids, output);
  if (chosen === undefined) return exitCodes.failed;
  await gateway.index.ensure();
  const reports = await harvestSources(gateway, chosen, {
    ...{ force, again, signal, output, progress: !json || output.stderr.isTTY },
    onReport: (report) => {
      if (json) output.line(JSON.stringify(report));
    },
  });
  if (!json) for (const report of reports) output.line(describeReport(report));
  return exitCodeOf(reports);
}
