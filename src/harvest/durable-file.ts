import { open, readdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Puts a text in the place of a file: after a power cut the one or the other is there, whole. */
export async function replaceFile(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text, { flush: true });
  await rename(`${path}.new`, path);
  await syncFolder(dirname(path));
}

/** Waits until the files of a folder are on disk, and their names. */
export async function syncFiles(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries) if (entry.isFile()) await sync(join(folder, entry.name));
  await syncFolder(folder);
}

/** Waits until the names in a folder, if there is one, are on disk: what was made, renamed or removed in it. */
export async function syncFolder(path: string): Promise<void> {
  await sync(path).catch((cause: NodeJS.ErrnoException) => {
    // Not every system can open a folder; those that cannot need not.
    if (!['ENOENT', 'EISDIR', 'EPERM', 'EACCES', 'EINVAL'].includes(cause.code ?? '')) throw cause;
  });
}

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
