import { describe, expect, test } from 'vitest';
import {
  afterTelling,
  judgeSource,
  type Notice,
  type SourceFacts,
  staleAfterMs,
  type Told,
  toldSchema,
} from '../../../src/harvest/watch/notice.js';

const source = { id: 'one', name: 'One', schedule: undefined, staleAfterHours: undefined, timezone: 'UTC' };
const hours = (count: number) => new Date(Date.parse('2026-11-01T00:00:00Z') + count * 3_600_000);
const at = (count: number) => hours(count).toISOString();

const succeeded = (hour: number): SourceFacts => ({
  lastRun: { outcome: 'succeeded', finishedAt: at(hour) },
  lastSuccessAt: at(hour),
  isWhole: true,
});
const failed = (hour: number, code = 'SOURCE_TIMEOUT', outcome = 'failed', success?: number): SourceFacts => ({
  lastRun: { outcome, finishedAt: at(hour), error: { code, message: `${code} at ${hour}` } },
  ...(success === undefined ? {} : { lastSuccessAt: at(success) }),
  isWhole: success !== undefined,
});

/** Judges again and again; the receiver takes every notice, unless it is away. */
function story(of: Partial<typeof source> | object = {}) {
  let told: Told | undefined;
  return {
    step(hour: number, facts: SourceFacts, isAway = false): Notice | undefined {
      const judged = judgeSource({ ...source, ...of }, facts, told, hours(hour));
      told = judged.due && !isAway ? afterTelling(judged.told, judged.due.event, hours(hour)) : judged.told;
      expect(toldSchema.parse(JSON.parse(JSON.stringify(told)))).toEqual(told);
      return judged.due;
    },
    told: () => told,
  };
}

describe('failures', () => {
  test('the first is told with its reason, the same again only after 24 hours', () => {
    const { step } = story();
    expect(step(1, succeeded(1))).toBeUndefined();
    expect(step(2, failed(2, 'SOURCE_TIMEOUT', 'failed', 1))).toEqual({
      event: 'source.failed',
      source: { id: 'one', name: 'One' },
      ...{ at: at(2), since: at(2), reminder: false, lastSuccessAt: at(1) },
      error: { code: 'SOURCE_TIMEOUT', message: 'SOURCE_TIMEOUT at 2' },
    });
    expect(step(3, failed(3))).toBeUndefined();
    expect(step(25.9, failed(25.9))).toBeUndefined();
    expect(step(26, failed(25.9))).toMatchObject({
      since: at(2),
      reminder: true,
      error: { message: expect.stringMatching('at 25.9') },
    });
    expect(step(27, failed(27))).toBeUndefined();
    expect(step(50, failed(27))).toMatchObject({ event: 'source.failed', reminder: true });
  });

  test('a refused run is told as such', () => {
    expect(story().step(2, failed(2, 'REFUSED_DROP', 'refused'))).toMatchObject({
      event: 'source.refused',
      error: { code: 'REFUSED_DROP' },
    });
  });

  test.each(['RUN_IN_PROGRESS', 'CANCELLED'])('%s is no failure, and no end of one', (code) => {
    const { step, told } = story();
    expect(step(1, failed(1, code))).toBeUndefined();
    expect(told()).not.toHaveProperty('failing');
    step(2, failed(2));
    expect(step(3, failed(3, code))).toBeUndefined();
    expect(told()).toHaveProperty('failing');
  });

  test('what nobody took is due again until somebody does', () => {
    const { step } = story();
    expect(step(2, failed(2), true)).toMatchObject({ event: 'source.failed' });
    expect(step(2.1, failed(2), true)).toMatchObject({ reminder: false, since: at(2) });
    expect(step(2.2, failed(2))).toMatchObject({ reminder: false });
    expect(step(2.3, failed(2))).toBeUndefined();
  });

  test('the index may not know a failure yet: an older success does not end it', () => {
    const { step } = story();
    step(1, succeeded(1));
    step(2, failed(2, 'INDEX_UNAVAILABLE'));
    expect(step(3, succeeded(1))).toBeUndefined();
    expect(step(4, succeeded(4))).toMatchObject({ event: 'source.recovered' });
  });
});

describe('recovery', () => {
  test('is told once, with since when and from what', () => {
    const { step, told } = story();
    step(2, failed(2));
    step(3, failed(3, 'FEED_MALFORMED'));
    expect(step(4, succeeded(4))).toMatchObject({
      ...{ event: 'source.recovered', since: at(2), at: at(4), lastSuccessAt: at(4) },
      error: { code: 'FEED_MALFORMED' },
    });
    expect(step(5, succeeded(5))).toBeUndefined();
    expect(told()).toEqual({ version: 1, watchedSince: at(2) });
  });

  test('is not told of a failure that nobody heard of', () => {
    const { step, told } = story();
    step(2, failed(2), true);
    expect(step(3, succeeded(3))).toBeUndefined();
    expect(told()).not.toHaveProperty('failing');
  });

  test('is told later when nobody took it; a source that fails meanwhile has not recovered', () => {
    const { step } = story();
    step(2, failed(2));
    expect(step(3, succeeded(3), true)).toMatchObject({ event: 'source.recovered' });
    expect(step(4, failed(4))).toBeUndefined();
    expect(step(5, succeeded(5))).toMatchObject({ event: 'source.recovered', since: at(2) });
  });

  test('the next failure is a first one again', () => {
    const { step } = story();
    step(2, failed(2));
    step(3, succeeded(3));
    expect(step(4, failed(4))).toMatchObject({ event: 'source.failed', since: at(4), reminder: false });
  });
});

describe('staleness', () => {
  test('is told once, and so is its end', () => {
    const { step } = story({ staleAfterHours: 10 });
    expect(step(1, succeeded(1))).toBeUndefined();
    expect(step(11, succeeded(1))).toBeUndefined();
    expect(step(11.1, succeeded(1))).toMatchObject({ event: 'source.stale', since: at(1), lastSuccessAt: at(1) });
    expect(step(40, succeeded(1))).toBeUndefined();
    expect(step(41, succeeded(41))).toMatchObject({ event: 'source.recovered', since: at(1) });
    expect(step(42, succeeded(41))).toBeUndefined();
  });

  test('a source that never succeeded is stale some time after it was first looked at', () => {
    const { step } = story({ staleAfterHours: 10 });
    expect(step(0, { isWhole: true })).toBeUndefined();
    expect(step(9, { isWhole: true })).toBeUndefined();
    expect(step(11, { isWhole: true })).toMatchObject({ event: 'source.stale', since: at(0) });
  });

  test('a failed run that does not know of the last success says nothing about it', () => {
    const { step, told } = story({ staleAfterHours: 10 });
    step(0, succeeded(0));
    step(9, succeeded(9));
    step(15, failed(15));
    expect(step(16, failed(16))).toBeUndefined();
    expect(told()).not.toHaveProperty('stale');
  });

  test('a limit that is raised ends it without a word', () => {
    const first = judgeSource({ ...source, staleAfterHours: 10 }, succeeded(1), undefined, hours(12));
    const told = afterTelling(first.told, 'source.stale', hours(12));
    expect(judgeSource({ ...source, staleAfterHours: 100 }, succeeded(1), told, hours(13))).toEqual({
      told: { version: 1, watchedSince: at(12) },
    });
  });

  test.each([
    [{}, 7 * 24],
    [{ staleAfterHours: 5, schedule: '0 3 * * *' }, 5],
    [{ schedule: '0 3 * * *' }, 72],
    [{ schedule: '0 3 * * 1-5' }, 3 * 72],
  ])('%j is stale after so many hours', (more, expected) => {
    expect(staleAfterMs({ ...source, ...more }, hours(0))).toBe(expected * 3_600_000);
  });
});
