import type { Meilisearch } from 'meilisearch';
import type { LearningOpportunity } from '../domain/learning-opportunity.js';
import type { OfferReader, ReportedOffer, ReportedProvider } from '../report/ports.js';
import type { SearchDocument } from '../search/search-document.js';
import { SearchUnavailable } from '../search/search-engine.js';
import { engineErrorCode, isUnavailable } from './client.js';
import { isDocumentId, quote } from './filter-text.js';
import type { IndexNames } from './index-settings.js';
import type { ProviderDocument } from './provider-document.js';

/** Offers in one answer of the engine: with the largest records that are allowed still some ten megabytes. */
const pageSize = 100;

/** The parts of a record that are read; a list that is empty may be missing in the answer. */
const lists = {
  ...{ awardingBodies: [], providers: [], learningOutcomes: [], credits: [], nqfLevels: [], assessments: [] },
  ...{ modes: [], runs: [], qualityAssurance: [] },
};
const single = [
  ...['ects', 'workloadHours', 'workloadStatement', 'eqfLevel', 'qfEheaCycle', 'notLevelled'],
  ...['prerequisites', 'supervision', 'stackability', 'modifiedAtSource', 'provenance.record'],
];
const fields = ['id', 'present', 'cluster', ...[...Object.keys(lists), ...single].map((part) => `record.${part}`)];

interface OfferDocument extends Pick<SearchDocument, 'id'> {
  readonly cluster?: SearchDocument['cluster'] | null;
  readonly present?: boolean | null;
  readonly record?: Partial<LearningOpportunity>;
}

function toOffer({ id, present, cluster, record = {} }: OfferDocument): ReportedOffer {
  const others = (cluster?.members ?? []).flatMap((member) => (member.id === id ? [] : [member.source]));
  const merged = others.length === 0 ? {} : { merged: { inFront: cluster?.front === id, sources: others } };
  return { ...lists, ...record, native: record.provenance?.record ?? '', ...merged, withdrawn: present !== true };
}

function toProvider({ id, source, organisation }: ProviderDocument): ReportedProvider {
  return { id, source, names: organisation.names };
}

/**
 * Reads offers and providers for reports. `pages` reads whole pages of records and so should have a long time limit,
 * `search` has a key that may search. Throws `SearchUnavailable`.
 */
export class MeilisearchOfferReader implements OfferReader {
  constructor(
    private readonly clients: { readonly pages: Meilisearch; readonly search: Meilisearch },
    private readonly names: Pick<IndexNames, 'offers' | 'providers'>,
  ) {}

  async *offers(source: string): AsyncGenerator<ReportedOffer> {
    const index = this.clients.pages.index(this.names.offers);
    const filter = `source = ${quote(source)}`;
    for (let offset = 0; ; offset += pageSize) {
      const { results } = await answered(() =>
        index.getDocuments<OfferDocument>({ filter, fields: fields as never, limit: pageSize, offset }),
      );
      for (const document of results) yield toOffer(document);
      if (results.length < pageSize) return;
    }
  }

  async provider(id: string): Promise<ReportedProvider | undefined> {
    if (!isDocumentId(id)) return undefined;
    const { results } = await answered(() =>
      this.clients.search.index(this.names.providers).getDocuments<ProviderDocument>({ ids: [id], limit: 1 }),
    );
    const [found] = results;
    return found?.provides === true ? toProvider(found) : undefined;
  }

  async providers(sources: readonly string[], limit: number) {
    const { hits, estimatedTotalHits } = await answered(() =>
      this.clients.search.index(this.names.providers).search<ProviderDocument>('', {
        filter: ['provides = true', ...(sources.length === 0 ? [] : [`source IN [${sources.map(quote).join(', ')}]`])],
        sort: ['sortName:asc', 'id:asc'],
        limit,
      }),
    );
    return { total: estimatedTotalHits ?? 0, providers: hits.map(toProvider) };
  }
}

async function answered<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!isUnavailable(cause) && engineErrorCode(cause) !== 'index_not_found') throw cause;
    throw new SearchUnavailable('The search engine does not answer; there is no report without it.', { cause });
  }
}
