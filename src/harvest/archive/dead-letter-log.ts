import type { Issue } from '../../domain/issue.js';
import {
  bounded,
  type CountsByCode,
  cutKey,
  type DeadLetter,
  type DeadLetterBox,
  hashOf,
  mostLetters,
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

type Cut = Pick<DeadLetter, 'code' | 'key' | 'part' | 'position'>;

/** Collects the records that one run could not take over: the first of them whole, of the others what they are told by. */
export class DeadLetterLog {
  readonly #letters = new Map<string, DeadLetter>();
  readonly #cut = new Map<string, Cut>();

  constructor(private readonly options: LogOptions) {}

  /** A record that was rejected. A part that is listed again stands for what it brought before. */
  add({ issues, raw, part }: Rejected): void {
    const { source, runId, at, fingerprint } = this.options;
    const errors = issues.filter(({ severity }) => severity === 'error');
    const [first = issues[0]] = errors;
    if (first === undefined) return;
    const { code, path, message, record, excerpt: value } = first;
    const where = {
      ...(raw === undefined ? {} : { feed: bounded(raw.feed), position: raw.position }),
      ...(part === undefined ? {} : { part }),
    };
    const key = this.#freeKey(keyOf(record, raw, part), part, raw?.position);
    const letter: DeadLetter = {
      ...{ key, source, record: bounded(record), ...where, code, path: bounded(path), reason: bounded(message) },
      moreErrors: Math.max(0, errors.length - 1),
      ...(value === undefined ? {} : { value }),
      ...(raw?.excerpt === undefined ? {} : { excerpt: raw.excerpt }),
      ...{ runId, firstSeenAt: at, lastSeenAt: at, fingerprint },
    };
    if (this.#letters.has(key) || (this.#letters.size < mostLetters && !this.#cut.has(key)))
      this.#letters.set(key, letter);
    else this.#cut.set(key, { code, key, ...where });
  }

  /** A record that was taken over: if an earlier version of it in the same run was not, that is over. */
  taken(record: string, part: string | undefined): void {
    if (this.#letters.size === 0 || part === undefined) return;
    const key = keyOf(record, undefined, part);
    this.#letters.delete(key);
    this.#cut.delete(key);
  }

  /**
   * The dead letters after a run that was applied. One that read everything knows of all; one that read changes, of
   * the parts in `touched`: all others stay dead letters.
   */
  applied(before: DeadLetterBox | undefined, memory: Touched): DeadLetterBox {
    const isGone = ({ part }: { readonly part?: string }) => part !== undefined && memory.fateOf(part) === 'deleted';
    for (const [key, letter] of this.#letters) if (isGone(letter)) this.#letters.delete(key);
    for (const [key, cut] of this.#cut) if (isGone(cut)) this.#cut.delete(key);
    if (memory.extent === 'everything' || before === undefined) return this.#box(before, [], {});
    const touched = new Set([...memory.seenParts()].map((part) => hashOf('part', part)));
    const isTouched = (key: string) => touched.has(key);
    const letters = before.letters.filter((letter) => letter.part === undefined || !isTouched(cutKey(letter)));
    const others = Object.entries(before.others).map(([code, keys]) => [code, keys.filter((key) => !isTouched(key))]);
    return this.#box(before, letters, Object.fromEntries(others));
  }

  /** The dead letters after a run that was read and not applied: what it found comes to those that were there. */
  refused(before: DeadLetterBox | undefined): DeadLetterBox | undefined {
    if (this.#letters.size === 0) return before;
    const box = this.#box(before, before?.letters ?? [], before?.others ?? {});
    return before === undefined ? box : { ...box, fingerprint: before.fingerprint };
  }

  #box(before: DeadLetterBox | undefined, staying: readonly DeadLetter[], others: DeadLetterBox['others']) {
    const { source, runId, at, fingerprint } = this.options;
    const known = new Map(before?.letters.map((letter) => [letter.key, letter.firstSeenAt]));
    const found = [...this.#letters.values()].map((letter) => ({
      ...letter,
      firstSeenAt: known.get(letter.key) ?? letter.firstSeenAt,
    }));
    const stay = staying.filter(({ key }) => !this.#letters.has(key) && !this.#cut.has(key));
    const all = [...found, ...stay];
    const rest = new Map<string, string[]>();
    const cut = ({ code }: { readonly code: string }, key: string) => {
      const keys = rest.get(code) ?? [];
      keys.push(key);
      rest.set(code, keys);
    };
    const again = new Set([...found, ...this.#cut.values()].map(cutKey));
    for (const [code, keys] of Object.entries(others)) for (const key of keys) if (!again.has(key)) cut({ code }, key);
    for (const each of [...this.#cut.values(), ...all.slice(mostLetters)]) cut(each, cutKey(each));
    const letters = all.slice(0, mostLetters);
    const byCode: Record<string, number> = {};
    for (const { code } of letters) byCode[code] = (byCode[code] ?? 0) + 1;
    for (const [code, keys] of rest) byCode[code] = (byCode[code] ?? 0) + keys.length;
    const total = Object.values(byCode).reduce((sum, count) => sum + count, 0);
    return { source, total, byCode, fingerprint, runId, at, letters, others: Object.fromEntries(rest) };
  }

  /** Records that are told by the same id, or have none and the same content, are as many dead letters. */
  #freeKey(wanted: string, part: string | undefined, position: number | undefined): string {
    let key = wanted;
    for (let more = 2; ; more += 1) {
      const taken = this.#letters.get(key) ?? this.#cut.get(key);
      if (taken === undefined || (part !== undefined && taken.position !== position)) return key;
      key = hashOf(wanted, String(more));
    }
  }
}

/** What a run read of its source; see `RunMemory`. */
export interface Touched {
  readonly extent: 'everything' | 'changes' | 'nothing';
  fateOf(part: string): 'listed' | 'deleted' | undefined;
  seenParts(): Iterable<string>;
}

function keyOf(record: string, raw: RawFacts | undefined, part: string | undefined): string {
  const isNameless = /^#\d+$/.test(record);
  return hashOf(part ?? '', isNameless ? `raw:${raw?.hash ?? record}` : record);
}
