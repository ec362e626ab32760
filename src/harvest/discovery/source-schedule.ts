import type { SourceDraft } from './source-draft.js';

/** Hours between runs within a day, and the schedules of longer ones; none is shorter than it says, in any month. */
const withinADay = [1, 2, 3, 4, 6, 8, 12];
const longer = [
  [24, '@daily'],
  [168, '@weekly'],
  [672, '@monthly'],
] as const;

/** What the QualityLink aggregator waits where a manifest states nothing (Data Source Discovery, "Data sources"). */
const defaultHours = 24;

/**
 * The most frequent schedule that leaves the least hours between two harvests that the manifest asks for. Where those are
 * longer than a month there is none, and the source is harvested by hand.
 */
export function scheduleOf(refresh: number | undefined): Pick<SourceDraft, 'schedule' | 'refreshHours'> {
  const hours = refresh ?? defaultHours;
  const step = withinADay.find((each) => each >= hours);
  const schedule =
    step === undefined ? longer.find(([least]) => least >= hours)?.[1] : step === 1 ? '@hourly' : `0 */${step} * * *`;
  return {
    ...(schedule === undefined ? {} : { schedule }),
    ...(refresh === undefined ? {} : { refreshHours: refresh }),
  };
}
