import { ObjectSpool } from '../../parse/object-spool.js';
import { inSummary, type Reach, reachOf } from './elm-links.js';
import {
  type ElmObject,
  ElmObjectBuilder,
  type ElmValue,
  isElmObject,
  isReference,
  mergeObjects,
} from './elm-object.js';

/** Most objects that one offer may embed; links beyond it are marked `truncated`. */
const maxObjects = 5_000;
/** Longest chain of objects from an offer. */
const maxDepth = 16;

/**
 * The objects of one feed by id, on disk: links may point forwards, and memory holds ids only.
 * Offers keep the order in which they were added.
 */
export class ObjectGraph {
  private readonly offers = new Set<string>();

  private constructor(private readonly spool: ObjectSpool) {}

  /** @param dir an existing, empty folder */
  static async open(dir: string): Promise<ObjectGraph> {
    return new ObjectGraph(await ObjectSpool.open(dir));
  }

  /** Adds an object that can be linked to; what is already known of the same id is kept and completed. */
  async add(object: ElmObject): Promise<void> {
    if (object.id === undefined) return;
    const known = await this.find(object.id);
    await this.spool.put(object.id, known === undefined ? object : mergeObjects(known, object));
  }

  /** Adds a record of the feed under a key of its own, so that two records with the same id stay two. */
  async addOffer(object: ElmObject): Promise<void> {
    const id = object.id;
    if (id !== undefined && !this.spool.has(id)) {
      await this.spool.put(id, object);
      this.offers.add(id);
      return;
    }
    const key = `\u0000${this.offers.size + 1}`;
    await this.spool.put(key, object);
    this.offers.add(key);
  }

  /** Adds an offer that is one object however often it is described (RDF). */
  async mergeOffer(object: ElmObject): Promise<void> {
    if (object.id === undefined) return this.addOffer(object);
    await this.add(object);
    this.offers.add(object.id);
  }

  /** Each offer in order, with everything it reaches embedded. */
  async *resolvedOffers(): AsyncGenerator<ElmObject> {
    for (const key of this.offers) {
      const offer = await this.find(key);
      if (offer !== undefined) yield await new Embedding((id) => this.find(id)).embed(offer);
    }
  }

  /** Another object, as `prepare` leaves it, with everything it reaches embedded. */
  async resolved(id: string, prepare: (object: ElmObject) => ElmObject): Promise<ElmObject | undefined> {
    const object = await this.find(id);
    return object === undefined ? undefined : new Embedding((other) => this.find(other)).embed(prepare(object));
  }

  close(): Promise<void> {
    return this.spool.close();
  }

  private async find(id: string): Promise<ElmObject | undefined> {
    return this.spool.has(id) ? ((await this.spool.get(id)) as ElmObject | undefined) : undefined;
  }
}

/** Embeds what one offer reaches: never an object inside itself, never more than {@link maxObjects}. */
class Embedding {
  private count = 0;

  constructor(private readonly find: (id: string) => Promise<ElmObject | undefined>) {}

  embed(object: ElmObject): Promise<ElmObject> {
    return this.expand(object, object.id === undefined ? [] : [object.id], () => true);
  }

  private async expand(
    object: ElmObject,
    above: readonly string[],
    keeps: (property: string) => boolean,
  ): Promise<ElmObject> {
    const expanded = new ElmObjectBuilder(object.id, object.types);
    for (const [property, values] of Object.entries(object.properties)) {
      const reach = reachOf(property);
      if (reach === 'ignore' || !keeps(property)) continue;
      for (const value of values) expanded.add(property, await this.value(value, reach, above));
    }
    return { ...object, properties: expanded.build().properties };
  }

  private async value(value: ElmValue, reach: Reach, above: readonly string[]): Promise<ElmValue> {
    if (!isElmObject(value)) return value;
    const { id } = value;
    if (reach === 'name') return { ...(id === undefined ? {} : { id }), properties: {} };
    const keeps = reach === 'summarise' ? inSummary : () => true;
    if (!isReference(value) || id === undefined) {
      this.count += 1;
      return this.expand(value, id === undefined ? above : [...above, id], keeps);
    }
    if (reach !== 'summarise' && above.includes(id)) return value;
    const target = await this.find(id);
    if (target === undefined) return reach === 'part' ? value : { id, unresolved: true, properties: {} };
    this.count += 1;
    if (this.count > maxObjects || above.length >= maxDepth) return { id, truncated: true, properties: {} };
    return this.expand(target, [...above, id], keeps);
  }
}
