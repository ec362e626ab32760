import { describe, expect, test } from 'vitest';
import { FeedError } from '../../../src/harvest/feed.js';
import { table } from '../../../src/harvest/formats/table/table.format.js';
import { runFormat } from '../../support/run-format.js';
import { basics, codes, one, read } from './table-support.js';

describe('records', () => {
  test('a semicolon file with a byte-order mark and quoted line breaks is read by its column names', async () => {
    const { opportunities } = await read('\uFEFFid;title\r\n001;"Two\nlines"\r\n002;Plain\r\n', {});
    expect(opportunities.map((it) => [it.nativeIds[0]?.value, it.title])).toEqual([
      ['001', { en: 'Two lines' }],
      ['002', { en: 'Plain' }],
    ]);
  });

  test('a tab and a declared encoding', async () => {
    const content = Buffer.from('id\ttitle\n1\tMétiers\n', 'latin1');
    const options = { records: { type: 'csv', delimiter: '\t', encoding: 'windows-1252' }, fields: basics };
    const { opportunities } = await runFormat(table, { content }, { language: 'fr', options });
    expect(opportunities[0]?.title).toEqual({ fr: 'Métiers' });
  });

  test('a row with too few cells costs that row only', async () => {
    const { opportunities, issues } = await read('id,title,x\n1,A\n2,B,c\n', {});
    expect(opportunities.map((it) => it.nativeIds[0]?.value)).toEqual(['2']);
    expect(codes(issues)).toEqual(['error UNSUPPORTED_RECORD ']);
  });

  test('JSON records behind a selector, nested paths and lists', async () => {
    const content = JSON.stringify({
      hits: [{ a: { id: 7 }, name: { fi: 'Kurssi', sv: 'Kurs' }, tags: [{ t: 'x' }, { t: 'y' }] }],
    });
    const { opportunity } = await one(
      content,
      { id: { from: 'a.id' }, title: { from: 'name' }, subjects: { label: { from: 'tags[*].t' } } },
      { records: { type: 'json', select: '$.hits.*' } },
    );
    expect(opportunity?.nativeIds).toEqual([{ value: '7' }]);
    expect(opportunity?.title).toEqual({ fi: 'Kurssi', sv: 'Kurs' });
    expect(opportunity?.subjects).toEqual([
      { label: 'x', language: 'en' },
      { label: 'y', language: 'en' },
    ]);
  });

  test('an object keyed by id gives the key as $key', async () => {
    const { opportunity } = await one('{"A1":{"title":"T"}}', { id: { from: '$key' } }, { records: { type: 'json' } });
    expect(opportunity?.nativeIds).toEqual([{ value: 'A1' }]);
  });

  test('JSON Lines, with a line that is no object', async () => {
    const { opportunities, issues } = await read(
      '{"id":1,"title":"A"}\n"text"\n',
      {},
      { records: { type: 'json-lines' } },
    );
    expect(opportunities).toHaveLength(1);
    expect(codes(issues)).toEqual(['error UNSUPPORTED_RECORD ']);
  });

  test('XML elements with attributes, repeated children and cells of the enclosing element', async () => {
    const content =
      '<c xmlns="urn:x"><school code="S1"><name>Skolen</name><course id="9"><title lang="nb">Kurs &amp;amp; mer</title>' +
      '<key>a</key><key>b</key></course></school></c>';
    const { opportunity } = await one(
      content,
      {
        id: { from: ['^school.@code', '@id'], join: '/' },
        title: { from: 'title', language: { from: 'title.@lang' } },
        subjects: { label: { from: 'key[*]' } },
        providers: { name: { from: '^school.name', language: 'nb' }, id: { from: '^school.@code' } },
      },
      { records: { type: 'xml', element: 'course' } },
    );
    expect(opportunity?.nativeIds).toEqual([{ value: 'S1/9' }]);
    expect(opportunity?.title).toEqual({ nb: 'Kurs & mer' });
    expect(opportunity?.subjects?.map((it) => it.label)).toEqual(['a', 'b']);
    expect(opportunity?.providers?.[0]?.names).toEqual({ nb: 'Skolen' });
  });

  test('only rows for which the conditions hold are offers; positions are those of the file', async () => {
    const { opportunities, issues } = await read(
      'id,title,open\n1,A,no\n2,B,yes\n3,C,\n',
      {},
      { when: { from: 'open', not: ['no'] } },
    );
    expect(opportunities.map((it) => it.provenance.position)).toEqual([2, 3]);
    expect(issues).toEqual([]);
  });

  test.each([
    ['csv', 'id,title\n1,"cut', { type: 'csv' }, 'FEED_MALFORMED'],
    ['csv', '', { type: 'csv' }, 'FEED_EMPTY'],
    ['json', '[{"id":1,"title":"A"},{"id"', { type: 'json' }, 'FEED_MALFORMED'],
    ['json', '', { type: 'json' }, 'FEED_EMPTY'],
    ['xml', '<a><r><id>1</id></r><r>', { type: 'xml', element: 'r' }, 'FEED_MALFORMED'],
  ])('a cut or empty %s feed (%j) fails the feed', async (_, content, records, code) => {
    const error = await read(content, {}, { records }).catch((it: unknown) => it);
    expect(error).toBeInstanceOf(FeedError);
    expect(error).toMatchObject({ code });
  });
});

test('reading twice gives the same', async () => {
  const content = 'id,title\n1,A\n2,B\n';
  expect(await read(content, {})).toEqual(await read(content, {}));
});
