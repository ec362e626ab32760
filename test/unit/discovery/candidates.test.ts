import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { candidateDomains, domainOf, registrableDomain } from '../../../src/harvest/discovery/candidates.js';
import { manifestRecords } from '../../../src/harvest/discovery/dns-records.js';
import { readProviderList } from '../../../src/harvest/discovery/provider-list.js';

describe('domains', () => {
  test('come in the order of the specification, each once', () => {
    expect(candidateDomains({ schac: 'Uni.Example', website: 'https://www.portal.uni.example/en?x#y' })).toEqual([
      ...['uni.example', 'www.portal.uni.example', 'portal.uni.example'],
    ]);
    expect(candidateDomains({ website: 'http://www.informatik.uni.ac.at:8080/' })).toEqual([
      ...['www.informatik.uni.ac.at', 'informatik.uni.ac.at', 'uni.ac.at'],
    ]);
    expect(candidateDomains({ website: 'www.example' })).toEqual(['www.example']);
  });

  test.each([
    ['uni.example', 'uni.example'],
    ['a.b.uni.example', 'uni.example'],
    ['cs.ox.ac.uk', 'ox.ac.uk'],
    ['www.uj.edu.pl', 'uj.edu.pl'],
    ['www.kth.se', 'kth.se'],
    ['lib.edu.example', 'edu.example'],
  ])('the registrable one of %s is %s', (host, domain) => {
    expect(registrableDomain(host)).toBe(domain);
  });

  test.each([
    '127.0.0.1',
    'https://[::1]/',
    '2130706433',
    'localhost',
    'a b.example',
    'uni..example',
    '',
    `${'x'.repeat(64)}.example`,
  ])('%s is none', (text) => {
    expect(domainOf(text)).toBeUndefined();
    expect(candidateDomains({ schac: text, website: text })).toEqual([]);
  });

  test('of other scripts are told by their ASCII form', () => {
    expect(domainOf('https://Universität.example./')).toBe('xn--universitt-y5a.example');
  });
});

describe('TXT records', () => {
  const answer = (...records: string[][]) => manifestRecords('uni.example', { resolveTxt: async () => records });
  const addresses = (...texts: string[]) => ({ kind: 'addresses', addresses: texts.map((text) => new URL(text)) });

  test('are found among others, put together, with any spaces', async () => {
    const records = [
      ['v=spf1 -all'],
      ['v=qldiscover1; m=https://uni.exam', 'ple/m.json?a=1;b=2'],
      ['V=QLDISCOVER1;m=http://uni.example/2 ; '],
    ];
    expect(await answer(...records)).toEqual(addresses('https://uni.example/m.json?a=1;b=2', 'http://uni.example/2'));
  });

  test.each([[[]], [[['v=qldiscover2; m=https://uni.example/']]], [[['m=https://uni.example/']]]])(
    '%j has none',
    async (records) => {
      expect(await answer(...records)).toEqual({ kind: 'none' });
    },
  );

  test.each([
    'v=qldiscover1',
    'v=qldiscover1; m=',
    'v=qldiscover1; m=file:///etc/passwd',
    'v=qldiscover1; m=uni.example/m',
  ])('%s is broken', async (text) => {
    expect(await answer([text])).toMatchObject({ kind: 'broken' });
  });

  test('that nobody has are none; a resolver that fails is told', async () => {
    const failing = (code: string) =>
      manifestRecords('uni.example', { resolveTxt: () => Promise.reject(Object.assign(new Error(), { code })) });
    expect(await failing('ENOTFOUND')).toEqual({ kind: 'none' });
    expect(await failing('ENODATA')).toEqual({ kind: 'none' });
    expect(await failing('ESERVFAIL')).toEqual({
      kind: 'failed',
      detail: 'the name could not be resolved (ESERVFAIL)',
    });
  });
});

describe('a list of providers', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lotse-providers-'));
  afterAll(() => rm(folder, { recursive: true }));
  const read = async (content: unknown) => {
    const file = join(folder, 'list');
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
    return readProviderList(file);
  };

  test('is read in the shapes of Hipo and DEQAR, and as CSV', async () => {
    expect(
      await read([
        { name: 'A', domains: ['a.example', 'b.example'], web_pages: ['http://www.a.example/'], country: 'X' },
        { name: 'No domain', domains: [], web_pages: [] },
      ]),
    ).toEqual({ providers: [{ schac: 'a.example', website: 'http://www.a.example/', name: 'A' }], without: 1 });
    const identifiers = [
      { resource: 'Erasmus', identifier: 'X 1' },
      { resource: 'SCHAC', identifier: 'c.example' },
    ];
    expect(
      await read({ count: 1, results: [{ name_primary: 'C', website_link: 'https://www.c.example', identifiers }] }),
    ).toEqual({
      ...{ providers: [{ schac: 'c.example', website: 'https://www.c.example', name: 'C' }], without: 0 },
    });
    expect(await read('\uFEFFName;SCHAC;Website\nD;d.example;\n"E;1";;www.e.example/x\nF;;\n;;\n')).toEqual({
      ...{
        providers: [
          { schac: 'd.example', name: 'D' },
          { website: 'www.e.example/x', name: 'E;1' },
        ],
        without: 1,
      },
    });
  });

  test.each([['{"a": 1}'], ['[{'], ['[]'], ['name\nA\n'], ['']])('%j is refused', async (content) => {
    await expect(read(content)).rejects.toMatchObject({ name: 'ProviderListInvalid' });
  });

  test('that is not there is refused', async () => {
    await expect(readProviderList(join(folder, 'none'))).rejects.toThrow(/none cannot be read/);
  });
});
