import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Meilisearch, MeilisearchTaskTimeOutError, type Task } from 'meilisearch';
import { FeedError } from '../harvest/feed.js';
import { saysDiskFull } from './client.js';
import { diskFull } from './disk-full.js';
import { markerId } from './engine.js';
import { quote } from './filter-text.js';
import type { PreparedDocument } from './payloads.js';
import { type BatchResult, sendInBatches } from './task-batches.js';

const ndjson = 'application/x-ndjson';
const pageSize = 5000;

/** Between two questions whether a task is over, in milliseconds. */
const shortestPause = 20;
const longestPause = 250;

type Enqueued = { readonly taskUid: number };

export interface SendOptions {
  /** The documents travel with a new generation of their index, so that both change in one transaction. */
  readonly marked: boolean;
  /** Attributes that a document does not name stay as they are. @default false */
  readonly partial?: boolean;
  /** Nothing is sent before that; rejects when it does. @default at once */
  readonly after?: Promise<void>;
  /** Folder for what waits on disk. @default that of the system */
  readonly scratchDir?: string;
}

function marker(): Record<string, unknown> {
  return { id: markerId, marker: true, generation: randomUUID() };
}

/** Writes documents and waits until the engine has done it. Throws `FeedError` INDEX_TASK_FAILED where it cannot. */
export class DocumentSender {
  constructor(
    private readonly client: Meilisearch,
    private readonly options: { readonly maxBatchBytes: number; readonly taskTimeoutMs: number },
  ) {}

  send(
    uid: string,
    documents: AsyncIterable<PreparedDocument>,
    { marked, partial, after, scratchDir }: SendOptions,
  ): Promise<BatchResult> {
    const { httpRequest } = this.client;
    return sendInBatches(documents, {
      send: (lines) => {
        const bytes = marked ? Buffer.concat([lines, Buffer.from(JSON.stringify(marker()))]) : lines;
        // The client's own methods take text only, of which it makes bytes once more.
        const request = {
          path: `indexes/${uid}/documents`,
          contentType: ndjson,
          extraRequestInit: { body: bytes } as object,
        };
        return partial === true ? httpRequest.put<Enqueued>(request) : httpRequest.post<Enqueued>(request);
      },
      wait: (taskUid, timeoutMs) => this.#over(taskUid, timeoutMs),
      maxBytes: this.options.maxBatchBytes,
      ahead: 64,
      ...(scratchDir === undefined ? {} : { scratchDir }),
      ...(after === undefined ? {} : { after }),
      taskTimeoutMs: this.options.taskTimeoutMs,
      wasAlone: (task) => this.#wasAlone(task),
    });
  }

  /** Asks less often the longer it takes: an answer costs half a millisecond here, and as much in the engine. */
  async #over(taskUid: number, timeoutMs: number): Promise<Task> {
    const start = performance.now();
    for (;;) {
      const task = await this.client.tasks.getTask(taskUid);
      if (task.status !== 'enqueued' && task.status !== 'processing') return task;
      const waited = performance.now() - start;
      if (waited > timeoutMs) throw new MeilisearchTaskTimeOutError(taskUid, timeoutMs);
      await sleep(Math.min(Math.max(shortestPause, waited / 20), longestPause));
    }
  }

  async #wasAlone({ batchUid }: Task): Promise<boolean> {
    if (typeof batchUid !== 'number') return true;
    const { total } = await this.client.tasks.getTasks({ batchUids: [batchUid], limit: 1 });
    return total <= 1;
  }

  /** Gives an index a new generation, for a change beside it that its readers are to notice. */
  async mark(uid: string): Promise<void> {
    await this.done(this.client.index(uid).addDocuments([marker()]));
  }

  async done(enqueued: PromiseLike<Enqueued>, allowed: readonly string[] = []): Promise<void> {
    const { taskTimeoutMs } = this.options;
    const { taskUid } = await enqueued;
    const { status, error, type } = await this.#over(taskUid, taskTimeoutMs).catch((cause) => {
      if (!(cause instanceof MeilisearchTaskTimeOutError)) throw cause;
      throw new FeedError('INDEX_TASK_FAILED', `the search engine did not end a task within ${taskTimeoutMs} ms`);
    });
    if (status === 'succeeded' || allowed.includes(error?.code ?? '')) return;
    if (saysDiskFull(error?.message ?? '')) throw diskFull();
    throw new FeedError('INDEX_TASK_FAILED', `the search engine could not do a ${type}: ${error?.message ?? status}`);
  }

  /** Some attributes of all documents of a source, page by page. `attribute` holds the source's id. */
  async *ofSource(
    uid: string,
    attribute: string,
    source: string,
    fields: readonly string[],
  ): AsyncGenerator<Record<string, unknown>> {
    const filter = `${attribute} = ${quote(source)}`;
    for (let offset = 0; ; offset += pageSize) {
      const { results } = await this.client
        .index(uid)
        .getDocuments({ filter, fields: [...fields] as never, limit: pageSize, offset });
      yield* results;
      if (results.length < pageSize) return;
    }
  }
}
