import type { Meilisearch } from 'meilisearch';
import type { Logger } from 'pino';
import type { CatalogueChange } from '../harvest/catalogue-index.js';
import type { DocumentSender } from './document-sender.js';
import { type ProviderDocument, toProviderDocument } from './provider-document.js';

/** Records asked for at once. */
const idsAtOnce = 100;

/** Keeps the index of organisations in step with the offers of a source. */
export class ProviderWriter {
  constructor(
    private readonly client: Meilisearch,
    private readonly sender: DocumentSender,
    private readonly names: { readonly offers: string; readonly providers: string },
    private readonly log: Pick<Logger, 'warn'>,
  ) {}

  /**
   * Writes organisations that are new or changed. To be done before the offers, so that each finds its providers. The
   * index of offers gets a new generation when any were written, as answers depend on both.
   */
  async write(source: string, change: CatalogueChange): Promise<void> {
    const known = await this.#stored(source);
    const wanted = documentsOf(source, change);
    const mayDemote = change.onlyChanges !== true;
    async function* documents() {
      for (const document of wanted) {
        const isNews = mayDemote || document.provides || !known.has(document.id);
        if (isNews && known.get(document.id) !== document.hash)
          yield { id: document.id, line: JSON.stringify(document) };
      }
    }
    const { refused, written } = await this.sender.send(this.names.providers, documents(), { marked: false });
    for (const { id, message } of refused)
      this.log.warn({ source, provider: id, message }, 'the index refuses a provider');
    if (written > 0) await this.sender.mark(this.names.offers);
  }

  /**
   * Removes organisations that no offer of the source refers to. To be done after the offers; `still` are those among
   * them that were not replaced by the change.
   */
  async removeOthers(source: string, change: CatalogueChange, still: readonly string[]): Promise<void> {
    const wanted = new Set([...change.providers, ...(change.awardingBodies ?? [])].map(({ id }) => id));
    const others = [...(await this.#stored(source)).keys()].filter((id) => !wanted.has(id));
    if (others.length === 0) return;
    const referredTo = await this.#organisationsOf(still);
    const unused = others.filter((id) => !referredTo.has(id));
    if (unused.length === 0) return;
    await this.sender.done(this.client.index(this.names.providers).deleteDocuments(unused));
    await this.sender.mark(this.names.offers);
  }

  async #stored(source: string): Promise<ReadonlyMap<string, string>> {
    const hashes = new Map<string, string>();
    for await (const { id, hash } of this.sender.ofSource(this.names.providers, 'source', source, ['id', 'hash']))
      hashes.set(String(id), String(hash));
    return hashes;
  }

  async #organisationsOf(offers: readonly string[]): Promise<ReadonlySet<string>> {
    const found = new Set<string>();
    for (let from = 0; from < offers.length; from += idsAtOnce) {
      const ids = offers.slice(from, from + idsAtOnce);
      const { results } = await this.client.index(this.names.offers).getDocuments<OfferOrganisations>({
        ids,
        fields: ['record.providers.id', 'record.awardingBodies.id'] as never,
        limit: ids.length,
      });
      for (const { record } of results)
        for (const { id } of [...(record?.providers ?? []), ...(record?.awardingBodies ?? [])]) found.add(id);
    }
    return found;
  }
}

interface OfferOrganisations {
  readonly id: string;
  readonly record?: {
    readonly providers?: readonly { readonly id: string }[];
    readonly awardingBodies?: readonly { readonly id: string }[];
  };
}

function documentsOf(source: string, { providers, awardingBodies = [] }: CatalogueChange): ProviderDocument[] {
  const provided = new Set(providers.map(({ id }) => id));
  return [
    ...providers.map((provider) => toProviderDocument(provider, source, true)),
    ...awardingBodies.filter(({ id }) => !provided.has(id)).map((body) => toProviderDocument(body, source, false)),
  ];
}
