import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Feed, FeedError } from '../feed.js';
import { decodeBody } from './body.js';
import type { TransportContext } from './transport-context.js';
import { type Mark, nothing } from './transport-memory.js';

/**
 * Opens a file, the files that a pattern with `*` and `?` in its last segment names, or all files in a folder and the
 * folders in it, in the order of their names; hidden ones are left out. Gzip is unpacked. A file that is as its mark says (by address) is not modified.
 *
 * @throws FeedError SOURCE_UNREACHABLE naming the path, when there is no such file, or none that fits or is in the folder. The bytes throw as
 *   {@link decodeBody} does, and CANCELLED.
 */
export async function* openFiles(
  location: string,
  context: TransportContext,
  marks: ReadonlyMap<string, Mark> = new Map(),
): AsyncGenerator<Feed> {
  const path = location.startsWith('file:') ? fileURLToPath(location) : resolve(context.baseDir, location);
  for (const file of await filesOf(path)) yield await openFile(file, context, marks);
}

async function filesOf(path: string): Promise<string[]> {
  if (!/[*?]/.test(basename(path))) {
    const found = await stat(path).catch(() => undefined);
    return found?.isDirectory() ? filesIn(path) : [path];
  }
  const folder = dirname(path);
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    throw new FeedError('SOURCE_UNREACHABLE', `${folder}: ${reasonOf(cause)}`, { cause });
  });
  const pattern = nameMatcher(basename(path));
  const names = entries.filter((entry) => !entry.isDirectory() && pattern.test(entry.name)).map(({ name }) => name);
  if (names.length === 0) throw new FeedError('SOURCE_UNREACHABLE', `${path}: no file has such a name`);
  return names.sort().map((name) => resolve(folder, name));
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch((cause: unknown) => {
    throw new FeedError('SOURCE_UNREACHABLE', `${folder}: ${reasonOf(cause)}`, { cause });
  });
  const paths = entries.filter((entry) => !entry.isDirectory()).map((entry) => resolve(entry.parentPath, entry.name));
  const visible = paths.filter((path) => !/(^|[\\/])\./.test(relative(folder, path)));
  if (visible.length === 0) throw new FeedError('SOURCE_UNREACHABLE', `${folder}: no file is in this folder`);
  return visible.sort();
}

/** `*` stands for any characters, `?` for one; a leading point must be written. */
function nameMatcher(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${pattern.startsWith('.') ? '' : '(?!\\.)'}${source}$`, 'u');
}

async function openFile(path: string, context: TransportContext, marks: ReadonlyMap<string, Mark>): Promise<Feed> {
  const found = await stat(path, { bigint: true }).catch((cause: unknown) => {
    throw new FeedError('SOURCE_UNREACHABLE', `${path}: ${reasonOf(cause)}`, { cause });
  });
  if (!found.isFile()) throw new FeedError('SOURCE_UNREACHABLE', `${path}: is not a file`);
  const uri = pathToFileURL(path).href;
  const mark = { etag: `${found.ino}-${found.size}-${found.mtimeNs}-${found.ctimeNs}` };
  if (marks.get(uri)?.etag === mark.etag) return { uri, mark, notModified: true, bytes: nothing() };
  return { uri, mark, bytes: decodeBody(read(path, context.signal), { uri, limits: context.limits }) };
}

async function* read(path: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const stream = createReadStream(path, { signal });
  try {
    for await (const chunk of stream) yield chunk;
  } catch (cause) {
    if (signal.aborted) throw new FeedError('CANCELLED', `${path}: reading was cancelled`, { cause });
    throw new FeedError('SOURCE_UNREACHABLE', `${path}: ${reasonOf(cause)}`, { cause });
  }
}

function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'there is no such file';
  if (code === 'EACCES' || code === 'EPERM') return 'reading it is not permitted';
  return cause instanceof Error ? cause.message : String(cause);
}
