import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { emil } from '../../src/harvest/formats/emil/emil.format.js';
import type { SourceDefinition } from '../../src/harvest/source.js';
import { pagesOptions } from '../../src/harvest/transports/pages.options.js';
import { type Bench, now, openBench } from '../support/harvest-bench.js';
import { type RunSourceOptions, runSource, stateOf } from '../support/run-sources.js';
import { temporaryDirectory } from '../support/servers.js';
import { api } from './api-server.js';
import type { RunningServer } from './faulty-server.js';

interface Item {
  readonly id: string;
  readonly status: string;
  readonly content: Record<string, unknown>;
}
type Lists = Record<'educationProviders' | 'educationEvents' | 'educationInfos', Item[]>;

let bench: Bench;
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  folder = await temporaryDirectory('changes');
  bench = await openBench({ url: inject('meiliUrl'), key: inject('meiliKey'), dir: folder.path });
});
afterAll(async () => {
  await bench.close();
  await folder.remove();
});

let lists: Lists;
/** What the API answers to `updatedSince`. */
let changed: Partial<Lists>;
/** What it answers to `updatedSince` for one of the lists, where it does not answer properly. */
let refusal: { readonly list: keyof Lists; readonly status: number } | undefined;
let server: RunningServer;
let source: SourceDefinition;
let made = 0;

beforeEach(async () => {
  lists = JSON.parse(await readFile('test/fixtures/emil/bundle.json', 'utf8'));
  changed = {};
  refusal = undefined;
  server = await api((url) => {
    const name = url.pathname.slice(1) as keyof Lists;
    if (url.searchParams.has('updatedSince') && refusal?.list === name) return { status: refusal.status };
    const all = url.searchParams.has('updatedSince') ? (changed[name] ?? []) : lists[name];
    return { body: { page: { totalElements: all.length, totalPages: Math.min(all.length, 1) }, [name]: all } };
  });
  made += 1;
  const transport = pagesOptions.parse({ type: 'pages', preset: 'emil' });
  source = bench.sourceOf(`changes-${made}`, { location: server.url, language: 'sv', transport });
});

const run = (options: Partial<RunSourceOptions> = {}) =>
  runSource(bench, source, { formats: [emil], rawMaxBytes: 10_000_000, allowHosts: [server.host], ...options });
const stored = async (present: boolean) =>
  (await bench.stored(source.id)).filter((document) => (document.present === true) === present);
const asked = () => server.requests.splice(0).map(({ url }) => url ?? '');
const active = () => lists.educationInfos.filter(({ status }) => status === 'ACTIVE');
const edited = (item: Item | undefined, content: object, status = 'ACTIVE'): Item => {
  if (item === undefined) throw new Error('the fixture has it');
  return { ...item, status, content: { ...item.content, ...content } };
};

describe('an API that tells what changed', () => {
  test('is asked for that only, and what it marks as deleted is withdrawn with a tombstone', async () => {
    const first = await run();
    expect(first).toMatchObject({ raw: 'kept', extent: 'everything' });
    expect(asked().some((path) => path.includes('updatedSince'))).toBe(false);
    const before = await stored(true);
    const [one, two] = active();

    changed = {
      educationInfos: [
        edited(one, {}, 'DELETED'),
        edited(two, { title: { strings: [{ lang: 'swe', content: 'Ny titel' }] } }),
      ],
    };
    const second = await run({ force: false, at: new Date(now.getTime() + 60_000) });
    // A Swedish local time, as the API has it: without a zone.
    const since = /[?&]updatedSince=\d{4}-\d\d-\d\dT\d\d%3A\d\d%3A\d\d(?:&|$)/;
    expect(asked().every((path) => since.test(path))).toBe(true);
    // The package that holds the deleted one is written too.
    expect(second).toMatchObject({ written: 2, unchanged: 1, withdrawn: 1 });
    const after = await stored(true);
    expect(after).toHaveLength(before.length - 1);
    expect(JSON.stringify(after)).toContain('Ny titel');
    expect(await stored(false)).toMatchObject([{ withdrawn: expect.anything() }]);
  });

  test('has nothing new when it says so, and is read wholly when a full run is due', async () => {
    await run();
    asked();
    expect(await run()).toMatchObject({ outcome: 'unchanged', extent: 'nothing', written: 0, unchanged: 4 });
    expect(asked()).toHaveLength(3);
    const fullAt = (await stateOf(bench, source.id))?.fullAt;

    changed = { educationEvents: lists.educationEvents.slice(0, 1) };
    await run({ at: new Date(now.getTime() + 3_600_000) });
    expect((await stateOf(bench, source.id))?.fullAt).toBe(fullAt);
    asked();
    await run({ at: new Date(now.getTime() + 8 * 86_400_000) });
    expect(asked().some((path) => path.includes('updatedSince'))).toBe(false);
  });

  test('a changed run of an offer changes that offer, though the offer itself did not', async () => {
    await run();
    const event = lists.educationEvents.find(({ status }) => status === 'ACTIVE');
    changed = { educationEvents: [edited(event, {}, 'REMOVED')] };
    const report = await run();
    expect(report).toMatchObject({ written: 2, unchanged: 2, withdrawn: 0 });
    expect(JSON.stringify(await stored(true))).not.toContain(event?.id);
  });

  test('is read wholly where nothing was kept, and where its answer fails nothing changes', async () => {
    await run({ rawMaxBytes: 0 });
    asked();
    changed = { educationInfos: lists.educationInfos.slice(0, 1) };
    expect(await run()).toMatchObject({ written: 0, unchanged: 4, withdrawn: 0 });
    expect(asked().some((path) => !path.includes('updatedSince'))).toBe(true);
    const before = await stored(true);
    changed = { educationInfos: [{ id: '', status: 'DELETED', content: {} }] };
    expect(await run()).toMatchObject({ written: 0, withdrawn: 0 });
    await server.close();
    expect(await run()).toMatchObject({ outcome: 'failed' });
    expect(await stored(true)).toEqual(before);
  });

  test.each([
    ['educationProviders', 400],
    ['educationEvents', 404],
    ['educationInfos', 422],
    ['educationInfos', 501],
  ] as const)('is read wholly in the same run where it refuses the question: %s, %i', async (list, status) => {
    const first = await run();
    asked();
    refusal = { list, status };
    changed = { educationProviders: [], educationInfos: lists.educationInfos.slice(0, 1) };
    lists.educationInfos = lists.educationInfos.map((info) =>
      info === active()[1] ? edited(info, { title: { strings: [{ lang: 'swe', content: 'Ny titel' }] } }) : info,
    );
    expect(await run()).toMatchObject({ written: 1, unchanged: first.written - 1, withdrawn: 0, extent: 'everything' });
    const paths = asked();
    expect(paths.filter((path) => path.includes('updatedSince')).at(-1)).toContain(list);
    expect(paths.filter((path) => !path.includes('updatedSince'))).toHaveLength(3);
    expect(JSON.stringify(await stored(true))).toContain('Ny titel');
  });

  test('fails where it breaks while it is asked what changed', async () => {
    await run();
    const before = await stored(true);
    refusal = { list: 'educationInfos', status: 500 };
    expect(await run()).toMatchObject({ outcome: 'failed', error: { code: 'SOURCE_HTTP_STATUS' }, written: 0 });
    expect(await stored(true)).toEqual(before);
  });
});
