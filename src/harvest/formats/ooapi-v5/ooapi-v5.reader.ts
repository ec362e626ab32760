import { type Feed, FeedError } from '../../feed.js';
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
import type { AssembledRecord } from './ooapi-v5.record.js';

type Kind =
  | 'course'
  | 'program'
  | 'offering'
  | 'organization'
  | 'educationSpecification'
  | 'academicSession'
  | 'unknown';

/** Arrays of a bundle and the resources in them. */
const collections: Readonly<Record<string, Kind>> = {
  courses: 'course',
  programs: 'program',
  offerings: 'offering',
  courseOfferings: 'offering',
  programOfferings: 'offering',
  organizations: 'organization',
  educationSpecifications: 'educationSpecification',
  academicSessions: 'academicSession',
};

/** The property that holds the id of each resource, the most telling first (an offering names its course as well). */
const idProperties = [
  ['offering', 'offeringId'],
  ['course', 'courseId'],
  ['program', 'programId'],
  ['organization', 'organizationId'],
  ['educationSpecification', 'educationSpecificationId'],
  ['academicSession', 'academicSessionId'],
] as const;

/** Kinds that are offers, parts of them, or may be meant as one. */
const offerKinds: readonly Kind[] = ['course', 'program', 'offering', 'unknown'];

/** Deepest chain of `organization.parent` that is followed. */
const maxParents = 8;

type OfferKind = 'course' | 'program' | 'unknown';
type Spool = OfferSpool<OfferKind>;

/**
 * Reads one OOAPI v5 document: a page `{…, items: […]}`, a bare array, a bundle of named arrays, or one resource.
 * References may point anywhere in it, so everything is spooled and the offers come only after the last byte was read.
 *
 * @throws FeedError as {@link readJsonResourceOrList}; FEED_EMPTY where education specifications are all there is
 */
export async function* readOoapi(feed: Feed, context: ReadContext): AsyncGenerator<RawRecord> {
  const spool: Spool = await OfferSpool.open(context.scratchDir);
  const names = ['items', ...Object.keys(collections)];
  const ids = idProperties.map(([, property]) => property);
  const kinds = new Set<Kind>();
  try {
    for await (const { collection, value, position } of readJsonResourceOrList(feed, names, ids, context.limits)) {
      const kind = kindOf(collection, value);
      kinds.add(kind);
      const id = identifierOf(kind, value);
      if (kind === 'course' || kind === 'program' || kind === 'unknown') {
        await spool.addOffer(kind, id, position, value);
      } else if (kind === 'offering') {
        await spoolOffering(spool, value, position);
      } else if (id !== undefined) {
        await spool.add(kind, id, value);
      }
    }
    if (kinds.has('educationSpecification') && !offerKinds.some((kind) => kinds.has(kind)))
      throw new FeedError(
        'FEED_EMPTY',
        `${feed.uri}: there are education specifications only, which are no offers; ask for /courses or /programs`,
      );
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
  const named = collection === undefined ? undefined : collections[collection];
  if (named !== undefined) return named;
  if (!isResource(value)) return 'unknown';
  const kind = idProperties.find(([, property]) => value[property] !== undefined)?.[0];
  return kind ?? (value.programType === undefined ? 'unknown' : 'program');
}

function identifierOf(kind: Kind, value: unknown): string | undefined {
  const property = idProperties.find(([candidate]) => candidate === kind)?.[1];
  return property === undefined ? undefined : referencedId(value, property);
}

/** Keeps an offering under its course or program; offerings of components are no runs of an offer. */
async function spoolOffering(spool: Spool, value: unknown, position: number): Promise<void> {
  if (!isResource(value) || value.offeringType === 'component') return;
  const course = referencedId(value.course, 'courseId');
  if (course !== undefined) await spool.addRun('course', course, position, value);
  else await spool.addRun('program', referencedId(value.program, 'programId'), position, value);
}

async function assemble(spool: Spool, { kind, resource, runs }: SpooledOffer<OfferKind>): Promise<AssembledRecord> {
  if (!isResource(resource) || kind === 'unknown') return { kind: 'unknown', resource };
  const embedded = Array.isArray(resource.offerings) ? resource.offerings : [];
  const own = distinctBy([...embedded, ...runs], (it) => (isResource(it) ? idText(it.offeringId) : undefined));
  const organizations = await organizationsOf(spool, resource.organization);
  const unresolved = organizations.length === 0 ? referencedId(resource.organization, 'organizationId') : undefined;
  return {
    kind,
    resource: await withNamedPrograms(spool, resource),
    offerings: await Promise.all(
      own.map(async (offering) => ({
        resource: offering,
        academicSession: await spool.expand(
          'academicSession',
          isResource(offering) ? offering.academicSession : undefined,
        ),
      })),
    ),
    organizations,
    ...(unresolved === undefined ? {} : { unresolvedOrganization: unresolved }),
    educationSpecification: await spool.expand('educationSpecification', resource.educationSpecification),
  };
}

/** The organization of an offer and, where that is a part of it, the institution at the root. */
async function organizationsOf(spool: Spool, organization: unknown): Promise<unknown[]> {
  const own = await spool.expand('organization', organization);
  if (!isResource(own)) return [];
  let root = own;
  for (let depth = 0; depth < maxParents && root.organizationType !== 'root'; depth += 1) {
    const parent = await spool.expand('organization', root.parent);
    if (!isResource(parent)) return [own];
    root = parent;
  }
  return root === own || root.organizationType !== 'root' ? [own] : [own, root];
}

/** Puts the programs that are there in the place of their ids, so that the mapper has their names. */
async function withNamedPrograms(spool: Spool, resource: Resource): Promise<Resource> {
  const named = async (value: unknown) => (await spool.expand('program', value)) ?? value;
  const many = async (value: unknown) => Promise.all(listed(value).map(named));
  return {
    ...resource,
    parent: await named(resource.parent),
    programs: await many(resource.programs),
    children: await many(resource.children),
  };
}
