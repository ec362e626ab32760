import { exitCodes } from './exit-codes.js';
import type { Output } from './output.js';

/** Milliseconds that a process has to end by itself: less than service managers give it, more than any orderly end takes. */
const patienceMs = 60_000;

/**
 * Aborted by the first SIGINT or SIGTERM. The same one again ends the process at once, and so does time, as an engine whose
 * disk is full, or that hangs, may be waited for much longer; what a process holds is free once it has ended.
 */
export function interrupted(
  output: Pick<Output, 'note'>,
  host: Pick<NodeJS.Process, 'once'> & { exit(code: number): unknown } = process,
): AbortSignal {
  const controller = new AbortController();
  const begin = () => {
    if (controller.signal.aborted) return;
    controller.abort();
    setTimeout(() => {
      output.note(`It did not come to its end within ${patienceMs / 1000} s of being told to, and is ended now.`);
      host.exit(exitCodes.failed);
    }, patienceMs).unref();
  };
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    host.once(name, () => {
      begin();
      host.once(name, () => host.exit(130));
    });
  }
  return controller.signal;
}
