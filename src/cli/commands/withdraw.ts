import type { Gateway } from '../../gateway.js';
import { FeedError } from '../../harvest/feed.js';
import { exitCodes } from '../exit-codes.js';
import { describeReport } from '../harvest-sources.js';
import type { Output } from '../output.js';
import { readyIndex } from '../ready-index.js';
import { unknownSources } from '../unknown-sources.js';

export interface WithdrawCommandOptions {
  readonly reason: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/**
 * `lotse withdraw SOURCE`: takes all offers of a source down, also of one that the sources file no longer has. Returns the
 * exit code.
 */
export async function withdrawCommand(
  gateway: Gateway,
  id: string,
  { reason, dryRun = false, json = false }: WithdrawCommandOptions,
  output: Output,
  signal: AbortSignal,
): Promise<number> {
  await readyIndex(gateway, output, signal);
  const removed = await gateway.removedSources();
  const all = [...(await gateway.sourceStatus()), ...removed];
  const source = all.find((each) => each.id === id);
  if (source === undefined) {
    output.note(unknownSources(gateway.sources, [id]) ?? '');
    return exitCodes.failed;
  }
  if (dryRun) {
    const { records } = source;
    output.line(json ? JSON.stringify({ source: id, records, dryRun }) : `${id}: would withdraw ${records} offers`);
    return exitCodes.ok;
  }
  try {
    const report = await gateway.withdraw(id, { reason, signal });
    output.line(json ? JSON.stringify(report) : describeReport(report));
  } catch (error) {
    if (!(error instanceof FeedError)) throw error;
    output.note(`${id}: ${error.code}: ${error.message}`);
    return exitCodes.failed;
  }
  if (gateway.sources.sources.some((each) => each.id === id && each.enabled))
    output.note(`The next harvest of "${id}" brings back what its catalogue holds; set enabled: false to keep it off.`);
  return exitCodes.ok;
}
