import { mkdir, mkdtemp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { LearningOpportunity } from '../../src/domain/learning-opportunity.js';
import { formats } from '../../src/harvest/formats/registry.js';
import type { HarvestedRecord } from '../../src/harvest/harvester.js';
import { readSource } from '../../src/harvest/reader.js';
import { sourceDefinition } from '../../src/harvest/source.js';
import { recordOf } from '../../src/harvest/take-record.js';
import { openFeeds } from '../../src/harvest/transports/open-feeds.js';
import { Politeness } from '../../src/harvest/transports/politeness.js';
import type { TransportMemory } from '../../src/harvest/transports/transport-memory.js';
import type { RunningServer } from './faulty-server.js';
import { baseDir, contextOf } from './read-feeds.js';

/** Reads a source as a harvest does: transport, format, mapping, validation. Nothing may be left in the scratch folder. */
export async function readRecords(
  server: RunningServer,
  source: object,
  memory?: TransportMemory,
): Promise<HarvestedRecord[]> {
  const definition = sourceDefinition.parse({ id: 'test', name: 'Test', location: server.url, ...source });
  const scratch = await mkdtemp(join(baseDir, 'scratch-'));
  const formatScratch = join(scratch, 'format');
  await mkdir(formatScratch);
  const context = contextOf({
    allowHosts: [server.host],
    politeness: new Politeness({ minIntervalMs: 0 }),
    scratchDir: scratch,
    ...(memory === undefined ? {} : { memory }),
  });
  const options = {
    formats,
    openFeeds: () => openFeeds(definition, context),
    limits: { maxDepth: 64, maxRecordBytes: 2 ** 20 },
    now: () => new Date('2026-01-15T12:00:00Z'),
  };
  const records = await collected(readSource(definition, options, formatScratch, context.signal, memory));
  const left = (await readdir(scratch)).filter((name) => name !== 'format');
  if (left.length > 0) throw new Error(`left in the scratch folder: ${left.join(', ')}`);
  return records;
}

/** All that an iterable yields. */
export async function collected<T>(iterable: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const each of iterable) all.push(each);
  return all;
}

/** The opportunities of records none of which may be broken. */
export function opportunitiesOf(records: readonly HarvestedRecord[]): LearningOpportunity[] {
  return records.map((harvested) => {
    const record = recordOf(harvested);
    if (record === undefined) throw new Error(`a broken record: ${JSON.stringify(harvested.issues)}`);
    return record;
  });
}
