/** Days since 1970-01-01, counted in UTC. All date logic of Lotse is at day granularity. */
export type EpochDay = number;

const msPerDay = 86_400_000;

/** The last day that windows and date filters reach: 2149-06-05 (2^16 − 1). Later dates, and "no end", are this day. */
export const lastDay: EpochDay = 65_535;

/** Epoch day of a calendar date `YYYY-MM-DD`, clamped to the range of the calendar ({@link lastDay}). */
export function epochDay(date: string): EpochDay {
  return clampDay(Math.floor(Date.parse(`${date}T00:00:00Z`) / msPerDay));
}

/** Epoch day of an instant. */
export function dayOf(instant: Date): EpochDay {
  return clampDay(Math.floor(instant.getTime() / msPerDay));
}

/** Calendar date of an epoch day. */
export function isoDay(day: EpochDay): string {
  return new Date(day * msPerDay).toISOString().slice(0, 10);
}

function clampDay(day: number): EpochDay {
  return Math.min(Math.max(day, 0), lastDay);
}

/** First and last day of a month `YYYY-MM`. */
export function monthSpan(month: string): { first: string; last: string } {
  const [year, number] = month.split('-').map(Number);
  const last = new Date(Date.UTC(year ?? 1970, number ?? 1, 0));
  return { first: `${month}-01`, last: last.toISOString().slice(0, 10) };
}

/** Days that an ISO 8601 duration lasts at the most (a year as 366 days, a month as 31); `undefined` for none. */
export function durationDays(duration: string): number | undefined {
  const match = /^P(?:([\d.]+)Y)?(?:([\d.]+)M)?(?:([\d.]+)W)?(?:([\d.]+)D)?/.exec(duration);
  if (match === null) return undefined;
  const [years, months, weeks, days] = match.slice(1).map((part) => Number(part ?? 0));
  const total = Math.ceil((years ?? 0) * 366 + (months ?? 0) * 31 + (weeks ?? 0) * 7 + (days ?? 0));
  return total > 0 ? total : undefined;
}
