import { Tokenizer } from '@streamparser/json';
import { TokenType } from '@streamparser/json-node';
import { FeedError } from '../feed.js';
import type { ReadLimits } from '../format.js';
import { JsonAssembler, JsonStructureError, type SelectedValue } from './json-assembler.js';
import { plainValue, ValueEnd } from './json-value.js';

/** One selected value of a document. */
export interface JsonItem extends SelectedValue {
  /** Number of the item in the feed, from 1. */
  readonly position: number;
  /** Its text in the document, where it is an array or object that is plainly read. */
  readonly json?: string;
}

/** Bytes of a single string or number outside items. */
const maxTokenBytes = 16 * 2 ** 20;

/** An item that is an array or object, found by its brackets and not looked into before it is whole. */
interface RawItem {
  /** Offset in the document, in bytes. */
  readonly start: number;
  readonly end: ValueEnd;
  text: string;
}

/**
 * Reads the selected values of a JSON document that comes in pieces. What is outside of them, and what is not plain or
 * breaks a limit, goes token by token; all other items go to JSON.parse as a whole.
 */
export class ItemReader {
  private readonly tokenizer = new Tokenizer({ stringBufferSize: 64 * 1024 });
  private readonly assembler: JsonAssembler;
  /** Arrays and objects around the items that are deepest. */
  private readonly deepest: number;
  private finished: JsonItem[] = [];
  private position = 0;
  /** Bytes of the document before the piece that is being read. */
  private written = 0;
  /** Bytes that the tokenizer has had, and what to add to its offsets, as it has not had all. */
  private tokenized = 0;
  private shift = 0;
  private lastToken = 0;
  private itemStart: number | undefined;
  private raw: RawItem | undefined;
  /** Text of the item that is being given over as a whole. */
  private plainText: string | undefined;
  /** The tokenizer is inside of a string, number or literal that may be an item. */
  private inScalar = false;
  private empty = true;

  constructor(
    private readonly uri: string,
    private readonly options: { readonly selectors: readonly string[]; readonly limits: ReadLimits },
  ) {
    this.deepest = Math.max(...options.selectors.map((selector) => selector.split('.').length - 1));
    this.assembler = new JsonAssembler(options.selectors, options.limits.maxDepth, ({ value, key, selector }) => {
      this.position += 1;
      const item = { value, key, selector, position: this.position };
      this.finished.push(this.plainText === undefined ? item : { ...item, json: this.plainText });
    });
    this.tokenizer.onToken = ({ token, value, offset }) => this.onToken(token, value, offset + this.shift);
  }

  write(text: string): void {
    if (this.empty && /\S/.test(text)) this.empty = false;
    this.guarded(() => this.read(text));
    this.written += Buffer.byteLength(text);
    if (this.raw !== undefined) this.lastToken = this.written;
    if (this.raw !== undefined && this.written - this.raw.start > this.options.limits.maxRecordBytes)
      this.guarded(() => this.tokenizeRaw());
    this.checkSize(this.written);
    if (this.written - this.lastToken > maxTokenBytes && !this.assembler.complete)
      throw new FeedError('LIMIT_RECORD_SIZE', `${this.uri}: a value at byte ${this.lastToken} is too large`);
  }

  close(): void {
    if (this.empty) throw new FeedError('FEED_EMPTY', `${this.uri}: the document is empty`);
    this.guarded(() => {
      this.tokenizeRaw();
      this.tokenizer.end();
    });
    if (!this.assembler.complete)
      throw new FeedError('FEED_MALFORMED', `${this.uri}: the document is cut at byte ${this.written}`);
    if (!this.assembler.containerSeen)
      throw new FeedError('FEED_MALFORMED', `${this.uri}: nothing at ${this.options.selectors.join(' or ')}`);
  }

  take(): JsonItem[] {
    const items = this.finished;
    this.finished = [];
    return items;
  }

  private read(text: string): void {
    /** Where `at` is in the document; bytes are counted forward only. */
    let counted = 0;
    let offset = this.written;
    const offsetOf = (index: number): number => {
      offset += Buffer.byteLength(text.slice(counted, index));
      counted = index;
      return offset;
    };
    let at = 0;
    while (at < text.length) {
      if (this.assembler.complete) {
        const start = firstSolid(text, at);
        const place = () => `at byte ${offsetOf(start)}`;
        if (start < text.length)
          throw new Error(`unexpected ${text[start]}, expected the end of the document ${place()}`);
        return;
      }
      if (this.raw === undefined && !this.inScalar && this.assembler.awaitsSelected) {
        const start = firstSolid(text, at);
        if (text[start] === '{' || text[start] === '[') {
          const end = new ValueEnd(this.options.limits.maxDepth - this.assembler.depth);
          this.raw = { start: offsetOf(start), end, text: '' };
          at = start;
        } else this.inScalar = start < text.length;
      }
      if (this.raw !== undefined) at = this.readRaw(this.raw, text, at, offsetOf);
      else {
        const end = this.nextStop(text, at);
        this.tokenize(text.slice(at, end), offsetOf(at));
        at = end;
      }
    }
  }

  /** Reads on in an item, and behind it to where the next one may begin. */
  private readRaw(raw: RawItem, text: string, from: number, offsetOf: (index: number) => number): number {
    const end = raw.end.find(text, from);
    raw.text += text.slice(from, end === -1 ? undefined : end);
    if (end === -1) this.tokenizeRaw();
    if (end === undefined || end === -1) return text.length;
    const bytes = offsetOf(end) - raw.start;
    const plain = bytes - 1 > this.options.limits.maxRecordBytes ? undefined : plainValue(raw.text);
    if (plain === undefined) {
      this.tokenizeRaw();
      return end;
    }
    this.raw = undefined;
    this.lastToken = raw.start + bytes - 1;
    this.plainText = raw.text;
    this.assembler.select(plain.value);
    this.plainText = undefined;
    const next = firstSolid(text, end);
    if (text[next] !== ',') return end;
    this.assemble(TokenType.COMMA, null, offsetOf(next));
    return next + 1;
  }

  /** Has an item looked at token by token that was to be read as a whole; the rest of it will be, too. */
  private tokenizeRaw(): void {
    if (this.raw === undefined) return;
    const { text, start } = this.raw;
    this.raw = undefined;
    this.tokenize(text, start);
  }

  private tokenize(text: string, offset: number): void {
    this.shift = offset - this.tokenized;
    this.tokenizer.write(text);
    this.tokenized += Buffer.byteLength(text);
  }

  /** Index behind the next character after which an item may begin. */
  private nextStop(text: string, from: number): number {
    const stop = this.assembler.depth > this.deepest ? /[\]}]/g : /[[,:]/g;
    stop.lastIndex = from;
    return stop.test(text) ? stop.lastIndex : text.length;
  }

  private onToken(token: TokenType, value: unknown, offset: number): void {
    this.inScalar = false;
    this.assemble(token, scalarOf(value), offset);
    if (this.itemStart !== undefined) this.checkSize(offset);
    if (!this.assembler.collecting) this.itemStart = undefined;
    else this.itemStart ??= offset;
  }

  private assemble(token: TokenType, value: ReturnType<typeof scalarOf>, offset: number): void {
    this.lastToken = offset;
    try {
      this.assembler.write(token, value);
    } catch (error) {
      if (!(error instanceof JsonStructureError)) throw error;
      const code = error.reason === 'depth' ? 'LIMIT_DEPTH' : 'FEED_MALFORMED';
      throw new FeedError(code, `${this.uri}: ${error.message} at byte ${offset}`, { cause: error });
    }
  }

  private checkSize(offset: number): void {
    const { maxRecordBytes } = this.options.limits;
    if (this.itemStart !== undefined && offset - this.itemStart > maxRecordBytes)
      throw new FeedError(
        'LIMIT_RECORD_SIZE',
        `${this.uri}: the record at byte ${this.itemStart} has more than ${maxRecordBytes} bytes`,
      );
  }

  /** A message of the tokenizer, which counts what it was given, with the place in the document. */
  private placed(message: string): string {
    return message.replace(
      /at chunk position "\d+" \(absolute position "(\d+)"\)/,
      (_, position: string) => `at byte ${Number(position) + this.shift}`,
    );
  }

  private guarded(action: () => void): void {
    try {
      action();
    } catch (cause) {
      if (cause instanceof FeedError) throw cause;
      const message = this.placed(cause instanceof Error ? cause.message : String(cause));
      throw new FeedError('FEED_MALFORMED', `${this.uri}: ${message}`, { cause });
    }
  }
}

/** Index of the first character that is no white space of JSON. */
function firstSolid(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return at;
  }
  return at;
}

function scalarOf(value: unknown): string | number | boolean | null {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
