import { isoDay } from '../days.js';
import { distanceKm } from '../distance.js';
import { vocabulary } from '../vocabularies/vocabulary.js';
import type { Facts, Start, Values } from './facts.js';
import type { OfferIdentity } from './identity.js';

/** What two records contradict each other in. */
export type Contradiction =
  | 'source'
  | 'level'
  | 'credits'
  | 'workload'
  | 'kind'
  | 'language'
  | 'mode'
  | 'start'
  | 'place'
  | 'provider';

/** How much two records have to agree: `firm` where they share an identifier, `strict` where they do not. */
export type Strictness = 'firm' | 'strict';

/** Credits that differ by no more are the same, rounded. */
const rounding = 0.5;

/** Points that are no farther apart are one place. */
const samePlaceKm = 30;

/** Days that a start may be off where the source names only a term. */
const termDays = 31;

/**
 * In what two records contradict each other, if in anything; what one of them does not say is no contradiction. `firm`
 * looks, beside the level, at values of exact evidence only, and not at the providers; starts may then be a day off, as time zones make them.
 */
export function contradiction(
  one: OfferIdentity,
  other: OfferIdentity,
  strictness: Strictness,
): Contradiction | undefined {
  if (one.source === other.source) return 'source';
  const isStrict = strictness === 'strict';
  const [a, b] = [one.facts, other.facts];
  const apart = <T>(key: (facts: Facts) => Values<T>, isSame?: (x: T, y: T) => boolean) => {
    const tier = isStrict ? 'any' : 'exact';
    return areApart(key(a)[tier], key(b)[tier], isSame);
  };
  if (areApart(a.eqf, b.eqf) || areApart(a.cycle, b.cycle) || differInFramework(a, b)) return 'level';
  if (
    apart(
      ({ ects }) => ects,
      (x, y) => Math.abs(x - y) <= rounding,
    )
  )
    return 'credits';
  if (isStrict && differInHours(a, b)) return 'workload';
  if (apart(({ kinds }) => kinds) || apart(({ micro }) => micro)) return 'kind';
  if (apart(({ languages }) => languages)) return 'language';
  if (apart(({ modes }) => modes) || apart(({ schedules }) => schedules)) return 'mode';
  if (differInStart(a.starts, b.starts, isStrict ? 0 : 1)) return 'start';
  if (differInPlace(a, b)) return 'place';
  if (isStrict && differInProvider(one, other)) return 'provider';
  return undefined;
}

function areApart<T>(one: ReadonlySet<T>, other: ReadonlySet<T>, isSame = (x: T, y: T) => x === y): boolean {
  if (one.size === 0 || other.size === 0) return false;
  return ![...one].some((x) => [...other].some((y) => isSame(x, y)));
}

function differInFramework({ nqf: one }: Facts, { nqf: other }: Facts): boolean {
  return [...one].some(([framework, labels]) => areApart(labels, other.get(framework) ?? new Set()));
}

function differInHours({ hours: one }: Facts, { hours: other }: Facts): boolean {
  if (one === undefined || other === undefined) return false;
  return one[0] > other[1] * 1.1 || other[0] > one[1] * 1.1;
}

function differInStart(one: readonly Start[], other: readonly Start[], tolerance: number): boolean {
  return one.length > 0 && other.length > 0 && !shareStart(one, other, tolerance);
}

/** Whether two records have a start in common; `tolerance` in days. */
export function shareStart(one: readonly Start[], other: readonly Start[], tolerance = 0): boolean {
  return one.some((x) => other.some((y) => isSameStart(x, y, tolerance)));
}

function isSameStart(one: Start, other: Start, tolerance: number): boolean {
  const days = Math.abs(one.day - other.day);
  if (one.precision === 'day' && other.precision === 'day') return days <= tolerance;
  if (one.precision === 'term' || other.precision === 'term') return days <= termDays;
  return isoDay(one.day).slice(0, 7) === isoDay(other.day).slice(0, 7);
}

function isOnline({ modes }: Facts): boolean {
  return modes.any.size > 0 && [...modes.any].every((mode) => mode === vocabulary('mode').find('online')?.iri);
}

/** Online offers have no place that could differ. */
function differInPlace(one: Facts, other: Facts): boolean {
  if (isOnline(one) || isOnline(other)) return false;
  if (areApart(one.countries, other.countries)) return true;
  if (one.points.length > 0 && other.points.length > 0)
    return !one.points.some((x) => other.points.some((y) => distanceKm(x, y) <= samePlaceKm));
  return areApart(one.cities, other.cities);
}

/** Two numbers of one register. */
function differInProvider({ providerIds: one }: OfferIdentity, { providerIds: other }: OfferIdentity): boolean {
  if ([...one].some((id) => other.has(id))) return false;
  const schemes = new Set([...one].map(schemeOf));
  return [...other].some((id) => schemes.has(schemeOf(id)));
}

function schemeOf(id: string): string {
  return id.slice(0, id.indexOf(':'));
}
