import { parseUrl } from '../../domain/parse-url.js';
import { type Feed, FeedError } from '../feed.js';
import type { Format } from '../format.js';
import { headText } from '../parse/encoding.js';
import { peek } from '../parse/peek.js';
import { sourceDefinition } from '../source.js';
import { tableHint } from '../table-hint.js';
import { readManifest } from './manifest.js';
import { pagingOf } from './propose-paging.js';
import type { SourceDraft } from './source-draft.js';

/** How something at an address can be read as a source. */
export interface Proposal {
  readonly reading: Pick<SourceDraft, 'location' | 'format' | 'transport'>;
  /** What the person who adds it should know. */
  readonly notes: readonly string[];
}

export interface ProposeContext {
  readonly formats: readonly Format[];
  /** Opens the documents at a location. */
  readonly open: (location: string) => AsyncIterable<Feed>;
}

/** How much of a document is looked at. */
const lookedAtBytes = 256 * 1024;

/** Metadata formats of repositories that one of our formats is likely to read. */
const knownPrefixes = /xcri|course|learning|elm|loq|europass|cdm|lheo|schema\.org|moochub/i;

/**
 * Looks at what is at an address (or in a file) and proposes how to read it: an OAI-PMH repository, a sitemap, an API with
 * pages, a page with offers on a site with a sitemap, or a document.
 *
 * @throws FeedError as opening does; UNKNOWN_FORMAT, saying what to do instead, for a manifest, a spreadsheet, whose
 *   columns somebody must declare, and for what looks like nothing that can be read.
 */
export async function proposeReading(location: string, context: ProposeContext): Promise<Proposal> {
  const head = await headOf(location, context);
  const root = /^\ufeff?\s*(?:<\?xml[^>]*>\s*|<!--[\s\S]*?-->\s*)*<(?:[\w.-]+:)?([A-Za-z][\w.-]*)/.exec(head.text)?.[1];
  if (root === 'OAI-PMH' && isWeb(location)) return repository(location, context);
  if (root === 'urlset' || root === 'sitemapindex')
    return { reading: { location, transport: { type: 'sitemap' } }, notes: ['a sitemap: its pages are read'] };
  if (readManifest(Buffer.from(head.text)).kind === 'manifest')
    throw instead(location, 'is a QualityLink manifest; `lotse discover DOMAIN --write FILE` adds its sources');
  if (root?.toLowerCase() === 'html' || /^\s*<!doctype html/i.test(head.text))
    return page(location, head.text, context);
  const format = context.formats.find(({ sniff, id }) => id !== 'table' && sniff(head.text, head.uri));
  if (format === undefined && root === 'OAI-PMH')
    throw instead(location, 'is a saved answer of an OAI-PMH repository; give the address of the repository itself');
  if (format === undefined) throw unknown(location, head.text, context);
  const paging = pagingOf(format.id, location, head.text);
  return { reading: { location, format: format.id, ...paging }, notes: [format.title] };
}

interface Head {
  readonly uri: string;
  readonly text: string;
}

async function headOf(location: string, { open }: ProposeContext): Promise<Head> {
  for await (const { uri, bytes } of open(location)) {
    const { head, rest } = await peek(bytes, lookedAtBytes);
    await bytes[Symbol.asyncIterator]().return?.();
    await rest.return(undefined);
    return { uri, text: headText(head) };
  }
  throw new FeedError('FEED_EMPTY', `${location}: there is nothing`);
}

/** An OAI-PMH repository, with the metadata format that is most likely to hold offers. */
async function repository(location: string, context: ProposeContext): Promise<Proposal> {
  const base = new URL(location);
  const asked = base.searchParams.get('metadataPrefix');
  for (const name of ['verb', 'metadataPrefix', 'resumptionToken', 'set', 'from', 'until', 'identifier'])
    base.searchParams.delete(name);
  const list = new URL(base);
  list.searchParams.set('verb', 'ListMetadataFormats');
  const { text } = await headOf(list.href, context);
  const offered = [
    ...text.matchAll(
      /<(?:\w+:)?metadataPrefix>\s*([^<\s]+)\s*<\/(?:\w+:)?metadataPrefix>([\s\S]*?)<\/(?:\w+:)?metadataFormat>/g,
    ),
  ];
  const prefixes = offered.map(([, prefix = '']) => prefix);
  const known = offered.find(([, prefix = '', rest = '']) => knownPrefixes.test(prefix) || knownPrefixes.test(rest));
  const metadataPrefix = asked ?? known?.[1] ?? prefixes.find((prefix) => prefix !== 'oai_dc') ?? 'oai_dc';
  return {
    reading: { location: base.href, transport: { type: 'oai-pmh', metadataPrefix } },
    notes: [`an OAI-PMH repository with the metadata formats ${prefixes.join(', ') || '(it names none)'}`],
  };
}

/** A page with offers, else the sitemap of its site. */
async function page(location: string, text: string, context: ProposeContext): Promise<Proposal> {
  if (/schema\.org/i.test(text) && /\b(Course|CourseInstance|EducationalOccupationalProgram)\b/.test(text))
    return { reading: { location, format: 'schema-org' }, notes: ['a page with offers of schema.org'] };
  if (!isWeb(location)) throw unknown(location, text, context);
  for (const sitemap of await sitemapsOf(location, context)) {
    try {
      const { text: content } = await headOf(sitemap, context);
      if (!/<(?:\w+:)?(urlset|sitemapindex)\b/.test(content)) continue;
      const notes = ['a page without offers; the sitemap of its site is read in its place: narrow it by `include`'];
      return { reading: { location: sitemap, transport: { type: 'sitemap' } }, notes };
    } catch (cause) {
      if (!(cause instanceof FeedError) || cause.code === 'CANCELLED') throw cause;
    }
  }
  throw instead(location, 'is a page without offers, and its site has no sitemap');
}

async function sitemapsOf(location: string, context: ProposeContext): Promise<string[]> {
  const usual = new URL('/sitemap.xml', location).href;
  try {
    const { text } = await headOf(new URL('/robots.txt', location).href, context);
    const named = [...text.matchAll(/^\s*sitemap\s*:\s*(\S+)/gim)].flatMap(
      ([, address = '']) => parseUrl(address, location)?.href ?? [],
    );
    return [...new Set([...named.slice(0, 3), usual])];
  } catch (cause) {
    if (!(cause instanceof FeedError) || cause.code === 'CANCELLED') throw cause;
    return [usual];
  }
}

function isWeb(location: string): boolean {
  return parseUrl(location) !== undefined && /^https?:/i.test(location);
}

function unknown(location: string, text: string, { formats }: ProposeContext): FeedError {
  const known = formats.map(({ id }) => id).join(', ');
  return instead(location, tableHint(text) ?? `looks like none of the known formats (${known})`);
}

function instead(location: string, what: string): FeedError {
  return new FeedError('UNKNOWN_FORMAT', `${location}: ${what}`);
}

/** A source for nothing but looking at what is at a location. */
export function glance(location: string) {
  return sourceDefinition.parse({ id: 'glance', name: location, location });
}
