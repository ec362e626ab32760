const formats = new Map<string, Intl.DateTimeFormat>();

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
  const day = 86_400_000;
  const before = local - (wallClock(local - day, timezone) - (local - day));
  const after = local - (wallClock(local + day, timezone) - (local + day));
  if (wallClock(before, timezone) === local) return before;
  return wallClock(after, timezone) === local ? after : before;
}

function wallClock(instant: number, timezone: string): number {
  if (timezone === 'UTC') return instant;
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
