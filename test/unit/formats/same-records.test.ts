import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Format } from '../../../src/harvest/format.js';
import { formats } from '../../../src/harvest/formats/registry.js';
import { runFormat } from '../../support/run-format.js';

/** Real catalogues where there are any that may be kept here, else those made for the tests. */
const feeds = [
  ['emil', 'test/fixtures/emil/bundle.json'],
  ['occapi', 'test/fixtures/occapi/bundle.json'],
  ['edu-api', 'test/fixtures/edu-api/bundle.json'],
  ['ooapi-v6', 'test/fixtures/ooapi-v6/bundle.json'],
  ['ooapi-v5', 'src/catalogues/made/ooapi-v5-example.json'],
  ['moochub', 'test/fixtures/moochub/v3-courses.json'],
  ['moochub', 'src/catalogues/cc-by-sa-ki-campus/notebook-cell21.json'],
  ['open-edx', 'test/fixtures/open-edx/mitx-courses.json'],
  ['open-edx', 'test/fixtures/open-edx/mitx-programs.json'],
  ['ctdl', 'src/catalogues/apache-credential-engine/160-driving-academy-published.json'],
  ['ctdl', 'test/fixtures/ctdl/course-with-offerings.json'],
  ['schema-org', 'src/catalogues/schema-org/sib_course.json'],
  ['schema-org', 'test/fixtures/schema-org/university-graph.jsonld'],
  ['elm-jsonld', 'test/fixtures/elm-loq/harbour-college.jsonld'],
  ['kouta', 'src/catalogues/eupl-opintopolku/europass-publisher/koulutus-1806.json'],
  ['kouta', 'src/catalogues/eupl-opintopolku/konfo-ui/search-koulutukset-all.json'],
] as const;

type Change = (value: unknown) => unknown;

/** What systems do to values on their way, without changing what they say. */
const changes: Readonly<Record<string, Change>> = {
  'numbers as texts': (value) => (typeof value === 'number' ? String(value) : value),
  'decimal commas': (value) =>
    typeof value === 'number' && !Number.isInteger(value) ? String(value).replace('.', ',') : value,
  'true and false as texts': (value) => (typeof value === 'boolean' ? String(value) : value),
  'properties that are null': (value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value, zz: null } : value,
  'letters as entities that were escaped again': (value) =>
    typeof value === 'string' && !/^https?:|[<&]/.test(value)
      ? value.replaceAll('é', '&amp;amp;eacute;').replaceAll('ä', '&amp;auml;').replaceAll('ö', '&#246;')
      : value,
  'letters that were decoded as Windows-1252': (value) =>
    typeof value === 'string' && !/^https?:/.test(value)
      ? value.replace(/[äéèöü]/g, (letter) => Buffer.from(letter).toString('latin1'))
      : value,
  'decomposed letters': (value) => (typeof value === 'string' ? value.normalize('NFD') : value),
};

function changed(value: unknown, change: Change): unknown {
  if (Array.isArray(value)) return change(value.map((item) => changed(item, change)));
  if (typeof value !== 'object' || value === null) return change(value);
  return change(Object.fromEntries(Object.entries(value).map(([key, item]) => [key, changed(item, change)])));
}

/** Records as data; what tells how a value was written is not compared. */
async function recordsOf(format: Format, document: unknown) {
  const { opportunities } = await runFormat(format, { content: JSON.stringify(document) }, { language: 'en' });
  const words = (key: string, value: unknown) =>
    key === 'native' || key === 'path' ? undefined : typeof value === 'string' ? value.normalize('NFC') : value;
  return JSON.parse(JSON.stringify(opportunities, words)) as unknown[];
}

describe.each(feeds)('%s: %s gives the same records', (id, file) => {
  const document: unknown = JSON.parse(readFileSync(file, 'utf8').replace(/^\ufeff/, ''));
  const format = formats.find((it) => it.id === id);
  let records: unknown[];

  beforeAll(async () => {
    if (format === undefined) throw new Error(id);
    records = await recordsOf(format, document);
    expect(records.length).toBeGreaterThan(0);
  });

  test.each(Object.keys(changes))('with %s', async (name) => {
    const change = changes[name];
    if (format === undefined || change === undefined) throw new Error(name);
    expect(await recordsOf(format, changed(document, change))).toEqual(records);
  });
});
