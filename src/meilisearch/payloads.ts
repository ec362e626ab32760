/** One document, ready to be sent. */
export interface PreparedDocument {
  readonly id: string;
  /** One line of JSON, or several that are written together. */
  readonly line: string;
  /** JSON in UTF-8 that becomes the last attribute, `record`, of the one object on the line. @default no such attribute */
  readonly record?: Buffer | undefined;
}

/** Documents that are sent together. */
export interface Payload {
  readonly ids: readonly string[];
  /** Their lines in UTF-8, with a line feed behind each. */
  readonly bytes: Buffer;
  /** Where each document ends in them. */
  readonly ends: readonly number[];
}

const lineFeed = 0x0a;
const objectEnd = 0x7d;

/** Written over the end of an object, to go on in it. */
const recordKey = ',"record":';

/** Most bytes of UTF-8 for one unit of UTF-16. */
const mostBytes = 3;

/** Fills a buffer. Each line is encoded by itself: one that is all Latin is ten times as fast to encode as another. */
class PayloadBuilder {
  #buffer: Buffer;
  #size = 0;
  #ids: string[] = [];
  #ends: number[] = [];

  constructor(private readonly maxBytes: number) {
    this.#buffer = Buffer.allocUnsafeSlow(Math.min(maxBytes, 2 ** 16));
  }

  /** Takes a document in. Returns false when there is no room for it beside others. */
  add({ id, line, record }: PreparedDocument): boolean {
    const others = record === undefined ? 1 : recordKey.length + record.length + 1;
    let end = this.#size + line.length * mostBytes + others;
    if (end > this.maxBytes) end = this.#size + Buffer.byteLength(line) + others;
    if (end > this.maxBytes && this.#ids.length > 0) return false;
    this.#makeRoom(end);
    this.#size += this.#buffer.write(line, this.#size);
    if (record !== undefined) {
      this.#size += this.#buffer.write(recordKey, this.#size - 1, 'latin1') - 1;
      this.#size += record.copy(this.#buffer, this.#size);
      this.#buffer[this.#size++] = objectEnd;
    }
    this.#buffer[this.#size++] = lineFeed;
    this.#ids.push(id);
    this.#ends.push(this.#size);
    return true;
  }

  #makeRoom(bytes: number): void {
    if (bytes <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(bytes, Math.min(this.maxBytes, this.#buffer.length * 4)));
    this.#buffer.copy(larger, 0, 0, this.#size);
    this.#buffer = larger;
  }

  /** What was taken in. Its bytes are written over by what comes next. */
  take(): Payload | undefined {
    if (this.#ids.length === 0) return undefined;
    const payload = { ids: this.#ids, ends: this.#ends, bytes: this.#buffer.subarray(0, this.#size) };
    this.#ids = [];
    this.#ends = [];
    this.#size = 0;
    return payload;
  }
}

/**
 * Documents in payloads of at most so many bytes; a larger document goes alone. The bytes of a payload hold while the
 * next one is made, and no longer.
 */
export async function* payloadsOf(
  documents: AsyncIterable<PreparedDocument>,
  maxBytes: number,
): AsyncGenerator<Payload> {
  let [builder, other] = [new PayloadBuilder(maxBytes), new PayloadBuilder(maxBytes)];
  for await (const document of documents) {
    if (builder.add(document)) continue;
    const payload = builder.take();
    [builder, other] = [other, builder];
    if (payload !== undefined) yield payload;
    builder.add(document);
  }
  const last = builder.take();
  if (last !== undefined) yield last;
}

/** The payload of some documents. */
export function payloadOf(documents: readonly PreparedDocument[]): Payload {
  const builder = new PayloadBuilder(Number.POSITIVE_INFINITY);
  for (const document of documents) builder.add(document);
  return builder.take() ?? { ids: [], ends: [], bytes: Buffer.alloc(0) };
}

/** The documents of a payload. */
export function documentsOf({ ids, bytes, ends }: Payload): PreparedDocument[] {
  return ids.map((id, at) => ({ id, line: bytes.toString('utf8', ends[at - 1] ?? 0, (ends[at] ?? 0) - 1) }));
}
