import type { SourceDraft } from './source-draft.js';

type Say = (key: string, text: string) => void;

/** Hours between runs within a day, and the schedules of longer ones; none is shorter than it says, in any month. */
const withinADay = [1, 2, 3, 4, 6, 8, 12];
const longer = [
  [24, '@daily'],
  [168, '@weekly'],
  [672, '@monthly'],
  // Without the first of February, after which March comes too soon.
  [720, '0 0 1 1,3-12 *'],
  [1416, '0 0 1 */2 *'],
  [2160, '0 0 1 */3 *'],
  [4344, '0 0 1 */6 *'],
] as const;
const year = 8760;

/** What the QualityLink aggregator waits where a manifest states nothing (Data Source Discovery, "Data sources"). */
const defaultHours = 24;

/**
 * The most frequent schedule that leaves the least hours between two harvests that the manifest asks for. There is none
 * that is longer than a year, so that is the one where even more is asked for.
 */
export function scheduleOf(refresh: number | undefined, say: Say): Pick<SourceDraft, 'schedule' | 'refreshHours'> {
  if (refresh !== undefined && refresh > year)
    say('refresh', 'is longer than a year, for which there is no schedule, so the source is harvested once a year');
  return {
    schedule: leaving(refresh ?? defaultHours),
    ...(refresh === undefined ? {} : { refreshHours: refresh }),
  };
}

function leaving(hours: number): string {
  const step = withinADay.find((each) => each >= hours);
  if (step === undefined) return longer.find(([least]) => least >= hours)?.[1] ?? '0 0 1 1 *';
  return step === 1 ? '@hourly' : `0 */${step} * * *`;
}
