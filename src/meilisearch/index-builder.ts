import { setTimeout as sleep } from 'node:timers/promises';
import type { Meilisearch, Settings } from 'meilisearch';
import type { SearchDocument } from '../search/search-document.js';
import { engineErrorCode } from './client.js';
import { recopied, recopiedProvider, type StoredDocument } from './document-copy.js';
import { DocumentSender } from './document-sender.js';
import { markerId } from './engine.js';
import { IndexBuildFailed } from './index-build-failed.js';
import { CensusTaker } from './index-census.js';
import type { CopiedIndex } from './index-fitness.js';
import { asideNames, indexesOf, indexRoles } from './index-sets.js';
import { type IndexNames, offerSettings, providerSettings, sourceSettings } from './index-settings.js';
import type { PreparedDocument } from './payloads.js';
import type { ProviderDocument } from './provider-document.js';

/** Documents that are read at once: with the largest records that are allowed still some tens of megabytes. */
const pageSize = 200;

/** Offers by whose titles a new index is tried. */
const sampleSize = 5;

export interface IndexBuilderOptions {
  /** Largest payload of one task in bytes. @default 8 MiB */
  readonly maxBatchBytes?: number;
  /** How long one task may take. @default 10 minutes */
  readonly taskTimeoutMs?: number;
  /** How long searches that began before a swap may still need the old indexes. @default 1000 */
  readonly lingerMs?: number;
}

/**
 * Builds a set of indexes aside and puts it in the place of the live one at once. The caller sees to it that nobody else
 * builds, and that nobody writes the live indexes meanwhile.
 */
export class IndexBuilder {
  /** Where the successors are built. */
  readonly aside: IndexNames;
  readonly #sender: DocumentSender;
  readonly #lingerMs: number;

  constructor(
    private readonly client: Meilisearch,
    private readonly names: IndexNames,
    { maxBatchBytes = 8 * 1024 * 1024, taskTimeoutMs = 600_000, lingerMs = 1_000 }: IndexBuilderOptions = {},
  ) {
    this.aside = asideNames(names);
    this.#sender = new DocumentSender(client, { maxBatchBytes, taskTimeoutMs });
    this.#lingerMs = lingerMs;
  }

  /** Makes empty indexes with all their settings, after what a killed builder may have left is gone. */
  async begin(): Promise<void> {
    await this.drop();
    const settings: Readonly<Record<(typeof indexRoles)[number], Settings>> = {
      ...{ offers: offerSettings, providers: providerSettings, sources: sourceSettings },
    };
    for (const role of indexRoles) {
      await this.#sender.done(this.client.createIndex(this.aside[role], { primaryKey: 'id' }));
      await this.#sender.done(this.client.index(this.aside[role]).updateSettings(settings[role]));
    }
  }

  /**
   * Copies everything from another set, projecting each record anew. Throws `IndexBuildFailed` for a document that cannot
   * be taken over, and where documents are missing.
   */
  async copyFrom(from: IndexNames, signal: AbortSignal, onCopied: (offers: number) => void): Promise<CopiedIndex> {
    const documents = (uid: string) => this.documentsOf(uid, signal);
    const taker = new CensusTaker();
    const titles: { source: string; title: string }[] = [];
    const expected = await this.sizeOf(from);
    const every = Math.max(1, Math.floor(expected / sampleSize));
    let copied = 0;
    const offer = (document: StoredDocument) => {
      const copy = recopied(document);
      const { source, live, text } = copy as Partial<SearchDocument>;
      taker.offer(copy);
      const [title] = Object.values(text?.title ?? {});
      if (copied >= titles.length * every && live === true && typeof title === 'string')
        titles.push({ source: source ?? '', title });
      copied += 1;
      if (copied % 1000 === 0) onCopied(copied);
      return copy;
    };
    const provider = (document: StoredDocument) => {
      const copy = recopiedProvider(document as unknown as ProviderDocument);
      taker.provider(copy);
      return copy;
    };
    await this.#copy(
      this.aside.sources,
      lines(documents(from.sources), (document) => document),
    );
    await this.#copy(this.aside.providers, lines(documents(from.providers), provider));
    await this.#copy(this.aside.offers, lines(documents(from.offers), offer));
    if (copied !== expected)
      throw new IndexBuildFailed(`${copied} offers could be read from ${from.offers}, which has ${expected}.`);
    onCopied(copied);
    return { from, census: taker.census, titles };
  }

  /** How many offers a set of indexes has, withdrawn ones included. */
  async sizeOf({ offers }: IndexNames): Promise<number> {
    const index = this.client.index(offers);
    const [{ numberOfDocuments }, { results: markers }] = await Promise.all([
      index.getStats(),
      index.getDocuments({ ids: [markerId], limit: 1, fields: ['id'] as never }),
    ]);
    return numberOfDocuments - markers.length;
  }

  async #copy(to: string, documents: AsyncIterable<PreparedDocument>): Promise<void> {
    const { refused } = await this.#sender.send(to, documents, { marked: false });
    const [first] = refused;
    if (first === undefined) return;
    throw new IndexBuildFailed(
      `The search engine refuses ${refused.length} documents, the first of them ${first.id}: ${first.message}`,
    );
  }

  private async *documentsOf(uid: string, signal: AbortSignal): AsyncGenerator<StoredDocument> {
    const index = this.client.index(uid);
    const page = (offset: number) => index.getDocuments<StoredDocument>({ limit: pageSize, offset });
    let next = page(0);
    for (let offset = pageSize; ; offset += pageSize) {
      const { results } = await next;
      const isLast = results.length < pageSize;
      if (!isLast) {
        next = page(offset);
        next.catch(() => undefined);
      }
      signal.throwIfAborted();
      for (const document of results) if (document.id !== markerId) yield document;
      if (isLast) return;
    }
  }

  /** A stamp of a set of indexes that is another one after every change of it. */
  async stampOf(names: IndexNames): Promise<string> {
    const stamps = await Promise.all(
      indexRoles.map(async (role) => (await this.client.getRawIndex(names[role])).updatedAt),
    );
    return stamps.join(' ');
  }

  /**
   * Puts what was built in the place of the live indexes, all in one task; where there is no live index, the new one gets
   * its name. Then removes the old ones. A search that is under way sees one or the other, and none finds nothing.
   */
  async goLive(): Promise<void> {
    const { offers } = this.aside;
    await this.#sender.mark(offers);
    const live = await Promise.all(indexRoles.map((role) => this.#exists(this.names[role])));
    const swaps = indexRoles.map((role, index) => ({
      indexes: [this.aside[role], this.names[role]] as [string, string],
      rename: live[index] !== true,
    }));
    await this.#sender.done(this.client.swapIndexes(swaps));
    if (live.includes(true)) await sleep(this.#lingerMs);
    await this.drop();
  }

  /** Removes what was built, or what has become of the old indexes after a swap. */
  async drop(): Promise<void> {
    for (const role of indexRoles)
      if (await this.#exists(this.aside[role])) await this.#sender.done(this.client.deleteIndex(this.aside[role]));
  }

  async #exists(uid: string): Promise<boolean> {
    try {
      await this.client.getRawIndex(uid);
      return true;
    } catch (error) {
      if (engineErrorCode(error) === 'index_not_found') return false;
      throw error;
    }
  }
}

/**
 * Removes what killed builders have left under a prefix, in whatever version. The caller sees to it that nobody builds.
 * Returns the names.
 */
export async function dropAside(client: Meilisearch, prefix: string): Promise<readonly string[]> {
  const sender = new DocumentSender(client, { maxBatchBytes: 1, taskTimeoutMs: 600_000 });
  const aside = (await indexesOf(client, prefix)).aside.map(({ uid }) => uid);
  for (const uid of aside) await sender.done(client.deleteIndex(uid), ['index_not_found']);
  return aside;
}

async function* lines(
  documents: AsyncIterable<StoredDocument>,
  copy: (document: StoredDocument) => object,
): AsyncGenerator<PreparedDocument> {
  for await (const document of documents) {
    let line: string;
    try {
      line = JSON.stringify(copy(document));
    } catch (cause) {
      throw new IndexBuildFailed(`The document ${document.id} cannot be taken over: ${String(cause)}`, { cause });
    }
    yield { id: document.id, line };
  }
}
