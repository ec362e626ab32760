import cliProgress from 'cli-progress';
import type { Gateway } from '../gateway.js';
import type { CatalogueIndex } from '../harvest/catalogue-index.js';
import { harvest } from '../harvest/harvester.js';
import type { Preview } from '../harvest/preview.js';
import type { HarvestReport } from '../harvest/report.js';
import type { SourceDefinition } from '../harvest/source.js';
import { exitCodes } from './exit-codes.js';
import type { Output } from './output.js';
import { unknownSources } from './unknown-sources.js';

export interface HarvestRunOptions {
  readonly force?: boolean;
  /** Maps kept feeds again. */
  readonly again?: boolean;
  /** Changes nothing; the index may be another one. */
  readonly preview?: { readonly of: (source: SourceDefinition) => Preview; readonly index: CatalogueIndex };
  readonly signal?: AbortSignal;
  /** Shows a bar on stderr; without a terminal a line a source. */
  readonly progress: boolean;
  readonly output: Output;
  readonly onReport?: (report: HarvestReport) => void;
}

/** Whether a run applied what it read. */
export function wentWell({ outcome }: HarvestReport): boolean {
  return outcome === 'succeeded' || outcome === 'succeeded_with_rejections' || outcome === 'unchanged';
}

/** The named sources, or all enabled ones; nothing, after a note to the operator, when one of the names is none. */
export function chosenSources(
  { sources: known }: Gateway,
  ids: readonly string[],
  output: Output,
): readonly SourceDefinition[] | undefined {
  const unknown = unknownSources(known, ids);
  if (unknown === undefined)
    return known.sources.filter(({ id, enabled }) => (ids.length > 0 ? ids.includes(id) : enabled));
  output.note(unknown);
  return undefined;
}

/** What the reports of all sources come to. */
export function exitCodeOf(reports: readonly HarvestReport[]): number {
  const good = reports.filter(wentWell).length;
  if (good === reports.length) return exitCodes.ok;
  return good === 0 ? exitCodes.failed : exitCodes.partial;
}

/** Harvests sources one after another, with a visible progress bar. */
export async function harvestSources(
  gateway: Gateway,
  sources: readonly SourceDefinition[],
  options: HarvestRunOptions,
): Promise<HarvestReport[]> {
  const bar = new cliProgress.SingleBar({
    ...{
      stream: options.output.stderr,
      noTTYOutput: options.progress,
      notTTYSchedule: 2000,
      hideCursor: true,
      clearOnComplete: false,
    },
    format: 'harvest {bar} {value}/{total} catalogues | {records} records | {source} {phase}',
    barsize: 24,
  });
  if (options.progress) bar.start(sources.length, 0, { records: 0, source: '', phase: '' });
  const reports: HarvestReport[] = [];
  let records = 0;
  for (const source of sources) {
    const { preview } = options;
    const context = gateway.harvestContext;
    const report = await harvest(source, preview === undefined ? context : { ...context, index: preview.index }, {
      ...(options.force === true ? { force: true } : {}),
      ...(options.again === true ? { again: true } : {}),
      ...(preview === undefined ? {} : { preview: preview.of(source) }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      onProgress: ({ phase, read }) => {
        if (options.progress) bar.update(reports.length, { records: records + read, source: source.id, phase });
      },
    });
    reports.push(report);
    records += report.read;
    if (options.progress) bar.update(reports.length, { records, source: source.id, phase: report.outcome });
    options.onReport?.(report);
    if (options.signal?.aborted === true) break;
  }
  if (options.progress) bar.stop();
  return reports;
}

const extentNotes = {
  everything: '',
  changes: '; only changes were read',
  nothing: '; not modified since the last run',
} as const;

const rawNotes = {
  kept: '',
  over_limit: '    the feeds are larger than LOTSE_RAW_MAX_BYTES, so none are kept',
  incomplete: '    only changes were read, so no feeds are kept until everything is',
  not_written: '    the feeds could not be kept; the log says why',
} as const;

/** One line about a run, for people. */
export function describeReport({
  source,
  outcome,
  extent,
  read,
  written,
  unchanged,
  withdrawn,
  rejected,
  seconds,
  issues,
  error,
  raw = 'kept',
  feeds,
  dryRun,
}: HarvestReport): string {
  const problems = Object.entries(issues).map(([code, count]) => `${code} ${count}`);
  const numbers = `read ${read}, written ${written}, unchanged ${unchanged}, withdrawn ${withdrawn}, rejected ${rejected}, ${seconds.toFixed(1)} s`;
  return [
    `${source}: ${outcome} (${numbers}${extentNotes[extent ?? 'everything']}${feeds === 'kept' ? '; from the kept feeds' : ''})`,
    ...(dryRun === undefined
      ? []
      : [
          `    would be new ${dryRun.new}, changed ${dryRun.changed}, withdrawn ${dryRun.withdrawn}; nothing was written`,
        ]),
    ...(problems.length > 0 ? [`    ${problems.join(', ')}`] : []),
    ...(raw === 'kept' ? [] : [rawNotes[raw]]),
    ...(error === undefined ? [] : [`    ${error.code}: ${error.message}`]),
  ].join('\n');
}
