import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { textSheet, workbookFile } from '../support/workbook-file.js';
import { zipFile } from '../support/zip-file.js';
import { api } from './api-server.js';
import { baseDir, codeOf, large, read } from './read-feeds.js';

const archive = { transport: { type: 'archive' } };
const write = (name: string, content: Buffer) => writeFile(join(baseDir, name), content);

describe('documents of an archive', () => {
  beforeAll(async () => {
    const documents = zipFile([
      { name: 'b/', content: '', stored: true },
      { name: 'b/zweites ä.xml', content: '<b/>' },
      { name: 'a.JSON', content: '{"a":1}', stored: true },
      { name: 'c.xml', content: gzipSync('<c/>') },
      { name: 'read me.txt', content: 'text' },
      { name: '__MACOSX/._a.json', content: 'junk' },
      { name: 'b/._b.xml', content: 'junk' },
      { name: 'large.csv', content: large },
    ]);
    await write('catalogue.zip', documents);
    await write('more.zip', zipFile([{ name: 'd.ttl', content: '<d> <d> <d> .' }]));
  });

  test('are feeds in the order of their names, gzip unpacked, what is none left out', async () => {
    const feeds = await read('catalogue.zip', {}, archive);
    const uri = new URL(`file://${baseDir}/catalogue.zip`).href;
    expect(feeds.map((feed) => feed.uri)).toEqual(
      ['a.JSON', 'b/zweites%20%C3%A4.xml', 'c.xml', 'large.csv'].map((name) => `${uri}#${name}`),
    );
    expect(feeds.map(({ body }) => body)).toEqual(['{"a":1}', '<b/>', '<c/>', large.toString()]);
  });

  test('are those that are wanted, of all archives of a source, from files and the web', async () => {
    const content = zipFile([
      { name: 'upserts/1.json', content: '[1]' },
      { name: 'deletes/1.json', content: '[2]' },
    ]);
    const server = await api(() => ({ headers: { 'content-type': 'application/zip' }, body: content }));
    const transport = { type: 'archive', entries: ['upserts/*', '*.ttl'] };
    const feeds = await read(['more.zip', `${server.url}changes`], { allowHosts: [server.host] }, { transport });
    expect(feeds.map(({ body }) => body)).toEqual(['<d> <d> <d> .', '[1]']);
    expect(feeds[1]?.uri).toBe(`${server.url}changes#upserts/1.json`);
  });

  test('have names that mean nothing to the disk', async () => {
    const names = ['../../escaped.xml', '/etc/escaped.xml', 'C:\\escaped.xml', '..\\..\\escaped2.xml'];
    await write('names.zip', zipFile(names.map((name) => ({ name, content: '<x/>' }))));
    const scratchDir = join(baseDir, 'b');
    await mkdir(scratchDir, { recursive: true });
    const feeds = await read('names.zip', { scratchDir }, archive);
    expect(feeds.map(({ body }) => body)).toEqual(names.map(() => '<x/>'));
    const everything = await readdir(baseDir, { recursive: true });
    expect(everything.filter((name) => name.includes('escaped'))).toEqual([]);
    expect(await readdir(scratchDir)).toEqual([]);
  });
});

describe('broken and hostile archives', () => {
  const one = zipFile([{ name: 'a.xml', content: large }]);
  const inner = zipFile([{ name: 'x.xml', content: '<x/>' }]);
  test.each([
    ['FEED_INCOMPLETE', 'cut at the end', one.subarray(0, -10)],
    ['FEED_INCOMPLETE', 'cut in the middle', one.subarray(0, one.length / 2)],
    ['FEED_MALFORMED', 'no archive', Buffer.from('<html>Not found</html>')],
    [
      'FEED_INCOMPLETE',
      'a corrupt entry',
      Buffer.concat([one.subarray(0, 500), Buffer.alloc(500), one.subarray(1000)]),
    ],
    ['FEED_INCOMPLETE', 'a wrong checksum', zipFile([{ name: 'a.xml', content: 'a', checksum: 1 }])],
    ['FEED_INCOMPLETE', 'less than the directory says', zipFile([{ name: 'a.xml', content: 'a', size: 2 }])],
    ['FEED_INCOMPLETE', 'more than the directory says', zipFile([{ name: 'a.xml', content: large, size: 2 }])],
    ['FEED_INCOMPLETE', 'a directory with too few entries', zipFile([{ name: 'a.xml', content: 'a' }], 2)],
    ['FEED_TOO_LARGE', 'a bomb', zipFile([{ name: 'a.xml', content: Buffer.alloc(8_000_000, ' ') }])],
    [
      'FEED_TOO_LARGE',
      'a bomb that says it is small',
      zipFile([{ name: 'a.gz.xml', content: gzipSync(Buffer.alloc(8_000_000, ' ')) }]),
    ],
    [
      'FEED_TOO_LARGE',
      'many large entries',
      zipFile(
        ['a', 'b', 'c'].map((name) => ({ name: `${name}.csv`, content: Buffer.from(large.toString('hex').repeat(7)) })),
      ),
    ],
    [
      'FEED_TOO_LARGE',
      'too many entries',
      zipFile(Array.from({ length: 10_001 }, (_, index) => ({ name: `${index}.txt`, content: '' }))),
    ],
    [
      'FEED_MALFORMED',
      'entries that overlap',
      zipFile(
        Array.from({ length: 50 }, (_, index) => ({
          name: `${index}.xml`,
          content: large,
          phantom: index > 0,
        })),
      ),
    ],
    ['FEED_MALFORMED', 'an archive in it', zipFile([{ name: 'a.xml', content: inner }])],
    ['FEED_MALFORMED', 'encrypted', zipFile([{ name: 'a.xml', content: 'a', flags: 1 }])],
    ['FEED_MALFORMED', 'an unknown compression', zipFile([{ name: 'a.xml', content: 'a', method: 14 }])],
    [
      'FEED_MALFORMED',
      'the same name twice',
      zipFile([
        { name: 'a.xml', content: 'a' },
        { name: 'a.xml', content: 'b' },
      ]),
    ],
    ['FEED_EMPTY', 'nothing that fits', zipFile([{ name: 'a.exe', content: 'a' }])],
    ['FEED_EMPTY', 'an empty document', zipFile([{ name: 'a.xml', content: '' }])],
  ])('%s: %s', async (code, name, content) => {
    await write(`${name}.zip`, content);
    expect(await codeOf(read(`${name}.zip`, {}, archive))).toBe(code);
  });

  test('cut on the way', async () => {
    const server = await api((_url, _request, response) => {
      response.writeHead(200, { 'content-length': one.length }).write(one.subarray(0, 1000), () => response.destroy());
      return 'handled';
    });
    expect(await codeOf(read(server.url, { allowHosts: [server.host] }, archive))).toBe('FEED_INCOMPLETE');
  });
});

describe('an archive that nobody declared', () => {
  const workbook = workbookFile({ sheets: [{ name: 'S', content: textSheet([['id'], ['1']]) }] });
  const packed = zipFile([
    { name: '2026/', content: '', stored: true },
    { name: '2026/autumn/b.csv', content: 'id\n2\n' },
    { name: '2026/a.json', content: '[1]' },
    { name: 'courses.xlsx', content: workbook },
    { name: 'readme.txt', content: 'x' },
  ]);

  test('is told by its signature, on disk and from a server that calls it something else', async () => {
    await write('undeclared', packed);
    const server = await api(() => ({ headers: { 'content-type': 'text/xml' }, body: packed }));
    const feeds = await read(['undeclared', `${server.url}all`], { allowHosts: [server.host] });
    const names = ['2026/a.json', '2026/autumn/b.csv', 'courses.xlsx'];
    expect(feeds.map(({ uri }) => uri)).toEqual([
      ...names.map((name) => `file://${baseDir}/undeclared#${name}`),
      ...names.map((name) => `${server.url}all#${name}`),
    ]);
    expect(feeds[0]?.body).toBe('[1]');
    expect(feeds[1]?.body).toBe('id\n2\n');
  });

  test('may be packed once more by the server, and may be a workbook, which is a document', async () => {
    await write('zipped.gz', gzipSync(packed));
    expect(await read('zipped.gz')).toHaveLength(3);
    await write('courses', workbook);
    const [feed, ...more] = await read('courses');
    expect(more).toEqual([]);
    expect(feed?.uri).toBe(`file://${baseDir}/courses`);
    expect(feed?.body.slice(0, 2)).toBe('PK');
  });

  test.each([
    ['FEED_INCOMPLETE', 'cut', packed.subarray(0, -10)],
    ['FEED_EMPTY', 'an archive of nothing', zipFile([])],
    ['FEED_MALFORMED', 'an archive in it', zipFile([{ name: 'a.xml', content: packed }])],
    ['FEED_TOO_LARGE', 'a bomb', zipFile([{ name: 'a.xml', content: Buffer.alloc(8_000_000, ' ') }])],
    ['FEED_INCOMPLETE', 'more than it says', zipFile([{ name: 'a.xml', content: large, size: 2 }])],
  ])('%s: %s', async (code, name, content) => {
    await write(`undeclared ${name}`, content);
    const scratchDir = join(baseDir, 'scratch');
    await mkdir(scratchDir, { recursive: true });
    expect(await codeOf(read(`undeclared ${name}`, { scratchDir }))).toBe(code);
    expect(await readdir(scratchDir)).toEqual([]);
  });
});
