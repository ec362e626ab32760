import type { Meilisearch } from 'meilisearch';
import type { EpochDay } from '../domain/days.js';
import { expiredReason, type Purgeable, type PurgeableIndex } from '../harvest/purge.js';
import { DocumentSender } from './document-sender.js';
import { quote } from './filter-text.js';
import { guarded } from './guarded.js';
import type { IndexNames } from './index-settings.js';
import type { IndexWriter } from './index-writer.js';

const pageSize = 5000;
const fields = ['id', 'withdrawn', 'cluster.front'];

/** Finds and deletes what is to be purged; withdrawing it first is left to the writer. */
export class PurgeableOffers implements PurgeableIndex {
  readonly apply: PurgeableIndex['apply'];
  readonly count: PurgeableIndex['count'];
  readonly stored: PurgeableIndex['stored'];
  readonly #sender: DocumentSender;

  constructor(
    private readonly client: Meilisearch,
    private readonly names: Pick<IndexNames, 'offers'>,
    private readonly writer: IndexWriter,
  ) {
    this.#sender = new DocumentSender(client, { maxBatchBytes: 1, taskTimeoutMs: 600_000 });
    this.apply = (source, change) => writer.apply(source, change);
    this.count = (source) => writer.count(source);
    this.stored = (source) => writer.stored(source);
  }

  purgeable(source: string, before: { readonly withdrawn: Date; readonly expired: EpochDay }): Promise<Purgeable> {
    return guarded(async () => {
      const own = `source = ${quote(source)}`;
      const withdrawn: string[] = [];
      for await (const { id, withdrawn: tombstone } of this.#documents(`${own} AND NOT present = true`)) {
        if (tombstone === undefined || tombstone === null) continue;
        if (tombstone.reason === expiredReason || Date.parse(tombstone.at) < before.withdrawn.getTime())
          withdrawn.push(id);
      }
      const expired: string[] = [];
      const ended = `f.undated = false AND f.last >= 0 AND f.last < ${before.expired}`;
      const clustered = new Set<string>();
      for await (const { id, cluster } of this.#documents(`${own} AND present = true AND ${ended}`)) {
        expired.push(id);
        if (cluster !== undefined && cluster !== null) clustered.add(id);
      }
      return { withdrawn, expired, clustered };
    });
  }

  delete(ids: readonly string[]): Promise<void> {
    return guarded(async () => {
      const index = this.client.index(this.names.offers);
      for (let from = 0; from < ids.length; from += pageSize)
        await this.#sender.done(index.deleteDocuments(ids.slice(from, from + pageSize)));
      await this.#sender.mark(this.names.offers);
      await this.writer.announce();
    });
  }

  async *#documents(filter: string): AsyncGenerator<OldOffer> {
    for (let offset = 0; ; offset += pageSize) {
      const { results } = await this.client
        .index(this.names.offers)
        .getDocuments<OldOffer>({ filter, fields: fields as never, limit: pageSize, offset });
      yield* results;
      if (results.length < pageSize) return;
    }
  }
}

interface OldOffer {
  readonly id: string;
  readonly cluster?: object | null;
  readonly withdrawn?: { readonly at: string; readonly reason: string } | null;
}
