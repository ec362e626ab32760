import { copyFile, link, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { replaceFile, syncFiles, syncFolder } from '../durable-file.js';
import { LineFile, linesOf } from '../line-file.js';
import { type RawEntry, type RawManifest, rawEntrySchema, rawManifestSchema } from './raw-entry.js';
import type { RawWriter } from './raw-writer.js';

/** What is to become of the feeds of a run that was applied. */
export interface RawChange extends Pick<RawManifest, 'run' | 'origin' | 'at'> {
  /** Whether it changed offers: then the feeds of the release before stay too, until the next such run. @default false */
  readonly isRelease?: boolean;
  /** Whether a kept feed stays beside those of this run; absent for a run that read everything. */
  readonly staysFrom?: (entry: RawEntry) => boolean;
  /** Whether a feed of this run is to be kept. */
  readonly isThere: (entry: RawEntry) => boolean;
}

/** What is written to the index, until its report is kept there. */
const writingSchema = z.strictObject({
  /** The run whose feeds it comes from. */
  run: z.string(),
  /** It goes back to an earlier release. @default false */
  isBack: z.boolean().exactOptional(),
});
export type Writing = z.infer<typeof writingSchema>;

/** A folder of kept feeds. */
export class RawFolder {
  constructor(protected readonly dir: string) {}

  /** What is kept; nothing where there is none that can be used. */
  async manifest(): Promise<RawManifest | undefined> {
    try {
      return rawManifestSchema.parse(JSON.parse(await readFile(join(this.dir, 'raw.json'), 'utf8')));
    } catch {
      return undefined;
    }
  }

  /** The kept feeds in their order, of these or of another folder. */
  async *entries(path = join(this.dir, 'index.ndjson')): AsyncGenerator<RawEntry> {
    for await (const line of linesOf(path)) yield rawEntrySchema.parse(JSON.parse(line));
  }

  pathOf({ pack }: RawEntry): string {
    return join(this.dir, pack);
  }
}

/**
 * The kept feeds of one source, below its folder: `raw` holds them, `raw.before` those of the release before, `raw.next`
 * those of a run that is not applied yet, and `raw.old` is there only while one takes the place of the other. The file
 * `raw.writing` tells of a run that has begun to write and whose report is not kept, though it may have ended. All
 * methods need the lock of the source.
 */
export class RawStore extends RawFolder {
  readonly next: string;
  readonly before: RawFolder;
  readonly #before: string;
  readonly #old: string;
  readonly #writing: string;

  constructor(home: string) {
    super(join(home, 'raw'));
    this.next = join(home, 'raw.next');
    this.#before = join(home, 'raw.before');
    this.before = new RawFolder(this.#before);
    this.#old = join(home, 'raw.old');
    this.#writing = join(home, 'raw.writing');
  }

  /** Notes what the index gets now. */
  async begin(writing: Writing): Promise<void> {
    await mkdir(dirname(this.#writing), { recursive: true });
    await replaceFile(this.#writing, JSON.stringify(writing));
  }

  /** What the index has got, in part or whole, without the report of it. */
  async writing(): Promise<Writing | undefined> {
    try {
      return writingSchema.parse(JSON.parse(await readFile(this.#writing, 'utf8')));
    } catch {
      return undefined;
    }
  }

  /** The report of what was written is kept. */
  async written(): Promise<void> {
    await rm(this.#writing, { force: true });
  }

  /** Ends what a killed process has begun: either the old feeds or the new ones are there, complete. */
  async recover(): Promise<void> {
    if ((await exists(this.#old)) && !(await exists(this.dir))) {
      const isComplete = await exists(join(this.next, 'raw.json'));
      await rename(isComplete ? this.next : this.#old, this.dir);
    }
    await this.#tidyOld();
    await remove(this.next);
  }

  /** A number that no pack has yet. */
  async nextPack(): Promise<number> {
    const numbers = (await packsOf(this.dir)).map((name) => Number.parseInt(name, 10));
    return numbers.reduce((highest, number) => Math.max(highest, number), 0) + 1;
  }

  /** Bytes of the packs that are kept now. */
  async size(): Promise<number> {
    return (await this.manifest())?.bytes ?? 0;
  }

  /** Puts the feeds of a run in the place of the old ones; until they are complete, the old ones stay. */
  async commit(writer: RawWriter, change: RawChange): Promise<void> {
    const { run, origin, at, isRelease = false, staysFrom, isThere } = change;
    const replaces = isRelease ? (await this.manifest())?.run : undefined;
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
    for (const pack of packs) await share(join(this.dir, pack), join(this.next, pack));
    const bytes = await sizeOf(this.next);
    // Else a power cut could leave the new name for files that are not there yet.
    await syncFiles(this.next);
    const dated = at === undefined ? {} : { at };
    const link = replaces === undefined ? {} : { replaces };
    await this.#write(this.next, { version: 1, run, origin, ...dated, ...link, feeds, bytes });
    await this.#replace();
  }

  /** Notes that the kept feeds agree with another run too. */
  async stamp(run: string): Promise<void> {
    const manifest = await this.manifest();
    if (manifest !== undefined) await this.#write(this.dir, { ...manifest, run });
  }

  /** Removes the feeds of a run that was not applied. */
  async discard(): Promise<void> {
    await remove(this.next);
  }

  /** Keeps nothing any more. */
  async drop(): Promise<void> {
    for (const dir of [this.dir, this.#before]) await discard(dir);
  }

  /** A run whose own feeds cannot be kept was applied: these are those of the release before, if it changed offers. */
  async retire(isRelease: boolean): Promise<void> {
    if (isRelease && (await this.manifest()) !== undefined) {
      await remove(this.#before);
      await rename(this.dir, this.#before);
    } else await discard(this.dir);
  }

  /** The release before was applied again: its feeds and the last ones change places. */
  async turnBack(): Promise<void> {
    const [last, before] = [await this.manifest(), await this.before.manifest()];
    if (before === undefined) return;
    const { replaces: _, ...others } = before;
    const link = last === undefined ? {} : { replaces: last.run };
    await this.#write(this.#before, { ...others, ...link });
    await remove(this.#old);
    if (await exists(this.dir)) await rename(this.dir, this.#old);
    await rename(this.#before, this.dir);
    await this.#tidyOld();
  }

  #write(dir: string, manifest: RawManifest): Promise<void> {
    return replaceFile(join(dir, 'raw.json'), JSON.stringify(manifest));
  }

  async #replace(): Promise<void> {
    await remove(this.#old);
    if (await exists(this.dir)) await rename(this.dir, this.#old);
    await rename(this.next, this.dir);
    await syncFolder(dirname(this.dir));
    await this.#tidyOld();
  }

  /** Feeds whose place was taken stay as those of the release before, if the new ones say that they replace them. */
  async #tidyOld(): Promise<void> {
    const old = await new RawFolder(this.#old).manifest();
    if (old !== undefined && old.run === (await this.manifest())?.replaces) {
      await remove(this.#before);
      await rename(this.#old, this.#before);
    }
    await remove(this.#old);
  }
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

async function remove(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
}

/** Removes kept feeds; what is left of them when that is broken off counts as none. */
async function discard(dir: string): Promise<void> {
  await rm(join(dir, 'raw.json'), { force: true });
  await remove(dir);
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
