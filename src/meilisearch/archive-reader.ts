import type { Meilisearch } from 'meilisearch';
import type { ArchivedRun } from '../harvest/archive/archive.js';
import type { DeadLetter, DeadLetterSummary } from '../harvest/archive/dead-letter.js';
import { SearchUnavailable } from '../search/search-engine.js';
import { type ArchiveNames, newestFirst, type RunDocument, runOf } from './archive-documents.js';
import { engineErrorCode, isUnavailable } from './client.js';
import { type FoundHead, headFields, pagesOf, summaryFields, summaryOf } from './dead-letter-documents.js';
import { askedOf, DeadLetterStore } from './dead-letter-store.js';
import { quote } from './filter-text.js';

/** A stretch of a list. */
interface Stretch {
  readonly offset: number;
  readonly limit: number;
}

export interface RunQuestion extends Stretch {
  readonly source?: string;
  readonly outcome?: string;
}

export interface DeadLetterQuestion extends Stretch {
  readonly source?: string;
  readonly code?: string;
}

/** Reads what is kept of runs and dead letters. Throws `SearchUnavailable` when the engine is away. */
export class ArchiveReader {
  readonly #letters: DeadLetterStore;

  constructor(
    private readonly client: Meilisearch,
    private readonly names: ArchiveNames,
  ) {
    this.#letters = new DeadLetterStore(client, names);
  }

  /** The newest first. `total` counts those that are kept. */
  async runs({ source, outcome, offset, limit }: RunQuestion): Promise<{ total: number; runs: ArchivedRun[] }> {
    const chosen = Object.entries({ source, outcome }).flatMap(([attribute, value]) =>
      value === undefined ? [] : [`${attribute} = ${quote(value)}`],
    );
    // Not by getDocuments: with `sort`, Meilisearch 1.21 counts its `offset` wrongly.
    const found = await answered(() =>
      this.client.index<RunDocument>(this.names.runs).search('', {
        ...(chosen.length === 0 ? {} : { filter: chosen }),
        ...{ sort: newestFirst, attributesToRetrieve: ['run'], offset, limit },
      }),
    );
    const runs = (found?.hits ?? []).flatMap((document) => runOf(document) ?? []);
    return { total: found?.estimatedTotalHits ?? 0, runs };
  }

  /** One run; undefined when it is not kept. */
  async run(id: string): Promise<ArchivedRun | undefined> {
    const found = await answered(() =>
      this.client.index<RunDocument>(this.names.runs).getDocuments({ ids: [id], limit: 1 }),
    );
    const [document] = found?.results ?? [];
    return document === undefined ? undefined : runOf(document);
  }

  /** Of all sources that have dead letters, by id. */
  async summaries(): Promise<readonly DeadLetterSummary[]> {
    return (await this.#heads(summaryFields)).map(summaryOf);
  }

  /** Source by source; `total` counts all that are asked for. */
  async deadLetters({
    source,
    code,
    offset,
    limit,
  }: DeadLetterQuestion): Promise<{ total: number; letters: DeadLetter[] }> {
    const isAsked = (letter: { readonly code: string }) => code === undefined || letter.code === code;
    const letters: DeadLetter[] = [];
    let total = 0;
    for (const head of await this.#heads(headFields)) {
      if (source !== undefined && head.id !== source) continue;
      const here = pagesOf(head).reduce((sum, { listed }) => sum + askedOf(listed, isAsked), 0);
      const start = Math.max(0, offset - total);
      total += here;
      const room = limit - letters.length;
      if (start >= here || room <= 0) continue;
      letters.push(...(await reached(() => this.#letters.stretch(head, isAsked, { offset: start, limit: room }))));
    }
    return { total, letters };
  }

  async #heads(fields: readonly string[]): Promise<readonly FoundHead[]> {
    const heads = await reached(() => this.#letters.heads(fields));
    return heads.filter(({ total }) => total > 0).sort((a, b) => (a.id < b.id ? -1 : 1));
  }
}

/** Undefined where nothing was ever kept. */
async function answered<T>(work: () => Promise<T>): Promise<T | undefined> {
  return reached(() =>
    work().catch((cause) => {
      if (engineErrorCode(cause) === 'index_not_found') return undefined;
      throw cause;
    }),
  );
}

async function reached<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!isUnavailable(cause)) throw cause;
    throw new SearchUnavailable('the search engine does not answer', { cause });
  }
}
