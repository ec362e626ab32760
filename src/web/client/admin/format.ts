const number = new Intl.NumberFormat('en-IE');
const instant = new Intl.DateTimeFormat('en-IE', { dateStyle: 'medium', timeStyle: 'short' });
const clock = new Intl.DateTimeFormat('en-IE', { timeStyle: 'medium' });
const relative = new Intl.RelativeTimeFormat('en-IE', { numeric: 'auto' });

export function count(value: number): string {
  return number.format(value);
}

/** A day and time of the operator's own zone. */
export function when(iso: string | null | undefined): string {
  return iso ? instant.format(new Date(iso)) : '–';
}

/** A time of today, with seconds. */
export function time(ms: number): string {
  return clock.format(ms);
}

/** `1 run`, `2 runs`. */
export function counted(value: number, name: string): string {
  return `${count(value)} ${name}${value === 1 ? '' : 's'}`;
}

/** `3 hours ago`. */
export function ago(iso: string | null | undefined, now: number): string {
  if (!iso) return 'never';
  const minutes = Math.round((Date.parse(iso) - now) / 60_000);
  if (Math.abs(minutes) < 60) return relative.format(minutes, 'minute');
  const hours = Math.round(minutes / 60);
  return Math.abs(hours) < 48 ? relative.format(hours, 'hour') : relative.format(Math.round(hours / 24), 'day');
}

/** `SUCCEEDED_WITH_REJECTIONS` in words. */
export function words(value: string): string {
  return value.toLowerCase().replaceAll('_', ' ');
}

export function percent(part: number, of: number): string {
  return of === 0 ? '–' : `${Math.round((100 * part) / of)} %`;
}
