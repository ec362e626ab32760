import type { Feed } from '../feed.js';
import { idText, isResource } from '../mapping/json-resources.js';
import { shownAddress } from './address.js';
import type { PagesPlan } from './pages.presets.js';
import { listOf, type PageReader } from './pages.read.js';
import { ScratchFile } from './scratch-file.js';
import type { TransportContext } from './transport-context.js';

/**
 * Puts all lists of an API, and the lists that their records have, into one JSON document of named arrays. It is written
 * to disk record by record; in memory are the ids of records that have lists.
 *
 * @throws FeedError as the reader; FEED_TOO_LARGE beyond `maxBytes`.
 */
export async function* bundleOf(
  base: URL,
  plan: PagesPlan,
  read: PageReader,
  context: TransportContext,
): AsyncGenerator<Feed> {
  const uri = shownAddress(base);
  const file = await ScratchFile.create(context, uri);
  try {
    const bundle = new BundleWriter(file);
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
    await bundle.end();
    yield { uri, contentType: 'application/json', bytes: file.read() };
  } finally {
    await file.close();
  }
}

class BundleWriter {
  private arrays = 0;
  private items = 0;

  constructor(private readonly file: ScratchFile) {}

  async beginArray(name: string): Promise<void> {
    await this.file.append(`${this.arrays === 0 ? '{' : ']'}${this.arrays === 0 ? '' : ','}${JSON.stringify(name)}:[`);
    this.arrays += 1;
    this.items = 0;
  }

  async add(value: unknown): Promise<void> {
    await this.file.append(`${this.items === 0 ? '' : ','}\n${JSON.stringify(value)}`);
    this.items += 1;
  }

  async end(): Promise<void> {
    await this.file.append(this.arrays === 0 ? '{}' : ']}');
  }
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
