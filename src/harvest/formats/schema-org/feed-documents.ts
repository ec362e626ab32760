import { type Feed, FeedError } from '../../feed.js';
import type { ReadLimits } from '../../format.js';
import { readHead, syntaxOf, topLevelKeys } from '../../mapping/feed-head.js';
import { readJsonItems, readJsonLines } from '../../parse/json.js';
import { parseBlock, readHtmlBlocks } from './html-blocks.js';
import { readNodes } from './json-ld.js';
import { documentScope, enterContext, type Scope } from './json-ld-context.js';
import { KnownOffers } from './known-offers.js';
import { markupTree } from './markup-tree.js';
import type { SchemaNode } from './schema-org.record.js';

/** Nodes that were read together: one item of an array or graph, one line, or one block of a page, or its markup. */
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
 * Reads the JSON-LD of a feed: a JSON document (node, array, `@graph`) or JSON Lines, or an HTML page or several, with
 * their microdata and RDFa. Arrays and graphs are streamed; a document that is one node is read whole and bounded by
 * `maxRecordBytes`. What a page says in several ways comes once.
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
  let known = new KnownOffers(0);
  for await (const found of readHtmlBlocks(feed, head, limits.maxRecordBytes)) {
    const { page, address, base } = found;
    if (page !== known.page) known = new KnownOffers(page);
    const scopeOfNext = () => {
      count += 1;
      return documentScope(count, base, page);
    };
    if (found.kind === 'block') {
      const document = blockDocument(found.text, scopeOfNext(), limits);
      if (document === undefined) continue;
      if ('nodes' in document) for (const node of document.nodes) known.add(node);
      yield 'nodes' in document ? { ...document, page: address } : document;
      continue;
    }
    for (const quads of await found.markup.statementsOf()) {
      const tree = markupTree(quads, found.markup.language);
      if (tree === undefined) continue;
      const scope = scopeOfNext();
      const nodes = readNodes(tree, scope, limits.maxDepth).filter((node) => !known.hasAllOf(node));
      for (const node of nodes) known.add(node);
      if (nodes.length > 0) yield { scope, nodes, page: address };
    }
  }
}

/** The nodes of a block; nothing for one that cannot be read and names no offer. */
function blockDocument(
  text: string,
  scope: Scope,
  { maxDepth }: ReadLimits,
): FeedDocument | UnreadableBlock | undefined {
  const parsed = parseBlock(text);
  if ('problem' in parsed) return namesOffer(text) ? unreadable(parsed.problem, text) : undefined;
  try {
    return { scope, nodes: readNodes(parsed.value, scope, maxDepth) };
  } catch (error) {
    if (!(error instanceof FeedError)) throw error;
    return namesOffer(text) ? unreadable(error.message, text) : undefined;
  }
}

function namesOffer(text: string): boolean {
  return /["/:](Course|CourseInstance|EducationalOccupationalProgram|WorkBasedProgram)"/.test(text);
}

function unreadable(problem: string, text: string): UnreadableBlock {
  return { unreadable: problem, excerpt: text.trim().slice(0, 200) };
}
