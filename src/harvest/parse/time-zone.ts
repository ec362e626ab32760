const formats = new Map<string, Intl.DateTimeFormat>();
const day = 86_400_000;

/** By zone and day in UTC: what clocks are ahead of UTC, or nothing on a day when that changes. */
const offsets = new Map<string, Map<number, number | undefined>>();

/** Days of a zone that are kept; dates of courses are few. */
const mostDays = 20_000;

/**
 * The calendar date, `YYYY-MM-DD`, of an instant (milliseconds since 1970) in a zone.
 *
 * @throws RangeError for a zone that is not an IANA one.
 */
export function localDate(instant: number, timezone: string): string {
  return new Date(wallClock(instant, timezone)).toISOString().slice(0, 10);
}

/**
 * The instant at which clocks of a zone show a wall-clock time (given as if it were UTC). Of two, the earlier; a time
 * that clocks skip is moved forward by the skipped hour.
 *
 * @throws RangeError for a zone that is not an IANA one.
 */
export function instantOfLocal(local: number, timezone: string): number {
  const before = local - (wallClock(local - day, timezone) - (local - day));
  const after = local - (wallClock(local + day, timezone) - (local + day));
  if (wallClock(before, timezone) === local) return before;
  return wallClock(after, timezone) === local ? after : before;
}

function wallClock(instant: number, timezone: string): number {
  if (timezone === 'UTC') return instant;
  const offset = offsetOfDay(Math.floor(instant / day), timezone);
  return offset === undefined ? readClock(instant, timezone) : instant + offset;
}

function offsetOfDay(number: number, timezone: string): number | undefined {
  const known = offsets.get(timezone) ?? new Map<number, number | undefined>();
  offsets.set(timezone, known);
  if (known.has(number)) return known.get(number);
  const [start, end] = [number * day, (number + 1) * day];
  const offset = readClock(start, timezone) - start;
  const constant = readClock(end, timezone) - end === offset ? offset : undefined;
  if (known.size >= mostDays) known.clear();
  known.set(number, constant);
  return constant;
}

/** What clocks of a zone show; the platform takes some ten microseconds to say so. */
function readClock(instant: number, timezone: string): number {
  const parts = new Map(
    format(timezone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const date = new Date(0);
  date.setUTCFullYear(part('year'), part('month') - 1, part('day'));
  date.setUTCHours(part('hour'), part('minute'), part('second'), ((instant % 1000) + 1000) % 1000);
  return date.getTime();
}

function format(timezone: string): Intl.DateTimeFormat {
  let known = formats.get(timezone);
  if (known === undefined) {
    known = new Intl.DateTimeFormat('en-US-u-ca-iso8601', {
      timeZone: timezone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(timezone, known);
  }
  return known;
}
