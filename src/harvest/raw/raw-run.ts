import type { Logger } from 'pino';
import type { Feed } from '../feed.js';
import type { RawOutcome } from '../report.js';
import type { RunMemory } from '../run-memory.js';
import type { SourceDefinition } from '../source.js';
import { isLocal, originOf } from './raw-entry.js';
import { RawStore } from './raw-store.js';
import { RawWriter } from './raw-writer.js';

export interface RawRunOptions {
  /** Folder of the source. */
  readonly home: string;
  /** Most bytes that may be kept; 0 for nothing. */
  readonly maxBytes: number;
  readonly at: Date;
  readonly log: Pick<Logger, 'warn'>;
}

/** What one run does about the kept feeds of its source. */
export class RawRun {
  private constructor(
    private readonly source: SourceDefinition,
    private readonly store: RawStore,
    private readonly options: RawRunOptions,
    /** Absent where none are kept. */
    private readonly writer?: RawWriter,
  ) {}

  /** Begins, and mends what a killed run has left. Never throws: what cannot be mended cannot be written either. */
  static async begin(source: SourceDefinition, options: RawRunOptions): Promise<RawRun> {
    const { maxBytes, log } = options;
    const store = new RawStore(options.home);
    await store
      .recover()
      .catch((cause) => log.warn({ source: source.id, err: cause }, 'what a run has left of its feeds is in the way'));
    if (!source.keepRaw || maxBytes === 0 || isLocal(source)) return new RawRun(source, store, options);
    const writer = new RawWriter({ dir: store.next, firstPack: await store.nextPack(), maxBytes, log });
    return new RawRun(source, store, options, writer);
  }

  /** The feeds as they are opened, kept while they are read. */
  through(feeds: AsyncIterable<Feed>): AsyncIterable<Feed> {
    return this.writer === undefined ? feeds : this.writer.through(feeds);
  }

  /**
   * To be called when the run was applied: its feeds take the place of the old ones, which stay as those of the release
   * before if it changed offers. Never throws.
   */
  async applied(run: string, memory: RunMemory, isRelease: boolean): Promise<RawOutcome | undefined> {
    const { log } = this.options;
    try {
      await this.writer?.close();
      const outcome = await this.outcomeOf(memory);
      if (outcome === 'kept') await this.commit(run, memory, isRelease);
      else if (outcome === undefined) await this.store.drop();
      else await this.store.retire(isRelease);
      return outcome;
    } catch (cause) {
      log.warn({ source: this.source.id, err: cause }, 'the feeds of a run could not be kept');
      await this.store.retire(isRelease).catch(() => undefined);
      return this.writer === undefined ? undefined : 'not_written';
    }
  }

  /** To be called before the run begins to write. */
  begins(run: string): Promise<void> {
    return this.store.begin({ run });
  }

  /**
   * To be called when the report of the run is kept, with the memory where nothing was new: what is kept agrees with this
   * run too, if it did with the last.
   */
  async remembered(run: string, memory?: RunMemory): Promise<void> {
    await this.store.written();
    if (memory === undefined) return;
    const manifest = await this.store.manifest();
    if (manifest !== undefined && manifest.run === memory.lastRun) await this.store.stamp(run);
  }

  /** Removes what was not taken over. Never throws: the next run removes it too. */
  async end(): Promise<void> {
    await this.writer?.close();
    await this.store
      .discard()
      .catch((cause) => this.options.log.warn({ source: this.source.id, err: cause }, 'feeds could not be removed'));
  }

  private async outcomeOf(memory: RunMemory): Promise<RawOutcome | undefined> {
    const { writer, store, options } = this;
    if (writer === undefined) return undefined;
    if (writer.fault !== undefined) return writer.fault;
    if (memory.extent === 'everything') return 'kept';
    const base = await store.manifest();
    if (base === undefined || base.run !== memory.lastRun) return 'incomplete';
    return base.bytes + writer.bytes > options.maxBytes ? 'over_limit' : 'kept';
  }

  private async commit(run: string, memory: RunMemory, isRelease: boolean): Promise<void> {
    if (this.writer === undefined) return;
    await this.store.commit(this.writer, {
      ...{ run, origin: originOf(this.source), at: this.options.at.toISOString(), isRelease },
      isThere: ({ part }) => part === undefined || memory.fateOf(part.id) !== 'deleted',
      ...(memory.extent === 'everything'
        ? {}
        : { staysFrom: ({ part }) => part === undefined || memory.fateOf(part.id) === undefined }),
    });
  }
}
