import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { opportunityId } from '../../src/domain/identifiers.js';
import type { LearningOpportunityDraft } from '../../src/domain/learning-opportunity.js';
import type { CatalogueIndex } from '../../src/harvest/catalogue-index.js';
import { FeedError } from '../../src/harvest/feed.js';
import type { HarvestReport } from '../../src/harvest/report.js';
import { type Bench, openBench } from '../support/harvest-bench.js';
import type { Line } from '../support/line-format.js';
import { temporaryDirectory } from '../support/servers.js';

let bench: Bench;
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;

beforeAll(async () => {
  folder = await temporaryDirectory('duplicates');
});
beforeEach(async () => {
  await bench?.close();
  bench = await openBench({ url: inject('meiliUrl'), key: inject('meiliKey'), dir: folder.path, maxBatchBytes: 4000 });
});
afterAll(async () => {
  await bench.close();
  await folder.remove();
});

const urn = (course: string) => `urn:schac:uniqueCourseId:uni.example:${course}`;

/** A course as one source gives it; `stated` values make it better described. */
function course(id: string, number: string, title: string, more: Partial<LearningOpportunityDraft> = {}): Line {
  return { id, title, provider: 'Uni', draft: { nativeIds: [{ value: id }, { value: urn(number) }], ...more } };
}

const better: Partial<LearningOpportunityDraft> = {
  eqfLevel: { value: 6, basis: 'stated' },
  learningOutcomes: [{ text: { en: 'Can count' } }],
};

/** What all sources together find: the front of each offer, and the sources that have it. */
async function found(): Promise<Record<string, readonly unknown[]>> {
  const { hits, total } = await bench.service.search({ first: 100, retrieve: ['record.title', 'source', 'by'] });
  expect(hits).toHaveLength(total);
  return Object.fromEntries(
    hits.map(({ document: { source, record, by } }) => [`${source}: ${record.title?.en}`, by?.source ?? []]),
  );
}

async function states(source: string) {
  return (await bench.stored(source)).map(({ id, live, present, cluster, unsettled }) => ({
    ...{ id, live, present, unsettled },
    front: (cluster as { front?: string } | null)?.front,
  }));
}

function expectGood(report: HarvestReport, more: Partial<HarvestReport> = {}): void {
  expect(report.error).toBeUndefined();
  expect(report.written + report.unchanged + report.rejected + report.duplicates).toBe(report.read);
  expect(report).toMatchObject(more);
}

describe('the same offer of two sources', () => {
  test('is found once, by the better description, under both sources, in whatever order they come', async () => {
    const a = [course('1', 'x', 'Counting'), course('2', 'y', 'Reading', better), course('3', 'z', 'Only a')];
    const b = [course('b1', 'x', 'counting', better), course('b2', 'y', 'READING'), course('b3', 'w', 'Only b')];
    expectGood(await bench.run('a', a), { merged: 0 });
    expectGood(await bench.run('b', b), { written: 3, merged: 2 });
    const expected = {
      'b: counting': ['a', 'b'],
      'a: Reading': ['a', 'b'],
      'a: Only a': ['a'],
      'b: Only b': ['b'],
    };
    expect(await found()).toEqual(expected);
    expect(await bench.found('a')).toEqual(['Only a', 'Reading', 'counting']);
    expect(await bench.sources.counts()).toEqual({ a: 3, b: 3 });
    const hidden = await bench.document('a', '1');
    const front = opportunityId('b', 'b1');
    expect(hidden).toMatchObject({ present: true, live: null, cluster: { front } });
    expect(hidden?.cluster?.members).toEqual([
      ...[opportunityId('a', '1'), front].sort().map((id) => ({
        ...{ id, source: id === front ? 'b' : 'a', rule: 'course-identifier', shared: 'uni.example:x' },
      })),
    ]);

    const again = await openBench({ url: inject('meiliUrl'), key: inject('meiliKey'), dir: folder.path });
    try {
      expectGood(await again.run('b', b));
      expectGood(await again.run('a', a));
      const first = bench;
      bench = again;
      expect(await found()).toEqual(expected);
      bench = first;
    } finally {
      await again.close();
    }
  });

  test('costs no task when nothing changed', async () => {
    await bench.run('a', [course('1', 'x', 'Counting')]);
    await bench.run('b', [course('1', 'x', 'Counting', better)]);
    const task = await bench.lastTask(bench.names.offers);
    for (const source of ['a', 'b'])
      expectGood(await bench.run(source, [course('1', 'x', 'Counting', source === 'b' ? better : {})]), {
        ...{ outcome: 'unchanged', merged: 1 },
      });
    expect(await bench.lastTask(bench.names.offers)).toBe(task);
  });

  test('stays one when the hidden record changes, changes front when that is described better, and parts when it differs', async () => {
    const front = course('1', 'x', 'Counting', { ects: { value: 5, basis: 'stated' } });
    await bench.run('a', [front]);
    await bench.run('b', [course('1', 'x', 'Counting 2')]);
    expect(await found()).toEqual({ 'a: Counting': ['a', 'b'] });
    await bench.run('b', [course('1', 'x', 'Counting changed')]);
    expect(await found()).toEqual({ 'a: Counting': ['a', 'b'] });
    expect((await bench.document('b', '1'))?.record?.title).toEqual({ en: 'Counting changed' });
    await bench.run('b', [course('1', 'x', 'Counting well', better)]);
    await bench.run('b', [course('1', 'x', 'Counting well', { ...better, modes: [] })]);
    expect(await found()).toEqual({ 'b: Counting well': ['a', 'b'] });
    await bench.run('b', [course('1', 'x', 'Counting', { ects: { value: 10, basis: 'stated' } })]);
    expect(await found()).toEqual({ 'a: Counting': ['a'], 'b: Counting': ['b'] });
    expect(await states('a')).toMatchObject([{ live: true, unsettled: undefined }]);
    expect((await states('b'))[0]?.front).toBeUndefined();
  });

  test('is taken over by the other source when the one in front withdraws it, and comes back', async () => {
    const rest = Array.from({ length: 8 }, (_, n) => course(`r${n}`, `r${n}`, `Rest ${n}`));
    const clear = async () => Object.keys(await found()).filter((key) => !key.includes('Rest'));
    await bench.run('a', [course('1', 'x', 'Poor')]);
    await bench.run('b', [...rest, course('1', 'x', 'Rich', better)]);
    expect(await clear()).toEqual(['b: Rich']);
    expectGood(await bench.run('b', rest), { withdrawn: 1, merged: 0 });
    expect(await clear()).toEqual(['a: Poor']);
    const tombstone = await bench.document('b', '1');
    expect(tombstone).toMatchObject({ present: null, live: null, cluster: null, withdrawn: {}, f: {}, hash: '' });
    expect(tombstone?.record?.title).toEqual({ en: 'Rich' });
    expectGood(await bench.run('b', [...rest, course('1', 'x', 'Rich', better)]), { merged: 1 });
    expect(await clear()).toEqual(['b: Rich']);
    expectGood(await bench.run('a', [course('2', 'q', 'Other')], { force: true }), { withdrawn: 1, merged: 0 });
    expect((await clear()).sort()).toEqual(['a: Other', 'b: Rich']);
    expect(await bench.document('b', '1')).toMatchObject({ by: { source: ['b'] }, cluster: null });
  });

  test('of three sources is one; one that could be either of two that differ in credits is a third', async () => {
    await bench.run('a', [course('1', 'x', 'Counting', { ects: { value: 5, basis: 'stated' } })]);
    await bench.run('c', [course('1', 'x', 'Counting')]);
    await bench.run('b', [course('1', 'x', 'Counting', { ects: { value: 5, basis: 'stated' }, ...better })]);
    expect(await found()).toEqual({ 'b: Counting': ['a', 'b', 'c'] });
    await bench.run('b', [course('1', 'x', 'Counting', { ects: { value: 10, basis: 'stated' } })]);
    expect(await found()).toEqual({ 'a: Counting': ['a'], 'b: Counting': ['b'], 'c: Counting': ['c'] });
  });

  test('is not assumed for records of one source, nor where a source has the identifier twice', async () => {
    await bench.run('a', [course('1', 'x', 'Counting'), course('2', 'x', 'Counting')]);
    await bench.run('b', [course('1', 'x', 'Counting')]);
    expect(Object.values(await found())).toHaveLength(2);
    expect(await bench.service.search({ first: 0 })).toMatchObject({ total: 3 });
    await bench.run('a', [course('1', 'x', 'Counting')], { force: true });
    expect(await bench.service.search({ first: 0 })).toMatchObject({ total: 1 });
  });

  test('counts as updated for portals whenever who is found for it changes', async () => {
    const before = Math.floor(new Date('2026-11-23T12:00:00Z').getTime() / 1000);
    await bench.run('a', [course('1', 'x', 'Counting')]);
    await bench.admin
      .index(bench.names.offers)
      .updateDocuments([{ id: opportunityId('a', '1'), updated: 5 }])
      .waitTask();
    await bench.run('b', [course('1', 'x', 'Counting')]);
    expect(await bench.document('a', '1')).toMatchObject({ updated: before });
  });
});

describe('what an operator has judged', () => {
  const ids = (): readonly [string, string] => [opportunityId('a', '1'), opportunityId('b', '1')];

  test('parts and joins offers with the next harvest of any source, stays, and goes when it is taken out', async () => {
    const a = [course('1', 'x', 'Counting')];
    const b = [course('1', 'x', 'Counting')];
    await bench.run('a', a);
    await bench.run('b', b);
    const never = { never: [ids()], always: [] };
    expectGood(await bench.run('a', a, { pairs: never }), { outcome: 'unchanged', merged: 0 });
    expect(await found()).toEqual({ 'a: Counting': ['a'], 'b: Counting': ['b'] });
    await bench.run('b', [course('1', 'x', 'Counting more')], { pairs: never });
    expect(Object.keys(await found())).toHaveLength(2);
    await bench.run('a', a);
    expect(Object.keys(await found())).toHaveLength(1);
    await bench.run('b', [course('1', 'other', 'Something else')]);
    expect(Object.keys(await found())).toHaveLength(2);
    await bench.run('a', a, { pairs: { never: [], always: [ids()] } });
    expect(Object.values(await found())).toEqual([['a', 'b']]);
    expect((await bench.document('a', '1'))?.cluster?.members[0]).toMatchObject({ rule: 'operator' });
  });
});

describe('a run that is broken off', () => {
  /** The index, of a process that ends when the records are written and nothing is settled. */
  function killedAfterWriting(): CatalogueIndex {
    const { writer } = bench;
    return {
      stored: (source) => writer.stored(source),
      count: (source) => writer.count(source),
      remember: (report) => writer.remember(report),
      appliedRun: (source) => writer.appliedRun(source),
      held: (source) => writer.held(source),
      async apply(source, change) {
        await writer.apply(source, change);
        throw new FeedError('INDEX_UNAVAILABLE', 'killed');
      },
    };
  }

  test('before who is found was settled leaves the offers that were found, and any next run mends it', async () => {
    await bench.run('a', [course('1', 'x', 'Poor'), course('2', 'y', 'Rich', better)]);
    const broken = await bench.run(
      'b',
      [course('1', 'x', 'Rich', better), course('2', 'y', 'Poor'), course('3', 'z', 'New')],
      {
        index: killedAfterWriting(),
      },
    );
    expect(broken).toMatchObject({ outcome: 'failed', error: { code: 'INDEX_UNAVAILABLE' } });
    expect(await found()).toEqual({ 'a: Poor': ['a'], 'a: Rich': ['a'], 'b: New': ['b'] });
    expectGood(await bench.run('c', [course('1', 'q', 'Another source')]));
    expect(await found()).toEqual({
      ...{ 'b: Rich': ['a', 'b'], 'a: Rich': ['a', 'b'], 'b: New': ['b'], 'c: Another source': ['c'] },
    });
  });

  test('after a front was withdrawn still shows one of the two, and any next run mends it', async () => {
    const rest = [course('r1', 'r1', 'Rest 1'), course('r2', 'r2', 'Rest 2')];
    await bench.run('a', [course('1', 'x', 'Poor')]);
    await bench.run('b', [...rest, course('1', 'x', 'Rich', better)]);
    await bench.run('b', rest, { index: killedAfterWriting(), force: true });
    expect(Object.keys(await found()).filter((key) => !key.includes('Rest'))).toHaveLength(1);
    expectGood(await bench.run('a', [course('1', 'x', 'Poor')]), { unchanged: 1 });
    expect(Object.keys(await found()).filter((key) => !key.includes('Rest'))).toEqual(['a: Poor']);
    expect((await states('b')).filter(({ present }) => present !== true)).toMatchObject([
      { live: null, unsettled: null },
    ]);
  });
});

describe('sources that are harvested at the same time', () => {
  test('end as if they had come one after the other', async () => {
    const lines = (count: number, more: (n: number) => Partial<LearningOpportunityDraft>) =>
      Array.from({ length: count }, (_, n) => course(`${n}`, `x${n}`, `Course ${n}`, more(n)));
    const sources = {
      a: lines(60, (n) => (n % 3 === 0 ? better : {})),
      b: lines(60, (n) => (n % 3 === 1 ? better : {})),
      c: lines(40, (n) => (n % 3 === 2 ? better : {})),
    };
    const reports = await Promise.all(Object.entries(sources).map(([id, feed]) => bench.run(id, feed)));
    for (const report of reports) expectGood(report);
    const all = await found();
    expect(Object.keys(all)).toHaveLength(60);
    for (const [key, by] of Object.entries(all)) {
      const n = Number(key.split(' ').at(-1));
      expect(by).toEqual(n < 40 ? ['a', 'b', 'c'] : ['a', 'b']);
    }
    for (let n = 0; n < 40; n += 1) expect(Object.keys(all)).toContain(`${'abc'[n % 3]}: Course ${n}`);
    const { total } = await bench.admin
      .index(bench.names.offers)
      .getDocuments({ filter: 'unsettled = true', limit: 1 });
    expect(total).toBe(0);
  });
});

test('an offer that is over does not stand in front of one that is not, also when it ends later', async () => {
  const run = (end: string): Partial<LearningOpportunityDraft> => ({
    runs: [{ id: opportunityId('run', end), period: { end, precision: 'day' } }],
  });
  await bench.run('a', [course('1', 'x', 'Rich', { ...better, ...run('2026-11-25') })]);
  await bench.run('b', [course('1', 'x', 'Poor')]);
  expect(Object.keys(await found())).toEqual(['a: Rich']);
  const later = new Date('2026-12-01T12:00:00Z');
  await bench.run('c', [course('9', 'q', 'Other')], { at: later });
  expect(await bench.document('b', '1')).toMatchObject({ live: true, by: { source: ['a', 'b'] } });
  expect(await bench.document('a', '1')).toMatchObject({ live: null });
});
