import type { Gateway } from '../../gateway.js';
import { FeedError } from '../../harvest/feed.js';
import { exitCodes } from '../exit-codes.js';
import { chosenSources } from '../harvest-sources.js';
import type { Output } from '../output.js';
import { readyIndex } from '../ready-index.js';

/** `lotse purge [source…] [--dry-run]`: deletes what was withdrawn or expired longer ago than its grace. Returns the exit code. */
export async function purgeCommand(
  gateway: Gateway,
  ids: readonly string[],
  { json = false, dryRun = false }: { readonly json?: boolean; readonly dryRun?: boolean },
  output: Output,
  signal: AbortSignal,
): Promise<number> {
  const named = chosenSources(gateway, ids, output);
  if (named === undefined) return exitCodes.failed;
  await readyIndex(gateway, output, signal);
  const { sources } = gateway.sources;
  const chosen = ids.length > 0 ? named : [...sources, ...(await gateway.removedSources())];
  let looked = 0;
  let good = 0;
  let purged = 0;
  for (const source of chosen) {
    if (signal.aborted) break;
    looked += 1;
    try {
      const report = await gateway.purge(source, { dryRun, signal });
      const { withdrawn, expired } = report;
      good += 1;
      purged += withdrawn + expired;
      if (json) output.line(JSON.stringify(report));
      else if (withdrawn + expired > 0)
        output.line(`${source.id}: ${dryRun ? 'would purge' : 'purged'} ${withdrawn} withdrawn, ${expired} expired`);
    } catch (error) {
      if (!(error instanceof FeedError)) throw error;
      output.note(`${source.id}: ${error.code}: ${error.message}`);
    }
  }
  const left = chosen.length - looked;
  if (left > 0) output.note(`Stopped; ${left} of ${chosen.length} sources were not looked at.`);
  if (good === chosen.length) {
    if (purged === 0 && !json) output.note('Nothing is older than its grace.');
    return exitCodes.ok;
  }
  return good === 0 ? exitCodes.failed : exitCodes.partial;
}
