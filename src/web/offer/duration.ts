import type { Ui } from '../i18n/ui.js';

const units = [
  ['Y', 'year'],
  ['M', 'month'],
  ['W', 'week'],
  ['D', 'day'],
] as const;

/** An ISO 8601 duration in words (`P6M`: 6 months); as it is where it is of another shape. */
export function durationText(duration: string, ui: Ui): string {
  const match = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:\d+S)?)?$/.exec(duration);
  if (match === null) return duration;
  const named = (amount: string | undefined, unit: string) =>
    amount === undefined ? [] : [ui.number(Number(amount), { style: 'unit', unit, unitDisplay: 'long' })];
  const parts = [
    ...units.flatMap(([, unit], at) => named(match[at + 1], unit)),
    ...named(match[5], 'hour'),
    ...named(match[6], 'minute'),
  ];
  return parts.length === 0 ? duration : ui.list(parts);
}
