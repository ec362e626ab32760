import { ObjectSpool } from '../parse/object-spool.js';
import { isResource } from './json-resources.js';

/** An offer of a feed with everything in the feed that is a run of it. */
export interface SpooledOffer<Kind extends string> {
  readonly kind: Kind;
  readonly id: string | undefined;
  /** Position of the offer in the feed, from 1. */
  readonly position: number;
  readonly resource: unknown;
  /** Runs that name this offer, in the order of the feed; of offers with the same id the first has them. */
  readonly runs: readonly unknown[];
}

interface Entry {
  readonly key: string;
  readonly position: number;
}

/**
 * Puts the resources of one feed together, whatever their order: all are spooled to disk, and the offers are taken out
 * after the last one is in. Memory holds ids only. `Kind` names the kinds of offers; other resources (organisations,
 * terms …) are kept under any name.
 */
export class OfferSpool<Kind extends string> {
  private readonly offers: (Entry & { readonly kind: Kind; readonly id: string | undefined })[] = [];
  private readonly runs = new Map<string, Entry[]>();
  private readonly owners = new Set<string>();

  private constructor(private readonly spool: ObjectSpool) {}

  /** Opens an empty spool in an existing folder. */
  static async open<Kind extends string>(dir: string): Promise<OfferSpool<Kind>> {
    return new OfferSpool<Kind>(await ObjectSpool.open(dir));
  }

  /** Keeps an offer, which others may also refer to by its id. */
  async addOffer(kind: Kind, id: string | undefined, position: number, resource: unknown): Promise<void> {
    const key = id === undefined ? `#${position}` : keyOf(kind, id);
    // An id that comes twice is two offers: which of them counts is for the harvest to say.
    const own = this.spool.has(key) ? `#${position}` : key;
    await this.spool.put(own, resource);
    this.offers.push({ key: own, position, kind, id });
    if (id !== undefined) this.owners.add(keyOf(kind, id));
  }

  /** Remembers that the source says this offer is deleted, so that its runs are not taken for lost ones. */
  withdrawOffer(kind: Kind, id: string): void {
    this.owners.add(keyOf(kind, id));
  }

  /** Keeps a run of the offer with this id; an offer without id has none. */
  async addRun(kind: Kind, offer: string | undefined, position: number, resource: unknown): Promise<void> {
    const key = `run#${position}`;
    await this.spool.put(key, resource);
    const owner = keyOf(kind, offer ?? '');
    const entries = this.runs.get(owner);
    if (entries === undefined) this.runs.set(owner, [{ key, position }]);
    else entries.push({ key, position });
  }

  /** Keeps what offers and runs may refer to. */
  async add(kind: string, id: string, resource: unknown): Promise<void> {
    await this.spool.put(keyOf(kind, id), resource);
  }

  /** The resource of this kind and id, if the feed has it. */
  async get(kind: string, id: string | undefined): Promise<unknown> {
    return id === undefined ? undefined : this.spool.get(keyOf(kind, id));
  }

  /** What a reference stands for: the resource that was put in its place, or the one of that id in the feed. */
  async expand(kind: string, reference: unknown): Promise<unknown> {
    if (isResource(reference)) return reference;
    const isId = typeof reference === 'string' || typeof reference === 'number';
    return isId ? this.get(kind, String(reference).trim()) : undefined;
  }

  /** All offers with their runs, in the order of the feed. */
  async *takeOffers(): AsyncGenerator<SpooledOffer<Kind>> {
    for (const { key, position, kind, id } of this.offers) {
      const isFirst = id !== undefined && key === keyOf(kind, id);
      const entries = isFirst ? (this.runs.get(key) ?? []) : [];
      const runs = await Promise.all(entries.map((entry) => this.spool.get(entry.key)));
      yield { kind, id, position, resource: await this.spool.get(key), runs };
    }
  }

  /** Runs whose offer is not in the feed. */
  async *lostRuns(): AsyncGenerator<{ readonly position: number; readonly resource: unknown }> {
    for (const [owner, entries] of this.runs) {
      if (this.owners.has(owner)) continue;
      for (const { key, position } of entries) yield { position, resource: await this.spool.get(key) };
    }
  }

  async close(): Promise<void> {
    await this.spool.close();
  }
}

function keyOf(kind: string, id: string): string {
  return `${kind}:${id}`;
}

/** The resources with each id once, the first of them kept; those without an id are all kept. */
export function distinctBy(resources: readonly unknown[], idOf: (resource: unknown) => string | undefined): unknown[] {
  const seen = new Set<string>();
  return resources.filter((resource) => {
    const id = idOf(resource);
    if (id === undefined) return true;
    const first = !seen.has(id);
    seen.add(id);
    return first;
  });
}
