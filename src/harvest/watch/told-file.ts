import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { replaceFile } from '../durable-file.js';
import { type Told, toldSchema } from './notice.js';

/** What was told of each source, as `<source>/told.json` below a folder. */
export class ToldFiles {
  constructor(
    private readonly dir: string,
    private readonly log: Pick<Logger, 'warn'>,
  ) {}

  /** Nothing when nothing was told, or when it cannot be read: then it is told again. */
  async load(source: string): Promise<Told | undefined> {
    const path = this.#path(source);
    try {
      return toldSchema.parse(JSON.parse(await readFile(path, 'utf8')));
    } catch (cause) {
      if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
      this.log.warn({ source, path, err: cause }, 'what was told of a source cannot be read; it is told again');
      return undefined;
    }
  }

  async save(source: string, told: Told): Promise<void> {
    const path = this.#path(source);
    await mkdir(join(this.dir, source), { recursive: true });
    await replaceFile(path, JSON.stringify(told));
  }

  #path(source: string): string {
    return join(this.dir, source, 'told.json');
  }
}
