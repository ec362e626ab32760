import { Parser } from 'n3';
import { RdfXmlParser } from 'rdfxml-streaming-parser';
import { type Feed, FeedError } from '../../feed.js';
import type { ReadLimits } from '../../format.js';
import { feedText } from '../../parse/encoding.js';
import { looksLikeXml } from './rdf-syntax.js';
import { TermFactory, type Triple } from './terms.js';

/**
 * Reads the triples of an RDF document as a stream: RDF/XML, or Turtle with its subset N-Triples (and TriG and N-Quads,
 * whose graph names are dropped). The syntax is told by the first characters, since content types are often wrong.
 *
 * Relative IRIs are resolved against the address of a feed that came by http(s); a file has none, since its place would
 * become part of every id.
 *
 * @param document number of the document, for its blank nodes
 * @throws FeedError FEED_EMPTY; FEED_MALFORMED naming the line; XML_DTD_FORBIDDEN; LIMIT_DEPTH; LIMIT_RECORD_SIZE for
 *   a single statement beyond reason; ENCODING_INVALID
 */
export async function* readTriples(feed: Feed, limits: ReadLimits, document: number): AsyncGenerator<Triple> {
  const base = /^https?:/i.test(feed.uri) ? feed.uri : undefined;
  const longest = Math.max(2 ** 20, 4 * limits.maxRecordBytes);
  let parser: TripleParser | undefined;
  let head = '';
  let silent = 0;
  for await (const text of feedText(feed, 'xml')) {
    silent += text.length;
    if (silent > longest)
      throw new FeedError('LIMIT_RECORD_SIZE', `${feed.uri}: a statement is longer than ${longest} characters`);
    if (parser === undefined) {
      head += text;
      if (!/\S[\s\S]{16}/.test(head)) continue;
      parser = parserOf(head, { uri: feed.uri, base, limits, terms: new TermFactory(document) });
      parser.write(head);
    } else parser.write(text);
    const triples = parser.take();
    if (triples.length > 0) silent = 0;
    yield* triples;
  }
  if (head.trim() === '') throw new FeedError('FEED_EMPTY', `${feed.uri}: the document is empty`);
  if (parser === undefined) {
    parser = parserOf(head, { uri: feed.uri, base, limits, terms: new TermFactory(document) });
    parser.write(head);
  }
  await parser.end();
  yield* parser.take();
}

interface TripleParser {
  write(text: string): void;
  end(): Promise<void>;
  take(): readonly Triple[];
}

interface ParserOptions {
  readonly uri: string;
  readonly base: string | undefined;
  readonly limits: ReadLimits;
  readonly terms: TermFactory;
}

function parserOf(head: string, options: ParserOptions): TripleParser {
  return looksLikeXml(head) ? new RdfXml(options) : new Turtle(options);
}

class Turtle implements TripleParser {
  private triples: Triple[] = [];
  private failure: unknown;
  private onData: (text: string) => void = () => undefined;
  private onEnd: () => void = () => undefined;

  private readonly uri: string;

  constructor({ uri, base, terms }: ParserOptions) {
    this.uri = uri;
    // Labels of blank nodes as they are: what tells those of other documents apart comes from the terms.
    const options = { factory: terms as never, blankNodePrefix: '_:' };
    const parser = new Parser(base === undefined ? options : { ...options, baseIRI: base });
    const input = {
      on: (event: string, listener: (text: string) => void) => {
        if (event === 'data') this.onData = listener;
        if (event === 'end') this.onEnd = () => listener('');
      },
    };
    parser.parse(input as never, (error: unknown, quad: unknown) => {
      if (error) this.failure ??= error;
      else if (quad !== null) this.triples.push(quad as Triple);
    });
  }

  write(text: string): void {
    this.onData(text);
    this.check();
  }

  async end(): Promise<void> {
    this.onEnd();
    this.check();
  }

  take(): readonly Triple[] {
    const { triples } = this;
    this.triples = [];
    return triples;
  }

  private check(): void {
    if (this.failure !== undefined) throw malformed(this.uri, this.failure);
  }
}

/** The parser with what holds for every XML feed: no declarations in the document type, bounded nesting, a complete root. */
class BoundedRdfXmlParser extends RdfXmlParser {
  maxDepth = 64;
  private depth = 0;
  private hasRoot = false;

  /** Whether the root element was closed; the parser takes a cut document for a complete one. */
  get complete(): boolean {
    return this.hasRoot && this.depth === 0;
  }

  protected override onDoctype(doctype: string): void {
    if (doctype.replace(/"[^"]*"|'[^']*'/g, '').includes('['))
      throw new FeedError('XML_DTD_FORBIDDEN', 'a document type with declarations is not accepted');
  }

  protected override onTag(tag: Parameters<RdfXmlParser['onTag']>[0]): void {
    this.hasRoot = true;
    this.depth += 1;
    if (this.depth > this.maxDepth)
      throw new FeedError('LIMIT_DEPTH', `elements are nested deeper than ${this.maxDepth}`);
    super.onTag(tag);
  }

  protected override onCloseTag(): void {
    this.depth -= 1;
    super.onCloseTag();
  }
}

class RdfXml implements TripleParser {
  private readonly parser: BoundedRdfXmlParser;
  private readonly uri: string;
  private triples: Triple[] = [];
  private failure: unknown;

  constructor({ uri, base, limits, terms }: ParserOptions) {
    this.uri = uri;
    const options = { trackPosition: true, dataFactory: terms as never };
    this.parser = new BoundedRdfXmlParser(base === undefined ? options : { ...options, baseIRI: base });
    this.parser.maxDepth = limits.maxDepth;
    this.parser.on('data', (quad: Triple) => this.triples.push(quad));
    this.parser.on('error', (error: unknown) => {
      this.failure ??= error;
    });
  }

  write(text: string): void {
    this.parser.write(text);
    this.check();
  }

  async end(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.parser.once('close', resolve);
      this.parser.once('end', resolve);
      this.parser.end();
    });
    if (!this.parser.complete) this.failure ??= new Error('the document ends before its root element does');
    this.check();
  }

  take(): readonly Triple[] {
    const { triples } = this;
    this.triples = [];
    return triples;
  }

  private check(): void {
    if (this.failure !== undefined) throw malformed(this.uri, this.failure);
  }
}

function malformed(uri: string, cause: unknown): FeedError {
  const message = cause instanceof Error ? cause.message : String(cause);
  const { line, context } = cause as { line?: unknown; context?: { line?: unknown } };
  const where = typeof line === 'number' ? line : context?.line;
  const code = cause instanceof FeedError ? cause.code : 'FEED_MALFORMED';
  return new FeedError(code, `${uri}${typeof where === 'number' ? `:${where}` : ''}: ${message}`, { cause });
}
