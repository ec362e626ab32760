import type { Feed } from '../../feed.js';
import type { RawRecord, ReadContext } from '../../format.js';
import { idText, isResource, listed, readJsonResources, referencedId } from '../../mapping/json-resources.js';
import { distinctBy, OfferSpool, type SpooledOffer } from '../../mapping/offer-spool.js';
import type { AssembledRecord } from './edu-api.record.js';

type OfferKind = 'courseTemplate' | 'collectionTemplate' | 'unknown';
type Kind = OfferKind | 'courseOffering' | 'collectionOffering' | 'organization' | 'academicSession';

/** Lists of a bundle and the resources in them: the paths of the interface; `courses` and `programs` are read as well. */
const collections: Readonly<Record<string, Kind>> = {
  courseTemplates: 'courseTemplate',
  courses: 'courseTemplate',
  collectionTemplates: 'collectionTemplate',
  programs: 'collectionTemplate',
  courseOfferings: 'courseOffering',
  collectionOfferings: 'collectionOffering',
  organizations: 'organization',
  academicSessions: 'academicSession',
};

/** Properties that only one kind of resource has, the most telling first. */
const tellingProperties = [
  ['offeringFormat', 'courseOffering'],
  ['course', 'courseOffering'],
  ['collection', 'collectionOffering'],
  ['courseType', 'courseTemplate'],
  ['collectionType', 'collectionTemplate'],
  ['organizationType', 'organization'],
  ['sessionType', 'academicSession'],
  ['academicSessionType', 'academicSession'],
  ['creditsAwarded', 'courseTemplate'],
] as const satisfies readonly (readonly [string, Kind])[];

/**
 * Reads one Edu-API document: a bare array, which is what every path of the interface answers with, or a bundle of such
 * arrays. Resources may come in any order, so the templates come only after the last byte was read. Resources whose
 * `recordStatus` is `deleted`, or `toBeDeleted`, are passed over.
 *
 * @throws FeedError as {@link readJsonResources}
 */
export async function* readEduApi(feed: Feed, context: ReadContext): AsyncGenerator<RawRecord> {
  const spool = await OfferSpool.open<OfferKind>(context.scratchDir);
  const names = Object.keys(collections);
  const pathKind = collections[names.find((name) => feed.uri.split(/[?#]/)[0]?.endsWith(`/${name}`)) ?? ''];
  try {
    for await (const { collection, value, position } of readJsonResources(feed, names, context.limits)) {
      const kind = kindOf(collection, value) ?? pathKind ?? 'courseTemplate';
      const id = isResource(value) ? idText(value.sourcedId) : undefined;
      if (!isResource(value)) {
        await spool.addOffer('unknown', undefined, position, value);
      } else if (isDeleted(value)) {
        if (isTemplate(kind) && id !== undefined) spool.withdrawOffer(kind, id);
      } else if (isTemplate(kind)) {
        await spool.addOffer(kind, id, position, value);
      } else if (kind === 'courseOffering') {
        await spool.addRun('courseTemplate', referencedId(value.course, 'sourcedId'), position, value);
      } else if (kind === 'collectionOffering') {
        await spool.addRun('collectionTemplate', referencedId(value.collection, 'sourcedId'), position, value);
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

function isDeleted(resource: unknown): boolean {
  const status = isResource(resource) ? resource.recordStatus : undefined;
  return typeof status === 'string' && ['deleted', 'tobedeleted'].includes(status.trim().toLowerCase());
}

function isTemplate(kind: Kind): kind is 'courseTemplate' | 'collectionTemplate' {
  return kind === 'courseTemplate' || kind === 'collectionTemplate';
}

function kindOf(collection: string | undefined, value: unknown): Kind | undefined {
  if (collection !== undefined) return collections[collection];
  return isResource(value) ? tellingProperties.find(([property]) => value[property] !== undefined)?.[1] : undefined;
}

async function assemble(
  spool: OfferSpool<OfferKind>,
  { kind, resource, runs }: SpooledOffer<OfferKind>,
): Promise<AssembledRecord> {
  if (kind === 'unknown' || !isResource(resource)) return { kind: 'unknown', resource };
  const offerings = distinctBy(runs, (run) => (isResource(run) ? idText(run.sourcedId) : undefined));
  const organizations = [resource, ...offerings].flatMap((it) => (isResource(it) ? [it.organization] : []));
  return {
    kind,
    resource,
    offerings: await Promise.all(
      offerings.map(async (offering) => ({
        resource: offering,
        academicSession: await spool.expand(
          'academicSession',
          isResource(offering) ? offering.academicSession : undefined,
        ),
      })),
    ),
    organizations: await referenced(spool, ['organization'], organizations),
    parents: await referenced(spool, ['collectionTemplate', 'courseTemplate'], listed(resource.parent)),
  };
}

/** What references stand for, each id once, with the resource where the feed has it. */
async function referenced(spool: OfferSpool<OfferKind>, kinds: readonly string[], references: readonly unknown[]) {
  const found = new Map<string, { id: string; resource?: unknown }>();
  for (const reference of references) {
    const id = referencedId(reference, 'sourcedId');
    if (id === undefined || found.has(id)) continue;
    let resource: unknown = isResource(reference) && Object.keys(reference).length > 1 ? reference : undefined;
    for (const kind of kinds) resource ??= await spool.get(kind, id);
    found.set(id, { id, resource });
  }
  return [...found.values()];
}
