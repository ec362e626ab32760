import { SaxesParser, type SaxesTagNS } from 'saxes';
import { type Feed, FeedError } from '../feed.js';
import { feedText } from '../parse/encoding.js';
import { XmlExtract } from '../parse/xml-extract.js';

/** What an answer of OAI-PMH 2.0 holds, in document order. */
export type OaiItem =
  /** The clock of the repository, as written. */
  | { readonly kind: 'date'; readonly value: string }
  | { readonly kind: 'error'; readonly code: string; readonly message: string }
  | { readonly kind: 'identify'; readonly name: string; readonly value: string }
  /** The list begins. */
  | { readonly kind: 'list' }
  | OaiRecord
  | { readonly kind: 'token'; readonly value: string; readonly listSize?: number };

export interface OaiRecord {
  readonly kind: 'record';
  readonly identifier: string;
  readonly datestamp: string;
  readonly deleted: boolean;
  /** What is inside `metadata`, as a document of its own; absent when there is nothing. */
  readonly document?: string;
  /** The document is larger than any may be, and was not kept. */
  readonly oversized?: true;
}

/** Deeper nesting makes namespaces slow to resolve; what formats accept is far less. */
const maxDepth = 500;
/** Characters of one document, or of anything else between two tags. */
const maxLength = 8 * 2 ** 20;

/**
 * Reads an answer as a stream: memory holds one record.
 *
 * @throws FeedError FEED_MALFORMED with `line:column` for XML that is not well-formed or is cut, and for a document that
 *   is no answer of OAI-PMH; XML_DTD_FORBIDDEN; LIMIT_DEPTH; LIMIT_RECORD_SIZE; and as the bytes do.
 */
export async function* readOaiAnswer(feed: Feed): AsyncGenerator<OaiItem> {
  const reader = new AnswerReader(feed.uri);
  for await (const text of feedText(feed, 'xml')) yield* reader.write(text);
  yield* reader.close();
}

type RecordPart = { -readonly [Key in keyof OaiRecord]?: OaiRecord[Key] };

class AnswerReader {
  private readonly parser = new SaxesParser({ xmlns: true });
  private readonly open: SaxesTagNS[] = [];
  private path = '';
  private items: OaiItem[] = [];
  private text = '';
  private record: RecordPart = {};
  private extract: XmlExtract | undefined;
  private lastEvent = 0;

  constructor(private readonly uri: string) {
    const { parser } = this;
    parser.ENTITIES = Object.assign(Object.create(null), { amp: '&', gt: '>', lt: '<', quot: '"', apos: "'" });
    parser.on('doctype', (doctype) => {
      if (doctype.replace(/"[^"]*"|'[^']*'/g, '').includes('['))
        this.fail('XML_DTD_FORBIDDEN', 'a document type with declarations is not accepted');
    });
    parser.on('opentag', (tag) => this.openTag(tag));
    parser.on('closetag', (tag) => this.closeTag(tag));
    parser.on('text', (text) => this.addText(text));
    parser.on('cdata', (text) => this.addText(text));
  }

  write(text: string): OaiItem[] {
    this.guarded(() => this.parser.write(text));
    if (this.parser.position - this.lastEvent > maxLength)
      this.fail('LIMIT_RECORD_SIZE', 'a single tag, text or comment is larger than any record may be');
    return this.take();
  }

  close(): OaiItem[] {
    this.guarded(() => this.parser.close());
    return this.take();
  }

  private take(): OaiItem[] {
    const { items } = this;
    this.items = [];
    return items;
  }

  private openTag(tag: SaxesTagNS): void {
    this.lastEvent = this.parser.position;
    if (this.extract !== undefined) this.extract.open(tag);
    else if (this.path === '/OAI-PMH/ListRecords/record/metadata') {
      this.extract = new XmlExtract(this.scope(), maxLength);
      this.extract.open(tag);
    }
    this.open.push(tag);
    if (this.open.length > maxDepth) this.fail('LIMIT_DEPTH', `elements are nested deeper than ${maxDepth}`);
    if (this.extract !== undefined) return;
    this.path += `/${tag.local}`;
    this.text = '';
    if (this.open.length === 1 && tag.local !== 'OAI-PMH')
      this.fail('FEED_MALFORMED', `the document element is {${tag.uri}}${tag.local}, not an answer of OAI-PMH`);
    if (this.path === '/OAI-PMH/ListRecords') this.items.push({ kind: 'list' });
    else if (this.path === '/OAI-PMH/ListRecords/record') this.record = {};
    else if (this.path === '/OAI-PMH/ListRecords/record/header')
      this.record.deleted = tag.attributes.status?.value === 'deleted';
  }

  private closeTag(tag: SaxesTagNS): void {
    this.lastEvent = this.parser.position;
    this.open.pop();
    if (this.extract !== undefined) {
      this.extract.close(tag);
      if (this.open.length > 4) return;
      if (this.extract.isOversized) this.record.oversized = true;
      else this.record.document = this.extract.document;
      this.extract = undefined;
      return;
    }
    this.closed(tag, this.text.trim());
    this.path = this.path.slice(0, this.path.lastIndexOf('/'));
    this.text = '';
  }

  private closed({ local, attributes }: SaxesTagNS, text: string): void {
    const parent = this.path.slice(0, -local.length - 1);
    if (this.path === '/OAI-PMH/responseDate') this.items.push({ kind: 'date', value: text });
    else if (this.path === '/OAI-PMH/error')
      this.items.push({ kind: 'error', code: attributes.code?.value ?? '', message: text.slice(0, 200) });
    else if (parent === '/OAI-PMH/Identify') this.items.push({ kind: 'identify', name: local, value: text });
    else if (parent === '/OAI-PMH/ListRecords/record/header') {
      if (local === 'identifier' || local === 'datestamp') this.record[local] = text;
    } else if (this.path === '/OAI-PMH/ListRecords/record') {
      const { identifier = '', datestamp = '', deleted = false, ...rest } = this.record;
      this.items.push({ kind: 'record', identifier, datestamp, deleted, ...rest });
    } else if (this.path === '/OAI-PMH/ListRecords/resumptionToken') {
      const listSize = attributes.completeListSize?.value.trim() ?? '';
      this.items.push({
        kind: 'token',
        value: text,
        ...(/^\d+$/.test(listSize) ? { listSize: Number(listSize) } : {}),
      });
    }
  }

  private addText(text: string): void {
    this.lastEvent = this.parser.position;
    if (this.extract !== undefined) this.extract.write(text);
    else if (this.text.length < maxLength) this.text += text;
  }

  private scope(): ReadonlyMap<string, string> {
    return new Map(this.open.flatMap(({ ns }) => Object.entries(ns)));
  }

  /** Errors of saxes begin with `line:column`. */
  private guarded(action: () => void): void {
    try {
      action();
    } catch (cause) {
      if (!(cause instanceof Error) || cause.name !== 'Error') throw cause;
      throw new FeedError('FEED_MALFORMED', `${this.uri}:${cause.message}`, { cause });
    }
  }

  private fail(code: 'FEED_MALFORMED' | 'LIMIT_DEPTH' | 'LIMIT_RECORD_SIZE' | 'XML_DTD_FORBIDDEN', why: string): never {
    throw new FeedError(code, `${this.uri}:${this.parser.line}:${this.parser.column}: ${why}`);
  }
}
