import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { annex1States } from '../../src/domain/annex1.js';
import { organisationId } from '../../src/domain/identifiers.js';
import { keptIssues } from '../../src/harvest/issues-file.js';
import { MeilisearchOfferReader } from '../../src/meilisearch/offer-reader.js';
import { buildReport } from '../../src/report/build-report.js';
import type { ReportedOffer } from '../../src/report/ports.js';
import { type Bench, now, openBench } from '../support/harvest-bench.js';
import type { Line } from '../support/line-format.js';
import { aDocument } from '../support/opportunities.js';
import { everyElement } from '../support/reported.js';
import { temporaryDirectory } from '../support/servers.js';

let bench: Bench;
let reader: MeilisearchOfferReader;
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  folder = await temporaryDirectory('report');
  bench = await openBench({ url: inject('meiliUrl'), key: inject('meiliKey'), dir: folder.path });
  reader = new MeilisearchOfferReader({ pages: bench.connection.write, search: bench.connection.search }, bench.names);
});
afterAll(async () => {
  await bench.close();
  await folder.remove();
});

async function read(source: string): Promise<ReportedOffer[]> {
  const offers: ReportedOffer[] = [];
  for await (const offer of reader.offers(source)) offers.push(offer);
  return offers;
}

function lines(count: number): Line[] {
  return Array.from({ length: count }, (_, index) => ({ id: `o${index + 1}`, title: `Offer ${index + 1}` }));
}

test('all offers of a source are read, over all pages, and none of another one', async () => {
  await bench.run('many', lines(230));
  await bench.run('others', [{ id: 'x', title: 'X' }]);
  const natives = (await read('many')).map(({ native }) => native);
  expect(natives).toHaveLength(230);
  expect(new Set(natives)).toEqual(new Set(lines(230).map(({ id }) => id)));
  expect(await read('nowhere')).toEqual([]);
});

test('an offer that is read has the same elements, runs and dates as the whole record', async () => {
  const draft = { ...everyElement(), modifiedAtSource: '2026-05-01T10:00:00Z' };
  await bench.run('whole', [{ id: 'full', title: 'Full', provider: 'One', draft }, ...lines(1)]);
  const [full, plain] = (await read('whole')).sort((a, b) => a.native.localeCompare(b.native));
  if (full === undefined || plain === undefined) throw new Error('two offers were written');
  expect(annex1States(full)).toEqual(annex1States(aDocument('full', everyElement()).record));
  expect(full).toMatchObject({ modifiedAtSource: '2026-05-01T10:00:00Z', providers: [{ names: { en: 'One' } }] });
  expect(annex1States(plain)).toEqual(annex1States(aDocument('o1', { providers: [] }).record));
  expect(plain).toMatchObject({ runs: [], providers: [], withdrawn: false });
});

test('a report counts what a harvest left: offers, withdrawn ones, problems and duplicates, for all and for one provider', async () => {
  const feed: Line[] = [
    ...lines(5).map((line, index) => ({ ...line, provider: index < 2 ? 'One' : 'Two' })),
    { id: 'o1', title: 'Again', provider: 'One' },
    { title: 'Nameless' },
  ];
  await bench.run('mixed', [...feed, { id: 'gone', title: 'Gone', provider: 'One' }]);
  const lastRun = await bench.run('mixed', feed);
  const source = { id: 'mixed', name: 'Mixed', enabled: true, lastRun };
  const issues = {
    issues: (id: string) => keptIssues(bench.workDir, id),
    unapplied: (id: string) => keptIssues(bench.workDir, id, 'unapplied'),
  };
  const whole = await buildReport(source, { offers: reader, issues, now });
  expect(whole).toMatchObject({
    ...{ offers: { total: 5, undated: 5, withdrawn: 1 }, duplicates: 1 },
    lastRun: { outcome: 'succeeded_with_rejections', read: 7, rejected: 1, duplicates: 1 },
    problems: { scope: 'everything', errors: 1, warnings: 1 },
    providers: [
      { names: { en: 'Two' }, offers: 3 },
      { names: { en: 'One' }, offers: 2 },
    ],
  });
  const provider = await reader.provider(organisationId('mixed', 'name:One'));
  expect(provider).toEqual({ id: organisationId('mixed', 'name:One'), source: 'mixed', names: { en: 'One' } });
  if (provider === undefined) throw new Error('it is there');
  expect(await buildReport(source, { offers: reader, issues, now, provider })).toMatchObject({
    ...{ offers: { total: 2, withdrawn: 1 }, duplicates: 1, problems: { errors: 0, warnings: 1 } },
  });
});

test('providers are found by id and listed by name; who only awards is none', async () => {
  await bench.run('named', [
    { id: 'a', title: 'A', provider: 'Zeta', awards: 'Awarder' },
    { id: 'b', title: 'B', provider: 'Alpha' },
  ]);
  const { total, providers } = await reader.providers(['named'], 1);
  expect([total, providers.map(({ names }) => names.en)]).toEqual([2, ['Alpha']]);
  expect((await reader.providers([], 1000)).total).toBeGreaterThanOrEqual(2);
  expect((await reader.providers(['nowhere'], 10)).total).toBe(0);
  for (const id of [organisationId('named', 'name:Awarder'), organisationId('named', 'name:Nobody'), '"; DROP', ''])
    expect(await reader.provider(id)).toBeUndefined();
});
