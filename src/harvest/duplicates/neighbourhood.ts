import { type JudgedPairs, matches } from '../../domain/duplicates/cluster.js';
import { identityOf, type Mark, type OfferIdentity } from '../../domain/duplicates/identity.js';
import type { DuplicateIndex, KeyHolder, StoredOffer } from './duplicate-index.js';

/** Records of one settling; what is beyond is left to others. */
const mostRecords = 5000;

/** Records that share a key with those to be settled, of one settling; one record alone may have more. */
const mostAround = 2000;

/** All records that have to do with some, and how they hang together. */
export interface Neighbourhood {
  /**
   * The records themselves, those that share a key with them or did, the clusters of these, and all that are, pair by
   * pair, one offer with any of these.
   */
  readonly offers: readonly StoredOffer[];
  readonly identities: readonly OfferIdentity[];
  /** Whether a common mark means one offer: of an identifier, no source has two records with it. */
  readonly usable: (mark: Mark) => boolean;
}

/**
 * Reads the neighbourhood of records; nothing when it is too large, and that of fewer records has to be read. `popular`
 * are keys that say nothing, as too many have them; those that turn up are added.
 */
export async function neighbourhoodOf(
  ids: readonly string[],
  index: DuplicateIndex,
  pairs: JudgedPairs,
  popular: Set<string>,
): Promise<Neighbourhood | undefined> {
  const reading = new Reading(index, pairs, popular);
  let found = await reading.include(ids);
  const around = await reading.around(found);
  if (around.length > mostAround && ids.length > 1) return undefined;
  found = [...found, ...(await reading.include(around))];
  while (found.length > 0 && reading.size < mostRecords) {
    await reading.lookUp(found);
    found = await reading.include(reading.matching());
  }
  return reading.result();
}

class Reading {
  readonly #included = new Map<string, StoredOffer>();
  readonly #known = new Map<string, StoredOffer>();
  readonly #missing = new Set<string>();
  readonly #identities = new Map<string, OfferIdentity>();
  /** Who holds each key that was asked for; nobody where too many do. */
  readonly #holders = new Map<string, readonly KeyHolder[]>();
  /** Keys that some source has twice. */
  readonly #twice = new Set<string>();

  constructor(
    private readonly index: DuplicateIndex,
    private readonly pairs: JudgedPairs,
    private readonly popular: Set<string>,
  ) {}

  get size(): number {
    return this.#included.size;
  }

  /** Takes records in, with all of their clusters and all that an operator has joined them with. Returns those new here. */
  async include(ids: readonly string[]): Promise<StoredOffer[]> {
    const added: StoredOffer[] = [];
    let wanted = ids;
    while (wanted.length > 0) {
      await this.#load(wanted);
      const taken = wanted.flatMap((id) => {
        const offer = this.#included.has(id) ? undefined : this.#known.get(id);
        return offer === undefined ? [] : [offer];
      });
      for (const offer of taken) this.#included.set(offer.id, offer);
      added.push(...taken);
      const fronts = new Set(taken.flatMap(({ state }) => state.cluster?.front ?? []));
      const mates = fronts.size === 0 ? [] : await this.index.members([...fronts]);
      const joined = this.pairs.always.flatMap((pair) => (pair.some((id) => this.#included.has(id)) ? pair : []));
      wanted = [...new Set([...mates, ...joined])].filter((id) => !this.#included.has(id) && !this.#missing.has(id));
    }
    return added;
  }

  async #load(ids: readonly string[]): Promise<void> {
    const unknown = [...new Set(ids)].filter((id) => !this.#known.has(id) && !this.#missing.has(id));
    if (unknown.length === 0) return;
    for (const offer of await this.index.load(unknown)) {
      this.#known.set(offer.id, offer);
      if (offer.record !== undefined) this.#identities.set(offer.id, identityOf(offer.record));
    }
    for (const id of unknown) if (!this.#known.has(id)) this.#missing.add(id);
  }

  /**
   * Ids of the records that share a key with these, or did before these changed: when a key comes to mean one offer, or
   * no longer does, others are joined or parted too. Not of those that are marked, as they are settled themselves.
   */
  async around(offers: readonly StoredOffer[]): Promise<string[]> {
    const marks = this.#marksOf(offers);
    const former = offers.flatMap((offer) => offer.former);
    await this.#ask([...marks.map(({ key }) => key), ...former]);
    const others = (key: string) =>
      this.#holdersOf(key).filter(({ id, unsettled }) => unsettled !== true && !this.#included.has(id));
    const shared = marks.flatMap(({ kind, key }) => {
      if (!this.#isShared(key)) return [];
      const found = others(key);
      // It meant no offer before these came, and does not now.
      return kind !== 'description' && hasTwice(found) ? [] : found;
    });
    return [...new Set([...shared, ...former.flatMap(others)].map(({ id }) => id))];
  }

  /** Reads all that may be one offer with these records. */
  async lookUp(offers: readonly StoredOffer[]): Promise<void> {
    const marks = this.#marksOf(offers);
    await this.#ask(marks.map(({ key }) => key));
    const telling = marks.filter((mark) => this.#isShared(mark.key) && this.#usable(mark));
    await this.#load(telling.flatMap(({ key }) => this.#holdersOf(key).map(({ id }) => id)));
  }

  #marksOf(offers: readonly StoredOffer[]): Mark[] {
    return offers.flatMap(({ id }) => this.#identities.get(id)?.marks ?? []);
  }

  async #ask(keys: readonly string[]): Promise<void> {
    const wanted = [...new Set(keys)].filter((key) => !this.#holders.has(key));
    if (wanted.length === 0) return;
    const rows = await this.index.holders(wanted, this.popular);
    const found = new Map<string, KeyHolder[]>(wanted.map((key) => [key, []]));
    for (const row of rows) for (const key of row.keys) if (!this.popular.has(key)) found.get(key)?.push(row);
    for (const [key, holders] of found) {
      this.#holders.set(key, holders);
      if (hasTwice(holders)) this.#twice.add(key);
    }
  }

  #holdersOf(key: string): readonly KeyHolder[] {
    return this.#holders.get(key) ?? [];
  }

  #isShared(key: string): boolean {
    const [first, ...others] = this.#holdersOf(key);
    return others.some(({ source }) => source !== first?.source);
  }

  readonly #usable = ({ kind, key }: Mark): boolean =>
    this.#holdersOf(key).length > 0 && (kind === 'description' || !this.#twice.has(key));

  /** Records that are one offer with an included one and are not included yet. */
  matching(): string[] {
    const edges = matches([...this.#identities.values()], { pairs: this.pairs, usable: this.#usable });
    return edges.flatMap(({ ends: [one, other] }) => {
      const [first, second] = [this.#included.has(one.id), this.#included.has(other.id)];
      if (first === second) return [];
      return [first ? other.id : one.id];
    });
  }

  result(): Neighbourhood {
    const offers = [...this.#included.values()];
    const identities = offers.flatMap(({ id }) => this.#identities.get(id) ?? []);
    return { offers, identities, usable: this.#usable };
  }
}

/** Whether two of these are of one source. */
function hasTwice(holders: readonly KeyHolder[]): boolean {
  return new Set(holders.map(({ source }) => source)).size < holders.length;
}
