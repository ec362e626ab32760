import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseUrl } from '../../src/domain/parse-url.js';

test('an address is one however often it was asked for', () => {
  let found = 0;
  for (let times = 0; times < 20_000; times += 1) if (parseUrl('https://bücher.example/é') !== undefined) found += 1;
  expect(found).toBe(20_000);
  expect(parseUrl('https://bücher.example/é')?.href).toBe('https://xn--bcher-kva.example/%C3%A9');
  expect(parseUrl('b', 'https://a.example/x/')?.href).toBe('https://a.example/x/b');
  expect(['', 'nothing', 'http://', 'https://a b/'].map((text) => parseUrl(text))).toEqual(
    [0, 1, 2, 3].map(() => undefined),
  );
});

test('nobody on the server asks URL.canParse, which forgets how to', () => {
  const src = new URL('../../src/', import.meta.url);
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.tsx?$/.test(name) && !name.startsWith('web/widget/'),
  );
  expect(files.length).toBeGreaterThan(500);
  const asking = files.filter((name) => /URL\.canParse\(/.test(readFileSync(new URL(name, src), 'utf8')));
  expect(asking).toEqual([]);
});
