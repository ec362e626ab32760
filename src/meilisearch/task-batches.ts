import { setTimeout as sleep } from 'node:timers/promises';
import { MeilisearchTaskTimeOutError, type Task } from 'meilisearch';
import { FeedError } from '../harvest/feed.js';
import { engineErrorCode, isUnavailable, saysDiskFull } from './client.js';
import { diskFull } from './disk-full.js';
import { type PreparedDocument, payloadOf, payloadsOf } from './payloads.js';
import { type SentBatch, SentDocuments } from './sent-documents.js';

export interface BatchOptions {
  /** Sends documents in one task: lines of JSON in UTF-8, with a line feed behind each. */
  readonly send: (lines: Buffer) => PromiseLike<{ readonly taskUid: number }>;
  /** Waits until a task is over. Rejects with `MeilisearchTaskTimeOutError` when it takes longer than that. */
  readonly wait: (taskUid: number, timeoutMs: number) => Promise<Task>;
  /** Largest payload in bytes. */
  readonly maxBytes: number;
  /** Tasks under way at once; what was sent is kept so that it can be sent again in parts. */
  readonly ahead: number;
  /** Folder for what waits on disk. @default that of the system */
  readonly scratchDir?: string;
  readonly taskTimeoutMs: number;
  /** Nothing is sent before that, but the first documents are made meanwhile. @default at once */
  readonly after?: Promise<void>;
  /** Whether the engine did a task by itself, so that a fault in it is its own. */
  readonly wasAlone: (task: Task) => Promise<boolean>;
}

export interface BatchResult {
  readonly written: number;
  readonly refused: readonly { readonly id: string; readonly message: string }[];
}

type Outcome =
  | { readonly done: true }
  /** `task` is missing when the engine refused the request. */
  | { readonly done: false; readonly code: string; readonly message: string; readonly task?: Task };

interface Sent {
  /** Settled once the engine has the documents; never rejects. */
  readonly accepted: Promise<void>;
  readonly outcome: Promise<Outcome>;
}

/** A task that is not known to be over. */
interface UnderWay {
  readonly batch: SentBatch;
  readonly outcome: Promise<Outcome>;
}

/** Error codes that speak of a document, not of the index, the disk or the key. */
const documentFault =
  /^(invalid_document|missing_document_id|malformed_payload|payload_too_large|max_fields_limit|document_too_large|internal)/;

/**
 * A full disk refuses documents with the same codes as a bad document does. So many documents refused one after another,
 * and none accepted in between, mean that the fault is not theirs.
 */
const mostRefusedInARow = 20;

/** How often a document is sent again because others that the engine merged it with may be at fault. */
const mostMerged = 20;

/**
 * Sends documents in tasks and waits for each: an accepted request says nothing yet, and one bad document fails its
 * whole task and others that the engine merged with it. The documents of a failed task are sent again in halves, alone,
 * until the bad ones are found: one that fails alone, in a task that the engine merged with no other. Throws `FeedError` INDEX_TASK_FAILED for a fault that is not a document's, and for a task
 * that does not end in time (what became of it is unknown).
 */
export async function sendInBatches(
  documents: AsyncIterable<PreparedDocument>,
  options: BatchOptions,
): Promise<BatchResult> {
  const sent = new SentDocuments(options.scratchDir);
  try {
    return await sendAll(documents, options, sent);
  } finally {
    await sent.close();
  }
}

async function sendAll(
  documents: AsyncIterable<PreparedDocument>,
  options: BatchOptions,
  sent: SentDocuments,
): Promise<BatchResult> {
  const refused: { id: string; message: string }[] = [];
  const failed: SentBatch[] = [];
  const underWay: UnderWay[] = [];
  let written = 0;
  let refusedInARow = 0;
  const settleOldest = async () => {
    const oldest = underWay.shift();
    if (oldest === undefined) return;
    const { batch, outcome } = oldest;
    if (!(await outcome).done) failed.push(batch);
    else {
      written += batch.count;
      await batch.forget();
    }
  };

  let accepted = options.after ?? Promise.resolve();
  for await (const payload of payloadsOf(documents, options.maxBytes)) {
    // The next payload is made while the engine takes this one.
    await accepted;
    const sending = send(payload.bytes, options, underWay.at(-1)?.outcome);
    accepted = sending.accepted;
    underWay.push({ batch: await sent.keep(payload), outcome: sending.outcome });
    if (underWay.length >= options.ahead) await settleOldest();
  }
  await accepted;
  while (underWay.length > 0) await settleOldest();

  const again = async (batch: readonly PreparedDocument[], merged = 0): Promise<void> => {
    const outcome = await send(payloadOf(batch).bytes, options).outcome;
    if (outcome.done) {
      written += batch.length;
      refusedInARow = 0;
      return;
    }
    if (saysDiskFull(outcome.message)) throw diskFull();
    if (!documentFault.test(outcome.code)) throw notWritten(outcome.message);
    const [only] = batch;
    if (batch.length === 1 && only !== undefined) {
      if (outcome.task !== undefined && !(await options.wasAlone(outcome.task))) {
        if (merged === mostMerged) throw notWritten(`others at work fail its tasks: ${outcome.message}`);
        await sleep(50 * Math.random());
        return again(batch, merged + 1);
      }
      refused.push({ id: only.id, message: outcome.message });
      refusedInARow += 1;
      if (refusedInARow > mostRefusedInARow) throw notWritten(`it refuses every document: ${outcome.message}`);
      return;
    }
    const half = Math.ceil(batch.length / 2);
    await again(batch.slice(0, half));
    await again(batch.slice(half));
  };
  for (const batch of failed) await again(await batch.documents());
  return { written, refused };
}

function notWritten(reason: string): FeedError {
  return new FeedError('INDEX_TASK_FAILED', `the search engine could not write: ${reason}`);
}

/** Sends documents as one task; `before` is what becomes of the last one that is under way. */
function send(lines: Buffer, options: BatchOptions, before?: Promise<Outcome>): Sent {
  // The client's own promise keeps what it has sent in memory for as long as it is there.
  const uid = Promise.resolve(options.send(lines).then(({ taskUid }) => taskUid));
  const outcome = outcomeOf(uid, options, before);
  outcome.catch(() => undefined);
  const over = () => undefined;
  return { accepted: uid.then(over, over), outcome };
}

/**
 * What became of a task, whether the engine refused it at once or later. The engine does tasks in their order, so nothing
 * is asked about one before the task `before` it is over: asking for several at once would slow the writing.
 */
async function outcomeOf(
  uid: Promise<number>,
  { wait, taskTimeoutMs: timeout }: BatchOptions,
  before: Promise<Outcome> | undefined,
): Promise<Outcome> {
  let task: Task;
  try {
    const taskUid = await uid;
    await before?.catch(() => undefined);
    task = await wait(taskUid, timeout);
  } catch (cause) {
    if (cause instanceof MeilisearchTaskTimeOutError) throw notWritten(`a task was not done within ${timeout} ms`);
    const code = engineErrorCode(cause);
    if (code === undefined || isUnavailable(cause)) throw cause;
    return { done: false, code, message: cause instanceof Error ? cause.message : code };
  }
  if (task.status === 'succeeded') return { done: true };
  const { code = 'unknown', message = `the task was ${task.status}` } = task.error ?? {};
  return { done: false, code, message, task };
}
