import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FeedRoute } from '../../src/harvest/feed.js';
import { FileSourceStates } from '../../src/harvest/file-states.js';
import { fingerprintOf } from '../../src/harvest/fingerprint.js';
import type { Format } from '../../src/harvest/format.js';
import {
  type HarvestContext,
  type HarvestedRecord,
  type HarvestOptions,
  harvest,
} from '../../src/harvest/harvester.js';
import { readSource } from '../../src/harvest/reader.js';
import type { HarvestReport } from '../../src/harvest/report.js';
import { type SourceDefinition, sourceDefinition } from '../../src/harvest/source.js';
import { openFeeds, type TransportContext } from '../../src/harvest/transports/open-feeds.js';
import type { TransportMemory } from '../../src/harvest/transports/transport-memory.js';
import { type Bench, now } from './harvest-bench.js';
import { silentLog } from './silent-log.js';

export interface RunSourceOptions extends HarvestOptions {
  readonly formats: readonly Format[];
  readonly allowHosts?: readonly string[];
  /** Clock of the run. @default that of the bench */
  readonly at?: Date;
  readonly index?: HarvestContext['index'];
  readonly archive?: HarvestContext['archive'];
  /** @default no feed is kept */
  readonly rawMaxBytes?: number;
  /** Of the transport, where the usual ones of the tests would take too long. */
  readonly transportLimits?: Partial<TransportContext['limits']>;
}

function transport(
  { allowHosts = [], transportLimits }: Partial<RunSourceOptions>,
  signal: AbortSignal,
): TransportContext {
  return {
    ...{ baseDir: tmpdir(), allowHosts, userAgent: 'Lotse/test', env: () => undefined, log: silentLog, signal },
    limits: {
      ...{ maxBytes: 50_000_000, timeoutMs: 20_000, idleTimeoutMs: 5000, connectTimeoutMs: 1000 },
      ...{ maxRedirects: 5, maxRatio: 200, retryDelayMs: 5 },
      ...transportLimits,
    },
  };
}

function read(
  source: SourceDefinition,
  options: RunSourceOptions,
  scratchDir: string,
  signal: AbortSignal,
  memory?: TransportMemory,
  route?: FeedRoute,
) {
  const reader = {
    formats: options.formats,
    openFeeds: (it: SourceDefinition, aborted: AbortSignal, known: TransportMemory | undefined) =>
      openFeeds(it, { ...transport(options, aborted), ...(known === undefined ? {} : { memory: known }) }),
    limits: { maxDepth: 64, maxRecordBytes: 100_000 },
    now: () => now,
  };
  return readSource(source, reader, scratchDir, signal, memory, route);
}

/** Reads everything that a source gives now, as a harvest would. */
export async function readAll(
  definition: Partial<SourceDefinition>,
  options: RunSourceOptions,
): Promise<HarvestedRecord[]> {
  const source = sourceDefinition.parse({ id: 'test', name: 'Test', location: '-', ...definition });
  const scratchDir = await mkdtemp(join(tmpdir(), 'lotse-read-'));
  const records: HarvestedRecord[] = [];
  try {
    for await (const each of read(source, options, scratchDir, new AbortController().signal)) records.push(each);
  } finally {
    await rm(scratchDir, { recursive: true });
  }
  return records;
}

/** Harvests a source through its own transport, and remembers it below the folder of the bench. */
export function runSource(bench: Bench, source: SourceDefinition, options: RunSourceOptions): Promise<HarvestReport> {
  return harvest(source, contextOf(bench, options), options);
}

/** What {@link runSource} runs in. */
export function contextOf(bench: Bench, options: RunSourceOptions): HarvestContext {
  const { index = bench.writer, at = now, archive = bench.archive } = options;
  return {
    ...{ index, lock: { acquire: async () => async () => undefined }, workDir: bench.workDir, log: silentLog },
    ...{ now: () => at, archive, duplicates: { index: bench.writer.duplicates } },
    read: (it, scratchDir, signal, memory, route) => read(it, options, scratchDir, signal, memory, route),
    rawMaxBytes: options.rawMaxBytes ?? 0,
    memory: {
      states: new FileSourceStates(bench.workDir, silentLog),
      fingerprintOf: (it) => fingerprintOf(it, options.formats),
    },
  };
}

/** What is remembered of a source; undefined for nothing. */
export async function stateOf(bench: Bench, source: string): Promise<Record<string, unknown> | undefined> {
  const text = await readFile(join(bench.workDir, source, 'state.json'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text);
}
