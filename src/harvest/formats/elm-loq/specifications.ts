import { offerClass } from './elm-names.js';
import { type ElmObject, ElmObjectBuilder, type ElmValue, isElmObject } from './elm-object.js';
import type { ObjectGraph } from './object-graph.js';

const link = 'learningAchievementSpecification';

/** What the id table keeps of an object. */
interface Known {
  kind?: 'qualification' | 'achievement' | 'offer';
  readonly links: Set<string>;
}

/**
 * The specifications of a feed, and which of them no offer refers to.
 *
 * In the model `Qualification` and `LearningAchievementSpecification` say what can be achieved (outcomes, credits,
 * level), and `LearningOpportunity` when, where and for how much (ELM 3 LOQ; MLO: specification and instance). The
 * canonical record is the specification with its runs, so a specification that no offer refers to is a record without
 * runs: the entries of a register of qualifications, or courses that are not offered at present. Not records are
 * `QualificationReference`s, specifications whose publisher says that they are not active (`ql:isActive` false), and
 * those without the class `Qualification` that are part of another specification: a module that nobody offers alone.
 *
 * Memory holds ids only.
 */
export class Specifications {
  private readonly known = new Map<string, Known>();
  private readonly parts = new Set<string>();
  private readonly instances = new Map<string, string>();

  /** Takes note of an object, or of a part of its description. */
  note(object: ElmObject): void {
    const { properties } = object;
    const id = object.id ?? `\u0000${this.known.size}`;
    const kind = kindOf(object.types ?? []);
    const links = idsOf(properties[link]);
    for (const part of idsOf(properties.hasPart)) this.parts.add(part);
    for (const instance of idsOf(properties.learningOpportunity))
      if (!this.instances.has(instance)) this.instances.set(instance, id);
    if (kind === undefined && links.length === 0) return;
    const entry = this.known.get(id) ?? { links: new Set<string>() };
    if (kind !== undefined && entry.kind !== 'qualification') entry.kind = kind;
    for (const target of links) entry.links.add(target);
    this.known.set(id, entry);
  }

  /** The offers in their order with all that they reach, then the specifications that no offer refers to. */
  async *resolvedRecords(graph: ObjectGraph): AsyncGenerator<ElmObject> {
    await this.linkInstances(graph);
    const offered = new Set(
      [...this.known.values()].flatMap(({ kind, links }) => (kind === 'offer' ? [...links] : [])),
    );
    yield* graph.resolvedOffers();
    for (const [id, { kind }] of this.known) {
      if (offered.has(id) || kind === undefined || kind === 'offer') continue;
      if (kind === 'achievement' && this.parts.has(id)) continue;
      const specification = await graph.resolved(id, withProvider);
      const record = specification === undefined ? undefined : recordOf(specification);
      if (record !== undefined) yield record;
    }
  }

  /** `elm:learningOpportunity`, the link from a specification to its instances, counts as one from each instance. */
  private async linkInstances(graph: ObjectGraph): Promise<void> {
    for (const [instance, specification] of this.instances) {
      const offer = this.known.get(instance);
      const target = this.known.get(specification)?.kind;
      if (offer?.kind !== 'offer' || offer.links.size > 0 || target === undefined || target === 'offer') continue;
      offer.links.add(specification);
      await graph.add(new ElmObjectBuilder(instance).add(link, { id: specification, properties: {} }).build());
    }
  }
}

function kindOf(types: readonly string[]): Known['kind'] {
  if (types.includes(offerClass)) return 'offer';
  if (types.includes('Qualification')) return 'qualification';
  return types.includes('LearningAchievementSpecification') ? 'achievement' : undefined;
}

function idsOf(values: readonly ElmValue[] | undefined): string[] {
  return (values ?? []).flatMap((value) => (isElmObject(value) ? (value.id ?? []) : []));
}

/**
 * QualityLink defines the publisher of a `ql:LearningOpportunitySpecification` as the institution that offers it; in the
 * European Learning Model itself the publisher only publishes.
 */
function withProvider(specification: ElmObject): ElmObject {
  const { types = [], properties } = specification;
  if (!types.includes('LearningOpportunitySpecification') || properties.publisher === undefined) return specification;
  return { ...specification, properties: { ...properties, providedBy: properties.publisher } };
}

/** Properties of a specification that the offer has as well, and that the mapper reads there. */
const shared = ['title', 'identifier', 'type', 'modified', 'providedBy'] as const;

/** A specification in the shape of an offer that says nothing of its own; undefined for one that is not active. */
function recordOf(specification: ElmObject): ElmObject | undefined {
  const { id, oversized, properties } = specification;
  if (oversized !== undefined) return specification;
  const [active] = properties.isActive ?? [];
  if (active !== undefined && !isElmObject(active) && /^(false|0)$/.test(active.text.trim())) return undefined;
  const record = new ElmObjectBuilder(id, [offerClass]);
  for (const name of shared) record.add(name, ...(properties[name] ?? []));
  return record.add(link, specification).build();
}
