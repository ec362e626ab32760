import type { Meilisearch } from 'meilisearch';
import type { DeadLetter, DeadLetterPages, DeadLetterSummary } from '../harvest/archive/dead-letter.js';
import type { ArchiveNames } from './archive-documents.js';
import { engineErrorCode } from './client.js';
import {
  type FoundHead,
  headFields,
  lettersOf,
  ownLetters,
  type PageDocument,
  type PageRef,
  pagesOf,
} from './dead-letter-documents.js';

/** Most sources that are told of at once. */
const mostSources = 10_000;

/** How often a list is read anew that was replaced while it was read. */
const mostReads = 5;

/** Reads the documents of dead letters. Rejects as the client does. */
export class DeadLetterStore {
  constructor(
    private readonly client: Meilisearch,
    private readonly names: Pick<ArchiveNames, 'deadLetters' | 'letterPages'>,
  ) {}

  /** Of all sources that have or had letters. */
  heads(fields: readonly string[]): Promise<readonly FoundHead[]> {
    return this.#documents(this.names.deadLetters, { fields: [...fields], limit: mostSources });
  }

  async head(source: string): Promise<FoundHead | undefined> {
    const [found] = await this.#documents<FoundHead>(this.names.deadLetters, {
      ...{ ids: [source], fields: [...headFields], limit: 1 },
    });
    return found;
  }

  /** The letters of a page; undefined when it was replaced. */
  async page(source: string, { id }: PageRef): Promise<readonly DeadLetter[] | undefined> {
    if (id === '') {
      const [head] = await this.#documents<FoundHead>(this.names.deadLetters, { ids: [source], limit: 1 });
      return head && ownLetters(head);
    }
    const [found] = await this.#documents<PageDocument>(this.names.letterPages, { ids: [id], limit: 1 });
    return found === undefined ? undefined : lettersOf(found);
  }

  /** All pages of a head, while nobody replaces it. */
  async *pages(head: FoundHead): DeadLetterPages {
    for (const ref of pagesOf(head)) {
      const letters = await this.page(head.id, ref);
      if (letters !== undefined) yield letters;
    }
  }

  /** Some letters of a head, from so many of those that are asked for on. */
  async stretch(
    head: FoundHead,
    isAsked: (letter: Pick<DeadLetter, 'code'>) => boolean,
    { offset, limit }: { readonly offset: number; readonly limit: number },
  ): Promise<readonly DeadLetter[]> {
    let now: FoundHead | undefined = head;
    for (let read = 0; now !== undefined && read < mostReads; read += 1) {
      const letters = await this.#stretch(now, isAsked, offset, limit);
      if (letters !== undefined) return letters;
      now = await this.head(head.id);
    }
    return [];
  }

  /** Undefined when the list was replaced meanwhile. */
  async #stretch(
    head: FoundHead,
    isAsked: (letter: Pick<DeadLetter, 'code'>) => boolean,
    offset: number,
    limit: number,
  ): Promise<readonly DeadLetter[] | undefined> {
    const letters: DeadLetter[] = [];
    let passed = 0;
    for (const ref of pagesOf(head)) {
      const here = askedOf(ref.listed, isAsked);
      const start = Math.max(0, offset - passed);
      passed += here;
      if (start >= here) continue;
      const page = await this.page(head.id, ref);
      if (page === undefined) return undefined;
      letters.push(...page.filter(isAsked).slice(start, start + limit - letters.length));
      if (letters.length >= limit) break;
    }
    return letters;
  }

  async #documents<T extends object>(uid: string, query: object): Promise<readonly T[]> {
    try {
      return (await this.client.index(uid).getDocuments<T & Record<string, unknown>>(query)).results;
    } catch (cause) {
      if (engineErrorCode(cause) === 'index_not_found') return [];
      throw cause;
    }
  }
}

/** How many letters of a list are asked for. */
export function askedOf(
  counts: DeadLetterSummary['byCode'],
  isAsked: (letter: Pick<DeadLetter, 'code'>) => boolean,
): number {
  const asked = Object.entries(counts).filter(([code]) => isAsked({ code: code as DeadLetter['code'] }));
  return asked.reduce((sum, [, count]) => sum + count, 0);
}
