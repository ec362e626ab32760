import type { Meilisearch, Settings } from 'meilisearch';
import type { Logger } from 'pino';
import type { AppliedChange, CatalogueChange, CatalogueIndex, Held, StoredRecord } from '../harvest/catalogue-index.js';
import type { HarvestReport } from '../harvest/report.js';
import { silent } from '../harvest/watch/notice.js';
import { engineErrorCode } from './client.js';
import { DocumentSender } from './document-sender.js';
import { quote } from './filter-text.js';
import { guarded } from './guarded.js';
import { type IndexNames, offerSettings, providerSettings, sourceSettings } from './index-settings.js';
import { type Others, offerDocuments, tombstones } from './offer-documents.js';
import { MeilisearchOfferStates } from './offer-states.js';
import { ProviderWriter } from './provider-writer.js';

export interface IndexWriterOptions {
  /** Largest payload in bytes. @default 8 MiB */
  readonly maxBatchBytes?: number;
  /** How long one task may take. @default 10 minutes */
  readonly taskTimeoutMs?: number;
  /** Called after every change of the offers, so that caches of this process let go of older answers. */
  readonly onChange?: () => Promise<void>;
  readonly log: Pick<Logger, 'info' | 'warn'>;
}

/** Writes harvests into Meilisearch. */
export class IndexWriter implements CatalogueIndex {
  readonly #sender: DocumentSender;
  readonly #providers: ProviderWriter;
  /** Who is found of records that are one offer. */
  readonly duplicates: MeilisearchOfferStates;

  constructor(
    private readonly client: Meilisearch,
    private readonly names: IndexNames,
    private readonly options: IndexWriterOptions,
  ) {
    const { maxBatchBytes = 8 * 1024 * 1024, taskTimeoutMs = 600_000 } = options;
    this.#sender = new DocumentSender(client, { maxBatchBytes, taskTimeoutMs });
    this.#providers = new ProviderWriter(client, this.#sender, names, options.log);
    this.duplicates = new MeilisearchOfferStates(client, this.#sender, names, () => this.announce());
  }

  /** Makes the indexes that are not there yet, settings first. Returns whether there was no index of offers. */
  async ensure(): Promise<boolean> {
    return guarded(async () => {
      const isNew = await this.#ensureIndex(this.names.offers, offerSettings);
      await this.#ensureIndex(this.names.providers, providerSettings);
      await this.#ensureIndex(this.names.sources, sourceSettings);
      return isNew;
    });
  }

  async #ensureIndex(uid: string, settings: Settings): Promise<boolean> {
    const isNew = !(await this.#exists(uid));
    if (isNew) await this.#sender.done(this.client.createIndex(uid, { primaryKey: 'id' }), ['index_already_exists']);
    else if (await this.#isConfigured(uid, settings)) return false;
    await this.#sender.done(this.client.index(uid).updateSettings(settings));
    return isNew;
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

  /** Whether the settings were applied (all or none are): a process may have been killed before it got there. */
  async #isConfigured(uid: string, { filterableAttributes }: Settings): Promise<boolean> {
    const found = await this.client.index(uid).getFilterableAttributes();
    return (found ?? []).length >= (filterableAttributes ?? []).length;
  }

  /** Whether the index of offers is there. */
  async exists(): Promise<boolean> {
    return guarded(() => this.#exists(this.names.offers));
  }

  async *stored(source: string): AsyncGenerator<StoredRecord> {
    const documents = this.#sender.ofSource(this.names.offers, 'source', source, [
      'id',
      'hash',
      'present',
      'cluster.front',
    ]);
    for (;;) {
      const next = await guarded(() => documents.next());
      if (next.done === true) return;
      const { id, hash, present, cluster } = next.value;
      const isClustered = cluster !== undefined && cluster !== null;
      yield { id: String(id), hash: String(hash ?? ''), present: present === true, isClustered };
    }
  }

  async count(source: string): Promise<number> {
    const filter = `present = true AND source = ${quote(source)}`;
    const { total } = await guarded(() =>
      this.client.index(this.names.offers).getDocuments({ filter, fields: ['id'] as never, limit: 1 }),
    );
    return total;
  }

  async apply(source: string, change: CatalogueChange): Promise<AppliedChange> {
    return guarded(async () => {
      // An organisation is there before its offers are.
      const after = this.#providers.write(source, change);
      after.catch(() => undefined);
      try {
        const odd: AppliedChange['refused'][number][] = [];
        // Those who come while this is written find what is here when they settle.
        const isAlone = !(await this.duplicates.hasOthers(source));
        const others: Others | undefined = isAlone
          ? undefined
          : {
              holders: (keys, popular) => this.duplicates.holders(keys, popular, source),
              keysOf: (ids) => this.duplicates.keysOf(ids),
            };
        const documents = offerDocuments(change, others, odd);
        const { scratchDir } = change;
        const sent = await this.#sender.send(this.names.offers, documents, {
          ...{ marked: true, partial: true, after },
          ...(scratchDir === undefined ? {} : { scratchDir }),
        });
        const refused = [...odd, ...sent.refused];
        const withdrawn = await this.#withdraw(change, others);
        const still = [...(change.held ?? []), ...refused.map(({ id }) => id)];
        if (change.onlyChanges !== true) await this.#providers.removeOthers(source, change, still);
        return { written: sent.written, refused, withdrawn };
      } finally {
        // Nothing is written any more once this has ended, also where it fails.
        await after.catch(() => undefined);
        await this.announce();
      }
    });
  }

  /** Tells that the offers have changed; also after a failure, as part of the change may have been written. */
  async announce(): Promise<void> {
    try {
      await this.options.onChange?.();
    } catch (cause) {
      this.options.log.warn({ err: cause }, 'the new state of the index could not be read');
    }
  }

  /** Marks records as withdrawn: they are no longer found, but still answered for. */
  async #withdraw(change: CatalogueChange, others: Others | undefined): Promise<number> {
    const documents = tombstones(change, others);
    const { written } = await this.#sender.send(this.names.offers, documents, { marked: true, partial: true });
    return written;
  }

  async remember(report: HarvestReport): Promise<void> {
    await guarded(async () => {
      const index = this.client.index(this.names.sources);
      const { results } = await index.getDocuments({ ids: [report.source], limit: 1 });
      const applied = report.error === undefined;
      // Without a feed of now, nothing is younger, and nothing is known of whether the provider works.
      const isWhole = report.feeds === undefined && report.brokenOff === undefined;
      const renewed = !isWhole ? {} : { lastSuccessAt: report.finishedAt, lastError: undefined };
      // A run that was cancelled says nothing of its source: what was wrong before still is.
      const isSilent = silent.has(report.error?.code ?? '');
      const failed = isSilent ? {} : { lastError: { ...report.error, at: report.finishedAt } };
      const document = {
        ...results[0],
        id: report.source,
        lastRun: report,
        ...(applied ? { appliedRun: report.runId, ...renewed, ...holding(report) } : failed),
      };
      await this.#sender.done(index.addDocuments([document]));
    });
  }

  async appliedRun(source: string): Promise<string | undefined> {
    return (await this.#remembered(source))?.appliedRun;
  }

  async held(source: string): Promise<Held | undefined> {
    return (await this.#remembered(source))?.held ?? undefined;
  }

  /** Has harvests take a source forward again that is held at an earlier release. Returns whether it was. */
  async release(source: string): Promise<boolean> {
    if ((await this.held(source)) === undefined) return false;
    await guarded(() =>
      this.#sender.done(this.client.index(this.names.sources).updateDocuments([{ id: source, held: null }])),
    );
    return true;
  }

  async #remembered(source: string): Promise<Remembered | undefined> {
    const { results } = await guarded(() =>
      this.client
        .index(this.names.sources)
        .getDocuments<Remembered>({ ids: [source], fields: ['appliedRun', 'held'], limit: 1 }),
    );
    return results[0];
  }
}

type Remembered = { readonly appliedRun?: string; readonly held?: Held | null };

/** A run that went back holds its source there; one that was applied with a feed of now ends that. */
function holding({ feeds, finishedAt }: HarvestReport): { readonly held?: Held | undefined } {
  if (feeds === 'earlier') return { held: { since: finishedAt } };
  return feeds === undefined ? { held: undefined } : {};
}
