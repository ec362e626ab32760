import cliProgress from 'cli-progress';
import pLimit from 'p-limit';
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
  /** Goes back to the release before the last one. */
  readonly earlier?: boolean;
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

/** What the reports of so many sources come to; of those that were not run any more there is none. */
export function exitCodeOf(reports: readonly HarvestReport[], asked: number): number {
  const good = reports.filter(wentWell).length;
  if (good === asked) return exitCodes.ok;
  return good === 0 ? exitCodes.failed : exitCodes.partial;
}

/** Sources that are read at once: while one waits for the engine or for a provider, others are mapped. */
const atOnce = 4;

/** Harvests sources, some at a time, with a visible progress bar. Reports come in the order of the sources. */
export async function harvestSources(
  gateway: Gateway,
  sources: readonly SourceDefinition[],
  options: HarvestRunOptions,
): Promise<HarvestReport[]> {
  const { preview, signal, force, again, earlier } = options;
  const bar = new cliProgress.SingleBar({
    ...{ stream: options.output.stderr, noTTYOutput: options.progress, notTTYSchedule: 2000 },
    ...{ hideCursor: true, clearOnComplete: false, barsize: 24 },
    format: 'harvest {bar} {value}/{total} catalogues | {records} records | {source} {phase}',
  });
  const read = new Map<string, number>();
  let done = 0;
  const show = (source: string, phase: string) => {
    const records = [...read.values()].reduce((sum, each) => sum + each, 0);
    if (options.progress) bar.update(done, { records, source, phase });
  };
  const run = async (source: SourceDefinition): Promise<HarvestReport | undefined> => {
    if (signal?.aborted === true) return undefined;
    const context =
      preview === undefined ? gateway.harvestContext : { ...gateway.harvestContext, index: preview.index };
    const report = await harvest(source, context, {
      ...(force === true ? { force } : {}),
      ...(again === true ? { again } : {}),
      ...(earlier === true ? { earlier } : {}),
      ...(preview === undefined ? {} : { preview: preview.of(source) }),
      ...(signal === undefined ? {} : { signal }),
      onProgress: (progress) => {
        read.set(source.id, progress.read);
        show(source.id, progress.phase);
      },
    });
    read.set(source.id, report.read);
    done += 1;
    show(source.id, report.outcome);
    return report;
  };

  if (options.progress) bar.start(sources.length, 0, { records: 0, source: '', phase: '' });
  const limited = pLimit(preview === undefined ? atOnce : 1);
  const running = sources.map((source) => limited(() => run(source)));
  const reports: HarvestReport[] = [];
  for (const each of running) {
    const report = await each;
    if (report === undefined) continue;
    reports.push(report);
    options.onReport?.(report);
  }
  if (options.progress) bar.stop();
  const left = sources.length - reports.length;
  if (left > 0) options.output.note(`Stopped; ${left} of ${sources.length} sources were not run.`);
  return reports;
}

const extentNotes = {
  everything: '',
  changes: '; only changes were read',
  nothing: '; not modified since the last run',
  part: '; only the part before the feed broke',
} as const;

const feedNotes = {
  kept: '; from the kept feeds',
  earlier: '; from the feeds of the release before',
  none: '; by a person',
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
  expired = 0,
  error,
  raw = 'kept',
  feeds,
  dryRun,
  brokenOff,
}: HarvestReport): string {
  const problems = Object.entries(issues).map(([code, count]) => `${code} ${count}`);
  const numbers = `read ${read}, written ${written}, unchanged ${unchanged}, withdrawn ${withdrawn}, rejected ${rejected}${expired > 0 ? `, expired long ago ${expired}` : ''}, ${seconds.toFixed(1)} s`;
  return [
    `${source}: ${outcome} (${numbers}${extentNotes[extent ?? 'everything']}${feeds === undefined ? '' : feedNotes[feeds]})`,
    ...(dryRun === undefined
      ? []
      : [
          `    would be new ${dryRun.new}, changed ${dryRun.changed}, withdrawn ${dryRun.withdrawn}; nothing was written`,
        ]),
    ...(problems.length > 0 ? [`    ${problems.join(', ')}`] : []),
    ...(raw === 'kept' ? [] : [rawNotes[raw]]),
    ...(brokenOff === undefined ? [] : [`    ${brokenOff.code}: ${brokenOff.message}; nothing was withdrawn`]),
    ...(error === undefined ? [] : [`    ${error.code}: ${error.message}`]),
  ].join('\n');
}
