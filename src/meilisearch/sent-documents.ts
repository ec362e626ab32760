import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One document, ready to be sent. */
export interface PreparedDocument {
  readonly id: string;
  /** One line of JSON, or several that are written together. */
  readonly line: string;
}

/** Documents that were sent, to be had again should their task fail. */
export interface SentBatch {
  readonly count: number;
  readonly documents: () => Promise<readonly PreparedDocument[]>;
}

/** Batches of more characters wait on disk. */
const mostInMemory = 2 ** 20;

/** Stands in no JSON and in no id. */
const separator = '\0';

/**
 * Keeps what was sent until it is known what became of it. Large batches wait in files: the engine is fastest with a
 * hundred megabytes in its queue, which a harvest has no memory for.
 */
export class SentDocuments {
  #dir: Promise<string> | undefined;
  #files = 0;

  async keep(documents: readonly PreparedDocument[]): Promise<SentBatch> {
    const length = documents.reduce((sum, { line }) => sum + line.length, 0);
    if (length <= mostInMemory) return inMemory(documents);
    this.#dir ??= mkdtemp(join(tmpdir(), 'lotse-sent-'));
    this.#files += 1;
    const file = join(await this.#dir, String(this.#files));
    await writeFile(file, documents.flatMap(({ id, line }) => [id, line]).join(separator));
    return onDisk(documents.length, file);
  }

  /** Forgets all of them. */
  async close(): Promise<void> {
    if (this.#dir !== undefined) await rm(await this.#dir, { recursive: true, force: true });
  }
}

// In functions of their own: closures of one function keep alive what any of them needs.

function inMemory(documents: readonly PreparedDocument[]): SentBatch {
  return { count: documents.length, documents: async () => documents };
}

function onDisk(count: number, file: string): SentBatch {
  return { count, documents: () => documentsIn(file) };
}

async function documentsIn(file: string): Promise<readonly PreparedDocument[]> {
  const parts = (await readFile(file, 'utf8')).split(separator);
  const documents: PreparedDocument[] = [];
  for (let at = 0; at < parts.length; at += 2) documents.push({ id: parts[at] ?? '', line: parts[at + 1] ?? '' });
  return documents;
}
