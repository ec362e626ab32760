import type { EpochDay } from '../days.js';
import { contradiction } from './contradiction.js';
import type { Mark, OfferIdentity } from './identity.js';
import { byStrength, duplicateRules, type Match, sameOffer } from './same-offer.js';
import { compareTitles } from './titles.js';

/** Raised whenever the same records make other clusters: then all are compared anew. */
export const rulesVersion = 3;

/** Pairs of records of different sources, by id, that an operator has judged. */
export interface JudgedPairs {
  /** Two offers, whatever they have in common. */
  readonly never: readonly (readonly [string, string])[];
  /** One offer. */
  readonly always: readonly (readonly [string, string])[];
}

/** A record of an offer that several sources have, and what it has in common with another one of them. */
export interface ClusterMember extends Match {
  readonly id: string;
  readonly source: string;
}

/** Records of different sources that are one offer. */
export interface Cluster {
  /** The one that describes it best. */
  readonly front: string;
  /** All of them, the front too, by id. */
  readonly members: readonly ClusterMember[];
  /** Last day on which any of them is not over. */
  readonly until: EpochDay;
}

export interface ClusterOptions {
  readonly pairs: JudgedPairs;
  /** Whether a common mark means one offer. */
  readonly usable: (mark: Mark) => boolean;
  /** Those that are over by then do not stand in front of others. */
  readonly today: EpochDay;
}

interface Edge extends Match {
  readonly ends: readonly [OfferIdentity, OfferIdentity];
}

function pairKey(one: string, other: string): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`;
}

/** All pairs that are one offer by themselves. */
export function matches(offers: readonly OfferIdentity[], { pairs, usable }: Omit<ClusterOptions, 'today'>): Edge[] {
  const byId = new Map(offers.map((offer) => [offer.id, offer]));
  const never = new Set(pairs.never.map(([one, other]) => pairKey(one, other)));
  const edges = new Map<string, Edge>();
  const add = (one: OfferIdentity | undefined, other: OfferIdentity | undefined, match?: Match) => {
    if (one === undefined || other === undefined || one.source === other.source) return;
    const key = pairKey(one.id, other.id);
    if (edges.has(key) || never.has(key)) return;
    const found = match ?? sameOffer(one, other, usable);
    if (found !== undefined) edges.set(key, { ...found, ends: one.id < other.id ? [one, other] : [other, one] });
  };
  for (const [one, other] of pairs.always) add(byId.get(one), byId.get(other), { rule: 'operator', shared: '' });
  const holders = new Map<string, OfferIdentity[]>();
  for (const offer of offers)
    for (const mark of offer.marks) if (usable(mark)) holders.set(mark.key, [...(holders.get(mark.key) ?? []), offer]);
  for (const group of holders.values())
    for (const [at, one] of group.entries()) for (const other of group.slice(at + 1)) add(one, other);
  return [...edges.values()];
}

/**
 * Which of these records are one offer; those that stand alone are left out. A record that is the same as several of one
 * source, and by none more than by the others, is joined with none of them, nor is one that could be either of two that contradict
 * each other; no two of a cluster do. Depends on the records only, not on their order. They must hold all that share a mark with any of them.
 */
export function clusterOffers(offers: readonly OfferIdentity[], options: ClusterOptions): Cluster[] {
  const found = matches(offers, options);
  const direct = new Set(found.map(({ ends: [one, other] }) => pairKey(one.id, other.id)));
  const never = new Set(options.pairs.never.map(([one, other]) => pairKey(one, other)));
  const agree = (one: OfferIdentity, other: OfferIdentity) => {
    const key = pairKey(one.id, other.id);
    if (one.source === other.source || never.has(key)) return false;
    if (direct.has(key)) return true;
    return contradiction(one, other, 'strict') === undefined && compareTitles(one.titles, other.titles) !== 'different';
  };
  const edges = undisputed(unambiguous(found), agree).sort(
    (a, b) => byStrength(a, b) || byText(pairKey(a.ends[0].id, a.ends[1].id), pairKey(b.ends[0].id, b.ends[1].id)),
  );
  const groups = new Map(offers.map((offer) => [offer.id, [offer]]));
  for (const { ends } of edges) {
    const [one, other] = [groups.get(ends[0].id) ?? [], groups.get(ends[1].id) ?? []];
    if (one === other || !one.every((a) => other.every((b) => agree(a, b)))) continue;
    const joined = [...one, ...other];
    for (const { id } of joined) groups.set(id, joined);
  }
  const clusters = new Set([...groups.values()].filter((group) => group.length > 1));
  return [...clusters].map((group) => clusterOf(group, edges, options.today));
}

/** Edges that are, from both ends, the only one of the strongest rule that leads to the other's source. */
function unambiguous(edges: readonly Edge[]): Edge[] {
  const strongest = new Map<string, Edge[]>();
  for (const edge of edges) {
    for (const place of placesOf(edge)) {
      const known = strongest.get(place) ?? [];
      const rank = known[0] === undefined ? 1 : rankOf(known[0]) - rankOf(edge);
      if (rank > 0) strongest.set(place, [edge]);
      else if (rank === 0) known.push(edge);
    }
  }
  return edges.filter((edge) =>
    placesOf(edge).every((place) => {
      const [only, ...others] = strongest.get(place) ?? [];
      return only === edge && others.length === 0;
    }),
  );
}

/**
 * Edges without those that lead from one record to two that contradict each other: the stronger one stays, and none where
 * they are alike, as nothing tells which of the two is meant.
 */
function undisputed(edges: readonly Edge[], agree: (one: OfferIdentity, other: OfferIdentity) => boolean): Edge[] {
  const atRecord = new Map<string, Edge[]>();
  for (const edge of edges) for (const { id } of edge.ends) atRecord.set(id, [...(atRecord.get(id) ?? []), edge]);
  const disputed = new Set<Edge>();
  for (const [id, around] of atRecord) {
    for (const [at, edge] of around.entries()) {
      for (const another of around.slice(at + 1)) {
        const [one, other] = [edge, another].map(({ ends: [a, b] }) => (a.id === id ? b : a));
        if (one === undefined || other === undefined || agree(one, other)) continue;
        const rank = rankOf(edge) - rankOf(another);
        if (rank >= 0) disputed.add(edge);
        if (rank <= 0) disputed.add(another);
      }
    }
  }
  return edges.filter((edge) => !disputed.has(edge));
}

function placesOf({ ends: [one, other] }: Edge): [string, string] {
  return [`${one.id} ${other.source}`, `${other.id} ${one.source}`];
}

function rankOf({ rule }: Match): number {
  return duplicateRules.indexOf(rule);
}

function clusterOf(group: readonly OfferIdentity[], edges: readonly Edge[], today: EpochDay): Cluster {
  const ids = new Set(group.map(({ id }) => id));
  const within = edges.filter(({ ends: [one, other] }) => ids.has(one.id) && ids.has(other.id));
  const members = group.flatMap(({ id, source }) => {
    const edge = within.find(({ ends: [one, other] }) => one.id === id || other.id === id);
    return edge === undefined
      ? []
      : [{ id, source, rule: edge.rule, shared: edge.shared.slice(0, 300).toWellFormed() }];
  });
  const front = [...group].sort((a, b) => compareFronts(a, b, today))[0]?.id ?? '';
  return {
    front,
    members: members.sort((a, b) => byText(a.id, b.id)),
    until: Math.max(...group.map(({ until }) => until)),
  };
}

/** Orders records of one offer, the one first that is to be shown: not over, then better described, then by id. */
export function compareFronts(one: OfferIdentity, other: OfferIdentity, today: EpochDay): number {
  const over = Number(one.until < today) - Number(other.until < today);
  if (over !== 0) return over;
  for (const [at, merit] of one.merits.entries()) {
    const difference = (other.merits[at] ?? 0) - merit;
    if (difference !== 0) return difference;
  }
  return byText(one.id, other.id);
}

function byText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
