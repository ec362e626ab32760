import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test, vi } from 'vitest';
import { dayOf } from '../../src/domain/days.js';
import { type Cluster, clusterOffers } from '../../src/domain/duplicates/cluster.js';
import { identityOf, type Mark } from '../../src/domain/duplicates/identity.js';
import type { LearningOpportunityDraft } from '../../src/domain/learning-opportunity.js';
import type { CatalogueIndex } from '../../src/harvest/catalogue-index.js';
import { FeedError } from '../../src/harvest/feed.js';
import { type Bench, now, openBench } from '../support/harvest-bench.js';
import type { Line } from '../support/line-format.js';
import { temporaryDirectory } from '../support/servers.js';

/** Runs are remembered here, and each comes an hour after the one before: only what has changed is compared. */
let bench: Bench;
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let hours = 0;

beforeAll(async () => {
  folder = await temporaryDirectory('duplicates-changes');
});
beforeEach(async () => {
  bench = await openBench({ url: inject('meiliUrl'), key: inject('meiliKey'), dir: folder.path, remembers: true });
});
afterEach(async () => {
  await bench.close();
  await folder.remove();
  folder = await temporaryDirectory('duplicates-changes');
});
afterAll(() => folder.remove());

const urn = (course: string) => `urn:schac:uniqueCourseId:uni.example:${course}`;

function course(id: string, courses: readonly string[], more: Partial<LearningOpportunityDraft> = {}): Line {
  const nativeIds = [{ value: id }, ...courses.map((each) => ({ value: urn(each) }))];
  return { id, title: 'Counting', provider: 'Uni', draft: { nativeIds, ...more } };
}

const ects = (value: number): Partial<LearningOpportunityDraft> => ({ ects: { value, basis: 'stated' } });
const rest = Array.from({ length: 9 }, (_, n) => course(`r${n}`, [`r${n}`]));

async function run(source: string, lines: readonly Line[], more: Parameters<Bench['run']>[2] = {}) {
  hours += 1;
  return bench.run(source, lines, { at: new Date(now.getTime() + hours * 3_600_000), ...more });
}

/** The sources of each offer that several have, as the records in the index say. */
async function shared(): Promise<string[]> {
  const stored = (await Promise.all(['a', 'b', 'c'].map((source) => bench.stored(source)))).flat();
  const clusters = stored.flatMap(({ cluster }) => (cluster ? [cluster as Cluster] : []));
  const byFront = new Map(clusters.map((cluster) => [cluster.front, cluster]));
  return [...byFront.values()]
    .map(({ members }) =>
      members
        .map(({ source }) => source)
        .sort()
        .join(''),
    )
    .sort();
}

test('an offer is two while one of its sources has another record with its identifier, and then one again', async () => {
  await run('a', [...rest, course('1', ['x'])]);
  await run('b', [course('1', ['x'])]);
  expect(await shared()).toEqual(['ab']);
  await run('a', [...rest, course('1', ['x']), course('2', ['x'])]);
  expect(await shared()).toEqual([]);
  await run('a', [...rest, course('1', ['x']), course('2', ['y'])]);
  expect(await shared()).toEqual(['ab']);
  await run('a', [...rest, course('1', ['x']), course('2', ['x'])]);
  expect(await shared()).toEqual([]);
  await run('a', [...rest, course('1', ['x'])]);
  expect(await shared()).toEqual(['ab']);
});

test.each<[string, readonly Line[]]>([
  ['is withdrawn', rest],
  ['has another identifier', [...rest, course('1', ['y'], ects(5))]],
  ['says the same now', [...rest, course('1', ['x'], ects(10))]],
])('two records are one offer once a third, that contradicted one of them, %s', async (_, later) => {
  await run('a', [...rest, course('1', ['x'], ects(5))]);
  await run('b', [course('1', ['x'])]);
  await run('c', [course('1', ['x'], ects(10))]);
  expect(await shared()).toEqual([]);
  await run('a', later);
  expect(await shared()).toHaveLength(1);
});

test('a run that is killed before that is settled leaves it to the next run of any source', async () => {
  await run('a', [...rest, course('1', ['x']), course('2', ['x'])]);
  await run('b', [course('1', ['x'])]);
  const { writer } = bench;
  const index: CatalogueIndex = {
    ...{ stored: (source) => writer.stored(source), count: (source) => writer.count(source) },
    ...{ remember: (report) => writer.remember(report), appliedRun: (source) => writer.appliedRun(source) },
    held: (source) => writer.held(source),
    async apply(source, change) {
      await writer.apply(source, change);
      throw new FeedError('INDEX_UNAVAILABLE', 'killed');
    },
  };
  expect(await run('a', [...rest, course('1', ['x'])], { index })).toMatchObject({ outcome: 'failed' });
  expect(await shared()).toEqual([]);
  await run('c', [course('1', ['z'])]);
  expect(await shared()).toEqual(['ab']);
  expect(await bench.document('a', '2')).toMatchObject({ unsettled: null, former: null });
});

/** Numbers from 0 to 1 that look random and are the same each time. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

test.each([1, 2])('whatever changes, the index has what comparing all of its records gives (%i)', async (seed) => {
  const random = randomFrom(seed);
  const oneOf = <T>(values: readonly [T, ...T[]]): T => values[Math.floor(random() * values.length)] ?? values[0];
  const feeds = { a: new Map<string, Line>(), b: new Map<string, Line>(), c: new Map<string, Line>() };
  for (let step = 0; step < 25; step += 1) {
    const source = oneOf(['a', 'b', 'c'] as const);
    const feed = feeds[source];
    const id = oneOf(['1', '2', '3']);
    if (feed.size > 1 && feed.has(id) && random() < 0.4) feed.delete(id);
    else {
      const line = course(id, random() < 0.7 ? [oneOf(['x', 'y'])] : [], {
        ...(random() < 0.5 ? { homepages: [{ url: `https://uni.example/courses/${oneOf([1, 2])}` }] } : {}),
        ...(random() < 0.5 ? ects(oneOf([5, 10])) : {}),
      });
      feed.set(id, { ...line, title: oneOf(['Counting', 'Counting', 'Reading']) });
    }
    expect((await run(source, [...feed.values()])).error).toBeUndefined();
    const stored = (await Promise.all(Object.keys(feeds).map((each) => bench.stored(each)))).flat();
    const has = stored.map(({ id: its, live, cluster }) => [its, live === true, cluster ?? undefined]);
    expect(has, `after ${step + 1} runs`).toEqual(comparedAll(stored));
  }
});

/** Id, whether it is found, and cluster of each record. */
function comparedAll(stored: readonly Record<string, unknown>[]): unknown[] {
  const present = stored.filter((document) => document.present === true);
  const offers = present.map(({ record }) => identityOf(record as Parameters<typeof identityOf>[0]));
  const holders = (source: string, key: string) =>
    offers.filter((offer) => offer.source === source && offer.marks.some((mark) => mark.key === key)).length;
  const usable = ({ kind, key }: Mark) => kind === 'description' || !offers.some((o) => holders(o.source, key) > 1);
  const clusters = clusterOffers(offers, { pairs: { never: [], always: [] }, usable, today: dayOf(now) });
  return stored.map(({ id, present: isPresent }) => {
    const cluster = clusters.find(({ members }) => members.some((member) => member.id === id));
    return [id, isPresent === true && (cluster === undefined || cluster.front === id), cluster];
  });
}

test('a page that all offers of two catalogues name is not read again and again', async () => {
  const page = { homepages: [{ url: 'https://uni.example/courses' }] };
  const lines = Array.from({ length: 1000 }, (_, n) => course(`${n}`, [`x${n}`], page));
  await run('a', lines);
  const holders = vi.spyOn(bench.writer.duplicates, 'holders');
  expect(await run('b', lines)).toMatchObject({ merged: 1000 });
  const found = await Promise.all(holders.mock.results.map(({ value }) => value as Promise<readonly unknown[]>));
  const rows = found.reduce((sum, { length }) => sum + length, 0);
  expect(rows).toBeLessThan(8 * lines.length);
});
