import cliProgress from 'cli-progress';
import type { Gateway } from '../gateway.js';
import { harvest } from '../harvest/harvester.js';
import type { HarvestReport } from '../harvest/report.js';
import type { SourceDefinition } from '../harvest/source.js';
import type { Output } from './output.js';

export interface HarvestRunOptions {
  readonly force?: boolean;
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
    const report = await harvest(source, gateway.harvestContext, {
      ...(options.force === true ? { force: true } : {}),
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
}: HarvestReport): string {
  const problems = Object.entries(issues).map(([code, count]) => `${code} ${count}`);
  const numbers = `read ${read}, written ${written}, unchanged ${unchanged}, withdrawn ${withdrawn}, rejected ${rejected}, ${seconds.toFixed(1)} s`;
  return [
    `${source}: ${outcome} (${numbers}${extentNotes[extent ?? 'everything']})`,
    ...(problems.length > 0 ? [`    ${problems.join(', ')}`] : []),
    ...(error === undefined ? [] : [`    ${error.code}: ${error.message}`]),
  ].join('\n');
}
