import { type Feed, FeedError } from '../../feed.js';
import type { RawRecord, ReadContext } from '../../format.js';
import { startsWithArray } from '../../mapping/json-shape.js';
import { readJsonItems } from '../../parse/json.js';
import { ObjectSpool } from '../../parse/object-spool.js';
import type { AssembledRecord } from './ooapi-v5.record.js';

type Resource = Readonly<Record<string, unknown>>;
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

/** Deepest chain of `organization.parent` that is followed. */
const maxParents = 8;

interface Offer {
  readonly key: string;
  readonly kind: Kind;
  readonly position: number;
  readonly id: string | undefined;
}

/**
 * Reads one OOAPI v5 document: a page `{…, items: […]}`, a bare array, or a bundle of named arrays. References may
 * point anywhere in it, so everything is spooled and the offers come only after the last byte was read.
 *
 * @throws FeedError as {@link readJsonItems}
 */
export async function* readOoapi(feed: Feed, context: ReadContext): AsyncGenerator<RawRecord> {
  const spool = await ObjectSpool.open(context.scratchDir);
  try {
    const offers: Offer[] = [];
    const offerings = new Map<string, string[]>();
    for await (const { selector, value, position } of resources(feed, context)) {
      const kind = kindOf(selector, value);
      const id = identifierOf(kind, value);
      if (kind === 'course' || kind === 'program' || kind === 'unknown') {
        const key = `#${position}`;
        await spool.put(key, value);
        if (kind === 'program' && id !== undefined) await spool.put(`program:${id}`, value);
        offers.push({ key, kind, position, id });
      } else if (kind === 'offering') {
        await spoolOffering(spool, offerings, value, position);
      } else if (id !== undefined) {
        await spool.put(`${kind}:${id}`, value);
      }
    }
    for (const offer of offers) yield { position: offer.position, data: await assemble(spool, offer, offerings) };
    yield* orphans(spool, offers, offerings);
  } finally {
    await spool.close();
  }
}

async function* resources(feed: Feed, { limits }: ReadContext) {
  const { isArray, feed: unread } = await startsWithArray(feed);
  const named = ['items', ...Object.keys(collections)].map((name) => `$.${name}.*`);
  for await (const item of readJsonItems(unread, { selectors: isArray ? ['$.*'] : named, limits })) {
    if (typeof item.key === 'string') {
      throw new FeedError('FEED_MALFORMED', `${feed.uri}: ${item.selector} is not an array`);
    }
    yield item;
  }
}

function kindOf(selector: string, value: unknown): Kind {
  const collection = /^\$\.(\w+)\.\*$/.exec(selector)?.[1] ?? '';
  const named = Object.hasOwn(collections, collection) ? collections[collection] : undefined;
  if (named !== undefined) return named;
  if (!isResource(value)) return 'unknown';
  const kind = idProperties.find(([, property]) => value[property] !== undefined)?.[0];
  return kind ?? (value.programType === undefined ? 'unknown' : 'program');
}

function identifierOf(kind: Kind, value: unknown): string | undefined {
  const property = idProperties.find(([candidate]) => candidate === kind)?.[1];
  return property === undefined ? undefined : reference(value, property);
}

/** The id that a reference stands for: itself, or that of the resource that was expanded in its place. */
function reference(value: unknown, property: string): string | undefined {
  return idText(isResource(value) ? value[property] : value);
}

function idText(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : undefined;
}

/** Remembers an offering under its course or program; offerings of components are no runs of an offer. */
async function spoolOffering(
  spool: ObjectSpool,
  offerings: Map<string, string[]>,
  value: unknown,
  position: number,
): Promise<void> {
  if (!isResource(value) || value.offeringType === 'component') return;
  const course = reference(value.course, 'courseId');
  const program = reference(value.program, 'programId');
  const owner = course === undefined ? `program:${program ?? ''}` : `course:${course}`;
  const key = `offering:${position}`;
  await spool.put(key, value);
  const keys = offerings.get(owner);
  if (keys === undefined) offerings.set(owner, [key]);
  else keys.push(key);
}

async function assemble(
  spool: ObjectSpool,
  { key, kind, id }: Offer,
  offerings: ReadonlyMap<string, readonly string[]>,
): Promise<AssembledRecord> {
  const resource = await spool.get(key);
  if (!isResource(resource) || (kind !== 'course' && kind !== 'program')) return { kind: 'unknown', resource };
  const embedded = Array.isArray(resource.offerings) ? resource.offerings : [];
  const pointing = await Promise.all((offerings.get(`${kind}:${id ?? ''}`) ?? []).map((entry) => spool.get(entry)));
  const own = distinctById([...embedded, ...pointing]);
  const organizations = await organizationsOf(spool, resource.organization);
  const unresolved = organizations.length === 0 ? reference(resource.organization, 'organizationId') : undefined;
  return {
    kind,
    resource: await withNamedPrograms(spool, resource),
    offerings: await Promise.all(
      own.map(async (offering) => ({
        resource: offering,
        academicSession: await expand(
          spool,
          'academicSession',
          isResource(offering) ? offering.academicSession : undefined,
        ),
      })),
    ),
    organizations,
    ...(unresolved === undefined ? {} : { unresolvedOrganization: unresolved }),
    educationSpecification: await expand(spool, 'educationSpecification', resource.educationSpecification),
  };
}

/** The organization of an offer and, where that is a part of it, the institution at the root. */
async function organizationsOf(spool: ObjectSpool, organization: unknown): Promise<unknown[]> {
  const own = await expand(spool, 'organization', organization);
  if (!isResource(own)) return [];
  let root = own;
  for (let depth = 0; depth < maxParents && root.organizationType !== 'root'; depth += 1) {
    const parent = await expand(spool, 'organization', root.parent);
    if (!isResource(parent)) return [own];
    root = parent;
  }
  return root === own || root.organizationType !== 'root' ? [own] : [own, root];
}

/** Puts the programs that are there in the place of their ids, so that the mapper has their names. */
async function withNamedPrograms(spool: ObjectSpool, resource: Resource): Promise<Resource> {
  const named = async (value: unknown) => (await expand(spool, 'program', value)) ?? value;
  const many = async (value: unknown) => (Array.isArray(value) ? Promise.all(value.map(named)) : value);
  return {
    ...resource,
    parent: await named(resource.parent),
    programs: await many(resource.programs),
    children: await many(resource.children),
  };
}

/** What a reference stands for: the expanded resource, or the one of that id in this feed. */
async function expand(spool: ObjectSpool, kind: Kind, value: unknown): Promise<unknown> {
  if (isResource(value)) return value;
  const id = idText(value);
  return id === undefined ? undefined : spool.get(`${kind}:${id}`);
}

function distinctById(offerings: readonly unknown[]): unknown[] {
  const seen = new Set<string>();
  return offerings.filter((offering) => {
    const id = isResource(offering) ? idText(offering.offeringId) : undefined;
    if (id === undefined) return true;
    const first = !seen.has(id);
    seen.add(id);
    return first;
  });
}

/** Offerings whose course or program the feed does not have. */
async function* orphans(
  spool: ObjectSpool,
  offers: readonly Offer[],
  offerings: ReadonlyMap<string, readonly string[]>,
): AsyncGenerator<RawRecord> {
  const owners = new Set(offers.map(({ kind, id }) => `${kind}:${id ?? ''}`));
  for (const [owner, keys] of offerings) {
    if (owners.has(owner)) continue;
    for (const key of keys) {
      const data: AssembledRecord = { kind: 'offering', resource: await spool.get(key) };
      yield { position: Number(key.slice('offering:'.length)), data };
    }
  }
}

function isResource(value: unknown): value is Resource {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
