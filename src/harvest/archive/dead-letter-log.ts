import type { Issue } from '../../domain/issue.js';
import { ObjectSpool } from '../parse/object-spool.js';
import {
  bounded,
  type CountsByCode,
  type DeadLetter,
  type DeadLetterBox,
  type DeadLetterPages,
  hashOf,
  pageSize,
} from './dead-letter.js';

/** What is known of a raw record that gave no offer, beside its problems. */
export interface RawFacts {
  readonly feed: string;
  readonly position: number;
  /** Start of its content; absent where it could not be read. */
  readonly excerpt?: string;
  /** Of its content, where it has no id of its own. */
  readonly hash?: string;
}

export interface Rejected {
  readonly issues: readonly Issue[];
  readonly raw?: RawFacts;
  readonly part?: string;
}

/** What a run did to the dead letters of its source. */
export interface DeadLetterCounts {
  /** How many there are after the run. */
  readonly total: number;
  /** By the code of the first error of each. */
  readonly byCode: CountsByCode;
}

/** What holds for all that one run finds. */
export interface LogOptions {
  readonly source: string;
  readonly runId: string;
  /** Instant of the run, ISO 8601. */
  readonly at: string;
  readonly fingerprint: string;
}

/** What a run read of its source; see `RunMemory`. */
export interface Touched {
  readonly extent: 'everything' | 'changes' | 'nothing';
  fateOf(part: string): 'listed' | 'deleted' | undefined;
}

/** Which letters there are after a run. */
interface Choice {
  /** Of those that the run has found. */
  readonly isAdded: (letter: DeadLetter) => boolean;
  /** Of those that were there before and that it has not found; none where it knows of all. */
  readonly stays?: (letter: DeadLetter) => boolean;
  /** The run was not applied: what applied runs have left is not touched. */
  readonly isRefused: boolean;
}

/**
 * Collects the records that one run could not take over: on disk, as they may be as many as the catalogue has, with some
 * 30 bytes of memory for each. Every method rejects when the disk fails.
 */
export class DeadLetterLog {
  #opened: Promise<ObjectSpool> | undefined;
  /** The last of the letters that want one key, where more than one does. */
  readonly #repeats = new Map<string, Repeat>();

  constructor(
    private readonly options: LogOptions,
    /** Folder of the run. */
    private readonly dir: string,
  ) {}

  /** Whether nothing was ever rejected. */
  get isEmpty(): boolean {
    return this.#opened === undefined;
  }

  /** A record that was rejected. A part that is listed again stands for what it brought before. */
  async add({ issues, raw, part }: Rejected): Promise<void> {
    const { source, runId, at, fingerprint } = this.options;
    const errors = issues.filter(({ severity }) => severity === 'error');
    const [first = issues[0]] = errors;
    if (first === undefined) return;
    const { code, path, message, record, excerpt: value } = first;
    this.#opened ??= ObjectSpool.open(this.dir);
    const spool = await this.#opened;
    const key = await this.#freeKey(spool, keyOf(record, raw, part), part, raw?.position);
    const where = {
      ...(raw === undefined ? {} : { feed: bounded(raw.feed), position: raw.position }),
      ...(part === undefined ? {} : { part }),
    };
    const letter: DeadLetter = {
      ...{ key, source, record: bounded(record), ...where, code, path: bounded(path), reason: bounded(message) },
      moreErrors: Math.max(0, errors.length - 1),
      ...(value === undefined ? {} : { value }),
      ...(raw?.excerpt === undefined ? {} : { excerpt: raw.excerpt }),
      ...{ runId, firstSeenAt: at, lastSeenAt: at, fingerprint },
    };
    await spool.put(key, letter);
  }

  /** A record that was taken over: if an earlier version of it in the same run was not, that is over. */
  async taken(record: string, part: string | undefined): Promise<void> {
    if (part === undefined || this.#opened === undefined) return;
    const spool = await this.#opened;
    const key = keyOf(record, undefined, part);
    if (!spool.has(key)) return;
    await spool.put(key, null);
    this.#repeats.delete(key);
  }

  /**
   * The dead letters after a run that was applied; undefined where they stay as they are. One that read everything knows
   * of all; one that read changes, of the parts that it was told of; one to which nothing was new, of none. All others
   * stay dead letters, save those that only refused runs have found.
   */
  applied(before: DeadLetterBox | undefined, memory: Touched): DeadLetterPages | undefined {
    const { extent } = memory;
    if (extent === 'nothing' && (before?.refused ?? 0) === 0) return undefined;
    const fateOf = ({ part }: DeadLetter) => (part === undefined ? undefined : memory.fateOf(part));
    const isAdded = (letter: DeadLetter) => fateOf(letter) !== 'deleted';
    if (extent === 'everything') return this.#after(before, { isAdded, isRefused: false });
    const stays = (letter: DeadLetter) => letter.refused !== true && fateOf(letter) === undefined;
    return this.#after(before, { isAdded, stays, isRefused: false });
  }

  /**
   * The dead letters after a run that was read and not applied; undefined where they stay as they are. Those that the last
   * applied run has left do, and what this one found beside them takes the place of what an earlier refused run found.
   */
  refused(before: DeadLetterBox | undefined): DeadLetterPages | undefined {
    if (this.isEmpty) return undefined;
    const stays = ({ refused }: DeadLetter) => refused !== true;
    return this.#after(before, { isAdded: () => true, stays, isRefused: true });
  }

  /** To be awaited when the letters were kept, or never will be. */
  async close(): Promise<void> {
    const spool = await this.#opened?.catch(() => undefined);
    await spool?.close();
  }

  async *#after(before: DeadLetterBox | undefined, { isAdded, stays, isRefused }: Choice): DeadLetterPages {
    const spool = await this.#opened;
    const since = new Map<number, string>();
    const instants = new Map<string, string>();
    const untouched = new Set<number>();
    for await (const { key, firstSeenAt, refused } of spool === undefined ? [] : lettersOf(before)) {
      const number = spool?.numberOf(key);
      if (number === undefined) continue;
      // Letters of one run share one text.
      since.set(number, instants.get(firstSeenAt) ?? firstSeenAt);
      if (!instants.has(firstSeenAt)) instants.set(firstSeenAt, firstSeenAt);
      if (isRefused && refused !== true) untouched.add(number);
    }
    async function* added(): AsyncGenerator<DeadLetter> {
      for (let number = 0; number < (spool?.count ?? 0); number += 1) {
        if (untouched.has(number)) continue;
        const letter = (await spool?.at(number)) as DeadLetter | null;
        if (letter === null || !isAdded(letter)) continue;
        const firstSeenAt = since.get(number) ?? letter.firstSeenAt;
        yield { ...letter, firstSeenAt, ...(isRefused ? { refused: true } : {}) };
      }
    }
    async function* staying(): AsyncGenerator<readonly DeadLetter[]> {
      if (stays === undefined || before === undefined) return;
      const isLeft = (letter: DeadLetter) => {
        const number = spool?.numberOf(letter.key);
        return stays(letter) && (number === undefined || untouched.has(number));
      };
      for await (const page of before.pages()) yield page.filter(isLeft);
    }
    yield* joined(pagesOf(added()), staying());
  }

  /** Records that are told by the same id, or have none and the same content, are as many dead letters. */
  async #freeKey(spool: ObjectSpool, wanted: string, part: string | undefined, position: number | undefined) {
    const isTaken = async (key: string) => {
      const number = spool.numberOf(key);
      if (number === undefined) return false;
      if (part === undefined) return true;
      const taken = (await spool.at(number)) as DeadLetter | null;
      return taken !== null && taken.position === position;
    };
    if (!(await isTaken(wanted))) return wanted;
    const last = this.#repeats.get(wanted);
    let number = last === undefined || (part !== undefined && last.position !== position) ? 2 : last.number + 1;
    let key = hashOf(wanted, String(number));
    for (; await isTaken(key); key = hashOf(wanted, String(number))) number += 1;
    this.#repeats.set(wanted, { number, position });
    return key;
  }
}

/** The last of the letters that want one key. */
interface Repeat {
  readonly number: number;
  /** Of the part that they came with, which may be listed again. */
  readonly position: number | undefined;
}

function keyOf(record: string, raw: RawFacts | undefined, part: string | undefined): string {
  const isNameless = /^#\d+$/.test(record);
  return hashOf(part ?? '', isNameless ? `raw:${raw?.hash ?? record}` : record);
}

async function* lettersOf(box: DeadLetterBox | undefined): AsyncGenerator<DeadLetter> {
  if (box !== undefined) for await (const page of box.pages()) yield* page;
}

async function* pagesOf(letters: AsyncIterable<DeadLetter>): AsyncGenerator<readonly DeadLetter[]> {
  let page: DeadLetter[] = [];
  for await (const letter of letters) {
    page.push(letter);
    if (page.length < pageSize) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

/** Pages one after the other. Those that fit into one page are, so that many small changes leave no small pages. */
async function* joined(...all: readonly AsyncIterable<readonly DeadLetter[]>[]): AsyncGenerator<readonly DeadLetter[]> {
  let waiting: readonly DeadLetter[] = [];
  for (const pages of all)
    for await (const page of pages) {
      if (waiting.length + page.length <= pageSize) waiting = [...waiting, ...page];
      else {
        yield waiting;
        waiting = page;
      }
    }
  if (waiting.length > 0) yield waiting;
}
