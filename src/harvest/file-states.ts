import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Logger } from 'pino';
import { replaceFile, syncFolder } from './durable-file.js';
import { type SourceState, type SourceStates, sourceStateSchema } from './source-state.js';

/** States as `<source>/state.json` below a folder. */
export class FileSourceStates implements SourceStates {
  constructor(
    private readonly dir: string,
    private readonly log: Pick<Logger, 'warn'>,
  ) {}

  async load(source: string): Promise<SourceState | undefined> {
    const path = this.#path(source);
    try {
      return sourceStateSchema.parse(JSON.parse(await readFile(path, 'utf8')));
    } catch (cause) {
      if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
      this.log.warn({ source, path, err: cause }, 'what was remembered of a source cannot be read; all is read again');
      return undefined;
    }
  }

  async save(source: string, state: SourceState): Promise<void> {
    const path = this.#path(source);
    await mkdir(join(this.dir, source), { recursive: true });
    await replaceFile(path, JSON.stringify(state));
  }

  async forget(source: string): Promise<void> {
    const path = this.#path(source);
    await rm(path, { force: true });
    await syncFolder(dirname(path));
  }

  #path(source: string): string {
    return join(this.dir, source, 'state.json');
  }
}
