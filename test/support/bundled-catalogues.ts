import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Issue } from '../../src/domain/issue.js';
import type { LearningOpportunity } from '../../src/domain/learning-opportunity.js';
import { formats } from '../../src/harvest/formats/registry.js';
import { readSource } from '../../src/harvest/reader.js';
import type { SourceDefinition } from '../../src/harvest/source.js';
import { loadSources } from '../../src/harvest/sources-file.js';
import { recordOf } from '../../src/harvest/take-record.js';
import { openFeeds } from '../../src/harvest/transports/open-feeds.js';

/** What one bundled catalogue gives, constants of its source applied. */
export interface BundledCatalogue {
  readonly source: SourceDefinition;
  readonly read: number;
  readonly records: readonly LearningOpportunity[];
  readonly issues: readonly Issue[];
}

/** Reads the catalogues of `src/catalogues/sources.yaml`, all or those of one format, as a harvest does. */
export async function readBundledCatalogues(format?: string): Promise<ReadonlyMap<string, BundledCatalogue>> {
  const { sources, baseDir } = await loadSources(resolve('src/catalogues/sources.yaml'));
  const catalogues = new Map<string, BundledCatalogue>();
  for (const source of sources) {
    if (format === undefined || source.format === format)
      catalogues.set(source.id, await readCatalogue(source, baseDir));
  }
  return catalogues;
}

async function readCatalogue(source: SourceDefinition, baseDir: string): Promise<BundledCatalogue> {
  const scratchDir = await mkdtemp(join(tmpdir(), 'lotse-catalogue-'));
  const records: LearningOpportunity[] = [];
  const issues: Issue[] = [];
  let read = 0;
  try {
    const options = {
      formats,
      openFeeds: (it: SourceDefinition, signal: AbortSignal) => openFeeds(it, transport(baseDir, signal)),
      limits: { maxDepth: 64, maxRecordBytes: 2 * 2 ** 20 },
      now: () => new Date('2026-01-15T12:00:00Z'),
    };
    for await (const harvested of readSource(source, options, scratchDir, new AbortController().signal)) {
      read += 1;
      const record = recordOf(harvested);
      if (record !== undefined) records.push(record);
      issues.push(...harvested.issues);
    }
  } finally {
    await rm(scratchDir, { recursive: true, force: true });
  }
  return { source, read, records, issues };
}

function transport(baseDir: string, signal: AbortSignal) {
  const silent = () => undefined;
  return {
    baseDir,
    limits: {
      maxBytes: 64 * 2 ** 20,
      timeoutMs: 60_000,
      idleTimeoutMs: 60_000,
      connectTimeoutMs: 1_000,
      maxRedirects: 0,
      maxRatio: 100,
    },
    allowHosts: [],
    userAgent: 'Lotse test',
    env: () => undefined,
    log: { debug: silent, warn: silent },
    signal,
  };
}
