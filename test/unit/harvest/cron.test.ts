import { expect, test } from 'vitest';
import { cronProblem, jitterMs, longestIntervalMs } from '../../../src/harvest/cron.js';

const hour = 3_600_000;
const from = new Date('2026-11-23T00:00:00Z');

test.each(['15 3 * * *', '*/10 6-20 * * MON-FRI', '0 4 1 * *', '@daily'])('"%s" is a schedule', (expression) => {
  expect(cronProblem(expression, 'Europe/Paris')).toBeUndefined();
});

test.each([
  ['nonsense', /five fields/],
  ['* * * * * *', /five fields/],
  ['2026-12-01T03:00:00', /five fields/],
  ['61 * * * *', /minute: 61/],
  ['0 3 * * MOO', /not a cron expression/],
  ['0 0 30 2 *', /never run/],
  ['@sometimes', /not a cron expression/],
  ['', /five fields/],
])('"%s" is not, and why is told', (expression, message) => {
  expect(cronProblem(expression, 'UTC')).toMatch(message);
});

test('a zone that nobody knows is told of, not the expression', () => {
  expect(cronProblem('0 3 * * *', 'Mars/Phobos')).toMatch(/"Mars\/Phobos".*IANA/);
});

test.each([
  ['0 * * * *', 'UTC', 1],
  ['0 3 * * *', 'UTC', 24],
  ['0 3 * * 1-5', 'UTC', 72],
  ['0 3 1 * *', 'UTC', 31 * 24],
])('runs of "%s" lie at most so far apart', (expression, zone, hours) => {
  expect(longestIntervalMs(expression, zone, from)).toBe(hours * hour);
});

test('the day on which clocks are put back is an hour longer', () => {
  expect(longestIntervalMs('0 12 * * *', 'Europe/Paris', new Date('2026-10-20T00:00:00Z'))).toBe(25 * hour);
});

test('the jitter of a source is always the same, below its limit, and differs between sources', () => {
  const sources = Array.from({ length: 200 }, (_, index) => `source-${index}`);
  const jitters = sources.map((source) => jitterMs(source, 5));
  expect(sources.map((source) => jitterMs(source, 5))).toEqual(jitters);
  for (const jitter of jitters) expect(jitter).toBeGreaterThanOrEqual(0);
  for (const jitter of jitters) expect(jitter).toBeLessThan(300_000);
  expect(new Set(jitters).size).toBeGreaterThan(190);
  expect(Math.max(...jitters) - Math.min(...jitters)).toBeGreaterThan(250_000);
  expect(jitterMs('source-1', 0)).toBe(0);
});
