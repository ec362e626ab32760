import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { appendSources } from '../../../src/harvest/discovery/append-sources.js';
import type { SourceDraft } from '../../../src/harvest/discovery/source-draft.js';
import { loadSources } from '../../../src/harvest/sources-file.js';

const cipher = (n: number) => Buffer.alloc(384, n).toString('base64');
const fromEnv = (name: string) => `\${${name}}`;
const source = (id: string, more: Partial<SourceDraft> = {}): SourceDraft => ({
  ...{ id, name: `Source "${id}": all`, location: `https://${id}.example/feed` },
  ...more,
});

describe('adding to a sources file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lotse-append-'));
  afterAll(() => rm(folder, { recursive: true }));
  const file = join(folder, 'sources.yaml');
  const idsIn = async () => (await loadSources(file)).sources.map(({ id }) => id);

  const commented = `# ours
$schema: ./sources.schema.json
sources:
    # the first one
    -   id: one   # never change
        name: "One"
        location: 'https://one.example/feed'

    - id: two
      name: Two
      location: [ a.xml, b.xml ]
      description: |
        Ends with a line break.
# the end
`;

  test.each([
    ['with comments and its own indentation', commented],
    ['that begins its items at the margin', commented.replaceAll('\n    ', '\n')],
    [
      'with another key after the list',
      commented.replace('$schema: ./sources.schema.json\n', '').replace('# the end', '$schema: x # s'),
    ],
    ['without a line break at its end', commented.replace(/\n# the end\n$/, '')],
    ['with Windows line ends', commented.replaceAll('\n', '\r\n')],
  ])('%s keeps all its lines', async (_, text) => {
    await writeFile(file, text);
    const { added, refused } = await appendSources(file, [
      source('three', { headers: { 'X-A': '1' } }),
      source('four'),
    ]);
    expect([added.map(({ id }) => id), refused]).toEqual([['three', 'four'], []]);
    expect(await idsIn()).toEqual(['one', 'two', 'three', 'four']);
    const after = await readFile(file, 'utf8');
    const lines = after.split('\n').map((line) => line.trimEnd());
    const kept = text
      .split('\n')
      .map((line) => line.trimEnd())
      .filter((line) => line !== '');
    for (const comment of ['# never change', '# the first one', ...kept.filter((line) => line.startsWith('#'))])
      expect(after).toContain(comment);
    if (text.endsWith('\n')) expect(lines).toEqual(expect.arrayContaining(kept));
    expect((await loadSources(file)).sources[2]).toMatchObject({
      name: 'Source "three": all',
      headers: { 'X-A': '1' },
    });
  });

  test.each([['sources: []\n'], ['sources: [{id: one, name: One, location: a.xml}] # all\n'], ['{"sources": []}']])(
    'in flow style works: %s',
    async (text) => {
      await writeFile(file, text);
      const before = await idsIn();
      await appendSources(file, [source('three')]);
      expect(await idsIn()).toEqual([...before, 'three']);
    },
  );

  test('makes the file where there is none', async () => {
    await rm(file, { force: true });
    await appendSources(file, [source('one')]);
    expect(await idsIn()).toEqual(['one']);
    expect(await readdir(folder)).toEqual(['sources.yaml']);
  });

  test('refuses an id or a location that is there, or twice among the new ones', async () => {
    await writeFile(file, commented);
    await chmod(file, 0o640);
    const twin = source('five', { location: 'https://one.example/feed' });
    const { added, refused } = await appendSources(file, [source('one'), twin, source('six'), source('six')]);
    expect(added.map(({ id }) => id)).toEqual(['six']);
    expect(refused.map(({ source: { id }, reason }) => [id, reason])).toEqual([
      ['one', 'there is a source "one" already'],
      ['five', 'the source "one" has the same location'],
      ['six', 'there is a source "six" already'],
    ]);
    expect((await stat(file)).mode & 0o777).toBe(0o640);
  });

  test('tells sources with one location apart by the query of their requests, wherever that stands', async () => {
    const location = 'https://one.example/api';
    await writeFile(file, 'sources: []\n');
    const { refused } = await appendSources(file, [
      source('a', { location, query: { year: '2026', faculty: '1' } }),
      source('b', { location, query: { year: '2026', faculty: '2' } }),
      source('c', { location }),
      source('d', { location: `${location}?faculty=2&year=2026` }),
      source('e', { location, query: { api_key: fromEnv('KEY') } }),
    ]);
    expect(refused.map(({ source: { id }, reason }) => [id, reason])).toEqual([
      ['d', 'the source "b" has the same location'],
      ['e', 'the source "c" has the same location'],
    ]);
  });

  test('refuses a secret that would go to another host than the one that it was encrypted for', async () => {
    const oauth = (tokenEndpoint: string, n: number) => ({
      tokenEndpoint,
      clientId: 'c',
      encryptedClientSecret: cipher(n),
    });
    await writeFile(file, 'sources: []\n');
    const owners = [
      source('a', { encryptedHeaders: { 'X-T': cipher(1) } }),
      source('b', { oauth: oauth('https://token.example/t', 2) }),
    ];
    const { refused } = await appendSources(file, [
      ...owners,
      source('same', { location: 'https://a.example/other', encryptedHeaders: { 'X-U': cipher(1) } }),
      source('thief1', { encryptedHeaders: { 'X-T': cipher(1) } }),
      source('thief2', { encryptedHeaders: { 'X-T': cipher(1) }, oauth: oauth('https://a.example/t', 3) }),
      source('thief3', { oauth: oauth('https://thief3.example/t', 1) }),
      source('thief4', { oauth: oauth('https://thief4.example/t', 2), location: 'https://token.example/x' }),
    ]);
    expect(refused.map((each) => [each.source.id, each.reason.match(/"(\w)"/)?.[1]])).toEqual([
      ...[
        ['thief1', 'a'],
        ['thief2', 'a'],
        ['thief3', 'a'],
        ['thief4', 'b'],
      ],
    ]);
    expect(await idsIn()).toEqual(['a', 'b', 'same']);
  });

  test('knows a copied secret that begins with a zero byte without it, and with another one', async () => {
    const zeros = (count: number) => Buffer.concat([Buffer.alloc(count), Buffer.alloc(383, 5)]).toString('base64');
    await writeFile(file, 'sources: []\n');
    const { refused } = await appendSources(
      file,
      [1, 0, 2].map((count) => source(`zeros-${count}`, { encryptedHeaders: { 'X-T': zeros(count) } })),
    );
    expect(refused.map(({ source: { id }, reason }) => [id, reason.match(/"(zeros-\d)"/)?.[1]])).toEqual([
      ['zeros-0', 'zeros-1'],
      ['zeros-2', 'zeros-1'],
    ]);
  });

  test.each(['sources: [', 'sources: 1\n', 'sources:\n  - id: ONE\n', 'a: *b\n'])(
    'leaves a broken file alone: %j',
    async (text) => {
      await writeFile(file, text);
      await expect(appendSources(file, [source('three')])).rejects.toMatchObject({ name: 'SourcesInvalid' });
      expect(await readFile(file, 'utf8')).toBe(text);
    },
  );
});
