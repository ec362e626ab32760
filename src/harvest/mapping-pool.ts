import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import type { RawRecord, ReadLimits } from './format.js';
import type { SourceDefinition } from './source.js';
import type { HarvestedRecord } from './take-record.js';

/** What the mapper of a feed is made of; plain data. */
export interface MappingJob {
  readonly source: SourceDefinition;
  /** Id of a format of the registry. */
  readonly format: string;
  readonly limits: Pick<ReadLimits, 'maxRecordBytes'>;
}

/** A raw record on its way to another thread. */
export interface PortableRecord {
  /** Position in the feed. */
  readonly position: number;
  /** Position that is told. */
  readonly at: number;
  /** The raw record as JSON text, or else as `data`. */
  readonly json?: string;
  readonly data?: unknown;
}

/** The raw record that travelled. */
export function rawOf({ position, json, data }: PortableRecord): RawRecord {
  return { position, data: json === undefined ? data : JSON.parse(json) };
}

export interface MappingBatch {
  /** A {@link MappingJob} as JSON. */
  readonly job: string;
  readonly uri: string;
  readonly now: Date;
  readonly records: readonly PortableRecord[];
}

/** What became of the records of a batch, in their order; a canonical record is its line and facts only. */
export type MappedBatch = readonly HarvestedRecord[];

export interface MappingPoolOptions {
  /** Most threads that map at once. */
  readonly threads: number;
  /** Records that a feed has before the pool is used. @default 2000 */
  readonly alone?: number;
  /** Module of the threads. @default the built `mapping-worker.js` beside this one */
  readonly worker?: URL;
  readonly log: Pick<Logger, 'warn'>;
}

/** What a thread answers: a batch, or why it could not be mapped. */
export type MappingAnswer = { readonly mapped: MappedBatch } | { readonly fault: string };

/** A thread without work ends after this time, and gives back its memory (some 60 MB). */
const idleMs = 10_000;

/**
 * Percentage by which a heap may outgrow what is alive in it before it is collected, where threads may map. Left to itself V8
 * lets both heaps of a run double, which costs a large feed 80 MB and spares 5 % of the time.
 */
const heapGrowingPercent = 25;

/**
 * Most bytes of the space for new objects, where threads may map: what it grows to on Node 20. Node 24 lets it grow to
 * 134 MB, which gains nothing here.
 */
const mostNewSpace = 32 * 2 ** 20;

interface Waiting {
  readonly resolve: (mapped: MappedBatch) => void;
  readonly reject: (fault: Error) => void;
}

/** One thread; it answers batch by batch, in their order. */
class MappingThread {
  readonly #worker: Worker;
  readonly #waiting: Waiting[] = [];
  #idle: NodeJS.Timeout | undefined;

  constructor(module: URL, onEnd: (fault: Error | undefined) => void) {
    this.#worker = new Worker(module, {
      resourceLimits: { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 160 },
    });
    this.#worker.unref();
    this.#worker.on('message', (answer: MappingAnswer) => this.#take(answer));
    const end = (fault: Error | undefined) => {
      for (const { reject } of this.#waiting.splice(0)) reject(fault ?? new Error('the thread has ended'));
      onEnd(fault);
    };
    this.#worker.on('error', end);
    this.#worker.on('exit', () => end(undefined));
  }

  get load(): number {
    return this.#waiting.length;
  }

  map(batch: MappingBatch): Promise<MappedBatch> {
    clearTimeout(this.#idle);
    this.#worker.ref();
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#worker.postMessage(batch);
    });
  }

  async end(): Promise<void> {
    clearTimeout(this.#idle);
    await this.#worker.terminate();
  }

  #take(answer: MappingAnswer): void {
    const first = this.#waiting.shift();
    if ('mapped' in answer) first?.resolve(answer.mapped);
    else first?.reject(new Error(answer.fault));
    if (this.#waiting.length > 0) return;
    this.#worker.unref();
    this.#idle = setTimeout(() => this.end(), idleMs).unref();
  }
}

/** Threads that map records beside the one that reads feeds. They start when they are needed and end when idle. */
export class MappingPool {
  readonly threads: number;
  readonly alone: number | undefined;
  readonly #running = new Set<MappingThread>();
  /** Why threads are not used any more. */
  #fault: Error | undefined;
  #isBounded = false;

  constructor(private readonly options: MappingPoolOptions) {
    this.threads = options.threads;
    this.alone = options.alone;
    setFlagsFromString(`--heap-growing-percent=${heapGrowingPercent}`);
    // Threads of a collector only take turns with those that map.
    setFlagsFromString('--no-parallel-scavenge');
    // Of a thread that is started from now on, in MB; it may not grow, see boundMemory.
    setFlagsFromString('--min-semi-space-size=4');
  }

  /** Threads that run. */
  get running(): number {
    return this.#running.size;
  }

  /** Maps a batch in another thread. Rejects when that fails, which no record makes it do: then it is to be mapped here. */
  map(batch: MappingBatch): Promise<MappedBatch> {
    if (this.#fault !== undefined) return Promise.reject(this.#fault);
    const [least] = [...this.#running].sort((one, other) => one.load - other.load);
    const isBusy = least === undefined || (least.load > 0 && this.#running.size < this.threads);
    return (isBusy ? this.#start() : least).map(batch);
  }

  /** Keeps the space for new objects from growing on once it is as large as it may be; to be called now and then. */
  boundMemory(): void {
    if (this.#isBounded) return;
    const space = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space');
    if (space === undefined || space.space_size < mostNewSpace) return;
    this.#isBounded = true;
    setFlagsFromString('--semi-space-growth-factor=1');
  }

  #start(): MappingThread {
    const module = this.options.worker ?? new URL('./mapping-worker.js', import.meta.url);
    const thread = new MappingThread(module, (fault) => {
      this.#running.delete(thread);
      if (fault !== undefined && this.#fault === undefined)
        this.options.log.warn({ err: fault }, 'a thread failed; records are mapped without');
      this.#fault ??= fault;
    });
    this.#running.add(thread);
    return thread;
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    await Promise.all([...this.#running].map((thread) => thread.end()));
  }
}
