import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { EngineError } from '../../../src/meilisearch/client.js';
import type { PreparedDocument } from '../../../src/meilisearch/payloads.js';
import { sendInBatches } from '../../../src/meilisearch/task-batches.js';

/** An engine that answers a task by what is in it. */
function engine(answer: (lines: string[]) => { code: string; message: string } | Error | undefined) {
  const sizes: number[] = [];
  const answers: ({ code: string; message: string } | undefined)[] = [];
  const send = async (payload: Buffer) => {
    const lines = payload.toString().trimEnd().split('\n');
    sizes.push(lines.length);
    const given = answer(lines);
    if (given instanceof Error) throw given;
    answers.push(given);
    return { taskUid: answers.length - 1 };
  };
  const wait = async (taskUid: number) => {
    const error = answers[taskUid];
    return (error === undefined ? { status: 'succeeded' } : { status: 'failed', error }) as never;
  };
  return { sizes, send, wait };
}

async function* documents(count: number): AsyncGenerator<PreparedDocument> {
  for (let number = 0; number < count; number += 1) yield { id: `d${number}`, line: `{"id":"d${number}"}`.padEnd(20) };
}

const options = { maxBytes: 210, ahead: 3, taskTimeoutMs: 1000, wasAlone: async () => true };
const fault = { code: 'invalid_document_geo_field', message: 'bad geo' };

describe('documents in batches', () => {
  test('are sent by bytes, and none for none', async () => {
    const { send, wait, sizes } = engine(() => undefined);
    expect(await sendInBatches(documents(25), { ...options, send, wait })).toEqual({ written: 25, refused: [] });
    expect(sizes).toEqual([10, 10, 5]);
    expect(await sendInBatches(documents(0), { ...options, send, wait })).toEqual({ written: 0, refused: [] });
    expect(sizes).toHaveLength(3);
  });

  test('hold what they are while the engine takes them, though the next one is made meanwhile', async () => {
    const taken: string[] = [];
    const { wait } = engine(() => undefined);
    const send = async (payload: Buffer) => {
      await sleep(5);
      taken.push(...payload.toString().trimEnd().split('\n'));
      return { taskUid: 0 };
    };
    await sendInBatches(documents(95), { ...options, send, wait });
    expect(taken.map((line) => JSON.parse(line).id)).toEqual(Array.from({ length: 95 }, (_, number) => `d${number}`));
  });

  test('wait for what is to be there before, and are not sent when that fails, be there any or none', async () => {
    const { send, wait, sizes } = engine(() => undefined);
    let isThere = false;
    const after = sleep(20).then(() => {
      isThere = true;
    });
    const seen: boolean[] = [];
    const watched = (lines: Buffer) => {
      seen.push(isThere);
      return send(lines);
    };
    await sendInBatches(documents(25), { ...options, send: watched, wait, after });
    expect(seen).toEqual([true, true, true]);
    for (const count of [0, 5]) {
      const failing = { ...options, send, wait, after: Promise.reject(new Error('not there')) };
      await expect(sendInBatches(documents(count), failing)).rejects.toThrow('not there');
    }
    expect(sizes).toHaveLength(3);
  });

  test('one that is larger than a batch goes alone', async () => {
    const { send, wait, sizes } = engine(() => undefined);
    expect(await sendInBatches(documents(3), { ...options, maxBytes: 5, send, wait })).toMatchObject({ written: 3 });
    expect(sizes).toEqual([1, 1, 1]);
  });

  test.each<[string, { code: string; message: string } | Error]>([
    ['a task that fails', fault],
    [
      'a request that is refused',
      Object.assign(new Error('request'), { cause: new EngineError(413, 'payload_too_large', 'large') }),
    ],
  ])('%s costs only the document that caused it', async (_, error) => {
    const { send, wait } = engine((lines) => (lines.some((line) => line.includes('"d17"')) ? error : undefined));
    const result = await sendInBatches(documents(25), { ...options, send, wait });
    expect(result).toMatchObject({ written: 24, refused: [{ id: 'd17' }] });
  });

  test('large batches wait on disk for what becomes of them, whole and in order, and leave nothing there', async () => {
    const before = (await readdir(tmpdir())).filter((name) => name.startsWith('lotse-sent-'));
    const sent: string[] = [];
    const { send, wait } = engine((lines) => {
      sent.push(...lines);
      return lines.some((line) => line.includes('"d17"')) ? fault : undefined;
    });
    async function* large(): AsyncGenerator<PreparedDocument> {
      for (let number = 0; number < 20; number += 1) {
        const line = JSON.stringify({ id: `d${number}`, text: 'é’\u0000\n'.repeat(50_000) });
        yield { id: `d${number}`, line: number === 3 ? `${line}\n{"id":"beside"}` : line };
      }
    }
    const result = await sendInBatches(large(), { ...options, maxBytes: 4e6, ahead: 4, send, wait });
    expect(result).toMatchObject({ written: 19, refused: [{ id: 'd17' }] });
    expect(new Set(sent).size).toBe(21);
    expect(sent.every((line) => JSON.parse(line).id !== undefined)).toBe(true);
    expect((await readdir(tmpdir())).filter((name) => name.startsWith('lotse-sent-'))).toEqual(before);
  });

  test.each(['malformed_payload', 'internal'])(
    'a full disk, which the engine tells as %s, ends it at once and costs no document',
    async (code) => {
      const message = 'The `ndjson` payload provided is malformed. `No space left on device (os error 28)`.';
      const { send, wait, sizes } = engine(() => ({ code, message }));
      await expect(sendInBatches(documents(25), { ...options, send, wait })).rejects.toMatchObject({
        code: 'DISK_FULL',
      });
      expect(sizes.length).toBeLessThan(7);
    },
  );

  test.each([
    ['index_not_found', 'gone'],
    ['no_space_left_on_device', 'full'],
    ['unknown', 'the task was canceled'],
  ])('a fault that is not of a document (%s) ends it', async (code, message) => {
    const { send, wait } = engine(() => ({ code, message }));
    await expect(sendInBatches(documents(25), { ...options, send, wait })).rejects.toMatchObject({
      code: 'INDEX_TASK_FAILED',
      message: expect.stringContaining(message),
    });
  });

  test('an engine that refuses every single one, as with a full disk, is at fault itself', async () => {
    const { send, wait, sizes } = engine(() => ({ code: 'malformed_payload', message: 'no' }));
    await expect(sendInBatches(documents(5000), { ...options, send, wait })).rejects.toMatchObject({
      code: 'INDEX_TASK_FAILED',
    });
    expect(sizes.length).toBeLessThan(600);
  });

  test('a document that fails because of others it was merged with is sent until it is alone', async () => {
    const { send, wait } = engine((lines) => (lines.some((line) => line.includes('"d17"')) ? fault : undefined));
    let looked = 0;
    const wasAlone = async () => {
      looked += 1;
      return looked > 3;
    };
    expect(await sendInBatches(documents(25), { ...options, send, wait, wasAlone })).toMatchObject({
      written: 24,
      refused: [{ id: 'd17' }],
    });
    let faults = 5;
    const passing = engine((lines) => {
      faults -= lines.length === 1 && lines[0]?.includes('"d17"') === true ? 1 : 0;
      return faults > 0 && lines.some((line) => line.includes('"d17"')) ? fault : undefined;
    });
    const merged = { ...options, send: passing.send, wait: passing.wait, wasAlone: async () => false };
    expect(await sendInBatches(documents(25), merged)).toEqual({ written: 25, refused: [] });
    await expect(sendInBatches(documents(25), { ...merged, send, wait })).rejects.toMatchObject({
      code: 'INDEX_TASK_FAILED',
    });
  });

  test('a canceled task is sent once more', async () => {
    let tasks = 0;
    const { send, wait } = engine(() => {
      tasks += 1;
      return tasks === 1 ? { code: 'unknown', message: 'canceled' } : undefined;
    });
    expect(await sendInBatches(documents(25), { ...options, send, wait })).toEqual({ written: 25, refused: [] });
  });

  test('what waits on disk is in the given folder, and only while its task is under way', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lotse-test-'));
    try {
      const { send, wait } = engine(() => undefined);
      const waiting: number[] = [];
      async function* large(): AsyncGenerator<PreparedDocument> {
        for (let number = 0; number < 40; number += 1) {
          const files = await readdir(folder, { recursive: true });
          waiting.push(files.filter((name) => !name.endsWith(files[0] ?? '')).length);
          yield { id: `d${number}`, line: JSON.stringify({ id: `d${number}`, text: 'x'.repeat(1_100_000) }) };
        }
      }
      const few = { ...options, maxBytes: 2e6, ahead: 3, scratchDir: folder };
      expect(await sendInBatches(large(), { ...few, send, wait })).toEqual({ written: 40, refused: [] });
      expect(Math.max(...waiting)).toBeGreaterThan(1);
      expect(Math.max(...waiting)).toBeLessThan(7);
      expect(await readdir(folder)).toEqual([]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
