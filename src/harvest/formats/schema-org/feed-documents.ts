import { type Feed, FeedError } from '../../feed.js';
import type { ReadLimits } from '../../format.js';
import { readJsonItems, readJsonLines } from '../../parse/json.js';
import { readHead, syntaxOf, topLevelKeys } from './feed-head.js';
import { parseBlock, readHtmlBlocks } from './html-blocks.js';
import { readNodes } from './json-ld.js';
import { documentScope, enterContext, type Scope } from './json-ld-context.js';
import type { SchemaNode } from './schema-org.record.js';

/** Nodes that were read together: one item of an array or graph, one line, or one block of a page. */
export interface FeedDocument {
  readonly scope: Scope;
  readonly nodes: readonly SchemaNode[];
  /** Address of the page that the block stands on; absent outside pages and where it is not known. */
  readonly page?: string | undefined;
}

/** A block of a page that is not JSON but names a class of offers. */
export interface UnreadableBlock {
  readonly unreadable: string;
  readonly excerpt: string;
}

/** Arrays that hold the nodes of a document: a graph, a Google course list, a schema.org data feed. */
const containers = ['@graph', 'itemListElement', 'dataFeedElement'] as const;

/**
 * Reads the JSON-LD of a feed: an HTML page or several, a JSON document (node, array, `@graph`) or JSON Lines. Arrays
 * and graphs are streamed; a document that is one node is read whole and bounded by `maxRecordBytes`.
 *
 * @throws FeedError for an empty, malformed or cut feed, and for what exceeds the limits.
 */
export async function* readDocuments(source: Feed, limits: ReadLimits): AsyncGenerator<FeedDocument | UnreadableBlock> {
  const { head, feed } = await readHead(source);
  const syntax = syntaxOf(head, feed);
  if (syntax === 'html') yield* readPages(feed, head, limits);
  else if (syntax === 'json-lines') yield* readLines(feed, limits);
  else if (syntax === 'json-array') yield* readArray(feed, limits);
  else yield* readObject(feed, head, limits);
}

async function* readLines(feed: Feed, limits: ReadLimits): AsyncGenerator<FeedDocument> {
  for await (const { value, line } of readJsonLines(feed, { limits })) {
    const scope = documentScope(line, feed.uri);
    yield { scope, nodes: readNodes(value, scope, limits.maxDepth) };
  }
}

async function* readArray(feed: Feed, limits: ReadLimits): AsyncGenerator<FeedDocument> {
  const scope = documentScope(1, feed.uri);
  for await (const { value } of readJsonItems(feed, { selectors: ['$.*'], limits }))
    yield { scope, nodes: readNodes(value, scope, limits.maxDepth) };
}

async function* readObject(feed: Feed, head: string, limits: ReadLimits): AsyncGenerator<FeedDocument> {
  let scope = documentScope(1, feed.uri);
  const keys = topLevelKeys(head);
  const present = containers.filter((key) => keys.has(key));
  const selectors = present.length === 0 ? ['$'] : ['$.@context', ...present.map((key) => `$.${key}.*`)];
  const single: Record<string, unknown> = {};
  for await (const { value, key, selector } of readJsonItems(feed, { selectors, limits })) {
    if (selector === '$.@context') scope = enterContext(scope, value);
    else if (selector !== '$' && typeof key === 'string') single[key] = value;
    else yield { scope, nodes: readNodes(value, scope, limits.maxDepth) };
  }
  if (Object.keys(single).length > 0) yield { scope, nodes: readNodes(single, scope, limits.maxDepth) };
}

async function* readPages(
  feed: Feed,
  head: string,
  limits: ReadLimits,
): AsyncGenerator<FeedDocument | UnreadableBlock> {
  let count = 0;
  for await (const block of readHtmlBlocks(feed, head, limits.maxRecordBytes)) {
    count += 1;
    const address = pageAddress(feed.uri, block.canonical, block.page);
    const scope = documentScope(count, resolve(block.base, address) ?? address, block.page);
    const parsed = parseBlock(block.text);
    if ('problem' in parsed) {
      if (namesOffer(block.text)) yield unreadable(parsed.problem, block.text);
      continue;
    }
    try {
      yield { scope, nodes: readNodes(parsed.value, scope, limits.maxDepth), page: address };
    } catch (error) {
      if (!(error instanceof FeedError)) throw error;
      if (namesOffer(block.text)) yield unreadable(error.message, block.text);
    }
  }
}

/** Address of a page: its canonical one, else that of a feed from the web, as long as it is the only page in it. */
function pageAddress(uri: string, canonical: string | undefined, page: number): string | undefined {
  const feedAddress = page === 1 && /^https?:/i.test(uri) ? uri : undefined;
  return resolve(canonical, feedAddress) ?? feedAddress;
}

function resolve(address: string | undefined, base: string | undefined): string | undefined {
  if (address === undefined) return undefined;
  const url = URL.canParse(address, base) ? new URL(address, base).href : undefined;
  return url !== undefined && /^https?:/.test(url) ? url : undefined;
}

function namesOffer(text: string): boolean {
  return /["/:](Course|CourseInstance|EducationalOccupationalProgram|WorkBasedProgram)"/.test(text);
}

function unreadable(problem: string, text: string): UnreadableBlock {
  return { unreadable: problem, excerpt: text.trim().slice(0, 200) };
}
