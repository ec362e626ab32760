import type { Gateway } from '../../gateway.js';
import { exitCodes } from '../exit-codes.js';
import type { Output } from '../output.js';
import { readyIndex } from '../ready-index.js';

/**
 * `lotse worker`: runs jobs of the queue in Redis until it is told to end. Runs under way then go back to the queue, and
 * other workers do them. Returns the exit code.
 */
export async function workerCommand(
  gateway: Gateway,
  { concurrency }: { readonly concurrency?: number },
  output: Output,
  signal: AbortSignal,
): Promise<number> {
  const { runs, config } = gateway;
  if (runs.shared === undefined) {
    output.note('A worker takes its runs from Redis: set REDIS_URL.');
    return exitCodes.failed;
  }
  await readyIndex(gateway, output, signal);
  if (signal.aborted) return exitCodes.ok;
  runs.work(concurrency);
  output.note(`Lotse runs up to ${concurrency ?? config.runsAtOnce} harvests at a time.`);
  // A timer, since nothing else may keep the process alive while Redis is away.
  const alive = setInterval(() => undefined, 60_000);
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
  clearInterval(alive);
  await runs.close();
  return exitCodes.ok;
}
