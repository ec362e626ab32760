import type { Index, Meilisearch } from 'meilisearch';
import { type ArchivedRun, mostRuns, type RunArchive, type SavedLetters } from '../harvest/archive/archive.js';
import type { DeadLetterBox, DeadLetterPages, DeadLetterSummary } from '../harvest/archive/dead-letter.js';
import { FeedError } from '../harvest/feed.js';
import { type ArchiveNames, archiveSettings, newestFirst, type RunDocument, runDocument } from './archive-documents.js';
import { engineErrorCode, isUnavailable } from './client.js';
import {
  type HeadDocument,
  letterPage,
  type PageDocument,
  type PageRef,
  pagesOf,
  summaryFields,
  summaryOf,
} from './dead-letter-documents.js';
import { DeadLetterStore } from './dead-letter-store.js';
import { DocumentSender } from './document-sender.js';
import { quote } from './filter-text.js';

/** Pages of dead letters that are written at once. */
const pagesAtOnce = 50;

/** Runs beyond those that are kept, before the oldest are let go: not at every run. */
const slack = 10;

/** Keeps runs and dead letters in indexes of their own, which it makes when they are needed first. */
export class ArchiveWriter implements RunArchive {
  readonly #sender: DocumentSender;
  readonly #letters: DeadLetterStore;
  readonly #ready = new Map<string, Promise<void>>();

  constructor(
    private readonly client: Meilisearch,
    private readonly names: ArchiveNames,
    /** As long as a task of a harvest may take: those here wait behind them. */
    { taskTimeoutMs = 600_000 }: { readonly taskTimeoutMs?: number } = {},
  ) {
    this.#letters = new DeadLetterStore(client, names);
    this.#sender = new DocumentSender(client, { maxBatchBytes: 8 * 1024 * 1024, taskTimeoutMs });
  }

  async addRun(run: ArchivedRun): Promise<void> {
    await this.#write([this.names.runs], async () => {
      const document = runDocument(run);
      await this.#done(this.names.runs, (index) => index.addDocuments([document]));
      await this.#trim(document);
    });
  }

  async saveDeadLetters(now: SavedLetters, pages: DeadLetterPages): Promise<DeadLetterSummary> {
    return this.#write([this.names.deadLetters, this.names.letterPages], async () => {
      const before = await this.#letters.head(now.source);
      const known = new Set(before === undefined ? [] : pagesOf(before).map(({ id }) => id));
      const { source, ...facts } = now;
      const refs: PageRef[] = [];
      const byCode: Record<string, number> = {};
      let refused = 0;
      let waiting: PageDocument[] = [];
      const send = async () => {
        const documents = waiting;
        waiting = [];
        if (documents.length > 0) await this.#done(this.names.letterPages, (index) => index.addDocuments(documents));
      };
      for await (const letters of pages) {
        const { id, listed, document } = letterPage(source, letters);
        refs.push({ id, listed });
        for (const [code, count] of Object.entries(listed)) byCode[code] = (byCode[code] ?? 0) + count;
        refused += letters.filter((letter) => letter.refused === true).length;
        if (known.has(id)) continue;
        waiting.push(await document());
        if (waiting.length >= pagesAtOnce) await send();
      }
      await send();
      const total = Object.values(byCode).reduce((sum, count) => sum + count, 0);
      const head: HeadDocument = { id: source, ...facts, total, byCode, refused, pages: refs };
      await this.#done(this.names.deadLetters, (index) => index.addDocuments([head]));
      await this.#removePages(head);
      return summaryOf(head);
    });
  }

  /** Those that a head no longer names; also of a writing that was broken off. */
  async #removePages({ id, pages }: HeadDocument): Promise<void> {
    const named = new Set(pages.map((page) => page.id));
    const left: string[] = [];
    const all = this.#sender.ofSource(this.names.letterPages, 'source', id, ['id']);
    for await (const page of all) if (!named.has(String(page.id))) left.push(String(page.id));
    if (left.length > 0) await this.#done(this.names.letterPages, (index) => index.deleteDocuments(left));
  }

  #done(uid: string, change: (index: Index) => PromiseLike<{ readonly taskUid: number }>): Promise<void> {
    return this.#sender.done(change(this.client.index(uid)));
  }

  async deadLetters(source: string): Promise<DeadLetterBox | undefined> {
    const head = await reached(() => this.#letters.head(source));
    if (head === undefined) return undefined;
    const store = this.#letters;
    const found = head;
    async function* pages() {
      const all = store.pages(found)[Symbol.asyncIterator]();
      for (;;) {
        const next = await reached(() => all.next());
        if (next.done === true) return;
        yield next.value;
      }
    }
    return { ...summaryOf(head), pages };
  }

  async deadLetterSummaries(): Promise<readonly DeadLetterSummary[]> {
    return (await reached(() => this.#letters.heads(summaryFields))).map(summaryOf);
  }

  /** Lets go of the oldest runs of the same kind. Another process may do so at the same time. */
  async #trim({ source, quiet }: RunDocument): Promise<void> {
    const index = this.client.index<RunDocument>(this.names.runs);
    const filter = `source = ${quote(source)} AND quiet = ${quiet}`;
    const { results } = await index.getDocuments({
      ...{ filter, sort: newestFirst, fields: ['id'], limit: mostRuns + 1000 },
    });
    const beyond = results.slice(mostRuns).map(({ id }) => id);
    if (beyond.length > slack) await this.#sender.done(index.deleteDocuments(beyond));
  }

  async #write<T>(uids: readonly string[], work: () => Promise<T>): Promise<T> {
    try {
      for (const uid of uids) await this.#ensure(uid);
      return await work();
    } catch (cause) {
      for (const uid of uids) this.#ready.delete(uid);
      throw unavailable(cause);
    }
  }

  #ensure(uid: string): Promise<void> {
    const known = this.#ready.get(uid) ?? this.#make(uid);
    this.#ready.set(uid, known);
    return known;
  }

  async #make(uid: string): Promise<void> {
    const index = this.client.index(uid);
    const found = await index.getSortableAttributes().catch((cause) => {
      if (engineErrorCode(cause) === 'index_not_found') return undefined;
      throw cause;
    });
    if (found !== undefined && (found ?? []).length >= archiveSettings.sortableAttributes.length) return;
    if (found === undefined)
      await this.#sender.done(this.client.createIndex(uid, { primaryKey: 'id' }), ['index_already_exists']);
    await this.#sender.done(index.updateSettings(archiveSettings));
  }
}

async function reached<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw unavailable(cause);
  }
}

function unavailable(cause: unknown): unknown {
  if (cause instanceof FeedError || !isUnavailable(cause)) return cause;
  return new FeedError('INDEX_UNAVAILABLE', 'the search engine does not answer; runs and dead letters are not kept', {
    cause,
  });
}
