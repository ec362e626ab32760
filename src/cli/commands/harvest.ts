import type { Gateway } from '../../gateway.js';
import { exitCodes } from '../exit-codes.js';
import { describeReport, harvestSources, wentWell } from '../harvest-sources.js';
import type { Output } from '../output.js';
import { unknownSources } from '../unknown-sources.js';

export interface HarvestCommandOptions {
  readonly json?: boolean;
  readonly force?: boolean;
}

/** `lotse harvest [source…]`: runs the named sources, or all enabled ones. Returns the exit code. */
export async function harvestCommand(
  gateway: Gateway,
  ids: readonly string[],
  { json = false, force = false }: HarvestCommandOptions,
  output: Output,
  signal: AbortSignal,
): Promise<number> {
  const { sources } = gateway.sources;
  const unknown = unknownSources(gateway.sources, ids);
  if (unknown !== undefined) {
    output.note(unknown);
    return exitCodes.failed;
  }
  const chosen =
    ids.length > 0 ? sources.filter(({ id }) => ids.includes(id)) : sources.filter(({ enabled }) => enabled);
  await gateway.index.ensure();
  const reports = await harvestSources(gateway, chosen, {
    ...{ force, signal, output, progress: !json || output.stderr.isTTY },
    onReport: (report) => {
      if (json) output.line(JSON.stringify(report));
    },
  });
  if (!json) for (const report of reports) output.line(describeReport(report));
  const good = reports.filter(wentWell).length;
  if (good === reports.length) return exitCodes.ok;
  return good === 0 ? exitCodes.failed : exitCodes.partial;
}
