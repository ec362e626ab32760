import { randomUUID } from 'node:crypto';
import type { Meilisearch, Settings } from 'meilisearch';
import type { Logger } from 'pino';
import type { AppliedChange, CatalogueChange, CatalogueIndex, StoredRecord } from '../harvest/catalogue-index.js';
import { FeedError } from '../harvest/feed.js';
import type { HarvestReport } from '../harvest/report.js';
import { toSearchDocument } from '../search/projection.js';
import { engineErrorCode, isUnavailable } from './client.js';
import { markerId } from './engine.js';
import { quote } from './filter-text.js';
import { type IndexNames, offerSettings, providerSettings, sourceSettings } from './index-settings.js';
import { toProviderDocument } from './provider-document.js';
import { type PreparedDocument, sendInBatches } from './task-batches.js';

const ndjson = 'application/x-ndjson';
const pageOfStored = 5000;

export interface IndexWriterOptions {
  /** Largest payload of one task in bytes. @default 8 MiB */
  readonly maxBatchBytes?: number;
  /** How long one task may take. @default 10 minutes */
  readonly taskTimeoutMs?: number;
  /** Called after every change of the offers, so that caches of this process let go of older answers. */
  readonly onChange?: () => Promise<void>;
  readonly log: Pick<Logger, 'info' | 'warn'>;
}

/** Writes harvests into Meilisearch. */
export class IndexWriter implements CatalogueIndex {
  readonly #taskTimeoutMs: number;
  readonly #maxBatchBytes: number;

  constructor(
    private readonly client: Meilisearch,
    private readonly names: IndexNames,
    private readonly options: IndexWriterOptions,
  ) {
    this.#taskTimeoutMs = options.taskTimeoutMs ?? 600_000;
    this.#maxBatchBytes = options.maxBatchBytes ?? 8 * 1024 * 1024;
  }

  /** Makes the indexes that are not there yet, settings first. Returns whether there was no index of offers. */
  async ensure(): Promise<boolean> {
    return this.#guard(async () => {
      const isNew = await this.#ensureIndex(this.names.offers, offerSettings);
      await this.#ensureIndex(this.names.providers, providerSettings);
      await this.#ensureIndex(this.names.sources, sourceSettings);
      return isNew;
    });
  }

  async #ensureIndex(uid: string, settings: Settings): Promise<boolean> {
    try {
      await this.client.getRawIndex(uid);
      return false;
    } catch (error) {
      if (engineErrorCode(error) !== 'index_not_found') throw error;
    }
    await this.#succeed(this.client.createIndex(uid, { primaryKey: 'id' }), ['index_already_exists']);
    await this.#succeed(this.client.index(uid).updateSettings(settings));
    return true;
  }

  /** Removes the indexes of other versions of settings and projection; they are never searched again. */
  async dropOthers(prefix: string): Promise<void> {
    await this.#guard(async () => {
      const { results } = await this.client.getRawIndexes({ limit: 1000 });
      const ours = new RegExp(`^${prefix}-(offers|providers|sources)-[0-9a-f]{8}$`);
      const kept = Object.values(this.names);
      for (const { uid } of results) {
        if (ours.test(uid) && !kept.includes(uid)) await this.#succeed(this.client.deleteIndex(uid));
      }
    });
  }

  async *stored(source: string): AsyncGenerator<StoredRecord> {
    const index = this.client.index(this.names.offers);
    for (let offset = 0; ; offset += pageOfStored) {
      const { results } = await this.#guard(() =>
        index.getDocuments({
          filter: `f.source = ${quote(source)}`,
          fields: ['id', 'hash', 'live'] as never,
          limit: pageOfStored,
          offset,
        }),
      );
      for (const found of results)
        yield { id: String(found.id), hash: String(found.hash ?? ''), live: found.live === true };
      if (results.length < pageOfStored) return;
    }
  }

  async count(source: string): Promise<number> {
    const filter = `live = true AND f.source = ${quote(source)}`;
    const { total } = await this.#guard(() =>
      this.client.index(this.names.offers).getDocuments({ filter, fields: ['id'] as never, limit: 1 }),
    );
    return total;
  }

  async apply(source: string, change: CatalogueChange): Promise<AppliedChange> {
    return this.#guard(async () => {
      await this.#writeProviders(source, change);
      const { written, refused } = await this.#send(this.names.offers, offers(change), true);
      const withdrawn = await this.#withdraw(source, change);
      await this.options.onChange?.();
      return { written, refused, withdrawn };
    });
  }

  async #writeProviders(source: string, { providers }: CatalogueChange): Promise<void> {
    async function* documents(): AsyncGenerator<PreparedDocument> {
      for (const provider of providers)
        yield { id: provider.id, line: JSON.stringify(toProviderDocument(provider, source)) };
    }
    const { refused } = await this.#send(this.names.providers, documents(), false);
    for (const { id, message } of refused)
      this.options.log.warn({ source, provider: id, message }, 'the index refuses a provider');
  }

  /** Marks records as withdrawn: they are no longer found, but still answered for. */
  async #withdraw(source: string, { withdrawals, reason, now }: CatalogueChange): Promise<number> {
    const updated = Math.floor(now.getTime() / 1000);
    async function* tombstones(): AsyncGenerator<PreparedDocument> {
      for (const id of withdrawals) {
        const tombstone = {
          ...{ id, live: null, hash: '', updated, withdrawn: { at: now.toISOString(), reason }, f: { source } },
          ...{ unstated: {}, inexact: {}, missing: {}, text: {}, s: {}, _geo: null },
        };
        yield { id, line: JSON.stringify(tombstone) };
      }
    }
    const { written } = await this.#send(this.names.offers, tombstones(), true, true);
    return written;
  }

  /** Sends documents; those of offers travel with a new generation, so that both change in one transaction. */
  #send(uid: string, documents: AsyncIterable<PreparedDocument>, marked: boolean, partial = false) {
    const index = this.client.index(uid);
    const marker = () => JSON.stringify({ id: markerId, marker: true, generation: randomUUID() });
    return sendInBatches(documents, {
      send: (lines) => {
        const payload = marked ? `${lines}\n${marker()}` : lines;
        return partial
          ? index.updateDocumentsFromString(payload, ndjson as never)
          : index.addDocumentsFromString(payload, ndjson as never);
      },
      maxBytes: this.#maxBatchBytes,
      ahead: 8,
      taskTimeoutMs: this.#taskTimeoutMs,
    });
  }

  async remember(report: HarvestReport): Promise<void> {
    await this.#guard(async () => {
      const index = this.client.index(this.names.sources);
      const { results } = await index.getDocuments({ ids: [report.source], limit: 1 });
      const applied = report.error === undefined;
      const lastError = applied ? undefined : { ...report.error, at: report.finishedAt };
      const document = {
        ...results[0],
        id: report.source,
        lastRun: report,
        ...(applied ? { lastSuccessAt: report.finishedAt, lastError: undefined } : { lastError }),
      };
      await this.#succeed(index.addDocuments([document]));
    });
  }

  async #succeed(task: ReturnType<Meilisearch['createIndex']>, allowed: readonly string[] = []): Promise<void> {
    const done = await task.waitTask({ timeout: this.#taskTimeoutMs, interval: 20 });
    if (done.status === 'succeeded' || allowed.includes(done.error?.code ?? '')) return;
    throw new FeedError(
      'INDEX_TASK_FAILED',
      `the search engine could not do a ${done.type}: ${done.error?.message ?? done.status}`,
    );
  }

  async #guard<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (cause) {
      if (cause instanceof FeedError || !isUnavailable(cause)) throw cause;
      throw new FeedError(
        'INDEX_UNAVAILABLE',
        'the search engine does not answer; nothing more is written in this run',
        { cause },
      );
    }
  }
}

async function* offers({ writes, now }: CatalogueChange): AsyncGenerator<PreparedDocument> {
  const updated = Math.floor(now.getTime() / 1000);
  for await (const { record, hash } of writes()) {
    yield { id: record.id, line: JSON.stringify(toSearchDocument(record, { hash, updated })) };
  }
}
