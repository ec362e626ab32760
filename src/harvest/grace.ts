import { dayOf, type EpochDay } from '../domain/days.js';
import type { SourceDefinition } from './source.js';

/** How long what nobody can take up any more is kept, in days; `Infinity` for ever. */
export interface Grace {
  /** After an offer was withdrawn: until then it is answered for. */
  readonly withdrawnDays: number;
  /** After the last window of an offer ended: until then it is found as expired. */
  readonly expiredDays: number;
}

/** What counts for a source: what it states itself, else what holds for all. */
export function graceOf({ purge }: Pick<SourceDefinition, 'purge'>, all: Grace): Grace {
  const days = (own: number | 'never' | undefined, other: number) => (own === 'never' ? Infinity : (own ?? other));
  return {
    withdrawnDays: days(purge?.withdrawnDays, all.withdrawnDays),
    expiredDays: days(purge?.expiredDays, all.expiredDays),
  };
}

/** The day before which the last window of an offer must have ended for it to be purged. No offer ended before day 0. */
export function expiredBefore({ expiredDays }: Grace, now: Date): EpochDay {
  return Math.max(0, dayOf(now) - expiredDays);
}
