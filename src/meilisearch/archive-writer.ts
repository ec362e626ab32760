import type { Meilisearch } from 'meilisearch';
import { type ArchivedRun, mostRuns, type RunArchive } from '../harvest/archive/archive.js';
import type { DeadLetterBox, DeadLetterSummary } from '../harvest/archive/dead-letter.js';
import { FeedError } from '../harvest/feed.js';
import {
  type ArchiveNames,
  archiveSettings,
  boxOf,
  type DeadLetterDocument,
  deadLetterDocument,
  newestFirst,
  type RunDocument,
  runDocument,
  summaryFields,
  summaryOf,
} from './archive-documents.js';
import { engineErrorCode, isUnavailable } from './client.js';
import { DocumentSender } from './document-sender.js';
import { quote } from './filter-text.js';

/** Runs beyond those that are kept, before the oldest are let go: not at every run. */
const slack = 10;

/** Keeps runs and dead letters in indexes of their own, which it makes when they are needed first. */
export class ArchiveWriter implements RunArchive {
  readonly #sender: DocumentSender;
  readonly #ready = new Map<string, Promise<void>>();

  constructor(
    private readonly client: Meilisearch,
    private readonly names: ArchiveNames,
    { taskTimeoutMs = 60_000 }: { readonly taskTimeoutMs?: number } = {},
  ) {
    this.#sender = new DocumentSender(client, { maxBatchBytes: 8 * 1024 * 1024, taskTimeoutMs });
  }

  async addRun(run: ArchivedRun): Promise<void> {
    await this.#write(this.names.runs, async (uid) => {
      const document = runDocument(run);
      await this.#sender.done(this.client.index(uid).addDocuments([document]));
      await this.#trim(document);
    });
  }

  async saveDeadLetters(box: DeadLetterBox): Promise<void> {
    await this.#write(this.names.deadLetters, (uid) =>
      this.#sender.done(this.client.index(uid).addDocuments([deadLetterDocument(box)])),
    );
  }

  async deadLetters(source: string): Promise<DeadLetterBox | undefined> {
    const [document] = await this.#read<DeadLetterDocument>({ ids: [source], limit: 1 });
    return document === undefined ? undefined : boxOf(document);
  }

  async deadLetterSummaries(): Promise<readonly DeadLetterSummary[]> {
    return (await this.#read<DeadLetterDocument>({ fields: [...summaryFields], limit: 10_000 })).map(summaryOf);
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

  async #read<T extends object>(query: object): Promise<T[]> {
    try {
      return (await this.client.index(this.names.deadLetters).getDocuments<T & Record<string, unknown>>(query)).results;
    } catch (cause) {
      if (engineErrorCode(cause) === 'index_not_found') return [];
      throw unavailable(cause);
    }
  }

  async #write(uid: string, work: (uid: string) => Promise<void>): Promise<void> {
    try {
      await this.#ensure(uid);
      await work(uid);
    } catch (cause) {
      this.#ready.delete(uid);
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

function unavailable(cause: unknown): unknown {
  if (cause instanceof FeedError || !isUnavailable(cause)) return cause;
  return new FeedError('INDEX_UNAVAILABLE', 'the search engine does not answer; runs and dead letters are not kept', {
    cause,
  });
}
