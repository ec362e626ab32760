import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Feed } from '../../../src/harvest/feed.js';
import { formats } from '../../../src/harvest/formats/registry.js';
import { readSource } from '../../../src/harvest/reader.js';
import { sourceDefinition } from '../../../src/harvest/source.js';

const uri = 'https://cornwall.example/xcri.xml';
const catalogue = gunzipSync(readFileSync('test/fixtures/xcri-cap/cornwall-college.xml.gz'))
  .toString('utf8')
  .replace(/^\ufeff/, '');
const declaring = (encoding: string) => catalogue.replace('encoding="utf-8"', `encoding="${encoding}"`);
/** What Windows-1252 does not have (it is little) as references, as exporters write it. */
const windows = (text: string) =>
  iconv.encode(
    text.replace(/[^\0-\x7f\xa0-\xff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/gu, (it) => `&#${it.codePointAt(0)};`),
    'windows-1252',
  );

let scratch: string;
let right: Awaited<ReturnType<typeof read>>;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'lotse-encodings-'));
  right = await read(Buffer.from(catalogue));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

async function read(body: Uint8Array, charset?: string) {
  const source = sourceDefinition.parse({ id: 'cornwall', name: 'Cornwall', location: uri, language: 'en' });
  async function* openFeeds(): AsyncGenerator<Feed> {
    async function* bytes() {
      for (let at = 0; at < body.length; at += 50_000) yield body.subarray(at, at + 50_000);
    }
    yield { uri, bytes: bytes(), ...(charset === undefined ? {} : { charset }) };
  }
  const limits = { maxDepth: 64, maxRecordBytes: 262_144 };
  const reader = { formats, openFeeds, limits, now: () => new Date('2026-11-23T12:00:00Z') };
  const hashes: (string | undefined)[] = [];
  const told: string[] = [];
  for await (const { hash, issues } of readSource(source, reader, scratch, new AbortController().signal)) {
    hashes.push(hash);
    told.push(
      ...issues.filter(({ code }) => code === 'INVALID_TEXT').map(({ record, message }) => `${record} ${message}`),
    );
  }
  return { hashes, told };
}

describe('the catalogue of Cornwall College gives the same 407 records', () => {
  test('as it is', () => {
    expect(right.hashes).toHaveLength(407);
    expect(right.told).toEqual([]);
  });

  test.each([
    ['in Windows-1252, though it declares UTF-8', windows(catalogue), undefined, 'utf-8', 'windows-1252'],
    ['in UTF-8, though it declares ISO 8859-1', Buffer.from(declaring('iso-8859-1')), undefined, 'iso-8859-1', 'utf-8'],
  ])('%s, and the provider is told once', async (_, body, charset, named, found) => {
    const { hashes, told } = await read(body, charset);
    expect(hashes).toEqual(right.hashes);
    expect(told).toEqual([
      `${uri} The feed is not in ${named}, as it says or is taken to be: it was read as ${found}.`,
    ]);
  });

  test.each([
    ['in Windows-1252 as declared', windows(declaring('windows-1252')), undefined],
    ['in UTF-16 without a byte order mark', iconv.encode(declaring('utf-16'), 'utf-16le'), undefined],
    ['in UTF-8, which a server calls ISO 8859-1', Buffer.from(catalogue), 'iso-8859-1'],
  ])('%s, without a word', async (_, body, charset) => {
    expect(await read(body, charset)).toEqual(right);
  });
});
