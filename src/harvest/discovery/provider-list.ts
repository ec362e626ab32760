import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { FeedError } from '../feed.js';
import { readCsv } from '../parse/csv.js';
import { domainOf, type ProviderHint } from './candidates.js';

/** A list of providers that cannot be used. The message is for the operator. */
export class ProviderListInvalid extends Error {
  override readonly name = 'ProviderListInvalid';
}

/** Names of columns and properties, lower case, the first that is filled counts. */
const schacNames = ['schac', 'schac_code', 'schacid', 'heiid', 'hei_id', 'domain', 'domains'];
const websiteNames = ['website', 'website_link', 'web_pages', 'web_page', 'homepage', 'url'];
const nameNames = ['name', 'name_primary', 'institution'];

const csvLimits = { maxDepth: 8, maxRecordBytes: 256 * 1024 };

/**
 * Reads a list of providers: JSON, an array or an object with one in `results`, `institutions` or `items` (as the Hipo list
 * of universities and the providers of DEQAR's Connect API are), or CSV with a header row. A row has a SCHAC code or
 * domain (`schac`, `domain`, `domains`, or DEQAR's `identifiers` with the resource SCHAC), a website (`website`,
 * `website_link`, `web_pages`, …), or both. Rows without either are counted.
 *
 * @throws ProviderListInvalid
 */
export async function readProviderList(path: string): Promise<{ providers: ProviderHint[]; without: number }> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new ProviderListInvalid(`The provider list ${path} cannot be read`, { cause });
  });
  const isJson = /^[\s\uFEFF]*[[{]/.test(bytes.subarray(0, 1024).toString());
  const rows = isJson ? jsonRows(bytes.toString().replace(/^\uFEFF/, ''), path) : await csvRows(bytes, path);
  const providers = rows.map(hintOf).filter((hint) => hint !== undefined);
  if (providers.length === 0)
    throw new ProviderListInvalid(`The provider list ${path} has no row with a schac code, domain or website`);
  return { providers, without: rows.length - providers.length };
}

function jsonRows(text: string, path: string): unknown[] {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw new ProviderListInvalid(`The provider list ${path} is not JSON`, { cause });
  }
  const lists = isObject(content) ? [content.results, content.institutions, content.items] : [content];
  const list = lists.find((each) => Array.isArray(each));
  if (!Array.isArray(list)) throw new ProviderListInvalid(`The provider list ${path} has no array of providers`);
  return list;
}

async function csvRows(bytes: Uint8Array, path: string): Promise<unknown[]> {
  const feed = { uri: pathToFileURL(path).href, bytes: once(bytes) };
  const rows: unknown[] = [];
  try {
    for await (const { row } of readCsv(feed, { limits: csvLimits })) rows.push(row);
  } catch (cause) {
    if (!(cause instanceof FeedError)) throw cause;
    throw new ProviderListInvalid(`The provider list cannot be read: ${cause.message}`, { cause });
  }
  return rows;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function hintOf(row: unknown): ProviderHint | undefined {
  if (!isObject(row)) return undefined;
  const cells = new Map(Object.entries(row).map(([name, value]) => [name.trim().toLowerCase(), value]));
  const schac = schacOf(cells.get('identifiers')) ?? firstText(cells, schacNames);
  const website = firstText(cells, websiteNames);
  const name = firstText(cells, nameNames);
  const usable = (text: string | undefined) => text !== undefined && domainOf(text) !== undefined;
  if (!usable(schac) && !usable(website)) return undefined;
  return {
    ...(schac !== undefined && usable(schac) ? { schac } : {}),
    ...(website !== undefined && usable(website) ? { website } : {}),
    ...(name === undefined ? {} : { name }),
  };
}

/** The SCHAC code among DEQAR's identifiers, `{resource, identifier}`. */
function schacOf(identifiers: unknown): string | undefined {
  if (!Array.isArray(identifiers)) return undefined;
  const found: unknown = identifiers.find((each) => isObject(each) && each.resource === 'SCHAC');
  return isObject(found) && typeof found.identifier === 'string' ? found.identifier : undefined;
}

function firstText(cells: ReadonlyMap<string, unknown>, names: readonly string[]): string | undefined {
  const texts = names.flatMap((name) => [cells.get(name)].flat()).filter((value) => typeof value === 'string');
  return texts.map((text) => text.trim()).find((text) => text !== '');
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
