import { FeedError } from '../feed.js';
import { idText, isResource } from '../mapping/json-resources.js';
import { readJsonItems } from '../parse/json.js';
import { shownAddress } from './address.js';
import { HttpStatusError } from './http.js';
import type { BundleWriter } from './pages.bundle-writer.js';
import type { PagedResource } from './pages.options.js';
import type { PagesPlan } from './pages.presets.js';
import { listOf, type PageReader } from './pages.read.js';
import type { TransportContext } from './transport-context.js';

/** Asked for once more, since clocks differ and lists take time to be made. */
const overlapMs = 3_600_000;

/** How much a local clock can be behind UTC: without a zone, a time means later there. */
const furthestBehindMs = 12 * 3_600_000;

/** Characters of changes that are kept in memory; with more, everything is as well read anew. */
const maxChanges = 64 * 2 ** 20;

/** Largest record that is looked at. */
const maxRecordBytes = 16 * 2 ** 20;

/** Changed records of each list by id, and how many there are. */
export interface Changes {
  readonly byList: ReadonlyMap<string, Map<string, string>>;
  readonly count: number;
}

/**
 * What changed in the lists of an API since the last run that was applied; nothing where that cannot be asked, told or
 * kept, or where the question is refused (4xx, 501), so that everything must be read.
 *
 * @throws FeedError as the reader, but for a refusal.
 */
export async function changesSince(
  last: string | undefined,
  base: URL,
  plan: PagesPlan,
  read: PageReader,
  { memory, log }: Pick<TransportContext, 'memory' | 'log'>,
): Promise<Changes | undefined> {
  const { changes, resources } = plan;
  const since = Date.parse(last ?? '');
  if (changes === undefined || memory?.lastFeed === undefined || Number.isNaN(since)) return undefined;
  if (resources.some(({ each, single }) => each !== undefined || single)) return undefined;
  const from = instantOf(since - overlapMs, changes.zone);
  const byList = new Map<string, Map<string, string>>();
  let count = 0;
  let size = 0;
  let isTold = true;
  for (const resource of resources) {
    const found = new Map<string, string>();
    byList.set(nameOf(resource), found);
    const item = async (value: unknown) => {
      const id = idAt(value, changes.id);
      const text = JSON.stringify(value);
      size += text.length;
      count += 1;
      if (id === undefined || size > maxChanges) isTold = false;
      else found.set(id, text);
    };
    const parameters = { ...resource.parameters, [changes.parameter]: from };
    const list = listOf(base, plan, { ...resource, parameters, optional: false });
    try {
      for await (const _ of read(list, { item })) if (!isTold) return undefined;
    } catch (error) {
      if (!(error instanceof HttpStatusError) || !isRefusal(error.status)) throw error;
      log.warn({ uri: shownAddress(list.address), status: error.status }, 'changes are not told, all is read');
      return undefined;
    }
  }
  return isTold ? { byList, count } : undefined;
}

/**
 * Writes the bundle of the last run with what changed in the place of what was there. Records that are marked as deleted
 * are written as they come: formats know such marks.
 *
 * @throws FeedError as the bytes, and as {@link readJsonItems}.
 */
export async function writeMerged(
  bundle: BundleWriter,
  last: AsyncIterable<Uint8Array>,
  uri: string,
  plan: PagesPlan,
  { byList }: Changes,
): Promise<void> {
  const { changes, resources } = plan;
  const names = [...new Set(resources.map(nameOf))];
  const begun = new Set<string>();
  let current: string | undefined;
  const end = async () => {
    for (const text of byList.get(current ?? '')?.values() ?? []) await bundle.addText(text);
  };
  const begin = async (name: string) => {
    if (current === name) return;
    if (begun.has(name)) throw new FeedError('RAW_UNAVAILABLE', `${uri}: what was kept of it is not a bundle of ours`);
    await end();
    await bundle.beginArray(name);
    begun.add(name);
    current = name;
  };
  const limits = { maxDepth: 64, maxRecordBytes };
  const selectors = names.map((name) => `$.${name}.*`);
  for await (const { selector, value } of readJsonItems({ uri, bytes: last }, { selectors, limits })) {
    const name = selector.split('.')[1] ?? '';
    await begin(name);
    const id = idAt(value, changes?.id ?? []);
    const changed = id === undefined ? undefined : byList.get(name)?.get(id);
    await bundle.addText(changed ?? JSON.stringify(value));
    if (id !== undefined) byList.get(name)?.delete(id);
  }
  for (const name of names) if (!begun.has(name)) await begin(name);
  await end();
}

/** An instant as the API takes it; a local time is early enough in every zone. */
function instantOf(time: number, zone: 'utc' | 'none' = 'utc'): string {
  const text = (ms: number) => new Date(ms).toISOString().slice(0, 19);
  return zone === 'utc' ? `${text(time)}Z` : text(time - furthestBehindMs);
}

function isRefusal(status: number): boolean {
  return (status >= 400 && status < 500) || status === 501;
}

function nameOf({ as = 'items' }: PagedResource): string {
  return as;
}

/** The id at the first of some places that has one. */
function idAt(value: unknown, places: readonly string[]): string | undefined {
  for (const place of places) {
    let at = value;
    for (const step of place.split('.')) at = isResource(at) ? at[step] : undefined;
    const id = idText(at);
    if (id !== undefined) return id;
  }
  return undefined;
}
