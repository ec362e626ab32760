import { contradiction, shareStart } from './contradiction.js';
import type { Facts } from './facts.js';
import type { Mark, OfferIdentity } from './identity.js';
import { compareTitles, type TitleAgreement } from './titles.js';

/**
 * Why two records are one offer, strongest first:
 * - `operator`: an operator says so;
 * - `course-identifier`: the same QualityLink course identifier;
 * - `global-id`: the same identifier that is unique in the world, or the same address as an identifier;
 * - `provider-code`: the same code of the same provider, and titles that do not differ; of a mere number, titles that
 *   can be compared, or the same start, or level and credits;
 * - `page`: the same page, and titles of which one says all that the other does;
 * - `description`: the same provider and title, the same start, and level or size (without a start on both sides, level,
 *   size and language).
 *
 * Of the last three, both records say whether it is full time or part time, or neither does: providers give one code, page
 * and title to both, and what one record leaves out may be the difference.
 */
export const duplicateRules = [
  'operator',
  'course-identifier',
  'global-id',
  'provider-code',
  'page',
  'description',
] as const;
export type DuplicateRule = (typeof duplicateRules)[number];

/** Two records that are one offer. */
export interface Match {
  readonly rule: DuplicateRule;
  /** What they have in common, to be shown. */
  readonly shared: string;
}

const rules: Readonly<Record<Mark['kind'], DuplicateRule>> = {
  course: 'course-identifier',
  id: 'global-id',
  address: 'page',
  code: 'provider-code',
  description: 'description',
};

/**
 * Whether two records of different sources are one offer: the strongest rule that holds. `usable` are the keys that mean
 * one offer: an identifier that several records of one source have in common tells nothing. Symmetric, and pure.
 */
export function sameOffer(
  one: OfferIdentity,
  other: OfferIdentity,
  usable: (mark: Mark) => boolean = () => true,
): Match | undefined {
  const shared = one.marks.flatMap((mark) => {
    const its = other.marks.find(({ key }) => key === mark.key);
    return its === undefined || !usable(mark) ? [] : [matchOf(mark, its)];
  });
  if (shared.length === 0) return undefined;
  shared.sort(byStrength);
  const agreement = compareTitles(one.titles, other.titles);
  return shared.find((match) => holds(match, one, other, agreement));
}

/** The stronger one first; of the same rule, in order of what is shared. */
export function byStrength(one: Match, other: Match): number {
  const rank = duplicateRules.indexOf(one.rule) - duplicateRules.indexOf(other.rule);
  if (rank !== 0) return rank;
  return one.shared < other.shared ? -1 : Number(one.shared > other.shared);
}

function matchOf(mark: Mark, its: Mark): Match {
  const isId = mark.kind === 'address' && mark.isId === true && its.isId === true;
  return { rule: isId ? 'global-id' : rules[mark.kind], shared: mark.value };
}

function holds({ rule, shared }: Match, one: OfferIdentity, other: OfferIdentity, titles: TitleAgreement): boolean {
  switch (rule) {
    case 'course-identifier':
      return contradiction(one, other, 'firm') === undefined;
    case 'global-id':
      return titles !== 'different' && contradiction(one, other, 'firm') === undefined;
    case 'provider-code':
      if (titles === 'incomparable' && isNumber(shared) && !corroborates(one, other)) return false;
      return titles !== 'different' && mayBeSame();
    case 'page':
      return (isAgreed(titles) || corroborates(one, other)) && mayBeSame();
    default:
      return titles === 'same' && mayBeSame() && isTold(one.facts, other.facts);
  }

  function mayBeSame(): boolean {
    const isLoadTold = ({ facts }: OfferIdentity) => facts.schedules.any.size > 0;
    return isLoadTold(one) === isLoadTold(other) && contradiction(one, other, 'strict') === undefined;
  }

  function isAgreed(agreement: TitleAgreement): boolean {
    return agreement === 'same' || agreement === 'contained';
  }

  /** Systems of one provider may both count from 1. */
  function isNumber(code: string): boolean {
    return /\s\d+$/.test(code);
  }

  /** Titles in two languages cannot be compared; then something else has to be the same. */
  function corroborates({ facts: a }: OfferIdentity, { facts: b }: OfferIdentity): boolean {
    return titles === 'incomparable' && (shareStart(a.starts, b.starts) || (haveSame(a, b, 'ects') && isLevel(a, b)));
  }
}

/** Whether two records say enough for provider and title to mean one offer. They do not contradict each other. */
function isTold(one: Facts, other: Facts): boolean {
  const isSize = haveSame(one, other, 'ects') || (one.hours !== undefined && other.hours !== undefined);
  if (shareStart(one.starts, other.starts)) return isLevel(one, other) || isSize;
  return isLevel(one, other) && isSize && haveSame(one, other, 'languages');
}

function isLevel(one: Facts, other: Facts): boolean {
  if ([...one.eqf].some((level) => other.eqf.has(level))) return true;
  if ([...one.cycle].some((cycle) => other.cycle.has(cycle))) return true;
  return [...one.nqf].some(([framework, labels]) => [...labels].some((label) => other.nqf.get(framework)?.has(label)));
}

function haveSame(one: Facts, other: Facts, key: 'ects' | 'languages'): boolean {
  const [a, b]: readonly [ReadonlySet<unknown>, ReadonlySet<unknown>] = [one[key].any, other[key].any];
  return [...a].some((value) => b.has(value));
}
