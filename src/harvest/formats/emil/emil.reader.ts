import type { Feed } from '../../feed.js';
import type { RawRecord, ReadContext } from '../../format.js';
import { idText, isResource, listed, type Resource, readJsonResources } from '../../mapping/json-resources.js';
import { OfferSpool, type SpooledOffer } from '../../mapping/offer-spool.js';
import type { AssembledRecord } from './emil.record.js';

type Kind = 'info' | 'event' | 'provider' | 'unknown';

/** Lists of the API and of a bundle, and the resources in them. */
const collections: Readonly<Record<string, Kind>> = {
  educationInfos: 'info',
  educationEvents: 'event',
  educationProviders: 'provider',
  infos: 'info',
  events: 'event',
  providers: 'provider',
};

/**
 * Reads one EMIL 3 document: a page of Susa-navet, a bare array of its items, or a bundle of its three lists. Items are
 * `{ id, status, content }` or the content alone. Events and providers may come in any order, so the educations come
 * only after the last byte was read. What is not `ACTIVE` is passed over; the runs of an education are its events.
 * References need not have the case of the identifier.
 *
 * @throws FeedError as {@link readJsonResources}
 */
export async function* readEmil(feed: Feed, context: ReadContext): AsyncGenerator<RawRecord> {
  const spool = await OfferSpool.open<'info' | 'unknown'>(context.scratchDir);
  try {
    for await (const { collection, value, position } of readJsonResources(
      feed,
      Object.keys(collections),
      context.limits,
    )) {
      const content = contentOf(value);
      const kind = kindOf(collection, content);
      const id = identifierOf(value);
      if (!isActive(value)) {
        if (kind === 'info' && id !== undefined) spool.withdrawOffer('info', keyOf(id));
      } else if (kind === 'info' || kind === 'unknown') {
        await spool.addOffer(kind, keyOf(id), position, withIdentifier(content, id));
      } else if (kind === 'event') {
        const education = isResource(content) ? idText(content.education) : undefined;
        await spool.addRun('info', keyOf(education), position, withIdentifier(content, id));
        if (id !== undefined) await spool.add('education of event', keyOf(id), education ?? null);
      } else if (id !== undefined) {
        await spool.add('provider', keyOf(id), withIdentifier(content, id));
      }
    }
    for await (const offer of spool.takeOffers()) {
      yield { position: offer.position, data: await assemble(spool, offer) };
    }
    for await (const { position, resource } of spool.lostRuns()) {
      const data: AssembledRecord = { kind: 'event', resource };
      yield { position, data };
    }
  } finally {
    await spool.close();
  }
}

function contentOf(item: unknown): unknown {
  return isResource(item) && item.content !== undefined ? item.content : item;
}

function identifierOf(item: unknown): string | undefined {
  const content = contentOf(item);
  const own = isResource(content) ? idText(content.identifier) : undefined;
  return own ?? (isResource(item) ? idText(item.id) : undefined);
}

/** What identifiers are compared by: references do not always keep their case. */
function keyOf<T extends string | undefined>(id: T): T {
  return id?.toLowerCase() as T;
}

/** Only `ACTIVE` is documented to be live; an item without envelope has no status. */
function isActive(item: unknown): boolean {
  const status = isResource(item) ? item.status : undefined;
  return typeof status !== 'string' || status.trim().toUpperCase() === 'ACTIVE';
}

function kindOf(collection: string | undefined, content: unknown): Kind {
  const named = collection === undefined ? undefined : collections[collection];
  if (named !== undefined) return isResource(content) ? named : 'unknown';
  if (!isResource(content)) return 'unknown';
  if (content.education !== undefined || content.execution !== undefined) return 'event';
  if (content.name !== undefined) return 'provider';
  return content.title === undefined && content.identifier === undefined ? 'unknown' : 'info';
}

function withIdentifier(content: unknown, identifier: string | undefined): unknown {
  return isResource(content) && identifier !== undefined ? { ...content, identifier } : content;
}

async function assemble(
  spool: OfferSpool<'info' | 'unknown'>,
  { kind, resource, runs }: SpooledOffer<'info' | 'unknown'>,
): Promise<AssembledRecord> {
  if (kind === 'unknown') return { kind, resource };
  const events = runs.filter(isResource);
  const named = events.flatMap((event) => [...listed(event.providers), ...listed(event.examiningBodies)]);
  const ids = [...new Set(named.map(idText))].filter((id) => id !== undefined);
  const providers = await Promise.all(
    ids.map(async (id) => ({ id, resource: await spool.get('provider', keyOf(id)) })),
  );
  return { kind, resource, events, providers, packageParts: await packageParts(spool, events) };
}

/** The educations whose events a package of courses refers to. */
async function packageParts(spool: OfferSpool<'info' | 'unknown'>, events: readonly Resource[]) {
  const references = events
    .flatMap((event) => listed(event.extensions))
    .flatMap((extension) => (isResource(extension) ? listed(extension.eventPackageReferences) : []))
    .flatMap((it) => (isResource(it) ? listed(it.educationEventRefs) : []))
    .map((reference) => idText(isResource(reference) ? reference.id : reference));
  const parts = new Map<string, { id: string; title?: unknown }>();
  for (const event of new Set(references)) {
    const education = idText(await spool.get('education of event', keyOf(event)));
    const info = await spool.get('info', keyOf(education));
    const id = (isResource(info) ? idText(info.identifier) : undefined) ?? education;
    if (id !== undefined) parts.set(id, { id, title: isResource(info) ? info.title : undefined });
  }
  return [...parts.values()];
}
