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

  /** Adds an object that can be linked to; what is already known of the same id is kept and completed. */
  async add(object: ElmObject): Promise<void> {
    const { id } = object;
    if (id === undefined) return;
    if (!this.spool.has(id)) {
      await this.spool.put(id, object);
      return;
    }
    const parts = this.parts.get(id) ?? { count: 1, bytes: this.spool.sizeOf(id) };
    this.parts.set(id, parts);
    if (object.oversized !== undefined) parts.bytes = Math.max(object.oversized, this.maxBytes + 1);
    if (parts.bytes > this.maxBytes) return;
    parts.count += 1;
    const key = partKey(id, parts.count);
    await this.spool.put(key, object);
    parts.bytes += this.spool.sizeOf(key);
  }

  /** Adds a record of the feed under a key of its own, so that two records with the same id stay two. */
  async addOffer(object: ElmObject): Promise<void> {
    const { id } = object;
    const isNew = id !== undefined && !this.spool.has(id);
    this.#offers.push(await this.spool.put(isNew ? id : `\u0000${this.#offers.length + 1}`, object));
  }

  /** Adds an offer that is one object however often it is described (RDF). */
  async mergeOffer(object: ElmObject): Promise<void> {
    if (object.id === undefined) return this.addOffer(object);
    await this.add(object);
    const number = this.spool.numberOf(object.id);
    if (number === undefined || this.#isOffer.has(number)) return;
    this.#isOffer.add(number);
    this.#offers.push(number);
  }

  /** The number of an object, which objects have from 0 in the order in which they were first described. */
  numberOf(id: string): number | undefined {
    return this.spool.numberOf(id);
  }

  /** Numbers that objects have so far. */
  get count(): number {
    return this.spool.count;
  }

  /** Whether an object is an offer that was merged. */
  isOffer(id: string): boolean {
    const number = this.spool.numberOf(id);
    return number !== undefined && this.#isOffer.has(number);
  }

  /** Each offer in order, with everything it reaches embedded. */
  async *resolvedOffers(): AsyncGenerator<ElmObject> {
    for (const number of this.#offers) {
      const described = (await this.spool.at(number)) as ElmObject;
      const { id } = described;
      const isInParts = id !== undefined && this.parts.has(id) && this.spool.numberOf(id) === number;
      const offer = isInParts ? ((await this.find(id)) ?? described) : described;
      yield await new Embedding((other) => this.find(other)).embed(offer);
    }
  }

  /** Another object, as `prepare` leaves it, with everything it reaches embedded. */
  async resolved(id: string, prepare: (object: ElmObject) => ElmObject): Promise<ElmObject | undefined> {
    const object = await this.find(id);
    return object === undefined ? undefined : new Embedding((other) => this.find(other)).embed(prepare(object));
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
