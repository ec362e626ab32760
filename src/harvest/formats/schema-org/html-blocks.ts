import { Parser } from 'htmlparser2';
import { parseUrl } from '../../../domain/parse-url.js';
import { type Feed, FeedError } from '../../feed.js';
import { feedText } from '../../parse/encoding.js';
import type { EmbeddedMarkup } from './embedded-markup.js';
import { noAddress } from './markup-tree.js';

/** Where on the web something stands. */
interface Place {
  /** Number of its page in the feed, from 1: several pages may follow one another. */
  readonly page: number;
  /** Address of the page: its canonical one, else that of a feed from the web, as long as it is the only page in it. */
  readonly address: string | undefined;
  /** What relative addresses are resolved against: `<base href>`, else the address. */
  readonly base: string | undefined;
}

/** A `<script type="application/ld+json">` block of a page; `address` and `base` are those written before it. */
export interface HtmlBlock extends Place {
  readonly kind: 'block';
  readonly text: string;
}

/** Microdata and RDFa of a page, which come after its blocks. */
export interface HtmlMarkup extends Place {
  readonly kind: 'markup';
  readonly markup: EmbeddedMarkup;
}

/** Elements that HTML requires to be closed: one that is open at the end says that the page was cut. */
const mustClose: ReadonlySet<string> = new Set(['script', 'style', 'title', 'main', 'div', 'section', 'article', 'ul']);

/**
 * Reads the JSON-LD blocks, and the microdata and RDFa, of one or more HTML pages, one after the other. A block larger than `maxBlockBytes` fails
 * the feed. Encoding: byte order mark, then the charset as served, then `<meta charset>`, then UTF-8.
 *
 * @throws FeedError FEED_MALFORMED when a block, or the last page, is cut off; LIMIT_RECORD_SIZE.
 */
export async function* readHtmlBlocks(
  feed: Feed,
  head: string,
  maxBlockBytes: number,
): AsyncGenerator<HtmlBlock | HtmlMarkup> {
  // Its parsers take 8 MB, which feeds without pages need not have.
  const { EmbeddedMarkup } = await import('./embedded-markup.js');
  const ready: (HtmlBlock | HtmlMarkup)[] = [];
  let block: string | undefined;
  let page = 0;
  let base: string | undefined;
  let canonical: string | undefined;
  let open: string[] = [];
  let finishing = false;
  let pageOpen = false;

  let markup: EmbeddedMarkup | undefined;

  const place = (): Place => {
    const address = resolved(canonical, feedAddress(feed, page)) ?? feedAddress(feed, page);
    return { page, address, base: resolved(base, address) ?? address };
  };
  const endPage = (): void => {
    if (markup?.isEmpty === false) ready.push({ kind: 'markup', markup, ...place() });
  };
  const startPage = (): void => {
    endPage();
    markup = new EmbeddedMarkup(feed.uri, () => place().base ?? noAddress);
    page += 1;
    base = undefined;
    canonical = undefined;
    open = [];
    pageOpen = true;
  };
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (name === 'html' || page === 0) startPage();
        if (mustClose.has(name)) open.push(name);
        if (name === 'base') base ??= attributes.href;
        if (name === 'link' && /(^|\s)canonical(\s|$)/i.test(attributes.rel ?? '')) canonical ??= attributes.href;
        markup?.openTag(name, attributes);
        if (name === 'script' && /^application\/ld\+json\s*(;|$)/i.test((attributes.type ?? '').trim())) block = '';
      },
      ontext(text) {
        markup?.text(text);
        if (block === undefined) return;
        block += text;
        if (block.length > maxBlockBytes)
          throw new FeedError(
            'LIMIT_RECORD_SIZE',
            `${feed.uri}: a JSON-LD block is larger than ${maxBlockBytes} bytes`,
          );
      },
      onclosetag(name) {
        markup?.closeTag();
        if (finishing) return;
        if (name === 'html') pageOpen = false;
        const at = open.lastIndexOf(name);
        if (at >= 0) open.splice(at, 1);
        if (name !== 'script' || block === undefined) return;
        ready.push({ kind: 'block', text: block, ...place() });
        block = undefined;
      },
    },
    { decodeEntities: true, lowerCaseTags: true },
  );

  for await (const chunk of feedText(feed, undefined, feed.charset ?? metaCharset(head))) {
    parser.write(chunk);
    yield* ready.splice(0);
  }
  finishing = true;
  parser.end();
  endPage();
  yield* ready.splice(0);
  if (block !== undefined || (pageOpen && open.length > 0))
    throw new FeedError('FEED_MALFORMED', `${feed.uri}: the page is cut off inside <${open.at(-1) ?? 'script'}>`);
}

/** The JSON of a block; comment and CDATA wrappers go, and so do raw line breaks inside strings, which are common. */
export function parseBlock(text: string): { readonly value: unknown } | { readonly problem: string } {
  const opening = /^\s*(?:<!--|(?:\/\/|\/\*)?\s*<!\[CDATA\[(?:\s*\*\/)?)/;
  const closing = /(?:-->|(?:\/\/|\/\*)?\s*\]\]>(?:\s*\*\/)?)\s*$/;
  const bare = text
    .replace(opening, '')
    .replace(closing, '')
    .replace(/\p{Cc}/gu, ' ');
  try {
    return { value: JSON.parse(bare) as unknown };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : 'not JSON' };
  }
}

function feedAddress({ uri }: Feed, page: number): string | undefined {
  return page === 1 && /^https?:/i.test(uri) ? uri : undefined;
}

function resolved(address: string | undefined, base: string | undefined): string | undefined {
  if (address === undefined) return undefined;
  const url = parseUrl(address, base)?.href;
  return url !== undefined && /^https?:/.test(url) ? url : undefined;
}

function metaCharset(head: string): string | undefined {
  return /<meta\s[^>]*charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)/i.exec(head)?.[1]?.toLowerCase();
}
