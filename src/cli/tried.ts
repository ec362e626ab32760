import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReaderOptions } from '../harvest/reader.js';
import type { SourceDefinition } from '../harvest/source.js';
import { type Trial, trySource } from '../harvest/source-trial.js';

export interface TrialSettings {
  /** Records of each source that are read. */
  readonly records: number;
  /** Seconds for each source. */
  readonly timeout: number;
}

/** Tries a source in a folder for nothing but that. */
export async function tried(
  source: SourceDefinition,
  reader: ReaderOptions,
  { records, timeout }: TrialSettings,
  signal: AbortSignal,
): Promise<Trial> {
  const scratchDir = await mkdtemp(join(tmpdir(), 'lotse-trial-'));
  try {
    return await trySource(source, reader, { records, timeoutMs: timeout * 1000, scratchDir, signal });
  } finally {
    await rm(scratchDir, { recursive: true, force: true });
  }
}
