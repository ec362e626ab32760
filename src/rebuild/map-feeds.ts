import { join } from 'node:path';
import { type HarvestContext, harvest } from '../harvest/harvester.js';
import { isLocal, originOf } from '../harvest/raw/raw-entry.js';
import { RawStore } from '../harvest/raw/raw-store.js';
import type { HarvestReport } from '../harvest/report.js';
import type { SourceDefinition } from '../harvest/source.js';
import { AsideIndex, type KeptRun } from '../meilisearch/aside-index.js';
import { IndexBuildFailed } from '../meilisearch/index-build-failed.js';
import type { IndexNames } from '../meilisearch/index-settings.js';
import type { RebuildContext } from './rebuild-context.js';

/** The run whose feeds are kept of a source; nothing where there are none that belong to it as it is defined now. */
export async function keptRun(
  { workDir, memory }: Pick<HarvestContext, 'workDir' | 'memory'>,
  source: SourceDefinition,
): Promise<KeptRun | undefined> {
  if (isLocal(source)) return undefined;
  const manifest = await new RawStore(join(workDir, source.id)).manifest();
  if (manifest === undefined || manifest.origin !== originOf(source)) return undefined;
  const state = await memory?.states.load(source.id);
  return state?.runId === manifest.run ? { runId: manifest.run, at: state.fullAt } : { runId: manifest.run };
}

/**
 * Maps the kept feeds of sources again, and files as they are now, into indexes that are built aside. No provider is
 * asked. A source whose feeds are missing, refused or broken is as it was before, as its report says. Throws
 * `IndexBuildFailed` where the engine fails, and so what it holds is unknown.
 */
export async function mapFeeds(
  { connection, harvest: context, log }: RebuildContext,
  built: IndexNames,
  sources: readonly SourceDefinition[],
  { signal, onSource }: { readonly signal: AbortSignal; readonly onSource: (source: string) => void },
): Promise<HarvestReport[]> {
  const byId = new Map(sources.map((source) => [source.id, source]));
  const kept = async (id: string) => {
    const source = byId.get(id);
    return source === undefined ? undefined : keptRun(context, source);
  };
  const { lock, read, workDir, grace, now, log: runLog } = context;
  const index = new AsideIndex(connection.write, built, kept, { log });
  const duplicates = { ...context.duplicates, index: index.duplicates };
  const aside: HarvestContext = {
    ...{ index, duplicates, lock, read, workDir, now, log: runLog },
    ...(grace === undefined ? {} : { grace }),
    ...readOnly(context),
  };
  const reports: HarvestReport[] = [];
  for (const source of sources) {
    signal.throwIfAborted();
    onSource(source.id);
    const report = await harvest(source, aside, { again: true, aside: true, signal });
    const { error } = report;
    if (error !== undefined && (error.code.startsWith('INDEX_') || ['INTERNAL', 'DISK_FULL'].includes(error.code)))
      throw new IndexBuildFailed(`The kept feeds of "${source.id}" could not be indexed: ${error.message}`);
    reports.push(report);
  }
  signal.throwIfAborted();
  return reports;
}

/** What is remembered of sources can be read, and stays as it is. */
function readOnly({ memory }: Pick<HarvestContext, 'memory'>): Pick<HarvestContext, 'memory'> {
  if (memory === undefined) return {};
  const { states, fingerprintOf } = memory;
  const nothing = async () => undefined;
  return { memory: { fingerprintOf, states: { load: (id) => states.load(id), save: nothing, forget: nothing } } };
}
