import { copyFile, link, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LineFile, linesOf } from '../line-file.js';
import { type RawEntry, type RawManifest, rawEntrySchema, rawManifestSchema } from './raw-entry.js';
import type { RawWriter } from './raw-writer.js';

/** What is to become of the feeds of a run that was applied. */
export interface RawChange extends Pick<RawManifest, 'run' | 'origin'> {
  /** Whether a kept feed stays beside those of this run; absent for a run that read everything. */
  readonly staysFrom?: (entry: RawEntry) => boolean;
  /** Whether a feed of this run is to be kept. */
  readonly isThere: (entry: RawEntry) => boolean;
}

/**
 * The kept feeds of one source, below its folder: `raw` holds them, `raw.next` those of a run that is not applied yet,
 * and `raw.old` is there only while one takes the place of the other. All methods need the lock of the source.
 */
export class RawStore {
  readonly next: string;
  readonly #dir: string;
  readonly #old: string;

  constructor(home: string) {
    this.#dir = join(home, 'raw');
    this.next = join(home, 'raw.next');
    this.#old = join(home, 'raw.old');
  }

  /** Ends what a killed process has begun: either the old feeds or the new ones are there, complete. */
  async recover(): Promise<void> {
    if ((await exists(this.#old)) && !(await exists(this.#dir))) {
      const isComplete = await exists(join(this.next, 'raw.json'));
      await rename(isComplete ? this.next : this.#old, this.#dir);
    }
    await remove(this.#old);
    await remove(this.next);
  }

  /** What is kept; nothing where there is none that can be used. */
  async manifest(): Promise<RawManifest | undefined> {
    try {
      return rawManifestSchema.parse(JSON.parse(await readFile(join(this.#dir, 'raw.json'), 'utf8')));
    } catch {
      return undefined;
    }
  }

  /** The kept feeds in their order, of these or of another folder. */
  async *entries(path = join(this.#dir, 'index.ndjson')): AsyncGenerator<RawEntry> {
    for await (const line of linesOf(path)) yield rawEntrySchema.parse(JSON.parse(line));
  }

  pathOf({ pack }: RawEntry): string {
    return join(this.#dir, pack);
  }

  /** A number that no pack has yet. */
  async nextPack(): Promise<number> {
    const numbers = (await packsOf(this.#dir)).map((name) => Number.parseInt(name, 10));
    return numbers.reduce((highest, number) => Math.max(highest, number), 0) + 1;
  }

  /** Bytes of the packs that are kept now. */
  async size(): Promise<number> {
    return (await this.manifest())?.bytes ?? 0;
  }

  /** Puts the feeds of a run in the place of the old ones; until they are complete, the old ones stay. */
  async commit(writer: RawWriter, change: RawChange): Promise<void> {
    const { run, origin, staysFrom, isThere } = change;
    await mkdir(this.next, { recursive: true });
    const index = new LineFile(join(this.next, 'index.ndjson'));
    const packs = new Set<string>();
    let feeds = 0;
    const add = async (entry: RawEntry) => {
      feeds += 1;
      await index.write(`${JSON.stringify(entry)}\n`);
    };
    if (staysFrom !== undefined) {
      for await (const entry of this.entries()) {
        if (!staysFrom(entry)) continue;
        packs.add(entry.pack);
        await add(entry);
      }
    }
    if (await exists(writer.entriesPath))
      for await (const entry of this.entries(writer.entriesPath)) if (isThere(entry)) await add(entry);
    await index.close();
    await remove(writer.entriesPath);
    for (const pack of packs) await share(join(this.#dir, pack), join(this.next, pack));
    const bytes = await sizeOf(this.next);
    await this.#write(this.next, { version: 1, run, origin, feeds, bytes });
    await this.#replace();
  }

  /** Notes that the kept feeds agree with another run too. */
  async stamp(run: string): Promise<void> {
    const manifest = await this.manifest();
    if (manifest !== undefined) await this.#write(this.#dir, { ...manifest, run });
  }

  /** Removes the feeds of a run that was not applied. */
  async discard(): Promise<void> {
    await remove(this.next);
  }

  /** Keeps nothing any more. */
  async drop(): Promise<void> {
    await rm(join(this.#dir, 'raw.json'), { force: true });
    await remove(this.#dir);
  }

  async #write(dir: string, manifest: RawManifest): Promise<void> {
    const path = join(dir, 'raw.json');
    await writeFile(`${path}.new`, JSON.stringify(manifest));
    await rename(`${path}.new`, path);
  }

  async #replace(): Promise<void> {
    await remove(this.#old);
    if (await exists(this.#dir)) await rename(this.#dir, this.#old);
    await rename(this.next, this.#dir);
    await remove(this.#old);
  }
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

async function remove(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
}

async function packsOf(dir: string): Promise<string[]> {
  return (await readdir(dir).catch(() => [])).filter((name) => /^\d+\.gz$/.test(name));
}

async function sizeOf(dir: string): Promise<number> {
  let bytes = 0;
  for (const pack of await packsOf(dir)) bytes += (await stat(join(dir, pack))).size;
  return bytes;
}

/** The same file under another name; a copy where the file system knows no such thing. */
async function share(from: string, to: string): Promise<void> {
  await link(from, to).catch(() => copyFile(from, to));
}
