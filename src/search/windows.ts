import { type EpochDay, lastDay } from '../domain/days.js';
import type { DayWindow } from '../domain/lifecycle.js';

/**
 * Stabbing queries on an engine that knows only equality: a set of day windows is stored as the aligned blocks of
 * 2^level days that exactly cover it, a day is asked for by the 17 blocks that hold it. However many windows an offer
 * has, one `IN` filter finds it on exactly the days on which one of them is open.
 */
const levels = 16;
const levelSize = lastDay + 1;

function block(level: number, day: EpochDay): number {
  return level * levelSize + (day >> level);
}

/** Joins windows that overlap or touch. */
export function mergeWindows(windows: readonly DayWindow[]): DayWindow[] {
  const merged: { opens: number; closes: number }[] = [];
  for (const { opens, closes } of [...windows].sort((a, b) => a.opens - b.opens)) {
    const last = merged.at(-1);
    if (last !== undefined && opens <= last.closes + 1) last.closes = Math.max(last.closes, closes);
    else merged.push({ opens, closes });
  }
  return merged;
}

/** The fewest aligned blocks that cover the windows. */
export function coveringBlocks(windows: readonly DayWindow[]): number[] {
  const blocks: number[] = [];
  for (const { opens, closes } of mergeWindows(windows)) {
    for (let day = opens; day <= closes; ) {
      let level = 0;
      while (level < levels && day % 2 ** (level + 1) === 0 && day + 2 ** (level + 1) - 1 <= closes) level += 1;
      blocks.push(block(level, day));
      day += 2 ** level;
    }
  }
  return blocks;
}

/** All blocks that hold a day. */
export function blocksOf(day: EpochDay): number[] {
  return Array.from({ length: levels + 1 }, (_, level) => block(level, day));
}
