import { describe, expect, test } from 'vitest';
import { child, children, readXmlRecords, type XmlRecord } from '../../../src/harvest/parse/xml.js';
import { collect, feedOf, limits } from './feed-of.js';

const catalogue = `<?xml version="1.0"?>
<c:catalog xmlns:c="urn:c" xmlns:dc="urn:dc" xmlns="urn:c" generated="2026-01-01">
  <dc:title xml:lang="en">Catalogue</dc:title>
  <provider id="p1"><dc:title>First &amp; only</dc:title>
    <course id="1"><dc:title>One</dc:title><dc:title>Eins</dc:title>
      <dc:description><x:div xmlns:x="urn:x"><x:p class="a">A &lt; <x:b>b</x:b><x:br/></x:p></x:div></dc:description>
    </course>
    <dc:note>between</dc:note>
    <course id="2"><![CDATA[a <b> c]]></course>
  </provider>
  <provider id="p2"><course id="3"/></provider>
</c:catalog>`;

const read = (text: string, chunkSize?: number, custom = limits) =>
  collect(
    readXmlRecords(feedOf(text, chunkSize === undefined ? {} : { chunkSize }), {
      isRecord: (name) => name === 'course',
      limits: custom,
    }),
  );

describe('records', () => {
  test('come with local names, namespaces, attributes, text, inner markup and line', async () => {
    const [first, second] = await read(catalogue);
    const element = first?.element;
    expect(element).toMatchObject({ name: 'course', namespace: 'urn:c', attributes: { id: '1' }, line: 5 });
    expect(element && children(element, 'title').map(({ text }) => text)).toEqual(['One', 'Eins']);
    const description = element && child(element, 'description');
    expect(description?.inner).toBe('<div><p class="a">A &lt; <b>b</b><br/></p></div>');
    expect(description?.text).toBe('A < b');
    expect(second?.element.text).toBe('a <b> c');
  });

  test('come with their ancestors as they were when the record ended, however the feed is cut in chunks', async () => {
    const shape = ({ element, ancestors, position }: XmlRecord) => ({
      id: element.attributes.id,
      position,
      ancestors: ancestors.map(({ name, attributes, children: inside }) => [
        name,
        attributes.id ?? attributes.generated,
        inside.map(({ text }) => text),
      ]),
    });
    const expected = [
      {
        id: '1',
        position: 1,
        ancestors: [
          ['catalog', '2026-01-01', ['Catalogue']],
          ['provider', 'p1', ['First & only']],
        ],
      },
      {
        id: '2',
        position: 2,
        ancestors: [
          ['catalog', '2026-01-01', ['Catalogue']],
          ['provider', 'p1', ['First & only', 'between']],
        ],
      },
      {
        id: '3',
        position: 3,
        ancestors: [
          ['catalog', '2026-01-01', ['Catalogue']],
          ['provider', 'p2', []],
        ],
      },
    ];
    for (const size of [1, 13, 1e6]) expect((await read(catalogue, size)).map(shape)).toEqual(expected);
  });

  test('keep the prefix of an attribute and leave namespace declarations out', async () => {
    const [record] = await read('<course xmlns:s="urn:s" s:type="a:b" xml:lang="sv" lang="x"/>');
    expect(record?.element.attributes).toEqual({ 's:type': 'a:b', 'xml:lang': 'sv', lang: 'x' });
    expect(record?.element.attributesNs[0]).toEqual({ name: 'type', namespace: 'urn:s', value: 'a:b' });
  });

  test('isRecord sees the names of the ancestors, outermost first', async () => {
    const asked: string[] = [];
    const isRecord = (name: string, path: readonly string[], namespace: string) => {
      asked.push([...path, name, namespace].join('/'));
      return name === 'course';
    };
    await collect(readXmlRecords(feedOf('<a xmlns="urn:a"><course><b/></course></a>'), { isRecord, limits }));
    expect(asked).toEqual(['a/urn:a', 'a/course/urn:a']);
  });

  test('larger than the limit keep their attributes and lose all content, and the next is read', async () => {
    const text = `<r><course id="1"><t>${'x'.repeat(5000)}</t></course><course id="2"><t>y</t></course></r>`;
    for (const size of [100, 1e6]) {
      const [first, second] = await read(text, size, { maxDepth: 64, maxRecordBytes: 1000 });
      expect(first).toMatchObject({
        oversized: expect.any(Number),
        element: { text: '', children: [], attributes: { id: '1' } },
      });
      expect(second?.oversized).toBeUndefined();
      expect(second?.element.text).toBe('y');
    }
  });
});

describe('a document is refused', () => {
  test.each([
    ['mismatched tag', '<a><course></a></course>'],
    ['bare ampersand', '<a>R&D</a>'],
    ['HTML entity', '<a>&nbsp;</a>'],
    ['name of an object property as entity', '<a>&constructor;</a>'],
    ['unquoted attribute', '<a b=1/>'],
    ['NUL', '<a>\u0000</a>'],
    ['text after the root', '<a/>text'],
    ['unbound prefix', '<x:a/>'],
    ['JSON', '{"a": 1}'],
  ])('FEED_MALFORMED with line and column: %s', async (_, text) => {
    await expect(read(text)).rejects.toMatchObject({
      code: 'FEED_MALFORMED',
      message: expect.stringMatching(/^file:\/\/\/feed:\d+:\d+: /),
    });
  });

  test('FEED_MALFORMED wherever it is cut', async () => {
    for (let end = 60; end < catalogue.length - 1; end += 37)
      await expect(read(catalogue.slice(0, end))).rejects.toMatchObject({ code: 'FEED_MALFORMED' });
  });

  test.each(['', ' \n\t', '\ufeff'])('FEED_EMPTY: %j', async (text) => {
    await expect(read(text)).rejects.toMatchObject({ code: 'FEED_EMPTY' });
  });

  test.each([
    '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
    '<!DOCTYPE a SYSTEM "x" [<!ENTITY % e SYSTEM "file:///etc/passwd"> %e;]><a/>',
  ])('XML_DTD_FORBIDDEN: %s', async (text) => {
    await expect(read(text)).rejects.toMatchObject({ code: 'XML_DTD_FORBIDDEN' });
  });

  test('but a document type without declarations passes and is never fetched', async () => {
    expect(await read('<!DOCTYPE a SYSTEM "http://127.0.0.1:9/[x].dtd"><a><course/></a>')).toHaveLength(1);
  });

  test('LIMIT_DEPTH: 40,000 nested elements, at once', async () => {
    const began = performance.now();
    await expect(read('<a>'.repeat(40_000))).rejects.toMatchObject({ code: 'LIMIT_DEPTH' });
    expect(performance.now() - began).toBeLessThan(1000);
  });

  test('LIMIT_RECORD_SIZE: content outside records without end', async () => {
    const feed = feedOf(`<a>${`<b>${'x'.repeat(1000)}</b>`.repeat(20_000)}</a>`);
    await expect(collect(readXmlRecords(feed, { isRecord: () => false, limits }))).rejects.toMatchObject({
      code: 'LIMIT_RECORD_SIZE',
    });
  });

  test('LIMIT_RECORD_SIZE: a single text without end', async () => {
    await expect(read(`<a><course>${'x'.repeat(4_000_000)}`)).rejects.toMatchObject({ code: 'LIMIT_RECORD_SIZE' });
  });
});
