import { randomUUID } from 'node:crypto';
import { readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { type Document, isMap, isSeq, parseDocument, stringify, type YAMLSeq } from 'yaml';
import { parseUrl } from '../../domain/parse-url.js';
import { sourcesFile } from '../source.js';
import { openSecrets } from '../source-secrets.js';
import { SourcesInvalid } from '../sources-file.js';
import { isSecretName, withParameters } from '../transports/address.js';
import type { SourceDraft } from './source-draft.js';

export interface Appended {
  readonly added: readonly SourceDraft[];
  /** Sources that were not added, with the reason. */
  readonly refused: readonly { readonly source: SourceDraft; readonly reason: string }[];
}

/** No folded lines, and nothing said by reference. */
const yamlStyle = { lineWidth: 0, aliasDuplicateObjects: false };

/**
 * Adds sources to a sources file and leaves what is there as it is, comments and all; makes the file where there is none.
 * Refuses an id or a location that is there already, and a secret that another source has: secrets are encrypted anew for
 * every source, so the same one twice was copied from a manifest of somebody else, to have us send it to the copier.
 *
 * @throws SourcesInvalid for a file that is no sources file before; then, as after any error, it is as it was.
 */
export async function appendSources(path: string, drafts: readonly SourceDraft[]): Promise<Appended> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'sources: []\n';
    throw error;
  });
  const before = existing(text, path);
  const taken = [...before];
  const added: SourceDraft[] = [];
  const refused: Appended['refused'][number][] = [];
  for (const source of drafts) {
    const reason = clash(source, taken);
    if (reason === undefined) {
      added.push(source);
      taken.push(source);
    } else refused.push({ source, reason });
  }
  if (added.length > 0) {
    const grown = withSources(text, added);
    const { length } = existing(grown, path);
    if (length !== taken.length) throw new SourcesInvalid(`The sources file ${path} cannot be added to`);
    await replaceFile(path, grown);
  }
  return { added, refused };
}

function existing(text: string, path: string): readonly SourceDraft[] {
  const document = parseDocument(text);
  const result = sourcesFile.safeParse(document.errors.length > 0 ? undefined : contentOf(document));
  if (result.success) return result.data.sources;
  throw new SourcesInvalid(`The sources file ${path} has problems already ("lotse sources" names them)`);
}

function contentOf(document: Document): unknown {
  try {
    return document.toJS();
  } catch {
    return undefined;
  }
}

function clash(source: SourceDraft, taken: readonly SourceDraft[]): string | undefined {
  const [open] = openSecrets(source);
  if (open !== undefined) return `${open.path.join('.')}: ${open.message}`;
  const same = taken.find(({ id }) => id === source.id);
  if (same !== undefined) return `there is a source "${source.id}" already`;
  const owner = taken.find((each) => sharesSecretElsewhere(source, each));
  if (owner !== undefined)
    return `it has the encrypted secret of the source "${owner.id}", but would send it to another host`;
  const places = placesOf(source);
  const twin = taken.find((each) => placesOf(each).some((place) => places.includes(place)));
  return twin === undefined ? undefined : `the source "${twin.id}" has the same location`;
}

/** What a source reads: its locations with the query of every request, secrets left out. */
function placesOf({ location, query = {} }: SourceDraft): string[] {
  const parameters = Object.fromEntries(Object.entries(query).filter(([name]) => !isSecretName(name)));
  return [location].flat().map((place) => {
    const address = parseUrl(place);
    if (address === undefined) return place;
    const whole = withParameters(address, parameters);
    whole.searchParams.sort();
    return whole.href;
  });
}

function sharesSecretElsewhere(one: SourceDraft, other: SourceDraft): boolean {
  const learnt = hostsBySecret(other);
  return [...hostsBySecret(one)].some(([secret, hosts]) => (learnt.get(secret) ?? hosts) !== hosts);
}

/** The hosts that each encrypted secret of a source is sent to. */
function hostsBySecret({
  location,
  encryptedHeaders = {},
  encryptedQuery = {},
  oauth,
}: SourceDraft): Map<string, string> {
  const hosts = [location].flat().map(hostOf).join();
  const secrets = [...Object.values(encryptedHeaders), ...Object.values(encryptedQuery)];
  const found = secrets.map((text) => [fingerprint(text), hosts] as const);
  const secret = oauth?.encryptedClientSecret;
  if (oauth === undefined || secret === undefined) return new Map(found);
  return new Map([...found, [fingerprint(secret), hostOf(oauth.tokenEndpoint)]]);
}

/** The ciphertext as a number: with or without zeros before it, it is the same secret. */
function fingerprint(base64: string): string {
  return Buffer.from(base64, 'base64').toString('hex').replace(/^0+/, '');
}

function hostOf(place: string): string {
  return parseUrl(place)?.host ?? place;
}

/** The text with more items in its list of sources: added as text, so that the rest keeps its form. */
function withSources(text: string, added: readonly SourceDraft[]): string {
  const document = parseDocument(text);
  const list = listOf(document);
  const place = list === undefined || list.flow === true ? undefined : endOf(text, list);
  if (list !== undefined && place !== undefined) {
    const indent = ' '.repeat(place.column);
    const lines = stringify([...added], yamlStyle)
      .trimEnd()
      .split('\n');
    const block = lines.map((line) => (line === '' ? line : `${indent}${line}`)).join('\n');
    return `${text.slice(0, place.end)}${block}\n${text.slice(place.end)}`;
  }
  if (list === undefined) document.set('sources', document.createNode(added, yamlStyle));
  else {
    list.flow = false;
    for (const source of added) list.add(document.createNode(source, yamlStyle));
  }
  return document.toString(yamlStyle);
}

function listOf({ contents }: Document): YAMLSeq | undefined {
  const list = isMap(contents) ? contents.get('sources', true) : undefined;
  return isSeq(list) && list.items.length > 0 ? list : undefined;
}

/** Where the line after the last item begins, and the column of the dashes; `undefined` where that cannot be told. */
function endOf(text: string, { range, items }: YAMLSeq): { readonly end: number; readonly column: number } | undefined {
  const last = items.at(-1);
  const lastRange = isMap(last) ? last.range : undefined;
  if (range === undefined || range === null || lastRange === undefined || lastRange === null) return undefined;
  const column = range[0] - (text.lastIndexOf('\n', range[0] - 1) + 1);
  const lineEnd = text.indexOf('\n', Math.max(lastRange[1] - 1, 0));
  if (lineEnd === -1) return undefined;
  return { end: lineEnd + 1, column };
}

async function replaceFile(given: string, text: string): Promise<void> {
  const path = await realpath(given).catch(() => given);
  const mode = await stat(path).then(
    (found) => found.mode & 0o777,
    () => 0o644,
  );
  const draft = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(draft, text, { mode, flag: 'wx', flush: true });
    await rename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
}
