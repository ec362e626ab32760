import { afterAll, describe, expect, test } from 'vitest';
import { FeedError } from '../../../src/harvest/feed.js';
import type { RawRecord } from '../../../src/harvest/format.js';
import { portableFormats } from '../../../src/harvest/formats/portable.js';
import { formats } from '../../../src/harvest/formats/registry.js';
import { mapRecords } from '../../../src/harvest/map-records.js';
import { MappingPool, type MappingPoolOptions } from '../../../src/harvest/mapping-pool.js';
import { sourceDefinition } from '../../../src/harvest/source.js';
import type { HarvestedRecord } from '../../../src/harvest/take-record.js';
import { silentLog } from '../../support/silent-log.js';

const worker = new URL('../../../dist/harvest/mapping-worker.js', import.meta.url);
const pools: MappingPool[] = [];
const poolOf = (options: Partial<MappingPoolOptions> = {}) => {
  const pool = new MappingPool({ threads: 1, alone: 10, worker, log: silentLog, ...options });
  pools.push(pool);
  return pool;
};
afterAll(() => Promise.all(pools.map((pool) => pool.close())));

const source = sourceDefinition.parse({ id: 'many', name: 'Many', location: '-', language: 'en' });
const now = new Date('2026-11-23T12:00:00Z');

/** Courses of which every seventh has no name, and every eleventh comes as text too. */
async function* courses(count: number, fault?: Error): AsyncGenerator<RawRecord> {
  for (let position = 1; position <= count; position += 1) {
    const attributes = {
      ...(position % 7 === 0 ? {} : { name: `Course ${position} – é` }),
      ...{
        description: `<p>About <b>${position}</b></p>`,
        courseMode: ['online', 'odd'],
        publisher: { name: 'College' },
      },
    };
    const data = { id: `c${position}`, type: 'courses', attributes };
    yield position % 11 === 0 ? { position, data, json: JSON.stringify(data) } : { position, data };
  }
  if (fault !== undefined) throw fault;
}

function shownOf({ line, facts, hash, id, raw, issues }: HarvestedRecord): string {
  return JSON.stringify([line, facts, hash, id, raw, issues]);
}

async function mapAll(
  records: AsyncIterable<RawRecord>,
  options: { pool?: MappingPool; position?: number; signal?: AbortSignal; format?: string } = {},
) {
  const { format: id = 'moochub', signal = new AbortController().signal, ...rest } = options;
  const format = formats.find((each) => each.id === id);
  if (format === undefined) throw new Error(id);
  const mapped: string[] = [];
  let fault: unknown;
  try {
    const given = { source, format, limits: { maxRecordBytes: 100_000 }, uri: 'file:///feed', now: () => now, signal };
    for await (const each of mapRecords(records, { ...given, ...rest })) mapped.push(shownOf(each));
  } catch (cause) {
    fault = cause;
  }
  return { mapped, fault };
}

describe('mapping with the help of other threads', () => {
  test('gives the same records, problems and hashes in the same order', async () => {
    const { mapped: expected } = await mapAll(courses(2345));
    expect(expected.filter((each) => each.startsWith('[null'))).toHaveLength(335);
    for (const threads of [1, 3]) {
      const { mapped } = await mapAll(courses(2345), { pool: poolOf({ threads }) });
      expect(mapped).toEqual(expected);
    }
    const placed = await mapAll(courses(200), { pool: poolOf(), position: 12 });
    expect(placed).toEqual(await mapAll(courses(200), { position: 12 }));
  });

  test('a feed that breaks has told of all records before, also of those under way', async () => {
    const fault = new FeedError('FEED_INCOMPLETE', 'cut');
    const result = await mapAll(courses(777, fault), { pool: poolOf() });
    expect(result.fault).toBe(fault);
    expect(result.mapped).toHaveLength(777);
  });

  test('a run that is cancelled gives nothing more', async () => {
    const controller = new AbortController();
    async function* cancelled() {
      for await (const each of courses(1000)) {
        if (each.position === 500) controller.abort();
        yield each;
      }
    }
    const { mapped, fault } = await mapAll(cancelled(), { pool: poolOf(), signal: controller.signal });
    expect(fault).toMatchObject({ name: 'AbortError' });
    expect(mapped.length).toBeLessThan(500);
  });

  test('threads that fail or cannot start cost no record', async () => {
    const { mapped: expected } = await mapAll(courses(500));
    const missing = new URL('./there-is-none.js', import.meta.url);
    const { mapped, fault } = await mapAll(courses(500), { pool: poolOf({ worker: missing }) });
    expect(fault).toBeUndefined();
    expect(mapped).toEqual(expected);
  });

  test('small feeds, and formats that need more than plain data, start no thread', async () => {
    const pool = poolOf({ alone: 2000 });
    await mapAll(courses(2000), { pool });
    expect(pool.running).toBe(0);
    await mapAll(courses(2001), { pool });
    expect(pool.running).toBe(1);
    const other = poolOf();
    await mapAll(courses(100), { pool: other, format: 'elm-jsonld' });
    expect(other.running).toBe(0);
  });
});

test('each portable format is the one of the registry', async () => {
  for (const [id, load] of portableFormats) expect(await load()).toBe(formats.find((format) => format.id === id));
});
