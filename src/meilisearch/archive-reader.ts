import type { Meilisearch } from 'meilisearch';
import type { ArchivedRun } from '../harvest/archive/archive.js';
import type { DeadLetter, DeadLetterBox, DeadLetterSummary } from '../harvest/archive/dead-letter.js';
import { SearchUnavailable } from '../search/search-engine.js';
import {
  type ArchiveNames,
  boxOf,
  type DeadLetterDocument,
  newestFirst,
  type RunDocument,
  runOf,
  summaryFields,
  summaryOf,
} from './archive-documents.js';
import { engineErrorCode, isUnavailable } from './client.js';
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

/** Most sources that are told of at once. */
const mostSources = 10_000;

/** Reads what is kept of runs and dead letters. Throws `SearchUnavailable` when the engine is away. */
export class ArchiveReader {
  constructor(
    private readonly client: Meilisearch,
    private readonly names: ArchiveNames,
  ) {}

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
    const [document] = await this.#documents<RunDocument>(this.names.runs, { ids: [id], limit: 1 });
    return document === undefined ? undefined : runOf(document);
  }

  /** Of all sources that have dead letters, by id. */
  async summaries(): Promise<readonly DeadLetterSummary[]> {
    return (await this.#listed()).map(summaryOf);
  }

  /** The dead letters that are kept whole, source by source. `total` counts these; the summaries count all. */
  async deadLetters({
    source,
    code,
    offset,
    limit,
  }: DeadLetterQuestion): Promise<{ total: number; letters: DeadLetter[] }> {
    const isAsked = (letter: { readonly code: string }) => code === undefined || letter.code === code;
    const letters: DeadLetter[] = [];
    let total = 0;
    for (const { id, listed } of await this.#listed()) {
      if (source !== undefined && id !== source) continue;
      const counts = Object.entries(listed).filter(([each]) => isAsked({ code: each }));
      const here = counts.reduce((sum, [, count]) => sum + count, 0);
      const start = Math.max(0, offset - total);
      total += here;
      if (start >= here || letters.length >= limit) continue;
      const box = await this.#box(id);
      letters.push(...(box?.letters ?? []).filter(isAsked).slice(start, start + limit - letters.length));
    }
    return { total, letters };
  }

  async #listed(): Promise<readonly DeadLetterDocument[]> {
    const documents = await this.#documents<DeadLetterDocument>(this.names.deadLetters, {
      ...{ fields: [...summaryFields], limit: mostSources },
    });
    return documents.filter(({ total }) => total > 0).sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  async #box(source: string): Promise<DeadLetterBox | undefined> {
    const [document] = await this.#documents<DeadLetterDocument>(this.names.deadLetters, { ids: [source], limit: 1 });
    return document === undefined ? undefined : boxOf(document);
  }

  async #documents<T extends object>(uid: string, query: object): Promise<readonly T[]> {
    const found = await answered(() => this.client.index(uid).getDocuments<T & Record<string, unknown>>(query));
    return found?.results ?? [];
  }
}

/** Undefined where nothing was ever kept. */
async function answered<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (cause) {
    if (engineErrorCode(cause) === 'index_not_found') return undefined;
    if (!isUnavailable(cause)) throw cause;
    throw new SearchUnavailable('the search engine does not answer', { cause });
  }
}
