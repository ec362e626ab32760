import { once } from 'node:events';
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

/** Lines are gathered for a write of so many bytes: each write costs as much as making a record does. */
const chunkBytes = 128 * 1024;

/** Most bytes of UTF-8 for one unit of UTF-16. */
const mostBytes = 3;

/** A file that is written line by line; what fails in the background is thrown by a later call. */
export class LineFile {
  readonly #stream: WriteStream;
  #chunk = Buffer.allocUnsafe(0);
  #size = 0;

  constructor(readonly path: string) {
    this.#stream = createWriteStream(path, { highWaterMark: 4 * chunkBytes }).on('error', () => undefined);
  }

  /** Appends a text, which ends with its line feed. */
  async write(line: string): Promise<void> {
    const needed = line.length * mostBytes;
    const isFull = this.#size + needed > this.#chunk.length;
    const full = this.#chunk.subarray(0, this.#size);
    if (isFull) {
      this.#chunk = Buffer.allocUnsafeSlow(Math.max(chunkBytes, needed));
      this.#size = 0;
    }
    this.#size += this.#chunk.write(line, this.#size);
    if (isFull) await this.#append(full);
  }

  async #append(bytes: Buffer): Promise<void> {
    if (this.#stream.errored !== null) throw this.#stream.errored;
    if (bytes.length > 0 && !this.#stream.write(bytes)) await once(this.#stream, 'drain');
  }

  async close(): Promise<void> {
    await this.#append(this.#chunk.subarray(0, this.#size));
    this.#stream.end();
    await finished(this.#stream);
  }
}

const lineFeed = 0x0a;

/**
 * Lines that end with a line feed and nothing else: JSON may hold every other line separator of Unicode. Each is decoded by
 * itself, as one that is all Latin is several times as fast to decode as another.
 */
export async function* linesOf(path: string): AsyncGenerator<string> {
  for await (const line of byteLinesOf(path)) yield line.toString();
}

/** The same lines as bytes. */
export async function* byteLinesOf(path: string): AsyncGenerator<Buffer> {
  let begun: Buffer[] = [];
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, start)) {
      if (begun.length === 0) yield chunk.subarray(start, end);
      else {
        yield Buffer.concat([...begun, chunk.subarray(start, end)]);
        begun = [];
      }
      start = end + 1;
    }
    if (start < chunk.length) begun.push(chunk.subarray(start));
  }
}
