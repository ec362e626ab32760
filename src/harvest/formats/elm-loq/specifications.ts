import { IdTable } from '../../parse/id-table.js';
import { offerClass } from './elm-names.js';
import { type ElmObject, ElmObjectBuilder, type ElmValue, isElmObject } from './elm-object.js';
import type { ObjectGraph } from './object-graph.js';

const link = 'learningAchievementSpecification';

/**
 * The specifications of a catalogue, and which of them no offer refers to.
 *
 * In the model `Qualification` and `LearningAchievementSpecification` say what can be achieved (outcomes, credits,
 * level), and `LearningOpportunity` when, where and for how much (ELM 3 LOQ; MLO: specification and instance). The
 * canonical record is the specification with its runs, so a specification that no offer refers to is a record without
 * runs: the entries of a register of qualifications, or courses that are not offered at present. Not records are
 * `QualificationReference`s, offers and specifications whose publisher says that they are not published any more
 * ({@link isPublished}) or not active (`ql:isActive` false), and specifications without the class `Qualification` that
 * are part of another: a module that nobody offers alone.
 *
 * Memory holds numbers of the {@link ObjectGraph}.
 */
export class Specifications {
  /** Numbers of the specifications, with whether they are of the class `Qualification`. */
  private readonly known = new Map<number, boolean>();
  /** Parts of others, by id. */
  private readonly parts = new IdTable();
  private readonly instances = new Map<string, number>();

  /** Takes note of an object, or of a part of its description, by its number in the graph. */
  note({ id, types = [], properties }: ElmObject, number: number | undefined): void {
    for (const part of idsOf(properties.hasPart)) this.parts.add(part);
    if (id === undefined || number === undefined) return;
    for (const instance of idsOf(properties.learningOpportunity))
      if (!this.instances.has(instance)) this.instances.set(flat(instance), number);
    const isQualification = types.includes('Qualification');
    if (!isQualification && !types.includes('LearningAchievementSpecification')) return;
    if (!types.includes(offerClass) && this.known.get(number) !== true) this.known.set(number, isQualification);
  }

  /** The offers in their order with all that they reach, then the specifications that no offer refers to. */
  async *resolvedRecords(graph: ObjectGraph): AsyncGenerator<ElmObject> {
    await this.linkInstances(graph);
    const offered = new Set<number | undefined>();
    for await (const offer of graph.resolvedOffers()) {
      if (!isPublished(offer)) continue;
      for (const id of idsOf(offer.properties[link])) offered.add(graph.numberOf(id));
      yield offer;
    }
    for (const [number, isQualification] of this.known) {
      if (offered.has(number) || graph.isOffer(number)) continue;
      const specification = await graph.resolved(number, withProvider);
      if (!isQualification && this.parts.has(specification.id ?? '')) continue;
      const record = recordOf(specification);
      if (record !== undefined) yield record;
    }
  }

  /** `elm:learningOpportunity`, the link from a specification to its instances, counts as one from each instance. */
  private async linkInstances(graph: ObjectGraph): Promise<void> {
    for (const [instance, specification] of this.instances) {
      if (!this.known.has(specification)) continue;
      const offer = await graph.find(instance);
      if (offer?.types?.includes(offerClass) !== true || (offer.properties[link]?.length ?? 0) > 0) continue;
      const { id } = await graph.resolved(specification, (object) => ({ ...object, properties: {} }));
      if (id === undefined) continue;
      await graph.add(new ElmObjectBuilder(instance).add(link, { id, properties: {} }).build());
    }
  }
}

/** A text of its own: parts of a longer one would keep all of that in memory. */
function flat(text: string): string {
  return Buffer.from(text).toString();
}

/** Words of `elm:status` for what a register still has, but does not publish any more. */
const unpublished = /^(?:not[- ]published([- ]any[- ]?more)?|obsolete|withdrawn|deprecated)$/i;

/**
 * Whether its publisher says that an object is published: `elm:status`, a text, or a concept of
 * `http://data.europa.eu/snb/status/`. Registers go on to list what they have withdrawn. What is said in other words, or not
 * at all, counts as published.
 */
export function isPublished({ properties }: ElmObject): boolean {
  return (properties.status ?? []).every((status) => {
    const word = isElmObject(status) ? (status.id?.split(/[/#]/).at(-1) ?? '') : status.text;
    return !unpublished.test(word.trim());
  });
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
  if (!isPublished(specification)) return undefined;
  const [active] = properties.isActive ?? [];
  if (active !== undefined && !isElmObject(active) && /^(false|0)$/.test(active.text.trim())) return undefined;
  const record = new ElmObjectBuilder(id, [offerClass]);
  for (const name of shared) record.add(name, ...(properties[name] ?? []));
  return record.add(link, specification).build();
}
