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

/** What one run has found. */
interface Found {
  readonly letters: readonly DeadLetter[];
  readonly cuts: readonly (Cut & Pick<DeadLetter, 'key'>)[];
}

/** What stays of what was there before a run. */
type Left = Pick<DeadLetterBox, 'letters' | 'others'>;

/** What is kept of a letter that is not kept whole: as little as tells what became of it. */
type Cut = Pick<DeadLetter, 'code' | 'part' | 'position'>;

/** Collects the records that one run could not take over: the first of them whole, of the others what they are told by. */
export class DeadLetterLog {
  readonly #letters = new Map<string, DeadLetter>();
  readonly #cut = new Map<string, Cut>();
  /** By code: those without a part are many and differ by their key alone. */
  readonly #partless = new Map<string, Cut>();
  /** How many letters want the same key, where that is more than one. */
  readonly #repeats = new Map<string, Repeat>();

  constructor(private readonly options: LogOptions) {}

  /** A record that was rejected. A part that is listed again stands for what it brought before. */
  add({ issues, raw, part }: Rejected): void {
    const { source, runId, at, fingerprint } = this.options;
    const errors = issues.filter(({ severity }) => severity === 'error');
    const [first = issues[0]] = errors;
    if (first === undefined) return;
    const { code, path, message, record, excerpt: value } = first;
    const key = this.#freeKey(keyOf(record, raw, part), part, raw?.position);
    if (!this.#letters.has(key) && (this.#letters.size >= mostLetters || this.#cut.has(key))) {
      this.#cut.set(key, part === undefined ? this.#withoutPart(code) : { code, part, ...positionOf(raw) });
      return;
    }
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
    // A copy: texts that were cut from the raw record would hold on to all of it.
    this.#letters.set(key, structuredClone(letter));
  }

  /** A record that was taken over: if an earlier version of it in the same run was not, that is over. */
  taken(record: string, part: string | undefined): void {
    if (part === undefined || this.#letters.size + this.#cut.size === 0) return;
    const key = keyOf(record, undefined, part);
    this.#letters.delete(key);
    this.#cut.delete(key);
    this.#repeats.delete(key);
  }

  /**
   * The dead letters after a run that was applied. One that read everything knows of all; one that read changes, of
   * the parts in `touched`; one to which nothing was new, of none. All others stay dead letters, save those that only
   * refused runs have found.
   */
  applied(before: DeadLetterBox | undefined, memory: Touched): DeadLetterBox | undefined {
    if (memory.extent === 'nothing' && before?.refused === undefined) return before;
    const isGone = ({ part }: { readonly part?: string }) => part !== undefined && memory.fateOf(part) === 'deleted';
    for (const [key, letter] of this.#letters) if (isGone(letter)) this.#letters.delete(key);
    for (const [key, cut] of this.#cut) if (isGone(cut)) this.#cut.delete(key);
    if (memory.extent === 'everything') return this.#box(before, this.#found(), { letters: [], others: {} });
    const touched = new Set([...memory.seenParts()].map((part) => hashOf('part', part)));
    return this.#box(before, this.#found(), without(touched, lasting(before)));
  }

  /**
   * The dead letters after a run that was read and not applied: those that the last applied run has left stay as they
   * are, and what this one found beside them takes the place of what an earlier refused run found.
   */
  refused(before: DeadLetterBox | undefined): DeadLetterBox | undefined {
    if (this.#letters.size === 0) return before;
    const left = lasting(before);
    const known = new Set([...left.letters.map(cutKey), ...Object.values(left.others).flat()]);
    const isNew = (each: Pick<DeadLetter, 'key' | 'part'>) => !known.has(cutKey(each));
    const { letters, cuts } = this.#found();
    const all = letters.filter(isNew);
    const room = mostLetters - left.letters.length;
    const found = { letters: all.slice(0, room), cuts: [...cuts.filter(isNew), ...all.slice(room)] };
    const box = this.#box(before, found, left);
    const refused = [...found.letters, ...found.cuts].map(cutKey);
    return {
      ...{ ...box, fingerprint: before?.fingerprint ?? box.fingerprint },
      ...(refused.length === 0 ? {} : { refused }),
    };
  }

  #found(): Found {
    return { letters: [...this.#letters.values()], cuts: [...this.#cut].map(([key, cut]) => ({ ...cut, key })) };
  }

  #box(before: DeadLetterBox | undefined, { letters: whole, cuts }: Found, { letters: staying, others }: Left) {
    const { source, runId, at, fingerprint } = this.options;
    const known = new Map(before?.letters.map((letter) => [letter.key, letter.firstSeenAt]));
    const found = whole.map((letter) => ({ ...letter, firstSeenAt: known.get(letter.key) ?? letter.firstSeenAt }));
    const keys = new Set([...found, ...cuts].map(({ key }) => key));
    const stay = staying.filter(({ key }) => !keys.has(key));
    const all = [...found, ...stay];
    const rest = new Map<string, string[]>();
    const cut = ({ code }: { readonly code: string }, key: string) => {
      const listed = rest.get(code) ?? [];
      listed.push(key);
      rest.set(code, listed);
    };
    const again = new Set([...found, ...cuts].map(cutKey));
    for (const [code, keys] of Object.entries(others)) for (const key of keys) if (!again.has(key)) cut({ code }, key);
    for (const each of [...cuts, ...all.slice(mostLetters)]) cut(each, cutKey(each));
    const letters = all.slice(0, mostLetters);
    const byCode: Record<string, number> = {};
    for (const { code } of letters) byCode[code] = (byCode[code] ?? 0) + 1;
    for (const [code, keys] of rest) byCode[code] = (byCode[code] ?? 0) + keys.length;
    const total = Object.values(byCode).reduce((sum, count) => sum + count, 0);
    return { source, total, byCode, fingerprint, runId, at, letters, others: Object.fromEntries(rest) };
  }

  #withoutPart(code: DeadLetter['code']): Cut {
    const cut = this.#partless.get(code) ?? { code };
    this.#partless.set(code, cut);
    return cut;
  }

  /** Records that are told by the same id, or have none and the same content, are as many dead letters. */
  #freeKey(wanted: string, part: string | undefined, position: number | undefined): string {
    const isTaken = (key: string) => {
      const taken = this.#letters.get(key) ?? this.#cut.get(key);
      return taken !== undefined && (part === undefined || taken.position === position);
    };
    if (!isTaken(wanted)) return wanted;
    const last = this.#repeats.get(wanted);
    let number = last === undefined || (part !== undefined && last.position !== position) ? 2 : last.number + 1;
    let key = hashOf(wanted, String(number));
    for (; isTaken(key); key = hashOf(wanted, String(number))) number += 1;
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

function positionOf(raw: RawFacts | undefined): Pick<DeadLetter, 'position'> {
  return raw === undefined ? {} : { position: raw.position };
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

/** What runs that were applied have left. */
function lasting(before: DeadLetterBox | undefined): Left {
  return before === undefined ? { letters: [], others: {} } : without(new Set(before.refused), before);
}

function without(gone: ReadonlySet<string>, { letters, others }: Left): Left {
  const left = Object.entries(others).map(([code, keys]) => [code, keys.filter((key) => !gone.has(key))]);
  return { letters: letters.filter((letter) => !gone.has(cutKey(letter))), others: Object.fromEntries(left) };
}
