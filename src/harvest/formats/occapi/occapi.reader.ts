import { type Feed, FeedError } from '../../feed.js';
import type { RawRecord, ReadContext } from '../../format.js';
import { idText, isResource, listed, type Resource } from '../../mapping/json-resources.js';
import { startsWithArray } from '../../mapping/json-shape.js';
import { OfferSpool, type SpooledOffer } from '../../mapping/offer-spool.js';
import { readJsonItems } from '../../parse/json.js';
import type { AssembledRecord } from './occapi.record.js';

type OfferKind = 'course' | 'programme' | 'unknown';
type Kind = OfferKind | 'instance' | 'hei' | 'ounit';

/** Parts of a JSON:API document, and lists of a bundle with the resources in them. */
const collections: Readonly<Record<string, Kind | undefined>> = {
  data: undefined,
  included: undefined,
  hei: 'hei',
  heis: 'hei',
  ounit: 'ounit',
  ounits: 'ounit',
  course: 'course',
  courses: 'course',
  programme: 'programme',
  programmes: 'programme',
  instance: 'instance',
  instances: 'instance',
};

const kinds: readonly Kind[] = ['course', 'programme', 'instance', 'hei', 'ounit'];

/**
 * Reads one OCCAPI document: a JSON:API collection or resource with what it includes, a bare array of resources, or a
 * bundle of lists (`hei`, `programme`, `course`, `instance`, also in the plural). Resources may come in any order, so
 * the courses and programmes come only after the last byte was read. Deprecated courses are passed over.
 *
 * @throws FeedError FEED_MALFORMED for a document without any of these, and as `readJsonItems`
 */
export async function* readOccapi(feed: Feed, context: ReadContext): AsyncGenerator<RawRecord> {
  const spool = await OfferSpool.open<OfferKind>(context.scratchDir);
  try {
    const heis: string[] = [];
    for await (const { kind: named, value, position } of resources(feed, context)) {
      const kind = kindOf(named, value);
      const id = isResource(value) ? idText(value.id) : undefined;
      if (kind === 'instance') {
        await spool.addRun('course', relatedIds(value, 'course')[0], position, value);
      } else if (kind === 'hei' && id !== undefined) {
        await spool.add('hei', id, value);
        heis.push(id);
      } else if (kind === 'course' || kind === 'programme' || kind === 'unknown') {
        if (!isDeprecated(value)) await spool.addOffer(kind, id, position, value);
        else if (kind !== 'unknown' && id !== undefined) spool.withdrawOffer(kind, id);
      }
    }
    for await (const offer of spool.takeOffers()) {
      yield { position: offer.position, data: await assemble(spool, offer, heis) };
    }
    for await (const { position, resource } of spool.lostRuns()) {
      const data: AssembledRecord = { kind: 'instance', resource };
      yield { position, data };
    }
  } finally {
    await spool.close();
  }
}

function isDeprecated(resource: unknown): boolean {
  const attributes = isResource(resource) ? resource.attributes : undefined;
  return isResource(attributes) && [true, 'true'].some((value) => attributes.deprecated === value);
}

interface Found {
  readonly kind: Kind | undefined;
  readonly value: unknown;
  readonly position: number;
}

/** The resources of a document; where `data` or a list of a bundle is one resource, that one. */
async function* resources(feed: Feed, { limits }: ReadContext): AsyncGenerator<Found> {
  const { isArray, feed: unread } = await startsWithArray(feed);
  const selectors = isArray ? ['$.*'] : Object.keys(collections).map((name) => `$.${name}.*`);
  const single = new Map<string, Record<string, unknown>>();
  let count = 0;
  for await (const { selector, key, value } of readJsonItems(unread, { selectors, limits })) {
    const name = selector.split('.')[1] ?? '';
    if (typeof key !== 'string') {
      count += 1;
      yield { kind: isArray ? undefined : collections[name], value, position: count };
    } else {
      const members = single.get(name) ?? {};
      members[key] = value;
      single.set(name, members);
    }
  }
  for (const [name, members] of single) {
    if (members.id === undefined && members.attributes === undefined) {
      throw new FeedError('FEED_MALFORMED', `${feed.uri}: "${name}" is neither a list nor a resource`);
    }
    count += 1;
    yield { kind: collections[name], value: members, position: count };
  }
}

function kindOf(named: Kind | undefined, value: unknown): Kind {
  if (!isResource(value)) return 'unknown';
  const type = typeof value.type === 'string' ? value.type.trim().toLowerCase() : undefined;
  return kinds.find((kind) => kind === type) ?? (type === undefined ? named : undefined) ?? 'unknown';
}

function relatedIds(resource: unknown, name: string): string[] {
  const relationships = isResource(resource) ? resource.relationships : undefined;
  const relationship = isResource(relationships) ? relationships[name] : undefined;
  const data = isResource(relationship) ? listed(relationship.data) : [];
  return data.flatMap((it) => (isResource(it) ? (idText(it.id) ?? []) : []));
}

async function assemble(
  spool: OfferSpool<OfferKind>,
  { kind, resource, runs }: SpooledOffer<OfferKind>,
  heis: readonly string[],
): Promise<AssembledRecord> {
  if (kind === 'unknown' || !isResource(resource)) return { kind: 'unknown', resource };
  const named = async (id: string) => ({ id, resource: await spool.get('programme', id) });
  const courses = relatedIds(resource, 'prerequisiteCourse').map((id) => spool.get('course', id));
  return {
    kind,
    resource,
    instances: [...runs],
    hei: await spool.get('hei', heiOf(resource) ?? (heis.length === 1 ? heis[0] : undefined)),
    programmes: await Promise.all(relatedIds(resource, 'relatedProgramme').map(named)),
    prerequisiteCourses: (await Promise.all(courses)).filter((course) => course !== undefined),
  };
}

/** The institution in the address of a resource, `…/hei/{heiId}/course/{id}`. */
function heiOf({ links }: Resource): string | undefined {
  const self = isResource(links) ? links.self : undefined;
  const address = isResource(self) ? self.href : self;
  return typeof address === 'string' ? /\/hei\/([^/?#]+)/.exec(address)?.[1] : undefined;
}
