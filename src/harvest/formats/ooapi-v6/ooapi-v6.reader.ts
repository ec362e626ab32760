import type { Feed } from '../../feed.js';
import type { RawRecord, ReadContext } from '../../format.js';
import {
  idText,
  isResource,
  listed,
  type Resource,
  readJsonResourceOrList,
  referencedId,
} from '../../mapping/json-resources.js';
import { distinctBy, OfferSpool, type SpooledOffer } from '../../mapping/offer-spool.js';
import type { AssembledRecord } from './ooapi-v6.record.js';

type OfferKind = 'course' | 'programme' | 'unknown';
type Kind = OfferKind | 'courseOffering' | 'programmeOffering' | 'organisation' | 'academicSession' | 'learningOutcome';
type Spool = OfferSpool<OfferKind>;

/** Arrays of a bundle and the resources in them. */
const collections: Readonly<Record<string, Kind>> = {
  courses: 'course',
  programmes: 'programme',
  courseOfferings: 'courseOffering',
  programmeOfferings: 'programmeOffering',
  organisations: 'organisation',
  academicSessions: 'academicSession',
  learningOutcomes: 'learningOutcome',
};

/** The property that holds the id of each resource, the most telling first (an offering has the id of its course as well). */
const idProperties = [
  ['courseOffering', 'courseOfferingId'],
  ['programmeOffering', 'programmeOfferingId'],
  ['programme', 'programmeId'],
  ['course', 'courseId'],
  ['learningOutcome', 'learningOutcomeId'],
  ['academicSession', 'academicSessionId'],
  ['organisation', 'organisationId'],
] as const;

/** Deepest chain of `organisation.parent` that is followed. */
const maxParents = 8;

/**
 * Reads one OEAPI v6 document: a page `{…, items: […]}`, a bare array, a bundle of named arrays, or one resource. A reference is
 * `courseId`, and `course` where it was expanded. References may point anywhere in the document, so the offers come
 * only after the last byte was read.
 *
 * @throws FeedError as {@link readJsonResourceOrList}
 */
export async function* readOoapi6(feed: Feed, context: ReadContext): AsyncGenerator<RawRecord> {
  const spool: Spool = await OfferSpool.open(context.scratchDir);
  const names = ['items', ...Object.keys(collections)];
  const ids = idProperties.map(([, property]) => property);
  try {
    for await (const { collection, value, position } of readJsonResourceOrList(feed, names, ids, context.limits)) {
      const kind = kindOf(collection, value);
      const property = idProperties.find(([candidate]) => candidate === kind)?.[1] ?? '';
      const id = isResource(value) ? idText(value[property]) : undefined;
      if (kind === 'courseOffering') {
        await spool.addRun('course', idOf(value, 'course'), position, value);
      } else if (kind === 'programmeOffering') {
        await spool.addRun('programme', idOf(value, 'programme'), position, value);
      } else if (kind === 'course' || kind === 'programme' || kind === 'unknown') {
        await spool.addOffer(kind, id, position, value);
      } else if (id !== undefined) {
        await spool.add(kind, id, value);
      }
    }
    for await (const offer of spool.takeOffers()) {
      yield { position: offer.position, data: await assemble(spool, offer) };
    }
    for await (const { position, resource } of spool.lostRuns()) {
      const data: AssembledRecord = { kind: 'offering', resource };
      yield { position, data };
    }
  } finally {
    await spool.close();
  }
}

function kindOf(collection: string | undefined, value: unknown): Kind {
  const listedAs = collection === undefined ? undefined : collections[collection];
  if (listedAs !== undefined) return isResource(value) ? listedAs : 'unknown';
  if (!isResource(value)) return 'unknown';
  if (value.organisationType !== undefined) return 'organisation';
  if (value.academicSessionType !== undefined) return 'academicSession';
  const named = idProperties.find(([, property]) => value[property] !== undefined)?.[0];
  if (value.programmeType !== undefined && named !== 'programmeOffering') return 'programme';
  return named === undefined || named === 'organisation' || named === 'academicSession' ? 'unknown' : named;
}

/** What stands at a reference: the expanded resource, else its id. */
function referenceOf(resource: unknown, name: string): unknown {
  return isResource(resource) ? (resource[name] ?? resource[`${name}Id`]) : undefined;
}

/** The same for a list: `programmes`, else `programmeIds`. */
function referencesOf(resource: Resource, plural: string, singular: string): readonly unknown[] {
  return listed(resource[plural] ?? resource[`${singular}Ids`]);
}

function idOf(resource: unknown, name: string): string | undefined {
  const expanded = isResource(resource) ? referencedId(resource[name], `${name}Id`) : undefined;
  return expanded ?? (isResource(resource) ? idText(resource[`${name}Id`]) : undefined);
}

async function assemble(spool: Spool, { kind, resource, runs }: SpooledOffer<OfferKind>): Promise<AssembledRecord> {
  if (!isResource(resource) || kind === 'unknown') return { kind: 'unknown', resource };
  const embedded = [...listed(resource.courseOfferings), ...listed(resource.programmeOfferings)];
  const offerings = distinctBy([...embedded, ...runs], offeringId);
  const organisations = await organisationsOf(spool, referenceOf(resource, 'organisation'));
  const unresolved = organisations.length === 0 ? idOf(resource, 'organisation') : undefined;
  const wholes = [referenceOf(resource, 'parent'), ...referencesOf(resource, 'programmes', 'programme')];
  return {
    kind,
    resource,
    offerings: await Promise.all(
      offerings.map(async (offering) => ({
        resource: offering,
        academicSession: await spool.expand('academicSession', referenceOf(offering, 'academicSession')),
      })),
    ),
    organisations,
    ...(unresolved === undefined ? {} : { unresolvedOrganisation: unresolved }),
    learningOutcomes: await referred(
      spool,
      'learningOutcome',
      referencesOf(resource, 'learningOutcomes', 'learningOutcome'),
    ),
    isPartOf: await referred(spool, 'programme', wholes),
    hasPart: await referred(spool, 'programme', referencesOf(resource, 'children', 'child')),
  };
}

function offeringId(offering: unknown): string | undefined {
  return isResource(offering) ? idText(offering.courseOfferingId ?? offering.programmeOfferingId) : undefined;
}

/** The organisation of an offer and, where that is a part of it, the institution at the root. */
async function organisationsOf(spool: Spool, organisation: unknown): Promise<unknown[]> {
  const own = await spool.expand('organisation', organisation);
  if (!isResource(own)) return [];
  let root: Resource = own;
  for (let depth = 0; depth < maxParents && root.organisationType !== 'root'; depth += 1) {
    const next = referenceOf(root, 'root') ?? referenceOf(root, 'parent');
    const above: unknown = await spool.expand('organisation', next);
    if (!isResource(above)) return [own];
    root = above;
  }
  return root === own || root.organisationType !== 'root' ? [own] : [own, root];
}

async function referred(spool: Spool, kind: 'learningOutcome' | 'programme', references: readonly unknown[]) {
  const present = references.filter((reference) => reference !== undefined && reference !== null);
  return Promise.all(
    present.map(async (reference) => {
      const id = referencedId(reference, `${kind}Id`);
      const resource = await spool.expand(kind, reference);
      return { ...(id === undefined ? {} : { id }), ...(resource === undefined ? {} : { resource }) };
    }),
  );
}
