import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { feedText } from '../../../src/harvest/parse/encoding.js';
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

  test('in the charset parameter, else it is UTF-8', async () => {
    expect(await decode(Uint8Array.of(0xe4), 'ISO-8859-1')).toBe('ä');
    expect(await decode('ä')).toBe('ä');
  });

  test('not in a declaration of UTF-16 that can be read as single bytes', async () => {
    expect(await decode(xml('utf-16'), undefined, 'xml')).toBe(xml('utf-16'));
  });
});

describe('ENCODING_INVALID', () => {
  test.each([
    ['bytes that are not UTF-8', Uint8Array.of(0x61, 0xe4, 0x62), undefined],
    ['a character cut at the end', Uint8Array.of(0x61, 0xc3), undefined],
    ['an odd byte of UTF-16', Uint8Array.of(0xff, 0xfe, 0x61), undefined],
    ['a byte that Windows-1252 leaves open', Uint8Array.of(0x81), 'windows-1252'],
    ['an unknown encoding', Uint8Array.of(0x61), 'x-klingon'],
    ['an encoding that is a codec of bytes', Uint8Array.of(0x61), 'base64'],
  ])('%s', async (_, bytes, charset) => {
    await expect(decode(bytes, charset)).rejects.toMatchObject({
      code: 'ENCODING_INVALID',
      message: /^file:\/\/\/feed: /,
    });
  });
});
