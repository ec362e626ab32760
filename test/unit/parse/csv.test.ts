import { describe, expect, test } from 'vitest';
import { readCsv } from '../../../src/harvest/parse/csv.js';
import { collect, feedOf, limits } from './feed-of.js';

const read = (text: string | Uint8Array, options: { delimiter?: string; encoding?: string } = {}, custom = limits) =>
  collect(readCsv(feedOf(text, { chunkSize: 9 }), { ...options, limits: custom }));

describe('rows', () => {
  test.each([',', ';', '\t', '|'])('the delimiter is found: %j', async (delimiter) => {
    const text = `\ufeff id ${delimiter}"a;,|\tb"\r\n001${delimiter}"x ""y""\r\nz"\r\n\r\n2${delimiter}\r\n`;
    expect(await read(text)).toEqual([
      { row: { id: '001', 'a;,|\tb': 'x "y"\nz' }, line: 2 },
      { row: { id: '2', 'a;,|\tb': '' }, line: 5 },
    ]);
  });

  test.each(['\n', '\r\n'])('the delimiter may be told by a line of its own, as Excel does (%j)', async (end) => {
    const text = ['\ufeffsep=|', 'a;b;c|d', '1;2;3|4', ''].join(end);
    expect(await read(text)).toEqual([{ row: { 'a;b;c': '1;2;3', d: '4' }, line: 3 }]);
    expect((await read(['sep=;', 'a|b', '1|2'].join(end), { delimiter: '|' })).map(({ row }) => row)).toEqual([
      { a: '1', b: '2' },
    ]);
    expect((await read(['sep=,x', '1,2'].join(end))).map(({ row }) => row)).toEqual([{ 'sep=': '1', x: '2' }]);
  });

  test('lines may end with CR alone', async () => {
    expect((await read('a,b\r1,2\r3,4')).map(({ row }) => row)).toEqual([
      { a: '1', b: '2' },
      { a: '3', b: '4' },
    ]);
  });

  test('a column name that comes twice hides nothing', async () => {
    expect((await read('a,a,b\n1,2,3')).map(({ row }) => row)).toEqual([{ a: '1', 'a (2)': '2', b: '3' }]);
  });

  test('a row that does not fit the header is empty, says so, and has its cells beside it', async () => {
    expect(await read('a,b\n1\n1,2,3\n1,2,\n')).toEqual([
      { row: {}, line: 2, misfit: { expected: 2, found: 1, cells: ['1'] } },
      { row: {}, line: 3, misfit: { expected: 2, found: 3, cells: ['1', '2', '3'] } },
      { row: { a: '1', b: '2' }, line: 4 },
    ]);
  });

  test('a quote inside a cell, or around a part of it, is text', async () => {
    const text = 'id;title\n1;A\n2;Kurs "B" C\n3;"B" Kurs\n4;"""D"", eins\nzwei"\n5;"E;F" G\n';
    expect((await read(text)).map(({ row }) => row.title)).toEqual([
      'A',
      'Kurs "B" C',
      '"B" Kurs',
      '"D", eins\nzwei',
      '"E;F" G',
    ]);
  });

  test('those without content are passed over, also before the header', async () => {
    expect(await read(';;\na;b\n;\n1;2\n ; \n;;;;\n3;\n""\n')).toEqual([
      { row: { a: '1', b: '2' }, line: 4 },
      { row: { a: '3', b: '' }, line: 7 },
    ]);
  });

  test('another encoding may be given', async () => {
    expect((await read(Buffer.from('a\nä', 'latin1'), { encoding: 'iso-8859-1' }))[0]?.row).toEqual({ a: 'ä' });
  });

  test('a header alone has none', async () => {
    expect(await read('a,b\n')).toEqual([]);
  });
});

describe('a file is refused', () => {
  test.each([
    ['FEED_MALFORMED', 'a,b\n1,2\n3,"open\n4,5\n', /feed:3: /],
    ['FEED_MALFORMED', 'a,b\n1,2\n3,"open\n4,5\n6,"x"\n', /feed:3: /],
    ['FEED_EMPTY', ',,\n,\n', /empty/],
    ['FEED_EMPTY', '', /empty/],
    ['FEED_EMPTY', '\ufeff\n', /empty/],
    ['LIMIT_RECORD_SIZE', `a,b\n1,"${'x'.repeat(2000)}"`, /feed:2: /],
  ])('%s, case %#', async (code, text, message) => {
    await expect(read(text, {}, { maxDepth: 1, maxRecordBytes: 1000 })).rejects.toMatchObject({ code, message });
  });

  test('naming the line, also where other rows are read at once', async () => {
    const text = `a,b\n${'1,2\n'.repeat(50)}3,"open\n4,5`;
    await expect(collect(readCsv(feedOf(text), { limits }))).rejects.toMatchObject({
      message: expect.stringMatching(/feed:52: \D+$/),
    });
  });

  test('with the error of its transport', async () => {
    const cut = new Error('cut');
    const bytes = (async function* () {
      yield Buffer.from(`a,b\n${'1,2\n'.repeat(20_000)}`);
      throw cut;
    })();
    await expect(collect(readCsv({ uri: 'x:', bytes }, { limits }))).rejects.toBe(cut);
  });
});
