import type { MessageKey } from '../i18n/catalogue.js';
import type { Ui } from '../i18n/ui.js';
import type { Offer } from './fact.js';
import { runsAhead } from './runs.js';

/** Why one can no longer take an offer up, as a message and its values; undefined where nothing says so. */
export interface Standing {
  readonly message: MessageKey;
  readonly values: Readonly<Record<string, string>>;
}

/** Whether an offer was withdrawn, is over, or can no longer be applied for. */
export function standingOf(
  offer: Pick<Offer, 'withdrawn' | 'status' | 'runs'>,
  { ui, today }: { readonly ui: Ui; readonly today: string },
): Standing | undefined {
  if (offer.withdrawn) return { message: 'offer.withdrawn', values: { date: ui.date(offer.withdrawn.at) } };
  if (offer.status !== 'EXPIRED') return undefined;
  const windows = runsAhead(offer, today).flatMap(({ applicationWindows }) => applicationWindows);
  const closed = windows.flatMap(({ closes }) => closes ?? []).sort();
  const last = closed.at(-1);
  if (last === undefined) return { message: 'offer.expired', values: {} };
  return { message: 'offer.apply.over', values: { date: ui.date(last) } };
}
