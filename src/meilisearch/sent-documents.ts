import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { documentsOf, type Payload, type PreparedDocument } from './payloads.js';

/** Documents that were sent, to be had again should their task fail. */
export interface SentBatch {
  readonly count: number;
  readonly documents: () => Promise<readonly PreparedDocument[]>;
  /** Gives back the room they take: they are not needed any more. */
  readonly forget: () => Promise<void>;
}

/** Larger payloads wait on disk. */
const mostInMemory = 2 ** 20;

/**
 * Keeps what was sent until it is known what became of it. Large payloads wait in files: the engine is fastest with
 * hundreds of megabytes in its queue, which a harvest has no memory for.
 */
export class SentDocuments {
  #dir: Promise<string> | undefined;
  #files = 0;

  /** The files are in a folder of their own in that one. */
  constructor(private readonly scratchDir = tmpdir()) {}

  async keep(payload: Payload): Promise<SentBatch> {
    const { ids, ends, bytes } = payload;
    if (bytes.length <= mostInMemory) return inMemory({ ...payload, bytes: Buffer.from(bytes) });
    this.#dir ??= mkdtemp(join(this.scratchDir, 'lotse-sent-'));
    this.#files += 1;
    const file = join(await this.#dir, String(this.#files));
    await writeFile(file, bytes);
    return onDisk({ ids, ends }, file);
  }

  /** Forgets all of them. */
  async close(): Promise<void> {
    if (this.#dir !== undefined) await rm(await this.#dir, { recursive: true, force: true });
  }
}

// In functions of their own: closures of one function keep alive what any of them needs.

function inMemory(payload: Payload): SentBatch {
  return {
    count: payload.ids.length,
    documents: async () => documentsOf(payload),
    forget: async () => undefined,
  };
}

function onDisk(places: Omit<Payload, 'bytes'>, file: string): SentBatch {
  return {
    count: places.ids.length,
    documents: async () => documentsOf({ ...places, bytes: await readFile(file) }),
    forget: () => rm(file, { force: true }),
  };
}
