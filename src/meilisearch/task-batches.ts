import type { EnqueuedTaskPromise, Task } from 'meilisearch';
import { FeedError } from '../harvest/feed.js';

/** One document, ready to be sent. */
export interface PreparedDocument {
  readonly id: string;
  /** One line of JSON. */
  readonly line: string;
}

export interface BatchOptions {
  /** Sends the documents in one task. */
  readonly send: (lines: string) => EnqueuedTaskPromise;
  /** Largest payload in bytes. */
  readonly maxBytes: number;
  /** Tasks under way at once; their payloads are held so that a failed one can be sent again in parts. */
  readonly ahead: number;
  readonly taskTimeoutMs: number;
}

export interface BatchResult {
  readonly written: number;
  readonly refused: readonly { readonly id: string; readonly message: string }[];
}

interface Sent {
  readonly documents: readonly PreparedDocument[];
  readonly task: Promise<Task>;
}

/** Error codes that speak of a document, not of the index, the disk or the key. */
const documentFault =
  /^(invalid_document|missing_document_id|malformed_payload|invalid_document_geo|max_fields_limit|document_too_large|internal)/;

/**
 * Sends documents in tasks and waits for each: an accepted request says nothing yet, and one bad document fails its
 * whole task and others that the engine merged with it. The documents of a failed task are sent again in halves, alone,
 * until the bad ones are found.
 */
export async function sendInBatches(
  documents: AsyncIterable<PreparedDocument>,
  options: BatchOptions,
): Promise<BatchResult> {
  const refused: { id: string; message: string }[] = [];
  const failed: Sent['documents'][] = [];
  const underWay: Sent[] = [];
  let written = 0;
  const settle = async ({ documents: sent, task }: Sent) => {
    const done = await task;
    if (done.status === 'succeeded') written += sent.length;
    else failed.push(sent);
  };
  const send = (batch: readonly PreparedDocument[]): Sent => {
    const task = options
      .send(batch.map(({ line }) => line).join('\n'))
      .waitTask({ timeout: options.taskTimeoutMs, interval: 25 });
    task.catch(() => undefined);
    return { documents: batch, task };
  };

  for await (const batch of batches(documents, options.maxBytes)) {
    underWay.push(send(batch));
    if (underWay.length >= options.ahead) await settle(underWay.shift() as Sent);
  }
  for (const sent of underWay) await settle(sent);

  const again = async (batch: readonly PreparedDocument[]): Promise<void> => {
    const done = await send(batch).task;
    if (done.status === 'succeeded') {
      written += batch.length;
      return;
    }
    const { code = 'unknown', message = `the task was ${done.status}` } = done.error ?? {};
    if (!documentFault.test(code))
      throw new FeedError('INDEX_TASK_FAILED', `the search engine could not write: ${message}`);
    const [only] = batch;
    if (batch.length === 1 && only !== undefined) {
      refused.push({ id: only.id, message });
      return;
    }
    const half = Math.ceil(batch.length / 2);
    await again(batch.slice(0, half));
    await again(batch.slice(half));
  };
  for (const batch of failed) await again(batch);
  return { written, refused };
}

async function* batches(
  documents: AsyncIterable<PreparedDocument>,
  maxBytes: number,
): AsyncGenerator<PreparedDocument[]> {
  let batch: PreparedDocument[] = [];
  let bytes = 0;
  for await (const document of documents) {
    const size = Buffer.byteLength(document.line) + 1;
    if (bytes + size > maxBytes && batch.length > 0) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(document);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}
