import { createHash } from 'node:crypto';
import { type Feed, FeedError } from '../feed.js';
import { feedText } from '../parse/encoding.js';
import { readJsonItems } from '../parse/json.js';

/** The content of one answer, piece by piece, and then how much it was. */
export type AnswerReader = (feed: Feed, page: number) => AsyncGenerator<string, AnswerSize>;

export interface AnswerSize {
  /** Rows of a table, or triples of a graph. */
  readonly count: number;
  /** The same for answers with the same content, in any order. */
  readonly fingerprint: string;
}

/** A term of the SPARQL 1.1 Query Results JSON Format (§3.2.2). */
interface Term {
  readonly type?: unknown;
  readonly value?: unknown;
}

/**
 * Reads the rows of a table as JSON objects, one a line, each with the values of its bound variables as text. What kind
 * of term a value is, its language and its datatype are left out; blank nodes begin with `_:`.
 *
 * @throws FeedError as {@link readJsonItems}
 */
export function rowReader(maxRecordBytes: number): AnswerReader {
  return async function* (feed) {
    const digest = new SetDigest();
    const limits = { maxDepth: 16, maxRecordBytes };
    for await (const { value } of readJsonItems(feed, { selectors: ['$.results.bindings.*'], limits })) {
      const row = JSON.stringify(rowOf(value));
      digest.add(row);
      yield row;
    }
    return digest.size;
  };
}

function rowOf(binding: unknown): Record<string, string> {
  const entries = Object.entries(typeof binding === 'object' && binding !== null ? binding : {});
  return Object.fromEntries(
    entries.flatMap(([name, term]: [string, Term | null]) => {
      if (typeof term?.value !== 'string') return [];
      return [[name, term.type === 'bnode' ? `_:${term.value}` : term.value]];
    }),
  );
}

/**
 * Reads the triples of a graph in N-Triples, one a line. Blank nodes get names of their own page: the same name in two
 * answers does not mean the same node.
 *
 * @throws FeedError FEED_INCOMPLETE for a line that is cut; FEED_MALFORMED for another syntax; as {@link feedText}.
 */
export async function* readTriples(feed: Feed, page: number): AsyncGenerator<string, AnswerSize> {
  if (!['application/n-triples', 'text/plain', undefined].includes(feed.contentType))
    throw new FeedError(
      'FEED_MALFORMED',
      `${feed.uri}: pages of a graph are read as N-Triples, not ${feed.contentType}`,
    );
  const digest = new SetDigest();
  let rest = '';
  for await (const text of feedText(feed)) {
    const lines = (rest + text).split(/[\r\n]+/);
    rest = lines.pop() ?? '';
    yield* lines.flatMap((line) => tripleOf(line, feed.uri, page, digest));
  }
  yield* tripleOf(rest, feed.uri, page, digest);
  return digest.size;
}

function tripleOf(line: string, uri: string, page: number, digest: SetDigest): string[] {
  const triple = line.trim();
  if (triple === '' || triple.startsWith('#')) return [];
  if (!/\.\s*(#.*)?$/.test(triple)) throw new FeedError('FEED_INCOMPLETE', `${uri}: a triple is cut`);
  digest.add(renamed(triple, ''));
  return [renamed(triple, `p${page}-`)];
}

/** With names of blank nodes that begin with a prefix; without a prefix they have none at all. */
function renamed(triple: string, prefix: string): string {
  return triple.replace(/"(?:[^"\\]|\\.)*"|<[^>]*>|_:([^\s<"]+)/g, (token, label: string | undefined) =>
    label === undefined ? token : prefix === '' ? '_:' : `_:${prefix}${label}`,
  );
}

/** A digest of texts in any order. */
class SetDigest {
  private readonly sum = Buffer.alloc(32);
  private count = 0;

  add(text: string): void {
    const hash = createHash('sha256').update(text).digest();
    for (let index = 0; index < hash.length; index += 1)
      this.sum[index] = ((this.sum[index] ?? 0) + (hash[index] ?? 0)) & 0xff;
    this.count += 1;
  }

  get size(): AnswerSize {
    return { count: this.count, fingerprint: `${this.count} ${this.sum.toString('base64')}` };
  }
}
