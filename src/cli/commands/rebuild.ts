import type { Gateway } from '../../gateway.js';
import { exitCodes } from '../exit-codes.js';
import { columns, type Output } from '../output.js';
import { readyIndex } from '../ready-index.js';
import { rebuildProgress } from '../rebuild-progress.js';

/** `lotse rebuild [--from-feeds]`: builds the index anew and swaps it in. Returns the exit code. */
export async function rebuildCommand(
  gateway: Gateway,
  { fromFeeds = false, json = false }: { readonly fromFeeds?: boolean; readonly json?: boolean },
  output: Output,
  signal: AbortSignal,
): Promise<number> {
  await readyIndex(gateway, output, signal);
  const progress = rebuildProgress(output);
  const report = await gateway.life
    .rebuild({ fromFeeds, signal, onProgress: progress.show })
    .finally(() => progress.stop());
  const failed = report.sources.filter(
    ({ run }) => run?.error !== undefined && run.error.code !== 'RAW_UNAVAILABLE',
  ).length;
  if (json) {
    output.line(JSON.stringify(report));
    return failed > 0 ? exitCodes.partial : exitCodes.ok;
  }
  const rows = report.sources.map(({ source, offers, from, run }) => [source, offers, from, run?.error?.message ?? '']);
  for (const row of columns([['source', 'offers', 'from', 'note'], ...rows])) output.line(row);
  const { offers, withdrawn, providers, seconds } = report;
  output.line(
    `${offers} offers, ${withdrawn} withdrawn ones and ${providers} organisations are in the new index (${seconds.toFixed(1)} s).`,
  );
  return failed > 0 ? exitCodes.partial : exitCodes.ok;
}
