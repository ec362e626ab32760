import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Feed, FeedError } from '../../../src/harvest/feed.js';
import { RawStore } from '../../../src/harvest/raw/raw-store.js';
import { RawWriter } from '../../../src/harvest/raw/raw-writer.js';
import { contentOf } from '../../support/folder-content.js';
import { temporaryDirectory } from '../../support/servers.js';
import { silentLog } from '../../support/silent-log.js';

let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeEach(async () => {
  folder = await temporaryDirectory('raw');
});
afterEach(() => folder.remove());

const at = (...names: string[]) => join(folder.path, ...names);

async function* chunksOf(...chunks: readonly (string | Error)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) {
    if (chunk instanceof Error) throw chunk;
    yield Buffer.from(chunk);
  }
}

function writerOf(store: RawStore, maxBytes = 1_000_000): RawWriter {
  return new RawWriter({ dir: store.next, firstPack: 1, maxBytes, log: silentLog });
}

async function* listOf(...feeds: readonly Feed[]): AsyncGenerator<Feed> {
  yield* feeds;
}

async function textOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  let text = '';
  for await (const chunk of bytes) text += Buffer.from(chunk).toString();
  return text;
}

describe('when a process is killed while new feeds take the place of old ones', () => {
  async function place(name: string, content: string, isComplete = true): Promise<void> {
    await mkdir(at(name), { recursive: true });
    await writeFile(at(name, 'index.ndjson'), content);
    if (isComplete) await writeFile(at(name, 'raw.json'), content);
  }
  const steps: [string, () => Promise<void>, string | undefined][] = [
    ['while they are read', () => place('raw.next', 'new', false), 'old'],
    ['when they are complete', () => place('raw.next', 'new'), 'old'],
    [
      'when the old ones are out of the way',
      async () => {
        await place('raw.next', 'new');
        await rename(at('raw'), at('raw.old'));
      },
      'new',
    ],
    [
      'when the new ones are in place',
      async () => {
        await rename(at('raw'), at('raw.old'));
        await place('raw', 'new');
      },
      'new',
    ],
    [
      'while the old ones are removed',
      async () => {
        await rename(at('raw'), at('raw.old'));
        await rm(at('raw.old', 'raw.json'));
        await place('raw', 'new');
      },
      'new',
    ],
  ];

  test.each(steps)('%s, one of them is there, whole, and nothing else', async (_, kill, expected) => {
    await place('raw', 'old');
    await kill();
    const store = new RawStore(folder.path);
    await store.recover();
    expect(Object.keys(await contentOf(folder.path))).toEqual(['raw/index.ndjson', 'raw/raw.json']);
    expect(await readFile(at('raw', 'raw.json'), 'utf8')).toBe(expected);
    await store.recover();
    expect(await readFile(at('raw', 'raw.json'), 'utf8')).toBe(expected);
  });
});

describe('the feeds of the release before', () => {
  const manifestOf = (run: string, replaces?: string) =>
    JSON.stringify({
      version: 1,
      run,
      origin: 'o',
      feeds: 0,
      bytes: 0,
      ...(replaces === undefined ? {} : { replaces }),
    });
  async function place(name: string, run: string, replaces?: string): Promise<void> {
    await mkdir(at(name), { recursive: true });
    await writeFile(at(name, 'raw.json'), manifestOf(run, replaces));
  }
  const runs = async (store: RawStore) => [(await store.manifest())?.run, (await store.before.manifest())?.run];
  const commit = async (store: RawStore, run: string, isRelease: boolean) => {
    const writer = writerOf(store);
    for await (const { bytes } of writer.through(listOf({ uri: 'http://a', bytes: chunksOf(run) })))
      await textOf(bytes);
    await writer.close();
    await store.commit(writer, { run, origin: 'o', isRelease, isThere: () => true });
  };

  test('are those of before the last run that changed offers, and change places with the last ones', async () => {
    const store = new RawStore(folder.path);
    for (const [run, isRelease] of [
      ['first', true],
      ['second', true],
      ['same', false],
    ] as const)
      await commit(store, run, isRelease);
    expect(await runs(store)).toEqual(['same', 'first']);
    await store.turnBack();
    expect(await runs(store)).toEqual(['first', 'same']);
    await store.turnBack();
    expect(await runs(store)).toEqual(['same', 'first']);
    await store.retire(true);
    expect(await runs(store)).toEqual([undefined, 'same']);
    await store.turnBack();
    expect(await runs(store)).toEqual(['same', undefined]);
    await store.drop();
    expect(await contentOf(folder.path)).toEqual({});
  });

  const kills: [string, () => Promise<void>, (string | undefined)[]][] = [
    ['once a release is in place', () => place('raw.old', 'one'), ['two', 'one']],
    ['once a run is in place that changed nothing', () => place('raw.old', 'other'), ['two', 'zero']],
    [
      'while both change places',
      async () => {
        await rename(at('raw'), at('raw.old'));
      },
      ['two', 'zero'],
    ],
    [
      'when both have changed places, but for one name',
      async () => {
        await rename(at('raw'), at('raw.old'));
        await rename(at('raw.before'), at('raw'));
        await place('raw', 'zero', 'two');
      },
      ['zero', 'two'],
    ],
  ];
  test.each(kills)('are found again after a kill %s', async (_, kill, expected) => {
    await place('raw', 'two', 'one');
    await place('raw.before', 'zero');
    await kill();
    const store = new RawStore(folder.path);
    await store.recover();
    expect(await runs(store)).toEqual(expected);
    expect(Object.keys(await contentOf(folder.path)).filter((path) => /^raw\.(old|next)/.test(path))).toEqual([]);
  });
});

describe('a feed that is kept while it is read', () => {
  test('gives the reader its bytes, and its end to the copy too when the reader leaves early', async () => {
    const store = new RawStore(folder.path);
    const writer = writerOf(store);
    const feeds = listOf(
      { uri: 'http://a', bytes: chunksOf('one', 'two', 'three'), part: { id: 'a', position: 1 } },
      { uri: 'http://b', bytes: chunksOf('four', new FeedError('FEED_INCOMPLETE', 'cut')) },
      { uri: 'http://c', bytes: chunksOf() },
    );
    const read: string[] = [];
    for await (const { uri, bytes } of writer.through(feeds)) {
      if (uri === 'http://b') await expect(textOf(bytes)).rejects.toThrow('cut');
      else
        for await (const chunk of bytes) {
          read.push(Buffer.from(chunk).toString());
          break;
        }
    }
    await writer.close();
    expect(read).toEqual(['one']);
    await store.commit(writer, { run: 'r', origin: 'o', isThere: () => true });
    const kept = [];
    for await (const entry of store.entries()) kept.push(entry);
    expect(kept).toMatchObject([
      { uri: 'http://a', part: { id: 'a', position: 1 }, pack: '00001.gz', offset: 0 },
      { uri: 'http://b', error: { code: 'FEED_INCOMPLETE', message: 'cut' } },
      { uri: 'http://c' },
    ]);
    const { gunzipSync } = await import('node:zlib');
    const pack = await readFile(at('raw', '00001.gz'));
    const texts = kept.map(({ offset, length }) => gunzipSync(pack.subarray(offset, offset + length)).toString());
    expect(texts).toEqual(['onetwothree', 'four', '']);
  });

  test('is read no faster than the reader asks', async () => {
    const store = new RawStore(folder.path);
    let made = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        made += 1;
        yield Buffer.alloc(65_536, made);
      }
    }
    const writer = writerOf(store);
    for await (const { bytes } of writer.through(listOf({ uri: 'http://a', bytes: endless() }))) {
      const iterator = bytes[Symbol.asyncIterator]();
      for (let count = 0; count < 20; count += 1) await iterator.next();
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(made).toBe(20);
      break;
    }
    await writer.close();
  });

  test('is read to its end when the copy is too large or cannot be written, and nothing is left of the copy', async () => {
    const noise = Array.from({ length: 40 }, (_, index) => String(Math.sin(index + 1)).repeat(5) + Math.random());
    const whole = noise.join('');
    const store = new RawStore(folder.path);
    const small = writerOf(store, 100);
    for await (const { bytes } of small.through(
      listOf({ uri: 'http://a', bytes: chunksOf(...noise) }, { uri: 'http://b', bytes: chunksOf(...noise) }),
    ))
      expect(await textOf(bytes)).toBe(whole);
    await small.close();
    expect(small.fault).toBe('over_limit');
    expect(await contentOf(folder.path)).toEqual({});

    await writeFile(at('raw.next'), 'a file, where a folder should be');
    const failing = writerOf(store);
    for await (const { bytes } of failing.through(listOf({ uri: 'http://a', bytes: chunksOf(...noise) })))
      expect(await textOf(bytes)).toBe(whole);
    await failing.close();
    expect(failing.fault).toBe('not_written');
  });
});
