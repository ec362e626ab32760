import type { Gateway, RemovedSource } from '../../gateway.js';
import { exitCodes } from '../exit-codes.js';
import { columns, type Output } from '../output.js';
import { readyIndex } from '../ready-index.js';

/** What an operator is told of offers that are still found though nobody harvests them any more. */
export function removedNote({ id, records }: RemovedSource): string {
  return `"${id}" is not in the sources file, and its ${records} offers are still found: put it back, or take them down with lotse withdraw ${id}.`;
}

/** `lotse sources`: every source with its format, offers, last run and last error. */
export async function sourcesCommand(
  gateway: Gateway,
  { json = false }: { readonly json?: boolean },
  output: Output,
): Promise<number> {
  await readyIndex(gateway, output);
  const sources = await gateway.sourceStatus();
  const removed = await gateway.removedSources();
  if (json) {
    for (const source of sources) output.line(JSON.stringify(source));
    for (const source of removed) output.line(JSON.stringify({ ...source, removed: true }));
    return exitCodes.ok;
  }
  const rows = sources.map(({ id, format, records, lastRun, lastError, heldSince }) => [
    id,
    format ?? '(sniffed)',
    records,
    lastRun?.outcome ?? 'never run',
    lastRun?.finishedAt ?? '',
    lastError?.message ?? (heldSince === undefined ? '' : `held at an earlier release since ${heldSince}`),
  ]);
  for (const row of columns([['source', 'format', 'offers', 'last run', 'at', 'last error'], ...rows]))
    output.line(row);
  for (const source of removed) if (source.records > 0) output.note(removedNote(source));
  return exitCodes.ok;
}
