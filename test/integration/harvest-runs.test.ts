import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { opportunityId } from '../../src/domain/identifiers.js';
import { moochub } from '../../src/harvest/formats/moochub/moochub.format.js';
import { xcriCap } from '../../src/harvest/formats/xcri-cap/xcri-cap.format.js';
import type { HarvestReport } from '../../src/harvest/report.js';
import { type Bench, now, openBench } from '../support/harvest-bench.js';
import { feedOf, type Line, lineFormat } from '../support/line-format.js';
import { recordingLog } from '../support/recording-log.js';
import { temporaryDirectory } from '../support/servers.js';

let bench: Bench;
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
const { log, lines: logged } = recordingLog();

beforeAll(async () => {
  folder = await temporaryDirectory('runs');
  bench = await openBench({
    ...{ url: inject('meiliUrl'), key: inject('meiliKey'), dir: folder.path, log: log as never },
    formats: [lineFormat, xcriCap, moochub],
  });
});
afterAll(async () => {
  await bench.close();
  await folder.remove();
});

let made = 0;
/** A new source id. */
function aSource(): string {
  made += 1;
  return `source-${made}`;
}

function offers(count: number, from = 1): Line[] {
  return Array.from({ length: count }, (_, index) => ({ id: `o${from + index}`, title: `Offer ${from + index}` }));
}

/** The promise of every applied run. */
function expectReconciled({ read, written, unchanged, rejected, duplicates }: HarvestReport): void {
  expect(written + unchanged + rejected + duplicates).toBe(read);
}

describe('a run that is applied', () => {
  test('writes a new source, and finds nothing to do the second time', async () => {
    const source = aSource();
    const first = await bench.run(source, offers(5));
    expect(first).toMatchObject({ outcome: 'succeeded', read: 5, written: 5, unchanged: 0, format: 'lines' });
    expectReconciled(first);
    const stored = await bench.stored(source);
    const tasks = [await bench.lastTask(bench.names.offers), await bench.lastTask(bench.names.providers)];

    const second = await bench.run(source, offers(5));
    expect(second).toMatchObject({ outcome: 'unchanged', read: 5, written: 0, unchanged: 5, withdrawn: 0 });
    expectReconciled(second);
    expect(await bench.stored(source)).toEqual(stored);
    expect([await bench.lastTask(bench.names.offers), await bench.lastTask(bench.names.providers)]).toEqual(tasks);
  });

  test('rewrites the record that changed and no other', async () => {
    const source = aSource();
    await bench.run(source, offers(5));
    const before = await bench.stored(source);
    const changed = offers(5).with(2, { id: 'o3', title: 'Renamed' });
    expect(await bench.run(source, changed)).toMatchObject({ outcome: 'succeeded', written: 1, unchanged: 4 });
    const after = await bench.stored(source);
    const id = opportunityId(source, 'o3');
    expect(after.filter((document) => document.id !== id)).toEqual(before.filter((document) => document.id !== id));
    expect(await bench.found(source)).toEqual(['Offer 1', 'Offer 2', 'Offer 4', 'Offer 5', 'Renamed']);
  });

  test('withdraws a record that is gone, answers for it, and takes it back', async () => {
    const source = aSource();
    await bench.run(source, offers(5));
    const gone = await bench.run(source, offers(4));
    expect(gone).toMatchObject({ outcome: 'succeeded', written: 0, unchanged: 4, withdrawn: 1 });
    expect(await bench.found(source)).toEqual(['Offer 1', 'Offer 2', 'Offer 3', 'Offer 4']);
    expect(await bench.document(source, 'o5')).toMatchObject({
      live: null,
      withdrawn: { at: '2026-11-23T12:00:00.000Z', reason: 'no longer in the catalogue' },
      record: { title: { en: 'Offer 5' } },
    });
    expect(await bench.service.search({ query: 'Offer 5', filter: { source: { in: [source] } } })).toMatchObject({
      total: 0,
    });
    expect(await bench.run(source, offers(4))).toMatchObject({ outcome: 'unchanged', withdrawn: 0 });

    const back = await bench.run(source, offers(5));
    expect(back).toMatchObject({ outcome: 'succeeded', written: 1, unchanged: 4 });
    expect(await bench.found(source)).toHaveLength(5);
    expect(await bench.document(source, 'o5')).toMatchObject({ withdrawn: null });
  });

  test('skips broken records and reports each with source, record, path, code and message', async () => {
    const source = aSource();
    const broken: Line[] = [
      ...offers(6),
      { id: 'no-title' },
      { title: 'no id' },
      { title: 'x', id: 'bad', draft: { ects: { value: -1, basis: 'stated' } } },
      { id: 'o10', title: 'crash', crash: true },
      { id: 'huge', title: 'x'.repeat(100_001) },
    ];
    const report = await bench.run(source, broken);
    expect(report).toMatchObject({ outcome: 'succeeded_with_rejections', read: 11, written: 6, rejected: 5 });
    expectReconciled(report);
    const codes = { MISSING_REQUIRED: 1, MISSING_ID: 1, INVALID_VALUE: 1, UNSUPPORTED_RECORD: 1, LIMIT_RECORD_SIZE: 1 };
    expect(report.issues).toEqual(codes);
    const issues = await bench.issues(source);
    expect(issues.map(({ record, path, code }) => [record, path, code])).toEqual([
      ['no-title', 'title', 'MISSING_REQUIRED'],
      ['#8', 'id', 'MISSING_ID'],
      ['bad', 'ects.value', 'INVALID_VALUE'],
      ['#10', '', 'UNSUPPORTED_RECORD'],
      ['huge', '', 'LIMIT_RECORD_SIZE'],
    ]);
    for (const issue of issues) {
      expect(issue).toMatchObject({ source, severity: 'error' });
      expect(issue.message.length).toBeGreaterThan(10);
    }
    expect(await bench.found(source)).toHaveLength(6);
  });

  test('keeps the last good version of a record that becomes invalid', async () => {
    const source = aSource();
    await bench.run(source, offers(6));
    const broken: Line[] = [
      ...offers(4),
      { id: 'o5' },
      { id: 'o6', title: 'New', draft: { ects: { value: 9999, basis: 'stated' } } },
    ];
    const report = await bench.run(source, broken);
    expect(report).toMatchObject({ outcome: 'succeeded_with_rejections', unchanged: 4, rejected: 2, withdrawn: 0 });
    expect(await bench.found(source)).toEqual(offers(6).map(({ title }) => title));
    expect(await bench.run(source, offers(6))).toMatchObject({ outcome: 'unchanged', unchanged: 6 });
  });

  test('takes the first of several records with one id', async () => {
    const source = aSource();
    const report = await bench.run(source, [...offers(3), { id: 'o2', title: 'again' }, { id: 'o2', title: 'again' }]);
    expect(report).toMatchObject({ outcome: 'succeeded', read: 5, written: 3, duplicates: 2 });
    expect(report.issues).toEqual({ DUPLICATE_ID: 2 });
    expectReconciled(report);
    expect(await bench.found(source)).toEqual(['Offer 1', 'Offer 2', 'Offer 3']);
    expect((await bench.issues(source))[0]).toMatchObject({ record: 'o2', code: 'DUPLICATE_ID', severity: 'warning' });
  });

  test('keeps the report of the last run and when the last good one was', async () => {
    const source = aSource();
    const good = await bench.run(source, offers(3));
    expect((await bench.sources.states()).get(source)).toEqual({
      id: source,
      lastRun: good,
      appliedRun: good.runId,
      lastSuccessAt: good.finishedAt,
    });
    const bad = await bench.run(source, 'nonsense');
    expect((await bench.sources.states()).get(source)).toEqual({
      id: source,
      lastRun: bad,
      appliedRun: good.runId,
      lastSuccessAt: good.finishedAt,
      lastError: { ...bad.error, at: bad.finishedAt },
    });
    const better = await bench.run(source, offers(3));
    expect((await bench.sources.states()).get(source)).toEqual({
      id: source,
      lastRun: better,
      appliedRun: better.runId,
      lastSuccessAt: better.finishedAt,
    });
    expect((await bench.sources.counts())[source]).toBe(3);
  });

  test('leaves the offers of other sources alone, though their ids are the same', async () => {
    const [one, two] = [aSource(), aSource()];
    await bench.run(one, offers(3));
    await bench.run(two, offers(3));
    const before = await bench.stored(one);
    await bench.run(two, offers(2));
    expect(await bench.stored(one)).toEqual(before);
  });
});

describe('a feed that is broken', () => {
  const whole = feedOf(offers(10));
  const faults: [string, string | (() => AsyncIterable<Uint8Array>), string, string][] = [
    ['empty', '', 'failed', 'FEED_EMPTY'],
    ['only space', ' \n\n', 'failed', 'FEED_EMPTY'],
    [
      'cut between records',
      feedOf(offers(10)).split('\n').slice(0, 6).join('\n').concat('\n'),
      'failed',
      'FEED_INCOMPLETE',
    ],
    ['cut in a record', whole.slice(0, whole.length - 20), 'failed', 'FEED_INCOMPLETE'],
    ['malformed in the middle', whole.replace('Offer 5"', 'Offer 5'), 'failed', 'FEED_MALFORMED'],
    ['an error page', '<!doctype html><title>503</title>', 'failed', 'UNKNOWN_FORMAT'],
    ['without a record', feedOf([]), 'refused', 'REFUSED_EMPTY'],
    ['with broken records only', feedOf(offers(10).map(({ id }) => ({ id: id ?? '' }))), 'refused', 'REFUSED_EMPTY'],
    [
      'with six broken records of ten',
      feedOf([...offers(4), ...offers(6, 5).map(({ id }) => ({ id: id ?? '' }))]),
      'refused',
      'REFUSED_INVALID_RATIO',
    ],
    ['with three of ten records gone', feedOf(offers(7)), 'refused', 'REFUSED_DROP'],
    ['with all ids changed', feedOf(offers(10, 100)), 'refused', 'REFUSED_DROP'],
    [
      'cut by the transport',
      async function* () {
        yield Buffer.from(whole.slice(0, 200));
        throw new (await import('../../src/harvest/feed.js')).FeedError('FEED_INCOMPLETE', 'cut');
      },
      'failed',
      'FEED_INCOMPLETE',
    ],
    [
      'with a transport that has a defect',
      async function* () {
        yield Buffer.from(whole.slice(0, 200));
        throw new TypeError('secret of the transport');
      },
      'failed',
      'INTERNAL',
    ],
  ];

  test.each(faults)('%s: nothing of what is indexed changes', async (_, feed, outcome, code) => {
    const source = aSource();
    await bench.run(source, offers(10));
    const before = await bench.stored(source);
    const tasks = await bench.lastTask(bench.names.offers);
    const report = await bench.run(source, feed);
    expect(report).toMatchObject({ outcome, written: 0, unchanged: 0, withdrawn: 0, error: { code } });
    expect(report.error?.message).not.toContain('secret');
    expect(await bench.stored(source)).toEqual(before);
    expect(await bench.lastTask(bench.names.offers)).toBe(tasks);
    expect(await bench.run(source, offers(10))).toMatchObject({ outcome: 'unchanged' });
  });

  test('in a declared format that it is not', async () => {
    const source = bench.sourceOf(aSource(), { format: 'xcri-cap' });
    expect(await bench.run(source, offers(3))).toMatchObject({ outcome: 'failed', error: { code: 'FEED_MALFORMED' } });
  });

  test('in a format that nobody knows, or with constants of no vocabulary', async () => {
    const unknown = bench.sourceOf(aSource(), { format: 'nonsense' });
    expect(await bench.run(unknown, offers(3))).toMatchObject({ error: { code: 'CONFIG_INVALID' } });
    const constants = { reason: 'declared by the test', country: 'Atlantis' };
    const wrong = bench.sourceOf(aSource(), { constants });
    const report = await bench.run(wrong, offers(3));
    expect(report).toMatchObject({ outcome: 'failed', error: { code: 'CONFIG_INVALID' } });
    expect(report.error?.message).toContain('constants.country');
  });

  test('keeps the problems that were found before it broke, beside those of the catalogue', async () => {
    const source = aSource();
    await bench.run(source, [...offers(3), { id: 'bad' }]);
    await bench.run(source, feedOf([{ id: 'first' }, ...offers(3)]).replace('Offer 3"', 'Offer 3'));
    expect(await bench.issues(source, 'unapplied')).toMatchObject([{ record: 'first', code: 'MISSING_REQUIRED' }]);
    expect(await bench.issues(source)).toMatchObject([{ record: 'bad' }]);

    expect(await bench.run(source, [{ id: 'odd' }])).toMatchObject({ outcome: 'refused' });
    expect(await bench.issues(source, 'unapplied')).toMatchObject([{ record: 'odd' }]);
    expect(await bench.issues(source)).toMatchObject([{ record: 'bad' }]);
    await bench.run(source, 'nonsense');
    await expect(bench.issues(source, 'unapplied')).rejects.toThrow('ENOENT');

    await bench.run(source, [{ id: 'odd' }]);
    await bench.run(source, [...offers(3), { id: 'worse' }]);
    expect(await bench.issues(source)).toMatchObject([{ record: 'worse' }]);
    await expect(bench.issues(source, 'unapplied')).rejects.toThrow('ENOENT');
  });

  test('that a person forced keeps the problems of what it did not read', async () => {
    const source = aSource();
    await bench.run(source, [{ id: 'early' }, ...offers(8), { id: 'late' }]);
    const cut = feedOf([{ id: 'early' }, { id: 'next' }, ...offers(8)]).replace('Offer 8"', 'Offer 8');
    expect(await bench.run(source, cut, { force: true })).toMatchObject({ extent: 'part' });
    expect((await bench.issues(source)).map(({ record }) => record)).toEqual(['late', 'early', 'next']);
  });
});

describe('the guard', () => {
  test.each([
    [1, 0, 0],
    [2, 1, 1],
    [3, 1, 1],
    [5, 1, 1],
    [9, 1, 1],
    [10, 2, 2],
    [20, 4, 4],
  ])('lets of %i offers %i go', async (stored, allowed, withdrawn) => {
    const source = aSource();
    await bench.run(source, offers(stored));
    const refused = await bench.run(source, offers(stored - allowed - 1));
    expect(refused.outcome).toBe('refused');
    expect(refused.error?.code).toMatch(/^REFUSED_(DROP|EMPTY)$/);
    expect(await bench.found(source)).toHaveLength(stored);
    if (allowed > 0) expect(await bench.run(source, offers(stored - allowed))).toMatchObject({ withdrawn });
  });

  test('is the limit of the source', async () => {
    const strict = bench.sourceOf(aSource(), { guard: { maxDropShare: 0, maxInvalidShare: 0 } });
    await bench.run(strict, offers(4));
    expect(await bench.run(strict, offers(3))).toMatchObject({ error: { code: 'REFUSED_DROP' } });
    expect(await bench.run(strict, [...offers(4), { id: 'x' }])).toMatchObject({
      error: { code: 'REFUSED_INVALID_RATIO' },
    });
  });

  test('gives way to force, but not for a feed without any usable record', async () => {
    const source = aSource();
    await bench.run(source, offers(10));
    const forced = await bench.run(source, offers(3), { force: true });
    expect(forced).toMatchObject({ outcome: 'succeeded', withdrawn: 7, unchanged: 3 });
    expect(await bench.found(source)).toHaveLength(3);
    for (const nothing of [[], [{ title: 'no id' }, { title: 'no id' }]]) {
      const refused = await bench.run(source, nothing, { force: true });
      expect(refused).toMatchObject({ outcome: 'refused', error: { code: 'REFUSED_EMPTY' } });
    }
    expect(await bench.found(source)).toHaveLength(3);
  });
});

describe('a feed that breaks, which a person forces through', () => {
  const broken = feedOf(offers(10).map((line) => ({ ...line, title: `${line.title} anew` }))).replace(
    'Offer 5 anew"',
    'Offer 5 anew',
  );

  test('gives what came before the break, withdraws nothing, and says where it broke', async () => {
    const source = aSource();
    await bench.run(source, [...offers(10), { id: 'bad' }]);
    const refused = await bench.run(source, broken);
    expect(refused).toMatchObject({ outcome: 'failed', written: 0, error: { code: 'FEED_MALFORMED' } });
    const dayLater = new Date(now.getTime() + 86_400_000);
    const forced = await bench.run(source, broken, { force: true, at: dayLater });
    expect(forced).toMatchObject({
      ...{ outcome: 'succeeded', extent: 'part', read: 4, written: 4, withdrawn: 0 },
      brokenOff: { code: 'FEED_MALFORMED', message: expect.stringContaining(':6') },
    });
    expect(forced.error).toBeUndefined();
    const titles = Array.from({ length: 10 }, (_, index) => `Offer ${index + 1}${index < 4 ? ' anew' : ''}`);
    expect(await bench.found(source)).toEqual(titles.sort());
    expect((await bench.history.deadLetters({ source, offset: 0, limit: 5 })).total).toBe(1);
    const [status] = [...(await bench.sources.states()).values()].filter(({ id }) => id === source);
    expect(status?.lastSuccessAt).toBe(now.toISOString());
    expect(await bench.run(source, offers(10))).toMatchObject({ outcome: 'succeeded', written: 4, unchanged: 6 });
  });

  test('gives nothing where nothing came before it, or where the fault is not one of the feed', async () => {
    const source = aSource();
    await bench.run(source, offers(3));
    const atOnce = feedOf(offers(3)).replace('Offer 1"', 'Offer 1');
    expect(await bench.run(source, atOnce, { force: true })).toMatchObject({ outcome: 'failed', written: 0 });
    const defect = async function* () {
      yield Buffer.from(broken);
      throw new TypeError('a defect');
    };
    expect(await bench.run(source, defect, { force: true })).toMatchObject({ error: { code: 'INTERNAL' } });
    expect(await bench.found(source)).toEqual(['Offer 1', 'Offer 2', 'Offer 3']);
  });

  test('is told beforehand by a preview', async () => {
    const source = aSource();
    await bench.run(source, offers(10));
    const told: string[] = [];
    const preview = { stored: async () => [], onChange: ({ change }: { change: string }) => void told.push(change) };
    const report = await bench.run(source, broken, { force: true, preview });
    expect(report).toMatchObject({
      dryRun: { new: 0, changed: 4, withdrawn: 0 },
      brokenOff: { code: 'FEED_MALFORMED' },
    });
    expect(told).toEqual(['changed', 'changed', 'changed', 'changed']);
    expect((await bench.found(source)).filter((title) => title.endsWith('anew'))).toEqual([]);
  });
});

describe('runs that meet', () => {
  test('the second one of a source leaves the first alone, also what is known of it', async () => {
    const source = aSource();
    await bench.run(source, offers(3));
    let go: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    async function* slow() {
      const bytes = Buffer.from(feedOf(offers(4)));
      yield bytes.subarray(0, 10);
      await gate;
      yield bytes.subarray(10);
    }
    const first = bench.run(source, slow);
    await expect
      .poll(() => readdir(join(folder.path, 'locks')).catch(() => []))
      .toEqual(expect.arrayContaining([expect.stringContaining(source)]));
    const second = await bench.run(source, offers(3));
    expect(second).toMatchObject({ outcome: 'failed', read: 0, error: { code: 'RUN_IN_PROGRESS' } });
    expect((await bench.sources.states()).get(source)).not.toHaveProperty('lastError');
    go();
    expect(await first).toMatchObject({ outcome: 'succeeded', written: 1 });
    expect(await bench.run(source, offers(4))).toMatchObject({ outcome: 'unchanged' });
  });

  test('a cancelled one stops and says so', async () => {
    const source = aSource();
    await bench.run(source, offers(3));
    const abort = new AbortController();
    async function* endless() {
      yield Buffer.from('{"lines":3}\n');
      abort.abort();
      yield Buffer.from(feedOf(offers(3)).slice(12));
    }
    const report = await bench.run(source, endless, { signal: abort.signal });
    expect(report).toMatchObject({ outcome: 'failed', error: { code: 'CANCELLED' } });
    expect(await bench.found(source)).toHaveLength(3);
  });

  test('leftovers of a killed one are cleared away', async () => {
    const source = aSource();
    await mkdir(join(bench.workDir, source, 'run-killed'), { recursive: true });
    await bench.run(source, offers(3));
    expect(await readdir(join(bench.workDir, source))).toEqual(['issues.ndjson']);
  });

  test('a lock that cannot be taken, or a disk that fails, is a failed run and not an exception', async () => {
    const source = aSource();
    await mkdir(join(bench.workDir), { recursive: true });
    const { writeFile } = await import('node:fs/promises');
    await writeFile(join(bench.workDir, source), 'a file where the folder of the source should be');
    expect(await bench.run(source, offers(3))).toMatchObject({ outcome: 'failed', error: { code: 'INTERNAL' } });
    expect(logged.at(-1)?.message ?? '').not.toBe('');
  });

  test('a disk without room fails it, and the report says where room is to be made', async () => {
    const source = aSource();
    await bench.run(source, offers(3));
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    const read = async function* () {
      yield Buffer.from(feedOf(offers(2)));
      throw full;
    };
    const { error, outcome } = await bench.run(source, read);
    expect([outcome, error?.code]).toEqual(['failed', 'DISK_FULL']);
    expect(error?.message).toContain(bench.workDir);
    expect(await bench.found(source)).toHaveLength(3);
  });
});

describe('odd strings', () => {
  test('ids of every kind stay apart and stable', async () => {
    const source = aSource();
    const ids = [
      ...['1', '01', '001', '1 ', 'a', 'A', 'ä', 'Ä', 'a\u0308', 'straße', 'strasse', 'a b', 'a:b', 'a/b', 'a?b#c'],
      ...['https://example.org/course?id=1&x=ä', 'urn:uuid:1', '"quoted"', "it's", 'back\\slash', '🎓', '学位', '#1'],
      ...['x'.repeat(600), 'NULL', '__proto__', 'a\nb', 'a\tb'],
    ];
    const lines = ids.map((id) => ({ id, title: `T ${id}` }));
    expect(await bench.run(source, lines)).toMatchObject({ outcome: 'succeeded', written: ids.length, duplicates: 0 });
    expect(await bench.run(source, lines)).toMatchObject({ outcome: 'unchanged', unchanged: ids.length });
    for (const id of ids)
      expect((await bench.document(source, id))?.record.provenance?.record).toBe(
        id.normalize('NFC').replace('\t', '\t'),
      );
  });

  test('titles that would poison a batch are cleaned, and nothing else is lost', async () => {
    const source = aSource();
    const titles: [string, string][] = [
      ['lone high surrogate \ud83d', 'lone high surrogate \ufffd'],
      ['lone low \ude00 surrogate', 'lone low \ufffd surrogate'],
      ['NUL \u0000 and \u0007', 'NUL  and '],
      ['bidi \u202emarks\u202c', 'bidi marks'],
      ['e\u0301', 'é'],
      ['line\u2028separator\u2029s', 'line\nseparator\ns'],
      [`a${'\u0301'.repeat(10_000)}`, `á${'\u0301'.repeat(9_999)}`],
      [`${'x'.repeat(99)}😀 cut at the sort key`, `${'x'.repeat(99)}😀 cut at the sort key`],
      ['"; DROP {"id":1}\\', '"; DROP {"id":1}\\'],
    ];
    const report = await bench.run(
      source,
      titles.map(([title], index) => ({ id: `t${index}`, title })),
    );
    expect(report).toMatchObject({ outcome: 'succeeded', written: titles.length, rejected: 0 });
    for (const [index, [, clean]] of titles.entries())
      expect((await bench.document(source, `t${index}`))?.record.title).toEqual({ en: clean });
  });

  test('a long text whose cut falls into an emoji costs nobody anything', async () => {
    const source = aSource();
    const text = `${'y'.repeat(5_999)}😀`;
    const draft = { description: { en: text }, prerequisites: { de: text, en: text } };
    const report = await bench.run(source, [...offers(5), { id: 'emoji', title: 'Emoji', draft }]);
    expect(report).toMatchObject({ outcome: 'succeeded', written: 6, rejected: 0 });
  });

  test('points that no map has never reach the index', async () => {
    const source = aSource();
    const wrong = [
      { latitude: 91, longitude: 0 },
      { latitude: 0, longitude: -181 },
      { latitude: '60', longitude: 24 } as never,
      { latitude: 60 } as never,
      [60, 24] as never,
    ];
    const report = await bench.run(source, [
      ...offers(6),
      ...wrong.map((geo, index) => ({ id: `g${index}`, title: 'x', geo })),
    ]);
    expect(report).toMatchObject({ written: 6, rejected: 5, issues: { INVALID_VALUE: 5 } });
  });
});

describe('organisations', () => {
  const line = (id: string, provider: string, awards?: string): Line => ({
    ...{ id, title: `Offer ${id}`, provider },
    ...(awards === undefined ? {} : { awards }),
  });
  const namesOf = async (source: string) =>
    (await bench.providers.search({ source, offset: 0, limit: 50 })).providers.map(({ names }) => names.en);

  test('are listed by name where they provide something, and stay as long as an offer refers to them', async () => {
    const source = aSource();
    const first = [line('1', 'Zeta'), line('2', 'alpha', 'Board'), line('3', 'Beta', 'alpha'), line('4', 'Beta')];
    await bench.run(source, [...first, ...offers(4, 10)]);
    expect(await namesOf(source)).toEqual(['alpha', 'Beta', 'Zeta']);
    const board = (await bench.document(source, '2'))?.record.awardingBodies?.[0];
    expect(await bench.providers.byIds([board?.id ?? ''])).toEqual([board]);
    expect(await bench.providers.byIds(['not an id', 'http://x/y', ''])).toEqual([]);

    const gone = [line('2', 'alpha', 'Board'), line('3', 'Beta', 'alpha'), line('4', 'Beta')];
    expect(await bench.run(source, [...gone, ...offers(4, 10)])).toMatchObject({ withdrawn: 1 });
    expect(await namesOf(source)).toEqual(['alpha', 'Beta']);
    const broken = [{ id: '2' }, line('3', 'Beta', 'alpha'), line('4', 'Beta')];
    expect(await bench.run(source, [...broken, ...offers(4, 10)])).toMatchObject({ rejected: 1, withdrawn: 0 });
    expect(await bench.providers.byIds([board?.id ?? ''])).toEqual([board]);
  });

  test('are pages that fit together, and found by name', async () => {
    const source = aSource();
    const names = Array.from({ length: 30 }, (_, index) => `School ${String(index).padStart(2, '0')}`);
    await bench.run(
      source,
      [...names].reverse().map((name, index) => line(`p${index}`, name)),
    );
    const pages = await Promise.all(
      [0, 10, 20, 30].map((offset) => bench.providers.search({ source, offset, limit: 10 })),
    );
    expect(pages.flatMap(({ providers }) => providers.map((provider) => provider.names.en))).toEqual(names);
    expect(pages.map(({ total }) => total)).toEqual([30, 30, 30, 30]);
    expect(await bench.providers.search({ source, query: 'school 07', offset: 0, limit: 5 })).toMatchObject({
      providers: [{ names: { en: 'School 07' } }],
    });
    expect(await bench.providers.search({ source, query: 'x\ud800', offset: 0, limit: 5 })).toMatchObject({ total: 0 });
  });
});

describe('real formats', () => {
  test.each([
    ['xcri-cap', 'test/fixtures/xcri-cap/two-providers.xml'],
    ['moochub', 'test/fixtures/moochub/v3-courses.json'],
  ])('%s is told by its content, written, and not written again', async (format, path) => {
    const source = aSource();
    const bytes = await readFile(path);
    const first = await bench.run(source, bytes);
    expect(first.outcome).toMatch(/^succeeded/);
    expect(first.format).toBe(format);
    expect(first.written).toBeGreaterThan(0);
    expectReconciled(first);
    const second = await bench.run(source, bytes);
    expect(second).toMatchObject({ written: 0, withdrawn: 0, unchanged: first.written });
    const cut = await bench.run(source, bytes.subarray(0, Math.floor(bytes.length * 0.8)));
    expect(cut).toMatchObject({ outcome: 'failed', written: 0, withdrawn: 0 });
    expect((await bench.sources.counts())[source]).toBe(first.written);
  });
});
