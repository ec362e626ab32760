import { setImmediate as turn } from 'node:timers/promises';
import type { Issue } from '../domain/issue.js';
import type { Format, RawRecord, ReadLimits } from './format.js';
import { portableFormats } from './formats/portable.js';
import { type RecordMapper, recordMapper } from './map-record.js';
import { type MappingJob, type MappingPool, type PortableRecord, rawOf } from './mapping-pool.js';
import type { SourceDefinition } from './source.js';
import type { HarvestedRecord } from './take-record.js';

/** How the raw records of a feed become canonical ones. */
export interface MapOptions {
  readonly source: SourceDefinition;
  readonly format: Format;
  readonly limits: Pick<ReadLimits, 'maxRecordBytes'>;
  readonly uri: string;
  /** Position of all records, where the list counts them that the feed is a part of. */
  readonly position?: number;
  readonly now: () => Date;
  readonly signal: AbortSignal;
  /** Problems of the feed itself, found while it is read; they are taken from here and told with the next record. */
  readonly noted?: Issue[];
  /** Other threads that map, where there are any. */
  readonly pool?: MappingPool;
}

/** Records that a feed has before others help to map it: starting a thread takes as long as mapping so many. */
const alone = 2000;
/** Records that go to another thread together: few, as what waits long is moved by the collector again and again. */
const together = 10;
/** Batches that are with each thread or wait for it: so many that it has work while a batch is mapped here. */
const ahead = 10;
/** Batches that are not taken yet, for each thread; they bound the memory. */
const most = 20;
/** Records after which the memory is looked at. */
const looked = 50;

/** Maps the records of a feed in their order, with the help of other threads once there are many. */
export async function* mapRecords(
  records: AsyncIterable<RawRecord>,
  options: MapOptions,
): AsyncGenerator<HarvestedRecord> {
  const { source, format, limits, signal, noted = [], pool } = options;
  const told = (mapped: HarvestedRecord) =>
    noted.length === 0 ? mapped : { ...mapped, issues: [...mapped.issues, ...noted.splice(0)] };
  const map = recordMapper(source, format, limits);
  const shared =
    pool !== undefined && portableFormats.has(format.id) ? new SharedMapping(map, options, pool) : undefined;
  let read = 0;
  try {
    for await (const raw of records) {
      signal.throwIfAborted();
      read += 1;
      if (read % looked === 0) pool?.boundMemory();
      if (shared === undefined || read <= (pool?.alone ?? alone)) yield told(map(raw, contextOf(raw, options)));
      else if (shared.add(raw)) for (const mapped of await shared.mapped()) yield told(mapped);
    }
  } catch (cause) {
    // What was read before a feed broke is told before that.
    if (shared !== undefined && !signal.aborted) for (const mapped of await shared.rest()) yield told(mapped);
    throw cause;
  }
  if (shared !== undefined) for (const mapped of await shared.rest()) yield told(mapped);
}

function contextOf({ position, uri }: RawRecord, options: MapOptions): Parameters<RecordMapper>[1] {
  return { feed: { uri: uri ?? options.uri }, position: options.position ?? position, now: options.now() };
}

interface Batch {
  readonly results: Promise<readonly HarvestedRecord[]>;
  isDone: boolean;
}

/** Maps in batches: in other threads while they have room, else here. */
class SharedMapping {
  readonly #job: string;
  readonly #queue: Batch[] = [];
  #records: RawRecord[] = [];
  #away = 0;

  constructor(
    private readonly map: RecordMapper,
    private readonly options: MapOptions,
    private readonly pool: MappingPool,
  ) {
    const { source, format, limits } = options;
    this.#job = JSON.stringify({ source, format: format.id, limits } satisfies MappingJob);
  }

  /** Takes a raw record in; true when there are enough for a batch, and {@link mapped} is to be called. */
  add(raw: RawRecord): boolean {
    return this.#records.push(raw) === together;
  }

  /** Hands a batch over, and gives the records that are mapped, in their order. */
  async mapped(): Promise<readonly HarvestedRecord[]> {
    // Answers of the threads are seen between two turns only.
    if (!this.#hasRoom) await turn();
    this.#handOver();
    const mapped: HarvestedRecord[] = [];
    for (let [batch] = this.#queue; batch !== undefined; [batch] = this.#queue) {
      if (!batch.isDone && this.#queue.length < most * this.pool.threads) break;
      this.#queue.shift();
      for (const each of await batch.results) mapped.push(each);
    }
    return mapped;
  }

  /** All that is not given yet. */
  async rest(): Promise<readonly HarvestedRecord[]> {
    this.#handOver();
    const batches = await Promise.all(this.#queue.splice(0).map(({ results }) => results));
    return batches.flat();
  }

  get #hasRoom(): boolean {
    return this.#away < ahead * this.pool.threads;
  }

  #handOver(): void {
    const records = this.#records;
    this.#records = [];
    if (records.length === 0) return;
    if (this.#hasRoom) this.#send(records.map((raw) => portable(raw, this.options.position)));
    else this.#queue.push({ results: Promise.resolve(this.#here(records)), isDone: true });
  }

  #here(records: readonly RawRecord[]): HarvestedRecord[] {
    return records.map((raw) => this.map(raw, contextOf(raw, this.options)));
  }

  // In a function of its own: the batch keeps its text alive, and not what was made of it.
  #send(records: readonly PortableRecord[]): void {
    const { uri, now } = this.options;
    this.#away += 1;
    const batch: Batch = {
      isDone: false,
      results: this.pool
        .map({ job: this.#job, uri, now: now(), records })
        // A thread that died costs time, not records.
        .catch(() => this.#here(records.map(rawOf)))
        .finally(() => {
          batch.isDone = true;
          this.#away -= 1;
        }),
    };
    batch.results.catch(() => undefined);
    this.#queue.push(batch);
  }
}

/** A record as it waits and travels: as text where there is one, which takes less memory than what is made of it. */
function portable({ position, data, json }: RawRecord, at = position): PortableRecord {
  return json === undefined ? { position, at, data } : { position, at, json };
}
