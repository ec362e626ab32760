import type { Gateway } from '../../gateway.js';
import { exitCodes } from '../exit-codes.js';
import { columns, type Output } from '../output.js';
import { readyIndex } from '../ready-index.js';

/** `lotse sources`: every source with its format, offers, last run and last error. */
export async function sourcesCommand(
  gateway: Gateway,
  { json = false }: { readonly json?: boolean },
  output: Output,
): Promise<number> {
  await readyIndex(gateway, output);
  const sources = await gateway.sourceStatus();
  if (json) {
    for (const source of sources) output.line(JSON.stringify(source));
    return exitCodes.ok;
  }
  const rows = sources.map(({ id, format, records, lastRun, lastError }) => [
    id,
    format ?? '(sniffed)',
    records,
    lastRun?.outcome ?? 'never run',
    lastRun?.finishedAt ?? '',
    lastError?.message ?? '',
  ]);
  for (const row of columns([['source', 'format', 'offers', 'last run', 'at', 'last error'], ...rows]))
    output.line(row);
  return exitCodes.ok;
}
