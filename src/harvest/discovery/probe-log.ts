import { appendFile, mkdir, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import pLimit from 'p-limit';
import type { Probe } from './probe.js';

/** Bytes beyond which a log is put aside, in the place of the one before. */
const maxBytes = 10 * 2 ** 20;

/** Keeps each attempt of discovery as a line of JSON; what is older than the last ten to twenty megabytes is given up. */
export function probeLog(path: string): (probes: readonly Probe[]) => Promise<void> {
  const oneByOne = pLimit(1);
  return (probes) => oneByOne(append, path, probes);
}

async function append(path: string, probes: readonly Probe[]): Promise<void> {
  if (probes.length === 0) return;
  await mkdir(dirname(path), { recursive: true });
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  if (size > maxBytes) await rename(path, `${path}.1`);
  await appendFile(path, probes.map((probe) => `${JSON.stringify(probe)}\n`).join(''));
}
