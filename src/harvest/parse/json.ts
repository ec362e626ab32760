import { Tokenizer } from '@streamparser/json';
import { type Feed, FeedError } from '../feed.js';
import type { ReadLimits } from '../format.js';
import { feedText } from './encoding.js';
import { JsonAssembler, JsonStructureError, type SelectedValue } from './json-assembler.js';

/** One selected value of a document. */
export interface JsonItem extends SelectedValue {
  /** Number of the item in the feed, from 1. */
  readonly position: number;
}

export interface JsonItemOptions {
  /** Which values are items: `$.data.*`, `$.*`, `$` (the document); `*` stands for any one key or index. */
  readonly selectors: readonly string[];
  readonly limits: ReadLimits;
}

/** Bytes of a single string or number outside items. */
const maxTokenBytes = 16 * 2 ** 20;

/**
 * Reads the selected values of one JSON document as a stream; everything else in it is checked and forgotten. Keys
 * `__proto__` are left out, lone surrogates become U+FFFD, the last of duplicate keys wins.
 *
 * @throws FeedError FEED_EMPTY; FEED_MALFORMED for what is not JSON (RFC 8259), is cut, or has none of the arrays and
 *   objects that the selectors look into; LIMIT_DEPTH; LIMIT_RECORD_SIZE; ENCODING_INVALID.
 */
export async function* readJsonItems(feed: Feed, options: JsonItemOptions): AsyncGenerator<JsonItem> {
  const reader = new ItemReader(feed.uri, options);
  for await (const text of feedText(feed)) {
    reader.write(text);
    yield* reader.take();
  }
  reader.close();
  yield* reader.take();
}

/**
 * Reads a whole document; for small ones, such as a manifest. Same rules as {@link readJsonItems}.
 *
 * @throws FeedError as {@link readJsonItems}; FEED_TOO_LARGE beyond `maxBytes`.
 */
export async function readJsonDocument(
  feed: Feed,
  limits: { readonly maxBytes: number; readonly maxDepth?: number },
): Promise<unknown> {
  const whole = { maxDepth: limits.maxDepth ?? 64, maxRecordBytes: limits.maxBytes };
  try {
    for await (const { value } of readJsonItems(feed, { selectors: ['$'], limits: whole })) return value;
  } catch (error) {
    if (!(error instanceof FeedError) || error.code !== 'LIMIT_RECORD_SIZE') throw error;
    throw new FeedError('FEED_TOO_LARGE', `${feed.uri}: more than ${limits.maxBytes} bytes`, { cause: error });
  }
  return undefined;
}

/**
 * Reads newline-delimited JSON: one value on every line that is not blank. Same rules as {@link readJsonItems}.
 *
 * @throws FeedError as {@link readJsonItems}, naming the line.
 */
export async function* readJsonLines(
  feed: Feed,
  options: { readonly limits: ReadLimits },
): AsyncGenerator<{ value: unknown; line: number }> {
  let line = 0;
  let rest = '';
  for await (const text of feedText(feed)) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const content of lines) {
      line += 1;
      if (content.trim() !== '') yield { value: parseLine(content, `${feed.uri}:${line}`, options.limits), line };
    }
    if (rest.length > options.limits.maxRecordBytes)
      throw new FeedError('LIMIT_RECORD_SIZE', `${feed.uri}:${line + 1}: the line is too long`);
  }
  if (rest.trim() !== '') yield { value: parseLine(rest, `${feed.uri}:${line + 1}`, options.limits), line: line + 1 };
  else if (line === 0) throw new FeedError('FEED_EMPTY', `${feed.uri}: the document is empty`);
}

function parseLine(content: string, place: string, limits: ReadLimits): unknown {
  const reader = new ItemReader(place, { selectors: ['$'], limits });
  reader.write(content);
  reader.close();
  return reader.take()[0]?.value;
}

class ItemReader {
  private readonly tokenizer = new Tokenizer({ stringBufferSize: 64 * 1024 });
  private readonly assembler: JsonAssembler;
  private finished: JsonItem[] = [];
  private position = 0;
  /** Bytes written before the current chunk is through. */
  private written = 0;
  private lastToken = 0;
  private itemStart: number | undefined;
  private empty = true;

  constructor(
    private readonly uri: string,
    private readonly options: JsonItemOptions,
  ) {
    this.assembler = new JsonAssembler(options.selectors, options.limits.maxDepth, (selected) => {
      this.position += 1;
      this.finished.push({ ...selected, position: this.position });
    });
    this.tokenizer.onToken = ({ token, value, offset }) => {
      this.lastToken = offset;
      try {
        this.assembler.write(token, scalarOf(value));
      } catch (error) {
        if (!(error instanceof JsonStructureError)) throw error;
        const code = error.reason === 'depth' ? 'LIMIT_DEPTH' : 'FEED_MALFORMED';
        throw new FeedError(code, `${this.uri}: ${error.message} at byte ${offset}`, { cause: error });
      }
      if (this.itemStart !== undefined) this.checkSize(offset);
      if (!this.assembler.collecting) this.itemStart = undefined;
      else this.itemStart ??= offset;
    };
  }

  write(text: string): void {
    if (this.empty && /\S/.test(text)) this.empty = false;
    this.guarded(() => this.tokenizer.write(text));
    this.written += Buffer.byteLength(text);
    this.checkSize(this.written);
    if (this.written - this.lastToken > maxTokenBytes && !this.assembler.complete)
      throw new FeedError('LIMIT_RECORD_SIZE', `${this.uri}: a value at byte ${this.lastToken} is too large`);
  }

  close(): void {
    if (this.empty) throw new FeedError('FEED_EMPTY', `${this.uri}: the document is empty`);
    this.guarded(() => this.tokenizer.end());
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

  private checkSize(offset: number): void {
    const { maxRecordBytes } = this.options.limits;
    if (this.itemStart !== undefined && offset - this.itemStart > maxRecordBytes)
      throw new FeedError(
        'LIMIT_RECORD_SIZE',
        `${this.uri}: the record at byte ${this.itemStart} has more than ${maxRecordBytes} bytes`,
      );
  }

  private guarded(action: () => void): void {
    try {
      action();
    } catch (cause) {
      if (cause instanceof FeedError) throw cause;
      const message = cause instanceof Error ? cause.message : String(cause);
      throw new FeedError('FEED_MALFORMED', `${this.uri}: ${message}`, { cause });
    }
  }
}

function scalarOf(value: unknown): string | number | boolean | null {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
