import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { readManifest } from '../../../src/harvest/discovery/manifest.js';

const example = readFileSync(new URL('../../fixtures/discovery/spec-example.json', import.meta.url), 'utf8');
const read = (text: string) => readManifest(Buffer.from(text));
const readSources = (...sources: unknown[]) => read(JSON.stringify({ sources }));
const path = 'https://uni.example/feed';
const cipher = Buffer.alloc(384, 7).toString('base64');

describe('a manifest', () => {
  test('is the same in JSON and in YAML, with or without a byte order mark', () => {
    const json = read(example);
    expect(json).toMatchObject({
      kind: 'manifest',
      problems: [],
      manifest: {
        meta: { schac: 'example.ac.at', eterid: 'AT4711', deqarid: 'DEQARINST0815' },
        sources: [
          { type: 'elm', version: '3.2', auth: { type: 'none' }, headers: {}, queryParameters: {}, index: 0 },
          { type: 'ooapi', id: 'eua-courses-virt', auth: { type: 'httpheader' } },
          { type: 'edu-api', auth: { type: 'oauth2.0', tokenEndpoint: 'https://auth.example.org/oauth2/get_token' } },
        ],
      },
    });
    expect(read(stringify(JSON.parse(example)))).toEqual(json);
    expect(read(`\uFEFF${example}`)).toEqual(json);
  });

  test('may write numbers as texts and the other way round, types in capitals, and auth as a word', () => {
    const reading = readSources({
      ...{ type: ' OOAPI ', path, version: 5, id: 12, refresh: '6', pageSize: '50', auth: 'NONE', name: null },
      ...{ headers: { 'x-page': 3, 'x-flag': true }, queryParameters: { year: 2026 }, unknown: {} },
    });
    expect(reading).toMatchObject({
      problems: [],
      manifest: {
        sources: [
          {
            ...{ type: 'ooapi', version: '5', id: '12', refresh: 6, pageSize: 50, auth: { type: 'none' } },
            ...{ headers: { 'x-page': '3', 'x-flag': 'true' }, queryParameters: { year: '2026' } },
          },
        ],
      },
    });
  });

  test('keeps an encrypted value that was broken into lines, and all that OAuth needs', () => {
    const lines = cipher.replace(/(.{76})/g, '$1\n');
    const reading = readSources(
      { type: 'elm', path, auth: { type: 'httpheader', field: 'X-Token', value: lines } },
      {
        ...{ type: 'edu-api', path },
        auth: {
          ...{ type: 'oauth2.0', token_endpoint: 'https://uni.example/token', scope: 'read' },
          ...{ client_id: 'lotse', client_secret: cipher },
        },
      },
    );
    expect(reading).toMatchObject({
      problems: [],
      manifest: {
        sources: [
          { auth: { field: 'X-Token', value: cipher } },
          { auth: { scope: 'read', clientId: 'lotse', clientSecret: cipher } },
        ],
      },
    });
  });

  test('loses a source or value that cannot be used, and says which key is wrong, not what it held', () => {
    const reading = readSources(
      { type: 'elm', path: 'ftp://uni.example/secret-1' },
      { type: 'lheo', path },
      { path },
      { type: 'elm', path: 'https://user:secret-2@uni.example/' },
      { type: 'elm', path, auth: { type: 'basic', password: 'secret-3' } },
      { type: 'elm', path, auth: { type: 'httpheader', field: 'X-Token', value: 'secret-4 in plain text' } },
      { type: 'elm', path, auth: { type: 'oauth2.0', client_secret: cipher } },
      'secret-5',
      {
        type: 'elm',
        path,
        refresh: 'daily',
        pageSize: 0,
        headers: { 'x-list': ['secret-6'] },
        queryParameters: 'secret-7',
      },
    );
    expect(reading).toMatchObject({ kind: 'manifest', manifest: { sources: [{ index: 8, headers: {} }] } });
    const places = reading.problems.map((problem) => problem.split(':')[0]);
    expect(places).toEqual([
      ...['sources[0].path', 'sources[1].type', 'sources[2].type', 'sources[3].path', 'sources[4].auth.type'],
      ...['sources[5].auth.value', 'sources[6].auth.token_endpoint', 'sources[7]', 'sources[8].refresh'],
      ...['sources[8].headers.x-list', 'sources[8].queryParameters', 'sources[8].pageSize'],
    ]);
    expect(reading.problems.join()).not.toContain('secret-');
  });

  test.each([
    ['{"sources": []}', /at least one source/],
    ['sources: none', /at least one source/],
    ['{"sources": [{"type": "elm"}]}', /^sources\[0\]\.path: /],
  ])('%s is broken', (text, problem) => {
    expect(read(text)).toEqual({ kind: 'broken', problems: [expect.stringMatching(problem)] });
  });

  const grown = `a: &a [x]\n${Array.from({ length: 200 }, (_, n) => `b${n}: *a`).join('\n')}`;
  test.each([
    ['a page', '<!DOCTYPE html><title>Not found</title>', /page or XML/],
    ['XML', '<?xml version="1.0"?><a/>', /page or XML/],
    ['nothing', '', /empty/],
    ['a sentence', 'Not found', /no "sources"/],
    ['a list', '[]', /no "sources"/],
    ['an answer of an API', '{"status": 404}', /no "sources"/],
    ['cut JSON', '{"sources": [secret-token', /neither JSON nor YAML \(line 1: [A-Z_]+\)$/],
    ['YAML that grows', `${grown}\nsources: [${Array(200).fill('*a').join()}]`, /aliases/],
    ['a deep document', '['.repeat(90_000), /nested too deep|neither JSON/],
    ['long YAML', `sources: "${'x'.repeat(100_000)}`, /too long/],
  ])('is not %s', (_, text, problem) => {
    const reading = read(text);
    expect(reading).toEqual({ kind: 'other', problems: [expect.stringMatching(problem)] });
    expect(reading.problems.join()).not.toContain('secret-token');
  });

  test('that is not UTF-8 is something else', () => {
    expect(readManifest(Buffer.from('sources: [ü]', 'latin1'))).toMatchObject({
      kind: 'other',
      problems: ['it is not UTF-8'],
    });
  });

  test('with very many keys or sources costs little', () => {
    const keys = Array.from({ length: 12_000 }, (_, n) => `k${n}: 1`).join('\n');
    const started = performance.now();
    expect(read(keys).kind).toBe('other');
    expect(performance.now() - started).toBeLessThan(3_000);
    const reading = readSources(...Array(150).fill({ type: 'elm', path }));
    expect(reading).toMatchObject({ problems: ['sources: only the first 100 of 150 are read'] });
  });
});
