import { annex1States } from '../domain/annex1.js';
import type { EpochDay } from '../domain/days.js';
import { availability, type LifecycleStatus, statusOn } from '../domain/lifecycle.js';
import type { LanguageMap } from '../domain/multilingual.js';
import { CompletenessTally } from './completeness-tally.js';
import type { ReportedOffer } from './ports.js';
import type { SourceReport } from './source-report.js';

/** Counts the offers of a source, together and by provider. Memory grows with the providers, not with the offers. */
export class OfferTally {
  readonly all = new CompletenessTally();
  #withdrawn = 0;
  readonly #statuses: Record<LifecycleStatus, number> = { open: 0, upcoming: 0, expired: 0, unknown: 0 };
  readonly #modified = { offers: 0, oldest: '', newest: '' };
  readonly #merged = { offers: 0, inFront: 0, with: new Map<string, number>() };
  readonly #providers = new Map<string, { readonly names: LanguageMap; readonly tally: CompletenessTally }>();

  /** `day` is today: offers are open, upcoming or expired by it. */
  constructor(private readonly day: EpochDay) {}

  add(offer: ReportedOffer): void {
    if (offer.withdrawn) {
      this.#withdrawn += 1;
      return;
    }
    this.#addMerged(offer.merged);
    const states = annex1States(offer);
    this.all.add(states);
    this.#statuses[statusOn(availability(offer), this.day)] += 1;
    this.#addModified(offer.modifiedAtSource);
    for (const { id, names } of new Map(offer.providers.map((provider) => [provider.id, provider])).values()) {
      const known = this.#providers.get(id) ?? { names, tally: new CompletenessTally() };
      this.#providers.set(id, known);
      known.tally.add(states);
    }
  }

  #addMerged(merged: ReportedOffer['merged']): void {
    if (merged === undefined) return;
    this.#merged.offers += 1;
    if (merged.inFront) this.#merged.inFront += 1;
    for (const source of merged.sources) this.#merged.with.set(source, (this.#merged.with.get(source) ?? 0) + 1);
  }

  #addModified(instant: string | undefined): void {
    if (instant === undefined) return;
    const { oldest, newest } = this.#modified;
    const time = Date.parse(instant);
    if (oldest === '' || time < Date.parse(oldest)) this.#modified.oldest = instant;
    if (newest === '' || time > Date.parse(newest)) this.#modified.newest = instant;
    this.#modified.offers += 1;
  }

  get offers(): SourceReport['offers'] {
    const { open, upcoming, expired, unknown: undated } = this.#statuses;
    return { total: this.all.offers, open, upcoming, expired, undated, withdrawn: this.#withdrawn };
  }

  /** Most in common first, then by id. */
  get merged(): SourceReport['merged'] {
    const { offers, inFront, with: others } = this.#merged;
    const sources = [...others].map(([source, count]) => ({ source, offers: count }));
    return { offers, inFront, with: sources.sort((a, b) => b.offers - a.offers || (a.source < b.source ? -1 : 1)) };
  }

  get modifiedAtSource(): SourceReport['modifiedAtSource'] {
    return this.#modified.offers === 0 ? undefined : { ...this.#modified };
  }

  /** Most offers first, then by id. */
  get providers(): NonNullable<SourceReport['providers']> {
    return [...this.#providers]
      .map(([id, { names, tally }]) => ({
        ...{ id, names, offers: tally.offers, elements: tally.elements, completeness: tally.completeness },
      }))
      .sort((a, b) => b.offers - a.offers || (a.id < b.id ? -1 : 1));
  }
}
