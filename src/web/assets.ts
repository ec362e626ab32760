import { readFileSync } from 'node:fs';

/** Files that a client entry is made of, as paths of this server. */
export interface EntryFiles {
  readonly script: string;
  readonly styles: readonly string[];
  /** Scripts that it imports at once. */
  readonly imports: readonly string[];
}

/** What browsers load, by name of its entry in scripts/vite-pages.config.ts. */
export interface Assets {
  /** Throws for an entry that was not built. */
  entry(name: string): EntryFiles;
}

interface Chunk {
  readonly file: string;
  readonly name?: string;
  readonly isEntry?: boolean;
  readonly css?: readonly string[];
  readonly imports?: readonly string[];
}

/** Folder of the built files, which the server offers under `/assets/`. */
export const assetsFolder = new URL('../../dist/web/assets/', import.meta.url);
const base = '/assets/';

/** Reads Vite's manifest: which file, named by its content, an entry is in. Throws when nothing was built. */
export function readAssets(folder: URL = assetsFolder): Assets {
  const manifest = JSON.parse(readFileSync(new URL('manifest.json', folder), 'utf8')) as Record<string, Chunk>;
  const chunks = Object.values(manifest);
  return {
    entry(name) {
      const found = chunks.find((chunk) => chunk.isEntry === true && chunk.name === name);
      if (found === undefined) throw new Error(`the client entry "${name}" was not built`);
      const imported = (found.imports ?? []).flatMap((key) => manifest[key] ?? []);
      return {
        script: base + found.file,
        styles: [...imported, found].flatMap(({ css = [] }) => css.map((file) => base + file)),
        imports: imported.map(({ file }) => base + file),
      };
    },
  };
}
