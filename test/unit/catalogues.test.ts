import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { type BundledCatalogue, readBundledCatalogues } from '../support/bundled-catalogues.js';

const folder = 'src/catalogues';
let catalogues: ReadonlyMap<string, BundledCatalogue>;

beforeAll(async () => {
  catalogues = await readBundledCatalogues();
}, 120_000);

/** Records read, and what is wrong with them by code, as counted when they were bundled; none is left out. */
const bundled: Readonly<Record<string, readonly [read: number, issues?: Readonly<Record<string, number>>]>> = {
  'trouver-mon-master': [3353, {}],
  'ec2u-poitiers': [98, {}],
  'paris-dauphine': [199, {}],
  'opintopolku-search': [29, { 'warning IMPLAUSIBLE_VALUE': 6, 'warning UNMAPPED_VALUE': 1 }],
  'opintopolku-koulutus': [4, {}],
  'opintopolku-toteutus': [4, {}],
  'discover-uni': [100, {}],
  'mit-sloan': [99, {}],
  'mit-xpro': [2, {}],
  'mit-xpro-programmes': [2, {}],
  'mitx-online': [3, {}],
  'credential-engine-graphs': [2, { 'warning UNRESOLVED_REFERENCE': 1 }],
  'credential-engine-profiles': [2, {}],
  'cornwall-college': [407],
  'ki-campus': [44],
};

describe('the bundled catalogues', () => {
  test('are read to the last record, and each gives a valid canonical record or an error', () => {
    for (const { source, read, records, issues } of catalogues.values()) {
      const failed = new Set(issues.filter((it) => it.severity === 'error').map((it) => it.record));
      expect(records.length + failed.size, source.id).toBe(read);
      expect(records.length, source.id).toBeGreaterThan(0);
    }
  });

  test.each(Object.entries(bundled))('%s holds what it held when it was bundled', (id, [read, issues]) => {
    const found = catalogues.get(id);
    expect([found?.read, found?.records.length]).toEqual([read, read]);
    const counts: Record<string, number> = {};
    for (const { severity, code } of found?.issues ?? []) {
      counts[`${severity} ${code}`] = (counts[`${severity} ${code}`] ?? 0) + 1;
    }
    if (issues !== undefined) expect(counts).toEqual(issues);
  });

  test('have at least 4,000 offers with texts in at least five languages', () => {
    const records = [...catalogues.values()].flatMap((it) => it.records);
    const languages = new Set(records.flatMap((it) => Object.keys(it.title)).map((tag) => tag.split('-')[0]));
    expect(records.length).toBeGreaterThanOrEqual(4000);
    expect([...languages]).toEqual(expect.arrayContaining(['de', 'en', 'fi', 'fr', 'sv']));
  });

  test('have no id twice', () => {
    const ids = [...catalogues.values()].flatMap((it) => it.records.map((record) => record.id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('never take the language of a text for a language of instruction', () => {
    for (const id of ['trouver-mon-master', 'ec2u-poitiers', 'opintopolku-search', 'discover-uni', 'mit-sloan']) {
      expect(catalogues.get(id)?.records.some((it) => it.languages.length > 0)).toBe(false);
    }
  });

  test('name licence, attribution and origin, in the sources file and in a README beside the data', () => {
    for (const { source } of catalogues.values()) {
      const named = [source.licence, source.attribution, source.origin];
      expect(
        named.every((it) => it !== undefined && it !== ''),
        source.id,
      ).toBe(true);
      const readme = `${folder}/${[source.location].flat()[0]?.split('/')[0]}/README.md`;
      expect(existsSync(readme), readme).toBe(true);
    }
  });

  test('keep copyleft data in folders of their own, with the text of the licence', () => {
    const copyleft = [...catalogues.values()].filter(({ source }) => /EUPL|BY-SA/.test(source.licence ?? ''));
    const folders = new Set(copyleft.flatMap(({ source }) => [source.location].flat().map((it) => it.split('/')[0])));
    for (const { source } of catalogues.values()) {
      const own = [source.location].flat().map((it) => it.split('/')[0]);
      expect(
        own.some((it) => folders.has(it)),
        source.id,
      ).toBe(copyleft.some((it) => it.source.id === source.id));
    }
    expect(readFileSync(`${folder}/eupl-opintopolku/EUPL-1.2.txt`, 'utf8')).toContain(
      'EUROPEAN UNION PUBLIC LICENCE v. 1.2',
    );
  });
});
