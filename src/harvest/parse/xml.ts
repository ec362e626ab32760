import { SaxesParser, type SaxesTagNS } from 'saxes';
import { type Feed, FeedError } from '../feed.js';
import type { ReadLimits } from '../format.js';
import { feedText } from './encoding.js';
import { OpenElement, type XmlAttribute, type XmlElement } from './xml-element.js';

export { child, children, type XmlAttribute, type XmlElement } from './xml-element.js';

/** One record of a document. */
export interface XmlRecord {
  readonly element: XmlElement;
  /**
   * The elements around it, outermost first: each with its attributes and those of its children that closed before this
   * record and neither are nor hold a record.
   */
  readonly ancestors: readonly XmlElement[];
  /** Number of the record in the feed, from 1. */
  readonly position: number;
  /**
   * Set to the size in characters when it exceeds `maxRecordBytes`: `element` then has its attributes and no content,
   * so that no half record is ever mapped.
   */
  readonly oversized?: number;
}

export interface XmlRecordOptions {
  /**
   * Whether this element is a record. `path` holds the local names of its ancestors, outermost first, without its own.
   * Not asked for elements inside a record.
   */
  isRecord(name: string, path: readonly string[], namespace: string): boolean;
  readonly limits: ReadLimits;
}

/** Characters outside records that may be held as content of ancestors. */
const maxHeaderLength = 16 * 2 ** 20;

const xmlNamespaces = 'http://www.w3.org/2000/xmlns/';

/**
 * Reads the records of a namespace-aware XML 1.0 document as a stream: memory holds one record and its ancestors'
 * headers. Entities other than the five of XML are refused, and nothing external is ever read.
 *
 * @throws FeedError FEED_EMPTY; FEED_MALFORMED with `line:column` for a document that is not well-formed or is cut;
 *   XML_DTD_FORBIDDEN for a DOCTYPE with an internal subset; LIMIT_DEPTH; LIMIT_RECORD_SIZE for a single tag, text or
 *   comment, or content outside records, beyond reason; ENCODING_INVALID.
 */
export async function* readXmlRecords(feed: Feed, options: XmlRecordOptions): AsyncGenerator<XmlRecord> {
  const collector = new RecordCollector(feed.uri, options);
  for await (const text of feedText(feed, 'xml')) {
    collector.write(text);
    yield* collector.take();
  }
  collector.close();
  yield* collector.take();
}

class RecordCollector {
  private readonly parser = new SaxesParser({ xmlns: true });
  private readonly open: OpenElement[] = [];
  private readonly path: string[] = [];
  private finished: XmlRecord[] = [];
  private depth = 0;
  private position = 0;
  private headerLength = 0;
  private tagStart = { position: 0, line: 1 };
  private lastEvent = 0;
  private empty = true;
  /** Index in `open` of the record being read. */
  private recordDepth: number | undefined;
  private oversized = false;

  constructor(
    private readonly uri: string,
    private readonly options: XmlRecordOptions,
  ) {
    const { parser } = this;
    parser.ENTITIES = Object.assign(Object.create(null), { amp: '&', gt: '>', lt: '<', quot: '"', apos: "'" });
    // Not more than six handlers: with a seventh, V8 turns the parser into a slow dictionary (5 times the time).
    parser.on('doctype', (doctype) => {
      if (doctype.replace(/"[^"]*"|'[^']*'/g, '').includes('['))
        this.fail('XML_DTD_FORBIDDEN', 'a document type with declarations is not accepted');
    });
    parser.on('opentagstart', () => this.startTag());
    parser.on('opentag', (tag) => this.openTag(tag));
    parser.on('closetag', () => this.closeTag());
    parser.on('text', (text) => this.text(text));
    parser.on('cdata', (text) => this.text(text));
  }

  write(text: string): void {
    if (this.empty && /\S/.test(text)) this.empty = false;
    this.guarded(() => this.parser.write(text));
    const record = this.recordDepth === undefined ? undefined : this.open[this.recordDepth];
    if (record && !this.oversized && this.parser.position - record.start > this.options.limits.maxRecordBytes)
      this.drop(record);
    if (this.parser.position - this.lastEvent > Math.max(2 ** 20, 4 * this.options.limits.maxRecordBytes))
      this.fail('LIMIT_RECORD_SIZE', 'a single tag, text or comment is larger than any record may be');
  }

  close(): void {
    if (this.empty) throw new FeedError('FEED_EMPTY', `${this.uri}: the document is empty`);
    this.guarded(() => this.parser.close());
  }

  take(): XmlRecord[] {
    const records = this.finished;
    this.finished = [];
    return records;
  }

  private startTag(): void {
    this.mark();
    this.depth += 1;
    if (this.depth > this.options.limits.maxDepth)
      this.fail('LIMIT_DEPTH', `elements are nested deeper than ${this.options.limits.maxDepth}`);
    this.tagStart = { position: this.parser.position, line: this.parser.line };
  }

  private openTag(tag: SaxesTagNS): void {
    this.mark();
    const name = tag.local;
    const attributes: Record<string, string> = Object.create(null);
    const attributesNs: XmlAttribute[] = [];
    for (const attribute of Object.values(tag.attributes)) {
      if (attribute.uri === xmlNamespaces) continue;
      attributes[attribute.name] = attribute.value;
      attributesNs.push({ name: attribute.local, namespace: attribute.uri, value: attribute.value });
    }
    const { line, position } = this.tagStart;
    const element = new OpenElement(name, tag.uri, attributes, attributesNs, line, position - tag.name.length - 2);
    if (this.recordDepth === undefined && this.options.isRecord(name, this.path, tag.uri)) {
      for (const ancestor of this.open) ancestor.holdsRecords = true;
      this.recordDepth = this.open.length;
      this.oversized = false;
    }
    this.open.push(element);
    this.path.push(name);
    this.hold(element, this.parser.position - element.start);
  }

  private closeTag(): void {
    this.mark();
    this.depth -= 1;
    this.path.pop();
    const element = this.open.pop();
    if (element === undefined) return;
    if (this.recordDepth === this.open.length) {
      this.closeRecord(element);
      return;
    }
    const parent = this.open.at(-1);
    if (parent === undefined || this.oversized) return;
    if (element.holdsRecords) {
      this.headerLength -= element.held;
      return;
    }
    parent.held += element.held;
    parent.appendElement(element.freeze());
  }

  private closeRecord(element: OpenElement): void {
    const length = this.length(element);
    if (!this.oversized && length > this.options.limits.maxRecordBytes) this.drop(element);
    this.position += 1;
    this.finished.push({
      element: this.oversized ? shell(element) : element.freeze(),
      ancestors: this.open.map((ancestor) => ancestor.freeze()),
      position: this.position,
      ...(this.oversized ? { oversized: length } : {}),
    });
    this.recordDepth = undefined;
    this.oversized = false;
  }

  private text(text: string): void {
    this.mark();
    const element = this.open.at(-1);
    if (this.oversized || element === undefined) return;
    element.appendText(text);
    this.hold(element, text.length);
  }

  private length(element: OpenElement): number {
    return this.parser.position - element.start;
  }

  /** Ceases to collect the record that is open. */
  private drop(record: OpenElement): void {
    this.oversized = true;
    record.clear();
    for (const element of this.open.slice(this.recordDepth)) element.clear();
  }

  private hold(element: OpenElement, length: number): void {
    if (this.recordDepth !== undefined) return;
    element.held += length;
    this.headerLength += length;
    if (this.headerLength > maxHeaderLength)
      this.fail('LIMIT_RECORD_SIZE', `more than ${maxHeaderLength} characters outside records`);
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

  private mark(): void {
    this.lastEvent = this.parser.position;
  }

  private fail(code: 'LIMIT_DEPTH' | 'LIMIT_RECORD_SIZE' | 'XML_DTD_FORBIDDEN', message: string): never {
    throw new FeedError(code, `${this.uri}:${this.parser.line}:${this.parser.column}: ${message}`);
  }
}

function shell(element: OpenElement): XmlElement {
  return new OpenElement(
    element.name,
    element.namespace,
    element.attributes,
    element.attributesNs,
    element.line,
    0,
  ).freeze();
}
