import type { Gateway } from '../../gateway.js';
import { exitCodes } from '../exit-codes.js';
import { describeReport, harvestSources, wentWell } from '../harvest-sources.js';
import type { Output } from '../output.js';

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
  const unknown = ids.filter((id) => !sources.some((source) => source.id === id));
  if (unknown.length > 0) {
    output.note(
      `There is no source ${unknown.map((id) => `"${id}"`).join(', ')} in ${gateway.sources.path}; there are: ${sources.map(({ id }) => id).join(', ')}`,
    );
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
