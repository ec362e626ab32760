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

/** An object that is described in several places. */
interface Parts {
  count: number;
  bytes: number;
}

/**
 * The objects of a catalogue by id, on disk: links may point forwards, and memory holds little for each. What is said of
 * one object in several places waits in parts, and is put together when it is first asked for.
 * Offers keep the order in which they were added.
 */
export class ObjectGraph {
  /** Numbers of the offers in the spool. */
  readonly #offers: number[] = [];
  readonly #isOffer = new Set<number>();
  private readonly parts = new Map<string, Parts>();

  private constructor(
    private readonly spool: ObjectSpool,
    private readonly maxBytes: number,
  ) {}

  /**
   * @param dir an existing, empty folder
   * @param maxBytes of one object with all its parts; of a longer one only the id and the size are kept
   */
  static async open(dir: string, maxBytes: number): Promise<ObjectGraph> {
    return new ObjectGraph(await ObjectSpool.open(dir), maxBytes);
  }

  /**
   * Adds an object that can be linked to; what is already known of the same id is kept and completed. Returns its number,
   * which objects have from 0 in the order in which they were first described; nothing for one without an id.
   */
  async add(object: ElmObject): Promise<number | undefined> {
    const { id } = object;
    if (id === undefined) return undefined;
    const number = this.spool.numberOf(id);
    if (number === undefined) return this.spool.put(id, object);
    const parts = this.parts.get(id) ?? { count: 1, bytes: this.spool.sizeOf(id) };
    this.parts.set(id, parts);
    if (object.oversized !== undefined) parts.bytes = Math.max(object.oversized, this.maxBytes + 1);
    if (parts.bytes > this.maxBytes) return number;
    parts.count += 1;
    const key = partKey(id, parts.count);
    await this.spool.put(key, object);
    parts.bytes += this.spool.sizeOf(key);
    return number;
  }

  /** Adds a record of the feed under a key of its own, so that two records with the same id stay two. */
  async addOffer(object: ElmObject): Promise<number> {
    const { id } = object;
    const isNew = id !== undefined && !this.spool.has(id);
    const number = await this.spool.put(isNew ? id : `\u0000${this.#offers.length + 1}`, object);
    this.#offers.push(number);
    return number;
  }

  /** Adds an offer that is one object however often it is described (RDF). */
  async mergeOffer(object: ElmObject): Promise<number> {
    const number = await this.add(object);
    if (number === undefined) return this.addOffer(object);
    if (this.#isOffer.has(number)) return number;
    this.#isOffer.add(number);
    this.#offers.push(number);
    return number;
  }

  /** The number of an object. */
  numberOf(id: string): number | undefined {
    return this.spool.numberOf(id);
  }

  /** Numbers that objects have so far. */
  get count(): number {
    return this.spool.count;
  }

  /** Whether the object with this number is an offer that was merged. */
  isOffer(number: number): boolean {
    return this.#isOffer.has(number);
  }

  /** Each offer in order, with everything it reaches embedded. */
  async *resolvedOffers(): AsyncGenerator<ElmObject> {
    for (const number of this.#offers) yield await this.resolved(number, (offer) => offer);
  }

  /** Another object by its number, as `prepare` leaves it, with everything it reaches embedded. */
  async resolved(number: number, prepare: (object: ElmObject) => ElmObject): Promise<ElmObject> {
    return new Embedding((id) => this.find(id)).embed(prepare(await this.#whole(number)));
  }

  /** All that is known of an object, with what it links to only named. */
  async find(id: string): Promise<ElmObject | undefined> {
    const parts = this.parts.get(id);
    if (parts !== undefined) {
      await this.spool.put(id, await this.together(id, parts));
      this.parts.delete(id);
    }
    return (await this.spool.get(id)) as ElmObject | undefined;
  }

  close(): Promise<void> {
    return this.spool.close();
  }

  /** All that is known of an object by its number. */
  async #whole(number: number): Promise<ElmObject> {
    const described = (await this.spool.at(number)) as ElmObject;
    const { id } = described;
    const isInParts = id !== undefined && this.parts.has(id) && this.spool.numberOf(id) === number;
    return isInParts ? ((await this.find(id)) ?? described) : described;
  }

  private async together(id: string, { count, bytes }: Parts): Promise<ElmObject> {
    if (bytes > this.maxBytes) return { id, oversized: bytes, properties: {} };
    const all: ElmObject[] = [];
    for (let part = 1; part <= count; part += 1)
      all.push((await this.spool.get(part === 1 ? id : partKey(id, part))) as ElmObject);
    return mergeObjects(all);
  }
}

function partKey(id: string, part: number): string {
  return `${part}\u0000${id}`;
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
    const isLong = target.oversized !== undefined;
    if (isLong || this.count > maxObjects || above.length >= maxDepth) return { id, truncated: true, properties: {} };
    return this.expand(target, [...above, id], keeps);
  }
}
