import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Meilisearch } from 'meilisearch';
import { dayOf } from '../../src/domain/days.js';
import type { JudgedPairs } from '../../src/domain/duplicates/cluster.js';
import { opportunityId } from '../../src/domain/identifiers.js';
import type { Issue } from '../../src/domain/issue.js';
import type { CatalogueIndex } from '../../src/harvest/catalogue-index.js';
import type { Feed } from '../../src/harvest/feed.js';
import { fileRunLock } from '../../src/harvest/file-lock.js';
import { FileSourceStates } from '../../src/harvest/file-states.js';
import type { Format } from '../../src/harvest/format.js';
import { type HarvestContext, type HarvestOptions, harvest } from '../../src/harvest/harvester.js';
import { type IssuesOf, issuesFile } from '../../src/harvest/issues-file.js';
import { readSource } from '../../src/harvest/reader.js';
import type { HarvestReport } from '../../src/harvest/report.js';
import { type SourceDefinition, sourceDefinition } from '../../src/harvest/source.js';
import { archiveNames } from '../../src/meilisearch/archive-documents.js';
import { ArchiveReader } from '../../src/meilisearch/archive-reader.js';
import { ArchiveWriter } from '../../src/meilisearch/archive-writer.js';
import { connectMeilisearch, type MeilisearchConnection } from '../../src/meilisearch/connect.js';
import { MeilisearchEngine } from '../../src/meilisearch/engine.js';
import { indexNames } from '../../src/meilisearch/index-settings.js';
import { IndexWriter } from '../../src/meilisearch/index-writer.js';
import { tryLock } from '../../src/meilisearch/server-lock.js';
import { MeilisearchProviders, MeilisearchSources } from '../../src/meilisearch/stores.js';
import { SearchService } from '../../src/search/search-service.js';
import { feedOf, type Line, lineFormat } from './line-format.js';
import { silentLog } from './silent-log.js';

export const now = new Date('2026-11-23T12:00:00Z');

export interface BenchOptions {
  readonly url: string;
  readonly key: string;
  /** An existing folder, for locks and staged runs. */
  readonly dir: string;
  readonly formats?: readonly Format[];
  readonly log?: HarvestContext['log'];
  readonly maxBatchBytes?: number;
  /** Runs are remembered, as those of the gateway are. @default false */
  readonly remembers?: boolean;
}

/** Harvest and search over indexes of their own in a running engine. */
export async function openBench(options: BenchOptions) {
  const { url, key, dir, log = silentLog } = options;
  const prefix = `test-${randomBytes(4).toString('hex')}`;
  const connection: MeilisearchConnection = await connectMeilisearch({ url, key, dataDir: dir, prefix, log });
  const names = indexNames(prefix);
  const admin = new Meilisearch({ host: url, apiKey: key });
  const writer = new IndexWriter(connection.write, names, {
    log,
    ...(options.maxBatchBytes === undefined ? {} : { maxBatchBytes: options.maxBatchBytes }),
  });
  await writer.ensure();
  const engine = new MeilisearchEngine(connection.search, names.offers);
  const service = new SearchService(engine, () => dayOf(now));
  const workDir = join(dir, 'harvest');
  const states = options.remembers === true ? new FileSourceStates(workDir, log) : undefined;
  const kept = archiveNames(prefix);
  const archive = {
    runs: new ArchiveWriter(connection.write, kept),
    stored: async (ids: readonly string[]) =>
      (await engine.documents(ids, ['record'])).flatMap(({ id, record }) => (record ? [{ ...record, id }] : [])),
  };

  function sourceOf(id: string, overrides: Partial<SourceDefinition> = {}): SourceDefinition {
    return sourceDefinition.parse({ id, name: id, location: 'feed', ...overrides });
  }

  /** Harvests what is given as the feed of a source: lines of the test's own format, or any text, bytes or chunks. */
  function run(
    source: string | SourceDefinition,
    feed: readonly Line[] | string | Uint8Array | (() => AsyncIterable<Uint8Array>),
    runOptions: HarvestOptions & {
      readonly index?: CatalogueIndex;
      readonly pairs?: JudgedPairs;
      readonly at?: Date;
    } = {},
  ): Promise<HarvestReport> {
    const content =
      typeof feed === 'string' || feed instanceof Uint8Array || typeof feed === 'function' ? feed : feedOf(feed);
    async function* openFeeds(): AsyncGenerator<Feed> {
      yield { uri: 'file:///feed', bytes: typeof content === 'function' ? content() : chunks(Buffer.from(content)) };
    }
    const limits = { maxDepth: 64, maxRecordBytes: 100_000 };
    const reader = { formats: options.formats ?? [lineFormat], openFeeds, limits, now: () => now };
    const context: HarvestContext = {
      index: runOptions.index ?? writer,
      lock: fileRunLock(join(dir, 'locks'), tryLock),
      duplicates: { index: writer.duplicates, ...(runOptions.pairs === undefined ? {} : { pairs: runOptions.pairs }) },
      read: (definition, scratchDir, signal) => readSource(definition, reader, scratchDir, signal),
      ...(states === undefined ? {} : { memory: { states, fingerprintOf: () => '' } }),
      ...{ workDir, now: () => runOptions.at ?? now, log, archive },
    };
    return harvest(typeof source === 'string' ? sourceOf(source) : source, context, runOptions);
  }

  return {
    ...{ archive, history: new ArchiveReader(connection.search, kept) },
    ...{ connection, prefix, names, writer, engine, service, admin, workDir, sourceOf, run },
    providers: new MeilisearchProviders(connection.search, names.providers),
    sources: new MeilisearchSources(connection.search, names),
    /** Titles of all offers of a source that a search finds, in order. */
    async found(source: string): Promise<string[]> {
      const { hits } = await service.search({
        filter: { source: { in: [source] } },
        first: 100,
        retrieve: ['record.title'],
      });
      return hits.map(({ document }) => Object.values(document.record.title ?? {})[0] ?? '').sort();
    },
    /** A stored document, found or withdrawn. */
    async document(source: string, native: string) {
      const [document] = await engine.documents([opportunityId(source, native)], ['*']);
      return document;
    },
    /** Everything that is stored of a source, by id. */
    async stored(source: string): Promise<Record<string, unknown>[]> {
      const { results } = await admin
        .index(names.offers)
        .getDocuments({ filter: `source = "${source}"`, limit: 10_000 });
      return results.sort((a, b) => String(a.id).localeCompare(String(b.id)));
    },
    /** The problems that are kept of a source. */
    async issues(source: string, of?: IssuesOf): Promise<Issue[]> {
      const text = await readFile(issuesFile(workDir, source, of), 'utf8');
      return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Issue]));
    },
    /** Uid of the newest task that changed an index. */
    async lastTask(index: string): Promise<number> {
      const { results } = await admin.tasks.getTasks({ indexUids: [index], limit: 1 });
      return results[0]?.uid ?? -1;
    },
    async close(): Promise<void> {
      await Promise.all(
        [...Object.values(names), ...Object.values(kept)].map((name) =>
          admin
            .deleteIndex(name)
            .waitTask()
            .catch(() => undefined),
        ),
      );
      await connection.close();
    },
  };
}
export type Bench = Awaited<ReturnType<typeof openBench>>;

async function* chunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 16_384) yield bytes.subarray(at, at + 16_384);
}
