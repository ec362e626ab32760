import { cp, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { inject } from 'vitest';
import { type RunningLotse, serve } from './cli.js';
import { temporaryDirectory } from './servers.js';

const catalogues = resolve('src/catalogues');

/** A running Lotse with three bundled catalogues, harvested into the real engine, on a fixed day. */
export async function serveCatalogues(
  name: string,
  env: Readonly<Record<string, string>> = {},
): Promise<RunningLotse & { readonly folder: string }> {
  const { path, remove } = await temporaryDirectory(name);
  await cp(join(catalogues, 'made'), join(path, 'made'), { recursive: true });
  await cp(join(catalogues, 'cc-by-sa-ki-campus'), join(path, 'ki-campus'), { recursive: true });
  await writeFile(
    join(path, 'sources.yaml'),
    [
      'sources:',
      '  - { id: ooapi, name: OOAPI example, format: ooapi-v5, location: made/ooapi-v5-example.json, language: nl }',
      '  - { id: elm, name: ELM example, location: made/elm-loq-example.jsonld }',
      '  - { id: ki-campus, name: KI-Campus, format: moochub, location: ki-campus/notebook-cell21.json, language: de }',
    ].join('\n'),
  );
  const server = await serve({
    ...{ MEILI_URL: inject('meiliUrl'), MEILI_KEY: inject('meiliKey'), LOTSE_MEILI_PREFIX: `lotse-${name}` },
    ...{ LOTSE_DATA: join(path, 'data'), LOTSE_SOURCES: join(path, 'sources.yaml') },
    ...{ LOTSE_NOW: '2026-11-23T10:00:00Z', ...env },
  });
  const then = async (code: Promise<number | null>) => {
    await code;
    await remove();
    return code;
  };
  return {
    ...{ url: server.url, pid: server.pid, stderr: server.stderr, folder: path },
    stop: () => then(server.stop()),
    kill: () => then(server.kill()),
  };
}
