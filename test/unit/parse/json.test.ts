import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJsonDocument, readJsonItems, readJsonLines } from '../../../src/harvest/parse/json.js';
import { collect, feedOf, limits } from './feed-of.js';

const read = (text: string, selectors: string[], chunkSize?: number, custom = limits) =>
  collect(readJsonItems(feedOf(text, chunkSize === undefined ? {} : { chunkSize }), { selectors, limits: custom }));

describe('items', () => {
  test('are the values that the selectors choose, with key, selector and position', async () => {
    const text = '{"page": {"size": 2}, "data": [{"id": "001"}, 7], "courses": {"a": [1.5, true, null], "b": "x"}}';
    for (const size of [1, 1e6])
      expect(await read(text, ['$.data.*', '$.courses.*'], size)).toMatchObject([
        { value: { id: '001' }, key: 0, selector: '$.data.*', position: 1 },
        { value: 7, key: 1, selector: '$.data.*', position: 2 },
        { value: [1.5, true, null], key: 'a', selector: '$.courses.*', position: 3 },
        { value: 'x', key: 'b', selector: '$.courses.*', position: 4 },
      ]);
  });

  test('any document comes out as JSON.parse reads it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 6 }), fc.integer({ min: 1, max: 40 }), async (value, size) => {
        const text = JSON.stringify(value);
        fc.pre(!text.includes('__proto__'));
        expect((await read(text, ['$'], size))[0]?.value).toEqual(JSON.parse(text));
      }),
      { numRuns: 200 },
    );
  });

  test('are the same wherever the feed is split, plain or not', async () => {
    const awkward = { 'a"{': ['\\', '\\"', '}]', 'é😀'], b: { c: [[], {}, -1.5e3, null] } };
    const items = [awkward, 'x,[:"', 12, [awkward, true], {}, JSON.parse('{"__proto__": 1, "x": 2}')];
    const escaped = JSON.stringify(items).replaceAll('é', '\\u00e9').replaceAll('😀', '\\ud83d\\ude00');
    const text = `{"skip": ${escaped}, "data": ${escaped.replaceAll(',{', ' ,\n {')}, "rest": [${escaped}]}`;
    const expected = [...items.slice(0, -1), { x: 2 }];
    const decoded = Array.from({ length: 1100 }, () => ' ').join('');
    for (const size of [1, 2, 3, 5, 7, 11, 64, 1e6]) {
      const found = await read(`${decoded}${text}`, ['$.data.*'], size);
      expect(found.map(({ value }) => value)).toEqual(expected);
      expect(found.map(({ key, position }) => [key, position])).toEqual(items.map((_, index) => [index, index + 1]));
    }
  });

  test('a fault is placed by its byte in the document, whatever came before', async () => {
    const items = Array.from({ length: 500 }, (_, index) => JSON.stringify({ index, text: 'é' })).join(',');
    for (const fault of ['{"a" 1}', '{"a": tru}', '{"a": [1}}', '}', '{"a":1},,'])
      for (const size of [1, 100, 1e6]) {
        const text = `{"data":[${items},${fault}]}`;
        const place = Buffer.byteLength(`{"data":[${items},`);
        const error = await read(text, ['$.data.*'], size).catch((cause) => cause);
        expect(error.code).toBe('FEED_MALFORMED');
        const found = Number(/at byte (\d+)/.exec(error.message)?.[1]);
        expect(found - place).toBeGreaterThanOrEqual(0);
        expect(found - place).toBeLessThan(10);
      }
  });

  test('nothing follows the document', async () => {
    for (const rest of ['x', '\ufeff', '{}', ',', '1'])
      await expect(read(`{"a": 1} ${rest}`, ['$'])).rejects.toMatchObject({ code: 'FEED_MALFORMED' });
  });

  test('hold no key that reaches a prototype, and no lone surrogate', async () => {
    const [item] = await read('[{"__proto__": {"admin": true}, "a": "x\\ud800y", "b": "\\ud83d\\ude00"}]', ['$.*']);
    expect(item?.value).toEqual({ a: 'x\ufffdy', b: '😀' });
    expect(Object.getPrototypeOf(item?.value)).toBe(Object.prototype);
  });

  test('an empty list has none', async () => {
    expect(await read('{"data": []}', ['$.data.*'])).toEqual([]);
  });
});

describe('a document is refused', () => {
  test.each([
    '[1,]',
    '[1 2]',
    '{"a" 1}',
    '{a: 1}',
    '[1]]',
    '[1][2]',
    '{"a":1,}',
    '[}',
    '{]',
    '[NaN]',
    '[01]',
    '["a\nb"]',
    '<a/>',
    '[tru]',
    ',',
    '{1: 2}',
  ])('FEED_MALFORMED: %s', async (text) => {
    await expect(read(text, ['$.*'])).rejects.toMatchObject({
      code: 'FEED_MALFORMED',
      message: expect.stringMatching(/^file:\/\/\/feed: /),
    });
  });

  test('FEED_MALFORMED wherever it is cut', async () => {
    const text = '{"data": [{"id": "é", "n": 12, "t": true}, {"id": "b"}]}';
    for (let end = 1; end < text.length; end += 1)
      await expect(read(text.slice(0, end), ['$.data.*'])).rejects.toMatchObject({ code: 'FEED_MALFORMED' });
  });

  test('FEED_MALFORMED: an error answer in place of the list', async () => {
    await expect(read('{"error": "maintenance"}', ['$.data.*', '$.items.*'])).rejects.toMatchObject({
      code: 'FEED_MALFORMED',
      message: 'file:///feed: nothing at $.data.* or $.items.*',
    });
  });

  test.each(['', ' \n'])('FEED_EMPTY: %j', async (text) => {
    await expect(read(text, ['$.*'])).rejects.toMatchObject({ code: 'FEED_EMPTY' });
  });

  test('LIMIT_DEPTH: a million open brackets', async () => {
    await expect(read('['.repeat(1_000_000), ['$.*'])).rejects.toMatchObject({ code: 'LIMIT_DEPTH' });
  });

  test.each([50, 1e6])('LIMIT_RECORD_SIZE, in chunks of %i', async (size) => {
    const text = JSON.stringify([{ a: 'x'.repeat(5000) }]);
    await expect(read(text, ['$.*'], size, { maxDepth: 64, maxRecordBytes: 1000 })).rejects.toMatchObject({
      code: 'LIMIT_RECORD_SIZE',
    });
  });
});

test('memory stays flat over 100 MB, selected or not', async () => {
  const item = `${JSON.stringify({ id: 'x', text: 'y'.repeat(1000), list: [1, 2, { a: 'é' }] })},`;
  const block = Buffer.from(item.repeat(100));
  let peak = 0;
  const bytes = (async function* () {
    yield Buffer.from('{"skipped": [');
    for (let round = 0; round < 480; round += 1) yield block;
    yield Buffer.from('1], "data": [');
    for (let round = 0; round < 480; round += 1) yield block;
    yield Buffer.from('1]}');
  })();
  const before = process.memoryUsage().heapUsed;
  let count = 0;
  for await (const { position } of readJsonItems({ uri: 'x:', bytes }, { selectors: ['$.data.*'], limits })) {
    count = position;
    if (count % 1000 === 0) peak = Math.max(peak, process.memoryUsage().heapUsed - before);
  }
  expect(count).toBe(48_001);
  expect(peak).toBeLessThan(100 * 2 ** 20);
});

describe('small documents and lines', () => {
  test('a document is read whole, within its limit', async () => {
    expect(await readJsonDocument(feedOf('\ufeff{"a": [1]}'), { maxBytes: 100 })).toEqual({ a: [1] });
    await expect(readJsonDocument(feedOf(`["${'x'.repeat(200)}"]`), { maxBytes: 100 })).rejects.toMatchObject({
      code: 'FEED_TOO_LARGE',
    });
  });

  test('every line that is not blank is a value', async () => {
    const text = '{"a":1}\r\n\n[2]\n"x"';
    for (const chunkSize of [1, 1e6])
      expect(await collect(readJsonLines(feedOf(text, { chunkSize }), { limits }))).toEqual([
        { value: { a: 1 }, line: 1 },
        { value: [2], line: 3 },
        { value: 'x', line: 4 },
      ]);
  });

  test.each([
    ['FEED_MALFORMED', '{"a":1}\n{"b":\n', /feed:2: /],
    ['FEED_MALFORMED', '{"a":1}\n{"b":', /feed:2: /],
    ['FEED_EMPTY', '', /empty/],
    ['LIMIT_RECORD_SIZE', `"${'x'.repeat(300_000)}`, /feed:1: /],
  ])('%s, case %#', async (code, text, message) => {
    await expect(collect(readJsonLines(feedOf(text), { limits }))).rejects.toMatchObject({ code, message });
  });
});
