import type { Ui } from '../i18n/ui.js';
import type { Offer } from './fact.js';

export type Run = Offer['runs'][number];

/** What tells whether one can still take part in a run. */
type Dated = Pick<Run, 'state'> & { readonly period?: Pick<NonNullable<Run['period']>, 'start' | 'end'> | null };

/** Runs that one can still take part in on a day: those that begin later first come first, then the undated. */
export function runsAhead<R extends Dated>({ runs }: { readonly runs: readonly R[] }, today: string): R[] {
  const ahead = runs.filter(
    ({ period, state }) => state !== 'CANCELLED' && (period?.end ?? period?.start ?? '9') >= today,
  );
  return ahead.sort((a, b) => (a.period?.start ?? '9').localeCompare(b.period?.start ?? '9'));
}

/** Runs that are over or cancelled, the latest first. */
export function runsBehind<R extends Dated>(offer: { readonly runs: readonly R[] }, today: string): R[] {
  const ahead = new Set(runsAhead(offer, today));
  return offer.runs
    .filter((run) => !ahead.has(run))
    .sort((a, b) => (b.period?.start ?? '').localeCompare(a.period?.start ?? ''));
}

/** When a run takes place, as exactly as the source says it; nothing where it says nothing. */
export function periodText({ period }: Run, ui: Ui): string | undefined {
  if (period === undefined || period === null) return undefined;
  const { start, end, precision, native } = period;
  if (precision === 'TERM' && native) return native;
  const shown = (day: string) => ui.date(precision === 'DAY' ? day : day.slice(0, 7));
  if (start && end && start !== end) return `${shown(start)} – ${shown(end)}`;
  if (start) return shown(start);
  if (end) return ui.t('offer.run.until', { date: shown(end) });
  return native ?? undefined;
}

/** `Porvoo, Finland`; nothing where the source names no place. */
export function placeText(place: Run['places'][number]): string | undefined {
  const parts = [place.name, place.city, place.country?.concept.label?.text].filter((part) => part);
  return parts.length === 0 ? (place.address ?? undefined) : [...new Set(parts)].join(', ');
}

/** An amount or what the source says of the price. */
export function priceText({ amount, currency, text }: Run['prices'][number], ui: Ui): string | undefined {
  if (typeof amount === 'number') return currency ? ui.money(amount, currency.code) : ui.number(amount);
  return text?.text;
}
