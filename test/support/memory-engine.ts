import type { Condition } from '../../src/search/condition.js';
import type { SearchDocument } from '../../src/search/search-document.js';
import type {
  EngineAnswer,
  EngineQuery,
  EngineResult,
  PartialDocument,
  SearchEngine,
} from '../../src/search/search-engine.js';

function valuesAt(document: unknown, path: string): unknown[] {
  const value = path
    .split('.')
    .reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], document);
  return value === undefined || value === null ? [] : [value].flat();
}

function fulfils(document: SearchDocument, condition: Condition): boolean {
  switch (condition.kind) {
    case 'all':
      return condition.of.every((part) => fulfils(document, part));
    case 'any':
      return condition.of.some((part) => fulfils(document, part));
    case 'not':
      return !fulfils(document, condition.of);
    case 'in':
      return valuesAt(document, condition.attribute).some((value) => condition.values.includes(value as string));
    case 'range':
      return valuesAt(document, condition.attribute).some(
        (value) => Number(value) >= condition.min && Number(value) <= condition.max,
      );
  }
}

/** Only these paths of a document, as the engine gives them. */
function picked(document: SearchDocument, paths: readonly string[]): PartialDocument {
  const copy: Record<string, unknown> = { id: document.id };
  for (const path of paths) {
    const [top = '', below] = path.split('.', 2);
    const value = document[top as keyof SearchDocument];
    if (below === undefined) copy[top] = value;
    else copy[top] = { ...(copy[top] as object), [below]: (value as unknown as Record<string, unknown>)[below] };
  }
  return structuredClone(copy) as unknown as PartialDocument;
}

/** A search engine over a list: it knows conditions, counts, paging and paths, but no words and no order. */
export class MemoryEngine implements SearchEngine {
  readonly maxFacetValues = 1000;
  /** What was asked, call by call. */
  readonly calls: (readonly EngineQuery[])[] = [];
  readonly lookUps: { readonly ids: readonly string[]; readonly retrieve: readonly string[] }[] = [];
  failure: Error | undefined;

  constructor(readonly documentsInOrder: readonly SearchDocument[]) {}

  async search(queries: readonly EngineQuery[]): Promise<EngineAnswer> {
    this.calls.push(queries);
    if (this.failure !== undefined) throw this.failure;
    return { generation: 'g1', results: queries.map((query) => this.answer(query)) };
  }

  async documents(ids: readonly string[], retrieve: readonly string[]): Promise<readonly PartialDocument[]> {
    this.lookUps.push({ ids, retrieve });
    if (this.failure !== undefined) throw this.failure;
    return this.documentsInOrder.filter(({ id }) => ids.includes(id)).map((it) => picked(it, retrieve));
  }

  async generation(): Promise<string> {
    return 'g1';
  }

  async points(): Promise<readonly string[]> {
    return [...new Set(this.documentsInOrder.flatMap((document) => valuesAt(document, 'f.point').map(String)))];
  }

  private answer({ condition, facets, offset, limit, retrieve }: EngineQuery): EngineResult {
    const found = this.documentsInOrder.filter((document) => fulfils(document, condition));
    const counts: Record<string, Record<string, number>> = {};
    for (const attribute of facets) {
      const byValue: Record<string, number> = {};
      for (const value of found.flatMap((document) => [...new Set(valuesAt(document, attribute).map(String))])) {
        byValue[value] = (byValue[value] ?? 0) + 1;
      }
      counts[attribute] = byValue;
    }
    return {
      hits: found.slice(offset, offset + limit).map((document) => picked(document, retrieve)),
      total: found.length,
      facets: counts,
    };
  }
}
