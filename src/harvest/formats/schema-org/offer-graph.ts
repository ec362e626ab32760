import type { ObjectSpool } from '../../parse/object-spool.js';
import {
  describeSame,
  isDescribed,
  isNode,
  isReference,
  mergeNodes,
  nameOnly,
  nodeKey,
  valuesOf,
} from './schema-node.js';
import { type OfferKind, offerKind, type SchemaNode, schemaNode } from './schema-org.record.js';

/** An offer of the feed, in the order of its first mention. */
export interface OfferEntry {
  readonly key: string;
  readonly kind: OfferKind;
  /** Position among the records of the feed, from 1. */
  readonly position: number;
  /** Number of the page or document, and the page's address where it is known. */
  readonly page: number;
  readonly address: string | undefined;
}

/** Where a node stands: it may be an offer, it is a run of one, or it only tells something about one. */
type Place = 'outermost' | 'nested' | 'run' | 'detail';

/** Properties whose nodes are part of the record: references in them are followed. */
const embedded: ReadonlySet<string> = new Set(
  (
    'hasCourseInstance provider organizer offers seller offeredBy priceSpecification location address addressCountry geo ' +
    'courseSchedule educationalCredentialAwarded occupationalCredentialAwarded credentialCategory educationalLevel ' +
    'educationalAlignment teaches about keywords competencyRequired coursePrerequisites programPrerequisites audience ' +
    'numberOfCredits inLanguage availableLanguage identifier inDefinedTermSet license recognizedBy financialAidEligible'
  ).split(' '),
);

/** Properties that relate one offer to another: the other is only named. */
const related: ReadonlySet<string> = new Set(['hasPart', 'isPartOf', 'hasCourse', 'instanceOf', 'isInstanceOf']);

/** Bounds of what references may add to one record. */
const maxFollowed = { nodes: 2000, bytes: 16 * 2 ** 20, depth: 8 };

/**
 * Gathers the nodes of a feed on disk, so that a node may refer to one that comes later (JSON-LD 1.1 §4.9), and a node
 * that is described in two places is put together.
 */
export class OfferGraph {
  private readonly entries = new Map<string, OfferEntry>();
  /** Size of the fullest description of each node. */
  private readonly sizes = new Map<string, number>();
  /** Runs that stand in `hasCourseInstance` of an offer. */
  private readonly claimed = new Set<string>();
  /** Runs by the course that their `instanceOf` names. */
  private readonly runsOf = new Map<string, Set<string>>();
  private position = 0;

  constructor(private readonly spool: ObjectSpool) {}

  /** Position of the next record. */
  nextPosition(): number {
    this.position += 1;
    return this.position;
  }

  /** Takes in a node of a page (by its number and, if known, address) and all nodes inside it. */
  async add(node: SchemaNode, page: number, address?: string): Promise<void> {
    await this.visit(node, 'outermost', page, address);
  }

  /** The offers, without the runs of courses that are in the feed too. */
  *offers(): Generator<OfferEntry> {
    const runs = new Set(this.claimed);
    for (const [course, keys] of this.runsOf)
      if (isOffer(this.entries.get(course))) for (const key of keys) runs.add(key);
    for (const entry of this.entries.values()) if (isOffer(entry) || !runs.has(entry.key)) yield entry;
  }

  /** The node of an offer with the nodes that it refers to in their place, as far as the feed has them. */
  async resolve({ key, page }: OfferEntry): Promise<SchemaNode> {
    const node = (await this.stored(key)) ?? { '@type': [] };
    const runs = valuesOf(node, 'hasCourseInstance');
    const mentioned = new Set(runs.filter(isNode).map((run) => nodeKey(run, page)));
    const linked: SchemaNode[] = [];
    for (const runKey of this.runsOf.get(key) ?? []) {
      const run = mentioned.has(runKey) ? undefined : await this.stored(runKey);
      if (run !== undefined) linked.push(run);
    }
    const whole = linked.length === 0 ? node : { ...node, hasCourseInstance: [...runs, ...linked] };
    return this.follow(whole, page, { nodes: maxFollowed.nodes, bytes: maxFollowed.bytes }, [key]);
  }

  private async visit(node: SchemaNode, place: Place, page: number, address: string | undefined): Promise<void> {
    const kind = offerKind(node);
    const offered = place === 'outermost' ? !isReference(node) : place === 'nested' && isDescribed(node);
    if (kind !== undefined && offered) await this.register(node, kind, page, address);
    else await this.remember(node, page);
    for (const [property, values] of Object.entries(node)) {
      if (property.startsWith('@') || !Array.isArray(values)) continue;
      for (const value of values) {
        if (!isNode(value)) continue;
        const inner = placeInside(place, kind, property);
        const runKey = inner === 'run' ? nodeKey(value, page) : undefined;
        if (runKey !== undefined) this.claimed.add(runKey);
        await this.visit(value, inner, page, address);
      }
    }
  }

  private async register(node: SchemaNode, kind: OfferKind, page: number, address?: string): Promise<void> {
    const id = nodeKey(node, page);
    const earlier = id === undefined ? undefined : await this.stored(id);
    const same = earlier !== undefined && describeSame(earlier, node);
    const whole = same ? mergeNodes(earlier, node) : node;
    const known = same && id !== undefined ? this.entries.get(id) : undefined;
    const position = known?.position ?? this.nextPosition();
    const key = id === undefined || (earlier !== undefined && !same) ? `${page}|#${position}#` : id;
    await this.put(key, whole);
    this.entries.set(key, known ?? { key, kind, position, page, address });
    if (kind !== 'instance') return;
    for (const course of [...valuesOf(node, 'instanceOf'), ...valuesOf(node, 'isInstanceOf')]) {
      const courseKey = isNode(course) ? nodeKey(course, page) : typeof course === 'string' ? course : undefined;
      if (courseKey === undefined) continue;
      const known = this.runsOf.get(courseKey);
      if (known === undefined) this.runsOf.set(courseKey, new Set([key]));
      else known.add(key);
    }
  }

  /** Keeps the fullest description of a node that is no offer itself. */
  private async remember(node: SchemaNode, page: number): Promise<void> {
    const key = nodeKey(node, page);
    if (key === undefined || isReference(node) || this.entries.has(key)) return;
    if (JSON.stringify(node).length > (this.sizes.get(key) ?? 0)) await this.put(key, node);
  }

  private async put(key: string, node: SchemaNode): Promise<void> {
    this.sizes.set(key, JSON.stringify(node).length);
    await this.spool.put(key, node);
  }

  private async stored(key: string): Promise<SchemaNode | undefined> {
    if (!this.spool.has(key)) return undefined;
    const parsed = schemaNode.safeParse(await this.spool.get(key));
    return parsed.success ? parsed.data : undefined;
  }

  private async follow(
    node: SchemaNode,
    page: number,
    budget: { nodes: number; bytes: number },
    path: readonly string[],
  ): Promise<SchemaNode> {
    const followed: Record<string, unknown> = {};
    for (const property of Object.keys(node)) {
      const names = related.has(property);
      if (!names && !embedded.has(property)) continue;
      const result: unknown[] = [];
      for (const value of valuesOf(node, property)) {
        if (!isNode(value)) result.push(value);
        else {
          const key = nodeKey(value, page);
          const whole = key === undefined ? value : await this.complete(value, key, budget, path);
          const inner = key === undefined ? path : [...path, key];
          result.push(names ? nameOnly(whole) : await this.follow(whole, page, budget, inner));
        }
      }
      followed[property] = result;
    }
    return { ...node, ...followed };
  }

  private async complete(
    node: SchemaNode,
    key: string,
    budget: { nodes: number; bytes: number },
    path: readonly string[],
  ): Promise<SchemaNode> {
    const size = this.sizes.get(key) ?? 0;
    const allowed = budget.nodes > 0 && size <= budget.bytes && path.length <= maxFollowed.depth && !path.includes(key);
    const stored = allowed ? await this.stored(key) : undefined;
    if (stored === undefined || !describeSame(stored, node)) return node;
    budget.nodes -= 1;
    budget.bytes -= size;
    return mergeNodes(stored, node);
  }
}

function placeInside(place: Place, kind: OfferKind | undefined, property: string): Place {
  if (place === 'detail') return 'detail';
  if (kind === undefined && place !== 'run') return 'nested';
  if (property === 'hasCourseInstance') return 'run';
  return related.has(property) && place !== 'run' ? 'nested' : 'detail';
}

function isOffer(entry: OfferEntry | undefined): boolean {
  return entry !== undefined && entry.kind !== 'instance';
}
