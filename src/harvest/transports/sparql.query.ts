import { FeedError } from '../feed.js';
import type { SparqlOptions } from './sparql.options.js';

/** A query as it will be asked. */
export interface SparqlQuery {
  readonly form: 'select' | 'construct';
  /** The query for the solutions from an offset on. */
  page(offset: number): string;
}

/** Strings, addresses and comments of SPARQL 1.1 (§19.8). */
const opaque =
  /"""(?:[^"\\]|\\.|"(?!""))*"""|'''(?:[^'\\]|\\.|'(?!''))*'''|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*'|<[^<>"{}|^`\\\s]*>|#[^\n\r]*/gs;

/** BASE and PREFIX, without their addresses, and the word after them. */
const prologue = /^(?:\s*(?:base\b|prefix\s+[^\s:]*:))*\s*([a-z]+)/i;

/**
 * Tells the form of a query, and makes it one that can be asked page by page.
 *
 * @throws FeedError CONFIG_INVALID for another form than SELECT and CONSTRUCT, and for pages of a query that has no ORDER
 *   BY at its end, where servers may repeat and leave out solutions, or a LIMIT or OFFSET of its own.
 */
export function sparqlQuery({ query, pageSize }: SparqlOptions, sourceId: string): SparqlQuery {
  const fail = (message: string): never => {
    throw new FeedError('CONFIG_INVALID', `source "${sourceId}": the SPARQL query ${message}`);
  };
  const bare = query.replace(opaque, ' ');
  const form = prologue.exec(bare)?.[1]?.toLowerCase();
  if (form !== 'select' && form !== 'construct') return fail('is neither SELECT nor CONSTRUCT');
  if (pageSize === undefined) return { form, page: () => query };
  const end = bare.slice(bare.lastIndexOf('}') + 1);
  if (!/\border\s+by\b/i.test(end)) fail('needs an ORDER BY at its end to be asked page by page');
  if (/\b(limit|offset)\b/i.test(end)) fail('has a LIMIT or OFFSET of its own');
  return { form, page: (offset) => `${query}\nLIMIT ${pageSize}\nOFFSET ${offset}` };
}
