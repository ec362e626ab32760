import { FeedError } from '../feed.js';
import type { SparqlOptions } from './sparql.options.js';

/** A query as it will be asked. */
export interface SparqlQuery {
  readonly form: 'select' | 'construct';
  /** The query for the solutions from an offset on. */
  page(offset: number): string;
  /** A SELECT with one row, if a CONSTRUCT has a solution at an offset, and else none. */
  solutionAt(offset: number): string;
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
  const bare = query.replace(opaque, (text) => ' '.repeat(text.length));
  const beginning = prologue.exec(bare);
  const form = beginning?.[1]?.toLowerCase();
  if (form !== 'select' && form !== 'construct') return fail('is neither SELECT nor CONSTRUCT');
  const afterForm = beginning?.[0].length ?? 0;
  const prologueText = query.slice(0, afterForm - form.length);
  // Grouped solutions have no `SELECT *`.
  const select = `${prologueText}SELECT (1 AS ?lotseRow)${query.slice(afterTemplate(bare, afterForm))}`;
  const solutionAt = (offset: number) => `${select}\nLIMIT 1\nOFFSET ${offset}`;
  if (pageSize === undefined) return { form, page: () => query, solutionAt };
  const end = bare.slice(bare.lastIndexOf('}') + 1);
  if (!/\border\s+by\b/i.test(end)) fail('needs an ORDER BY at its end to be asked page by page');
  if (/\b(limit|offset)\b/i.test(end)) fail('has a LIMIT or OFFSET of its own');
  return { form, page: (offset) => `${query}\nLIMIT ${pageSize}\nOFFSET ${offset}`, solutionAt };
}

/** Where the template of a CONSTRUCT ends, which begins after some place; that place where there is none. */
function afterTemplate(bare: string, place: number): number {
  if (!bare.slice(place).trimStart().startsWith('{')) return place;
  let depth = 0;
  for (let at = bare.indexOf('{', place); at < bare.length; at += 1) {
    if (bare[at] === '{') depth += 1;
    if (bare[at] === '}') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return place;
}
