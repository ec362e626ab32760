import { type JudgedPairs, matches } from '../../domain/duplicates/cluster.js';
import { identityOf, keysOf, type Mark, type OfferIdentity } from '../../domain/duplicates/identity.js';
import type { DuplicateIndex, StoredOffer } from './duplicate-index.js';

/** A key that more records have says nothing about any of them. */
const mostHolders = 200;

/** Records of one settling; what is beyond is left to others. */
const mostRecords = 5000;

/** All records that have to do with some, and how they hang together. */
export interface Neighbourhood {
  /** The records themselves, those of their clusters, and all that are, pair by pair, one offer with any of these. */
  readonly offers: readonly StoredOffer[];
  readonly identities: readonly OfferIdentity[];
  /** Whether a common mark means one offer: of an identifier, no source has two records with it. */
  readonly usable: (mark: Mark) => boolean;
}

/** Reads the neighbourhood of records. */
export async function neighbourhoodOf(
  ids: readonly string[],
  index: DuplicateIndex,
  pairs: JudgedPairs,
): Promise<Neighbourhood> {
  const reading = new Reading(index, pairs);
  let found = await reading.include(ids);
  while (found.length > 0 && reading.size < mostRecords) {
    await reading.lookUp(found);
    found = await reading.include(reading.matching());
  }
  return reading.result();
}

class Reading {
  readonly #included = new Map<string, StoredOffer>();
  readonly #known = new Map<string, StoredOffer>();
  readonly #identities = new Map<string, OfferIdentity>();
  readonly #asked = new Set<string>();
  /** Key, then source, then number of holders. */
  readonly #counts = new Map<string, Map<string, number>>();

  constructor(
    private readonly index: DuplicateIndex,
    private readonly pairs: JudgedPairs,
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
      wanted = [...new Set([...mates, ...joined])].filter((id) => !this.#included.has(id) && !this.#isMissing(id));
    }
    return added;
  }

  readonly #missing = new Set<string>();

  #isMissing(id: string): boolean {
    return this.#missing.has(id);
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

  /** Reads all that share a key with these records. */
  async lookUp(offers: readonly StoredOffer[]): Promise<void> {
    const keys = offers.flatMap(({ record }) => (record === undefined ? [] : keysOf(record)));
    const wanted = new Set(keys.filter((key) => !this.#asked.has(key)));
    if (wanted.size === 0) return;
    const holders = await this.index.holders([...wanted]);
    for (const key of wanted) this.#asked.add(key);
    for (const { source, keys: held } of holders) {
      for (const key of held.filter((each) => wanted.has(each))) {
        const counts = this.#counts.get(key) ?? new Map<string, number>();
        counts.set(source, (counts.get(source) ?? 0) + 1);
        this.#counts.set(key, counts);
      }
    }
    const telling = holders.filter(({ keys: held }) => held.some((key) => wanted.has(key) && !this.#isPopular(key)));
    await this.#load(telling.map(({ id }) => id));
  }

  #isPopular(key: string): boolean {
    return [...(this.#counts.get(key)?.values() ?? [])].reduce((sum, count) => sum + count, 0) > mostHolders;
  }

  readonly #usable = ({ kind, key }: Mark): boolean => {
    if (this.#isPopular(key)) return false;
    return kind === 'description' || ![...(this.#counts.get(key)?.values() ?? [])].some((count) => count > 1);
  };

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
