import { type Feed, FeedError } from '../feed.js';
import { idText, isResource } from '../mapping/json-resources.js';
import { shownAddress } from './address.js';
import { BundleWriter } from './pages.bundle-writer.js';
import { changesSince, writeMerged } from './pages.changes.js';
import type { PagesPlan } from './pages.presets.js';
import { listOf, type PageReader } from './pages.read.js';
import { ScratchFile } from './scratch-file.js';
import type { TransportContext } from './transport-context.js';

/**
 * Puts all lists of an API, and the lists that their records have, into one JSON document of named arrays. It is written
 * to disk record by record; in memory are the ids of records that have lists. Of an API that tells what changed since the
 * last run, deletions too, only that is asked for, and put into the document of that run; `isOnly` says that nothing
 * else is read, so that the source has nothing new when this API has not.
 *
 * @throws FeedError as the reader; SOURCE_HTTP_STATUS where no list is there, or none that the plan needs one of;
 *   FEED_TOO_LARGE beyond `maxBytes`; RAW_UNAVAILABLE for a damaged document.
 */
export async function* bundleOf(
  base: URL,
  plan: PagesPlan,
  read: PageReader,
  context: TransportContext,
  isOnly = true,
): AsyncGenerator<Feed> {
  const uri = shownAddress(base);
  const { memory } = context;
  const begun = new Date().toISOString();
  const changes = await changesSince(memory?.marks.get(uri)?.datestamp, base, plan, read, context);
  const last = changes === undefined ? undefined : await memory?.lastFeed?.(uri);
  if (plan.changes !== undefined) memory?.keep(uri, { datestamp: begun });
  const file = await ScratchFile.create(context, uri);
  try {
    const bundle = new BundleWriter(file);
    if (changes !== undefined && last !== undefined) {
      if (changes.count === 0 && isOnly) return memory?.nothingNew();
      await writeMerged(bundle, last, uri, plan, changes);
      await bundle.end();
      memory?.patched?.();
      yield { uri, contentType: 'application/json', bytes: file.read() };
      return;
    }
    const there = new Set<string>();
    for (const resource of plan.resources) {
      const { as = 'items', each, insteadOf } = resource;
      if (insteadOf !== undefined && there.has(insteadOf)) continue;
      const ids = new Set<string>();
      await bundle.beginArray(as);
      const add = async (value: unknown) => {
        const id = each === undefined || !isResource(value) ? undefined : idText(value[each.id]);
        if (id !== undefined) ids.add(id);
        await bundle.add(value);
      };
      for await (const _ of read(listOf(base, plan, resource), { item: add })) there.add(as);
      if (each === undefined) continue;
      await bundle.beginArray(each.as);
      for (const id of ids) {
        const path = each.path.replaceAll('{id}', encodeURIComponent(id));
        const item = (value: unknown) => bundle.add(referring(value, each.refer, id));
        await drain(
          read(listOf(base, plan, { path, parameters: each.parameters, optional: true, single: false }), { item }),
        );
      }
    }
    refuseNone(there, plan, uri);
    await bundle.end();
    yield { uri, contentType: 'application/json', bytes: file.read() };
  } finally {
    await file.close();
  }
}

/** Refuses an API that lacks all of its lists, or all that offers could be in. */
function refuseNone(there: ReadonlySet<string>, { oneOf, resources }: PagesPlan, uri: string): void {
  const names = oneOf.length > 0 ? oneOf : resources.map(({ as = 'items' }) => as);
  if (names.some((name) => there.has(name))) return;
  throw new FeedError('SOURCE_HTTP_STATUS', `${uri}: none of its lists is there (${names.join(', ')})`);
}

/** The record with the id of what its list belongs to, which the address of the list tells, where it does not say so. */
function referring(value: unknown, place: string | undefined, id: string): unknown {
  return place === undefined ? value : withValue(value, place.split('.'), id);
}

function withValue(value: unknown, [key, ...rest]: readonly string[], id: string): unknown {
  if (key === undefined) return value ?? id;
  if (value !== undefined && value !== null && !isResource(value)) return value;
  return { ...value, [key]: withValue(value?.[key], rest, id) };
}

async function drain(pages: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of pages);
}
