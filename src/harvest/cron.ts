import { createHash } from 'node:crypto';
import { Cron, type CronOptions } from 'croner';

const minuteMs = 60_000;

/** How many runs ahead are looked at to tell how far apart they lie: more than a year of a monthly schedule. */
const runsAhead = 15;

/** The one reading of expressions: minute, hour, day of month, month, day of week, by the clocks of a zone. */
export function cronOptions(timezone: string): CronOptions {
  return { timezone, mode: '5-part' };
}

/** What is wrong with a cron expression (five fields, or `@hourly`, `@daily` and the like), or nothing. */
export function cronProblem(expression: string, timezone: string): string | undefined {
  const parts = expression.trim().split(/\s+/);
  if (parts.length !== 5 && !/^@[a-z]+$/.test(expression)) {
    return 'expected a cron expression of five fields (minute, hour, day of month, month, day of week), such as "15 3 * * *", or @daily';
  }
  if (!isTimeZone(timezone)) return `the timezone "${timezone}", which its schedule goes by, is not an IANA zone`;
  try {
    const next = new Cron(expression, cronOptions(timezone)).nextRun();
    return next === null ? 'there is no such date: it would never run' : undefined;
  } catch (cause) {
    return `is not a cron expression: ${cause instanceof Error ? cause.message.replace(/^CronPattern: /, '') : String(cause)}`;
  }
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

/** Milliseconds between the two runs that lie farthest apart, as seen from an instant. */
export function longestIntervalMs(expression: string, timezone: string, from: Date): number {
  const runs = new Cron(expression, cronOptions(timezone)).nextRuns(runsAhead, from).map((run) => run.getTime());
  return Math.max(0, ...runs.slice(1).map((run, index) => run - (runs[index] ?? run)));
}

/**
 * Milliseconds by which a source runs after its time, less than `minutes`, always the same for one source: so that not
 * all that are due at three o'clock start then.
 */
export function jitterMs(source: string, minutes: number): number {
  const share = createHash('sha256').update(source).digest().readUInt32BE(0) / 2 ** 32;
  return Math.floor(share * minutes * minuteMs);
}
