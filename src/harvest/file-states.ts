import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { type SourceState, type SourceStates, sourceStateSchema } from './source-state.js';

/** States as `<source>/state.json` below a folder, written aside and renamed. */
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
    await writeFile(`${path}.new`, JSON.stringify(state));
    await rename(`${path}.new`, path);
  }

  async forget(source: string): Promise<void> {
    await rm(this.#path(source), { force: true });
  }

  #path(source: string): string {
    return join(this.dir, source, 'state.json');
  }
}
