import type { Gateway } from '../../gateway.js';
import type { SourceDefinition } from '../../harvest/source.js';
import { exitCodes } from '../exit-codes.js';
import { chosenSources, describeReport, exitCodeOf, harvestSources } from '../harvest-sources.js';
import type { Output } from '../output.js';
import { readyIndex } from '../ready-index.js';

export interface HarvestCommandOptions {
  readonly json?: boolean;
  readonly force?: boolean;
  /** `lotse remap`: maps the kept feeds again. */
  readonly again?: boolean;
  /** Of these, only sources with dead letters that another mapper or definition has left. */
  readonly deadLetters?: boolean;
}

/** `lotse harvest|remap [source…]`: runs the named sources, or all enabled ones. Returns the exit code. */
export async function harvestCommand(
  gateway: Gateway,
  ids: readonly string[],
  { json = false, force = false, again = false, deadLetters = false }: HarvestCommandOptions,
  output: Output,
  signal: AbortSignal,
): Promise<number> {
  const named = chosenSources(gateway, ids, output);
  if (named === undefined) return exitCodes.failed;
  const chosen = deadLetters ? await retried(gateway, named) : named;
  if (deadLetters && chosen.length === 0) output.note('No dead letters are left of another mapper; nothing to do.');
  await readyIndex(gateway, output, signal);
  const reports = await harvestSources(gateway, chosen, {
    ...{ force, again, signal, output, progress: !json || output.stderr.isTTY },
    onReport: (report) => {
      if (json) output.line(JSON.stringify(report));
    },
  });
  if (!json) for (const report of reports) output.line(describeReport(report));
  return exitCodeOf(reports);
}

async function retried({ toRetry }: Gateway, named: readonly SourceDefinition[]): Promise<readonly SourceDefinition[]> {
  const left = await toRetry();
  return named.filter(({ id }) => left.some((source) => source.id === id));
}
