import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import type { Feed } from '../../../src/harvest/feed.js';
import { feedText, headText } from '../../../src/harvest/parse/encoding.js';
import { legacyCharset } from '../../../src/harvest/parse/legacy-charset.js';
import { collect, feedOf } from './feed-of.js';

const xml = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?><t>Pflegepädagogik – 15 €</t>`;
const decode = async (bytes: Uint8Array | string, charset?: string, declared?: 'xml') =>
  (
    await collect(feedText(feedOf(bytes, { chunkSize: 7, ...(charset === undefined ? {} : { charset }) }), declared))
  ).join('');

describe('the encoding is found', () => {
  test.each(['windows-1252', 'ISO-8859-15', 'UTF-8'])('in the XML declaration: %s', async (encoding) => {
    expect(await decode(iconv.encode(xml(encoding).replace('–', '-'), encoding), 'utf-8', 'xml')).toContain(
      'Pflegepädagogik - 15 €',
    );
  });

  test('ISO-8859-1 is read as Windows-1252, so that curly quotes survive', async () => {
    expect(await decode(Uint8Array.of(0x92, 0x80), 'iso-8859-1')).toBe('’€');
  });

  test.each([
    ['utf-16le', Buffer.from([0xff, 0xfe])],
    ['utf-16be', Buffer.from([0xfe, 0xff])],
    ['utf-8', Buffer.from([0xef, 0xbb, 0xbf])],
  ])('in a byte order mark, which does not reach the text: %s', async (encoding, mark) => {
    const bytes = Buffer.concat([mark, iconv.encode(xml('x'), encoding)]);
    expect(await decode(bytes, 'iso-8859-1', 'xml')).toBe(xml('x'));
  });

  test('in the pattern of UTF-16 without a byte order mark', async () => {
    expect(await decode(iconv.encode(xml('UTF-16'), 'utf-16le'), undefined, 'xml')).toBe(xml('UTF-16'));
  });

  test('in the zero bytes of UTF-16 in other documents', async () => {
    expect(await decode(iconv.encode('{"a":"ä"}', 'utf-16le'))).toBe('{"a":"ä"}');
    expect(await decode(iconv.encode('id;title', 'utf-16be'))).toBe('id;title');
    expect(headText(iconv.encode('<?xml version="1.0" encoding="UTF-16"?><a/>', 'utf-16be'))).toContain('<a/>');
  });

  test('in the charset parameter, else it is UTF-8', async () => {
    expect(await decode(Uint8Array.of(0xe4), 'ISO-8859-1')).toBe('ä');
    expect(await decode('ä')).toBe('ä');
  });

  test('not in a declaration of UTF-16 that can be read as single bytes', async () => {
    expect(await decode(xml('utf-16'), undefined, 'xml')).toBe(xml('utf-16'));
  });
});

describe('a wrong name of the encoding is seen through, and told once', () => {
  const told = async (bytes: Uint8Array, feed: Partial<Feed> = {}, declared?: 'xml') => {
    const messages: string[] = [];
    const opened = {
      ...feedOf(bytes, { chunkSize: 5 }),
      ...feed,
      onMisnamedCharset: (it: string) => messages.push(it),
    };
    return { text: (await collect(feedText(opened, declared))).join(''), messages };
  };
  const sentence = 'Études à Besançon – 15 € “grâce” à l’Œuvre';

  test('Windows-1252 that says it is UTF-8', async () => {
    const { text, messages } = await told(iconv.encode(sentence, 'windows-1252'));
    expect(text).toBe(sentence);
    expect(messages).toEqual(['The feed is not in utf-8, as it says or is taken to be: it was read as windows-1252.']);
  });

  test('an XML declaration of UTF-8 above ISO 8859-1', async () => {
    const bytes = iconv.encode('<?xml version="1.0" encoding="UTF-8"?><t>Pflegepädagogik für Anfänger</t>', 'latin1');
    expect((await told(bytes, {}, 'xml')).text).toContain('<t>Pflegepädagogik für Anfänger</t>');
  });

  test('one text of Windows-1252 that was pasted into a document in UTF-8', async () => {
    const bytes = Buffer.concat([
      Buffer.from('Zürich, Genève, Łódź, Αθήνα '),
      Buffer.from([0x93, 0xe9, 0x94]),
      Buffer.from(' Kraków'),
    ]);
    expect((await told(bytes)).text).toBe('Zürich, Genève, Łódź, Αθήνα “é” Kraków');
  });

  test.each([
    ['pl', 'Ćwiczenia z języka polskiego dla początkujących: źródła, łąka, Ół'],
    ['uk', 'Від Києва до Львова: Історія та її джерела, Ні, Рік'],
    ['el', 'Εισαγωγή στην Πληροφορική, Έτος Ά'],
    ['lt', 'Įvadas į žurnalistiką'],
    ['sr-Latn', 'Uvod u književnost, šta i žena'],
  ])('in the character set that is usual for the language %s', async (language, expected) => {
    const charset = legacyCharset(language);
    const { text, messages } = await told(iconv.encode(expected, charset), { legacyCharset: charset });
    expect(text).toBe(expected);
    expect(messages[0]).toContain(`read as ${charset}`);
  });

  test.each(['iso-8859-1', 'windows-1250', 'ISO-8859-15'])(
    'UTF-8 that a server calls %s, as servers do by default',
    async (charset) => {
      const { text, messages } = await told(Buffer.from(sentence), { charset });
      expect(text).toBe(sentence);
      expect(messages).toEqual([
        `The feed is not in ${charset.toLowerCase()}, as it says or is taken to be: it was read as utf-8.`,
      ]);
    },
  );

  test('and a right name is believed without a word', async () => {
    for (const charset of ['windows-1252', 'iso-8859-1', 'macintosh'])
      expect(await told(iconv.encode('Études, è', charset), { charset })).toEqual({ text: 'Études, è', messages: [] });
    expect(await told(Buffer.from(sentence))).toEqual({ text: sentence, messages: [] });
  });
});

describe('ENCODING_INVALID', () => {
  test.each([
    ['bytes that are neither UTF-8 nor Windows-1252', Uint8Array.of(0x61, 0xe4, 0x81, 0x62), undefined],
    ['a character cut at the end', Uint8Array.of(0x61, 0xc3), undefined],
    ['an odd byte of UTF-16', Uint8Array.of(0xff, 0xfe, 0x61), undefined],
    ['a byte that Windows-1252 leaves open', Uint8Array.of(0x81), 'windows-1252'],
    ['an unknown encoding', Uint8Array.of(0x61), 'x-klingon'],
    ['an encoding that is a codec of bytes', Uint8Array.of(0x61), 'base64'],
  ])('%s', async (_, bytes, charset) => {
    await expect(decode(bytes, charset)).rejects.toMatchObject({
      code: 'ENCODING_INVALID',
      message: expect.stringMatching(/^file:\/\/\/feed: /),
    });
  });
});

test('a large chunk is decoded in pieces that cut no character', async () => {
  const characters = ['a', 'é', '–', '𝄞'];
  for (let before = 0; before < 4; before += 1) {
    const text = 'x'.repeat(before) + Array.from({ length: 60_000 }, (_, at) => characters[at % 4]).join('');
    const pieces = await collect(feedText(feedOf(text, { chunkSize: 65_536 })));
    expect(pieces.length).toBeGreaterThan(4);
    expect(pieces.join('')).toBe(text);
  }
});
