import type { Issue, IssueCode } from '../domain/issue.js';
import { issueAdvice } from './advice.js';
import type { CodeProblems } from './source-report.js';

/** Most examples of one kind of problem. */
const mostExamples = 5;

interface Counted {
  count: number;
  records: number;
  lastRecord?: string;
  readonly examples: CodeProblems['examples'];
}

/** Counts problems by code and keeps a few examples of each, as different as possible. */
export class IssueTally {
  #errors = 0;
  #warnings = 0;
  readonly #byCode = new Map<IssueCode, Counted>();

  add({ code, severity, record, path, message, excerpt }: Issue): void {
    if (severity === 'error') this.#errors += 1;
    else this.#warnings += 1;
    const counted = this.#byCode.get(code) ?? { count: 0, records: 0, examples: [] };
    this.#byCode.set(code, counted);
    counted.count += 1;
    // The problems of one record come together.
    if (counted.lastRecord !== record) counted.records += 1;
    counted.lastRecord = record;
    keep(counted.examples, { severity, record, path, message, ...(excerpt === undefined ? {} : { excerpt }) });
  }

  get errors(): number {
    return this.#errors;
  }

  get warnings(): number {
    return this.#warnings;
  }

  /** Number of problems with a code. */
  of(code: IssueCode): number {
    return this.#byCode.get(code)?.count ?? 0;
  }

  /** The most frequent first. */
  get byCode(): CodeProblems[] {
    return [...this.#byCode]
      .map(([code, { count, records, examples }]) => ({ code, count, records, advice: issueAdvice[code], examples }))
      .sort(mostFirst);
  }
}

/** The order of kinds of problems: by count, then by code. */
export function mostFirst(a: { count: number; code: string }, b: { count: number; code: string }): number {
  return b.count - a.count || (a.code < b.code ? -1 : 1);
}

type Example = CodeProblems['examples'][number];

/** Where in any record: positions in lists do not count. */
function placeOf({ path }: Example): string {
  return path.replace(/\d+/g, '#');
}

/** Where in any record, and what is wrong there. */
function kindOf(example: Example): string {
  return `${placeOf(example)} ${example.message.replace(/\d+/g, '#')}`;
}

/** Adds an example; when there are enough, one of a new place or kind takes the seat of one that is there twice. */
function keep(examples: Example[], found: Example): void {
  if (examples.length < mostExamples) {
    examples.push(found);
    return;
  }
  for (const key of [placeOf, kindOf]) {
    const keys = examples.map(key);
    if (keys.includes(key(found))) continue;
    const spare = keys.findLastIndex((each, index) => keys.indexOf(each) !== index);
    if (spare === -1) continue;
    examples.splice(spare, 1);
    examples.push(found);
    return;
  }
}
