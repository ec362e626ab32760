import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formats } from '../../../src/harvest/formats/registry.js';
import { type ReaderOptions, readSource } from '../../../src/harvest/reader.js';
import { sourceDefinition } from '../../../src/harvest/source.js';
import { recordOf } from '../../../src/harvest/take-record.js';
import { openFeeds } from '../../../src/harvest/transports/open-feeds.js';
import { silentLog } from '../../support/silent-log.js';
import { zipFile } from '../../support/zip-file.js';

const folder = 'test/fixtures/elm-rdf/register';
const files = ['reg-ttl_1.ttl', 'reg-ttl_2.ttl', 'reg-ttl_3.ttl'].map((name) => ({
  name,
  content: readFileSync(join(folder, name), 'utf8'),
}));

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'lotse-register-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

function recordsAt(location: string | string[]) {
  const limits = { maxBytes: 1e7, timeoutMs: 20_000, idleTimeoutMs: 5000, connectTimeoutMs: 1000 };
  const context = { allowHosts: [], userAgent: 'Lotse/test', env: () => undefined, log: silentLog };
  const open: ReaderOptions['openFeeds'] = (source, signal) =>
    openFeeds(source, { ...context, baseDir: '.', limits: { ...limits, maxRedirects: 5, maxRatio: 200 }, signal });
  return read(open, location);
}

async function read(
  openFeeds: ReaderOptions['openFeeds'],
  location: string | string[],
  signal = new AbortController().signal,
) {
  const source = sourceDefinition.parse({ id: 'reg', name: 'Register', location });
  const limits = { maxDepth: 64, maxRecordBytes: 262_144 };
  const reader = { formats, openFeeds, limits, now: () => new Date('2026-11-30T12:00:00Z') };
  const records = [];
  const issues = [];
  for await (const harvested of readSource(source, reader, dir, signal)) {
    records.push(recordOf(harvested));
    issues.push(...harvested.issues);
  }
  return { records, issues };
}

describe('a register in several files', () => {
  test('is one graph: an offer has its qualification and provider from other files', async () => {
    const { records, issues } = await recordsAt(folder);
    expect(issues).toEqual([]);
    expect(records[0]).toMatchObject({
      title: { en: 'Freshwater ecology', de: 'Gewässerökologie' },
      nativeIds: [{ value: 'http://data.europa.eu/snb/data/learningOpportunity/0001' }, { value: 'LK-033' }],
      homepages: [{ url: 'https://lakeside.example/ecology' }],
      eqfLevel: { value: 6, basis: 'stated' },
      ects: { value: 240, basis: 'stated', native: '8 Semester / 240 ECTS' },
      fields: [{ value: 'http://data.europa.eu/snb/isced-f/0521', basis: 'stated' }],
      providers: [{ names: { en: 'Lakeside University', de: 'Universität am See' } }],
      runs: [{ duration: 'P4Y', places: [{ address: 'Seeufer 1, 9020 Klagenfurt' }] }],
      provenance: { feed: expect.stringMatching(/reg-ttl_1\.ttl$/), position: 1 },
    });
  });

  test('takes no language of instruction from the language of the record', async () => {
    expect((await recordsAt(folder)).records[0]?.languages).toEqual([]);
  });

  test('has neither offers nor qualifications that are not published any more', async () => {
    const { records } = await recordsAt(folder);
    expect(records.map((record) => [record?.title.en, record?.runs.length, record?.provenance.feed.slice(-5)])).toEqual(
      [
        ['Freshwater ecology', 1, '1.ttl'],
        ['Diploma in fish farming', 0, '2.ttl'],
      ],
    );
  });

  test('is the same in an archive, in several locations, and with its files in another order', async () => {
    const contentOf = (run: Awaited<ReturnType<typeof recordsAt>>) => ({
      ...run,
      records: run.records.map((record) => ({ ...record, provenance: record?.provenance.record })),
    });
    const expected = contentOf(await recordsAt(folder));
    const archive = join(dir, 'reg-ttl_1.zip');
    await writeFile(archive, zipFile(files));
    expect(contentOf(await recordsAt(archive))).toEqual(expected);
    const [one, two, three] = files.map(({ name }) => join(folder, name)) as [string, string, string];
    expect(contentOf(await recordsAt([three, one, two]))).toEqual(expected);
  });

  test('is left when the run is cancelled, not only at its end', async () => {
    const cancelled = new AbortController();
    let chunks = 0;
    async function* bytes() {
      yield Buffer.from('<urn:o> a <http://data.europa.eu/snb/model/elm/LearningOpportunity> .\n');
      for (; chunks < 100; chunks += 1) {
        if (chunks === 3) cancelled.abort(new Error('enough'));
        yield Buffer.from(`<urn:n:${chunks}> <http://purl.org/dc/terms/title> "${'x'.repeat(65_536)}" .\n`);
      }
    }
    async function* openFeeds() {
      yield { uri: 'https://register.example/all.ttl', bytes: bytes() };
    }
    await expect(read(openFeeds, 'https://register.example/all.ttl', cancelled.signal)).rejects.toThrow('enough');
    expect(chunks).toBe(3);
  });

  test('keeps the blank nodes of its files apart', async () => {
    const prefixes =
      '@prefix elm: <http://data.europa.eu/snb/model/elm/> .\n@prefix dct: <http://purl.org/dc/terms/> .\n';
    const rdf = (id: string, level: number) => `<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:elm="http://data.europa.eu/snb/model/elm/" xmlns:dct="http://purl.org/dc/terms/">
  <elm:LearningOpportunity rdf:about="urn:o:${id}"><dct:title xml:lang="en">${id}</dct:title><elm:learningAchievementSpecification rdf:nodeID="s"/></elm:LearningOpportunity>
  <elm:Qualification rdf:nodeID="s"><dct:title xml:lang="en">Q</dct:title><elm:EQFLevel rdf:resource="http://data.europa.eu/snb/eqf/${level}"/></elm:Qualification>
</rdf:RDF>`;
    const ttl = (id: string, level: number) =>
      `${prefixes}<urn:o:${id}> a elm:LearningOpportunity ; dct:title "${id}"@en ; elm:learningAchievementSpecification _:s .
_:s a elm:Qualification ; dct:title "Q"@en ; elm:EQFLevel <http://data.europa.eu/snb/eqf/${level}> .`;
    const contents = [rdf('a', 4), rdf('b', 5), ttl('c', 6), ttl('d', 7)];
    const paths = contents.map((_, index) => join(dir, `blank-${index}.rdf`));
    await Promise.all(paths.map((path, index) => writeFile(path, contents[index] ?? '')));
    const { records } = await recordsAt(paths);
    expect(records.map((record) => [record?.title.en, record?.eqfLevel?.value])).toEqual([
      ['a', 4],
      ['b', 5],
      ['c', 6],
      ['d', 7],
    ]);
  });
});
