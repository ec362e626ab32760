import { type Feed, FeedError } from '../feed.js';
import type { SourceDefinition } from '../source.js';
import { shownAddress } from './address.js';
import { parseAddress, successful } from './http.js';
import { type HttpAnswer, type HttpRequest, HttpSession } from './http-session.js';
import { requestHeaders } from './request-headers.js';
import type { SparqlOptions } from './sparql.options.js';
import { type AnswerReader, type AnswerSize, readTriples, rowReader } from './sparql.pages.js';
import { type SparqlQuery, sparqlQuery } from './sparql.query.js';
import type { TransportContext } from './transport-context.js';

/** Largest row that is looked at, where the source does not say. */
const maxRecordBytes = 8 * 2 ** 20;

const tableType = 'application/sparql-results+json';

/**
 * Asks SPARQL 1.1 endpoints (protocol §2.1), one for each location. Rows of a SELECT are one feed, a JSON array of
 * `{variable: value}`; the graph of a CONSTRUCT is one feed too, in N-Triples or Turtle.
 *
 * @throws FeedError as {@link HttpSession.ask} and {@link sparqlQuery}; SOURCE_HTTP_STATUS; CONFIG_INVALID. The bytes throw
 *   the same, as {@link AnswerReader}, PAGING_LOOP when an answer comes again, FEED_INCOMPLETE when the server says that it
 *   gave a part only, FEED_TOO_LARGE beyond the limits.
 */
export async function* openSparql(
  source: SourceDefinition,
  options: SparqlOptions,
  context: TransportContext,
): AsyncGenerator<Feed> {
  const query = sparqlQuery(options, source.id);
  const session = new HttpSession(context);
  try {
    for (const location of [source.location].flat()) {
      const base = parseAddress(location, source);
      const endpoint = new Endpoint(base, query, { options, source, context, session });
      if (query.form === 'construct' && options.pageSize === undefined) yield* endpoint.graph();
      else yield endpoint.feed();
    }
  } finally {
    await session.close();
  }
}

interface Asking {
  readonly options: SparqlOptions;
  readonly source: SourceDefinition;
  readonly context: TransportContext;
  readonly session: HttpSession;
}

class Endpoint {
  private readonly uri: string;

  constructor(
    private readonly address: URL,
    private readonly query: SparqlQuery,
    private readonly asking: Asking,
  ) {
    this.uri = shownAddress(address);
  }

  /** The whole graph of a CONSTRUCT, as the server sends it. */
  async *graph(): AsyncGenerator<Feed> {
    const accept = 'application/n-triples, text/turtle; q=0.8';
    for await (const answer of this.asking.session.ask(this.request(this.query.page(0), accept))) {
      refusePartial(successful(answer), Number.POSITIVE_INFINITY);
      yield { ...answer.feed, uri: this.uri };
    }
  }

  feed(): Feed {
    const isTable = this.query.form === 'select';
    const { source } = this.asking;
    const read = isTable ? rowReader(source.limits.maxRecordBytes ?? maxRecordBytes) : readTriples;
    const accept = isTable ? tableType : 'application/n-triples';
    const lines = this.lines(read, accept);
    return {
      uri: this.uri,
      contentType: isTable ? 'application/json' : 'application/n-triples',
      charset: 'utf-8',
      bytes: this.limited(isTable ? arrayOf(lines) : linesOf(lines)),
    };
  }

  /**
   * The lines of all pages. The last is shorter than the first; whether the first is short because there is no more, or
   * because the server gives no more at a time, the second tells.
   */
  private async *lines(read: AnswerReader, accept: string): AsyncGenerator<string> {
    const { options, session } = this.asking;
    const seen = new Map<string, number>();
    let rows = 0;
    let firstCount = 0;
    for (let page = 1; ; page += 1) {
      if (page > options.maxPages)
        throw new FeedError('FEED_TOO_LARGE', `${this.uri}: more than ${options.maxPages} pages`);
      // Triples say nothing about solutions, of which the pages of a graph count as many as were asked for.
      const offset = this.query.form === 'select' ? rows : (page - 1) * (options.pageSize ?? 0);
      let size: AnswerSize = { count: 0, fingerprint: '' };
      for await (const answer of session.ask(this.request(this.query.page(offset), accept))) {
        size = yield* read(withoutEmptiness(successful(answer).feed), page);
        refusePartial(answer, this.query.form === 'select' ? size.count : Number.POSITIVE_INFINITY, options.pageSize);
      }
      if (options.pageSize === undefined) return;
      if (size.count === 0) {
        if (this.query.form === 'construct' && (await this.hasSolution(offset))) continue;
        return;
      }
      const before = seen.get(size.fingerprint);
      if (before !== undefined)
        throw new FeedError('PAGING_LOOP', `${this.uri}: page ${page} has the content of page ${before} again`);
      seen.set(size.fingerprint, page);
      rows += size.count;
      if (page === 1) firstCount = size.count;
      else if (this.query.form === 'select' && size.count < firstCount) return;
    }
  }

  /** Whether a CONSTRUCT has a solution at an offset: no triple comes of one that leaves a variable unbound. */
  private async hasSolution(offset: number): Promise<boolean> {
    const { source, session } = this.asking;
    const request = this.request(this.query.solutionAt(offset), tableType);
    const read = rowReader(source.limits.maxRecordBytes ?? maxRecordBytes);
    let found = false;
    for await (const answer of session.ask({ ...request, headers: { ...request.headers, accept: tableType } })) {
      for await (const _ of read(successful(answer).feed, 1)) found = true;
      refusePartial(answer, 1, 1);
    }
    return found;
  }

  private request(query: string, accept: string): HttpRequest {
    const { options, source, context } = this.asking;
    const own = requestHeaders(source, context);
    const headers = { ...own, accept: own.accept === '*/*' || own.accept === undefined ? accept : own.accept };
    if (options.method === 'get') {
      const address = new URL(this.address);
      address.searchParams.set('query', query);
      return { address, headers };
    }
    return {
      ...{ address: this.address, method: 'POST', body: new URLSearchParams({ query }).toString() },
      headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
    };
  }

  private async *limited(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
    const { maxBytes } = this.asking.context.limits;
    let count = 0;
    for await (const text of texts) {
      const bytes = Buffer.from(text);
      count += bytes.length;
      if (count > maxBytes) throw new FeedError('FEED_TOO_LARGE', `${this.uri}: more than ${maxBytes} bytes`);
      yield bytes;
    }
  }
}

/**
 * Virtuoso cuts answers without an error, but says so: a cap on rows, or time that ran out. Pages of rows go on where a
 * cap has cut them; pages of triples cannot, for nobody knows how many solutions are in them.
 */
function refusePartial({ header, feed }: HttpAnswer, rows: number, pageSize?: number): void {
  const cap = Number(header('x-sparql-maxrows') ?? Number.NaN);
  const isCut = Number.isFinite(rows) ? pageSize === undefined && rows >= cap : (pageSize ?? cap) >= cap;
  if (isCut && pageSize !== cap)
    throw new FeedError('FEED_INCOMPLETE', `${feed.uri}: no more than ${cap} rows at a time; set a smaller pageSize`);
  if (/S1TAT/.test(header('x-sql-state') ?? ''))
    throw new FeedError('FEED_INCOMPLETE', `${feed.uri}: the server ran out of time and gave a part of the answer`);
}

/** An empty body is a graph without triples. */
function withoutEmptiness(feed: Feed): Feed {
  const bytes = (async function* () {
    try {
      yield* feed.bytes;
    } catch (cause) {
      if (!(cause instanceof FeedError) || cause.code !== 'FEED_EMPTY') throw cause;
    }
  })();
  return { ...feed, bytes };
}

async function* arrayOf(rows: AsyncIterable<string>): AsyncGenerator<string> {
  let count = 0;
  for await (const row of rows) {
    yield count === 0 ? `[${row}` : `,\n${row}`;
    count += 1;
  }
  yield count === 0 ? '[]' : ']';
}

async function* linesOf(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}
