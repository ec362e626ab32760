import { expect, test } from 'vitest';
import type { HarvestReport } from '../../src/harvest/report.js';
import { Metrics, type MetricsOptions } from '../../src/telemetry/metrics.js';

const now = new Date('2026-11-23T12:00:00Z');

function metricsOf(options: Partial<MetricsOptions> = {}) {
  const cache = { hits: 0, sharedHits: 0, joined: 0, misses: 0 };
  return new Metrics({ sources: async () => [], cache, now: () => now, ...options });
}

function aReport(code?: 'RUN_IN_PROGRESS' | 'CANCELLED' | 'SOURCE_TIMEOUT'): HarvestReport {
  const counts = {
    read: 0,
    written: 0,
    unchanged: 0,
    withdrawn: 0,
    rejected: 0,
    duplicates: 0,
    seconds: 1,
    issues: {},
  };
  const at = now.toISOString();
  const run = { source: 'one', runId: 'r', startedAt: at, finishedAt: at, ...counts };
  return code === undefined
    ? { ...run, outcome: 'unchanged' }
    : { ...run, outcome: 'failed', error: { code, message: '' } };
}

test('runs that were cancelled, or met another one, are not counted as failed', async () => {
  const metrics = metricsOf();
  for (const report of [aReport(), aReport('RUN_IN_PROGRESS'), aReport('CANCELLED'), aReport('SOURCE_TIMEOUT')]) {
    metrics.onRun(report);
  }
  const text = await metrics.text();
  for (const outcome of ['unchanged', 'met_another', 'cancelled', 'failed']) {
    expect(text).toContain(`lotse_harvest_runs_total{source="one",outcome="${outcome}"} 1`);
  }
});

test('answers of the cache are told as they are counted there', async () => {
  const cache = { hits: 3, sharedHits: 2, joined: 1, misses: 7 };
  const metrics = metricsOf({ cache });
  await metrics.text();
  cache.hits = 4;
  const text = await metrics.text();
  const told = [...text.matchAll(/lotse_search_answers_total\{from="(\w+)"\} (\d+)/g)].map(([, from, n]) => [from, n]);
  expect(told).toEqual([
    ['memory', '4'],
    ['shared', '2'],
    ['joined', '1'],
    ['engine', '7'],
  ]);
});

test('while the engine is away the rest is told, and that it is away', async () => {
  let isAway = false;
  const lastSuccessAt = new Date(now.getTime() - 90_000).toISOString();
  const sources = async () => {
    if (isAway) throw new Error('away');
    return [{ id: 'one', records: 5, lastSuccessAt }];
  };
  const metrics = metricsOf({ sources, figuresForMs: -1 });
  const before = await metrics.text();
  expect(before).toContain('lotse_engine_up 1');
  expect(before).toContain('lotse_source_offers{source="one"} 5');
  expect(before).toContain('lotse_source_seconds_since_success{source="one"} 90');
  isAway = true;
  metrics.onOperation('SERVICE_UNAVAILABLE');
  const after = await metrics.text();
  expect(after).toContain('lotse_engine_up 0');
  expect(after).toContain('lotse_graphql_operations_total{code="SERVICE_UNAVAILABLE"} 1');
  expect(after).not.toContain('{source="one"}');
});

test('runs of workers and commands are told too, as the index knows them, and runs that wait', async () => {
  const at = (secondsAgo: number) => new Date(now.getTime() - secondsAgo * 1000).toISOString();
  const run = (code?: 'SOURCE_TIMEOUT' | 'CANCELLED') => ({ ...aReport(code), finishedAt: at(30), seconds: 2.5 });
  const sources = async () => [
    { id: 'good', records: 5, lastSuccessAt: at(30), lastRun: run() },
    { id: 'bad', records: 4, lastSuccessAt: at(90), lastRun: run('SOURCE_TIMEOUT') },
    { id: 'quiet', records: 3, lastSuccessAt: at(90), lastRun: run('CANCELLED') },
    { id: 'new', records: 0 },
  ];
  const jobs = async () => [
    { state: 'waiting' as const },
    { state: 'waiting' as const },
    { state: 'running' as const },
  ];
  const text = await metricsOf({ sources, jobs }).text();
  const told = (name: string) =>
    Object.fromEntries(
      [...text.matchAll(new RegExp(`^${name}\\{\\w+="(\\w+)"\\} (\\S+)`, 'gm'))].map(([, label, value]) => [
        label,
        Number(value),
      ]),
    );
  const seconds = now.getTime() / 1000;
  expect(told('lotse_source_last_run_failed')).toEqual({ good: 0, bad: 1, quiet: 0 });
  expect(told('lotse_source_last_success_timestamp_seconds')).toEqual({
    ...{ good: seconds - 30, bad: seconds - 90, quiet: seconds - 90 },
  });
  expect(told('lotse_source_last_run_timestamp_seconds')).toMatchObject({ bad: seconds - 30 });
  expect(told('lotse_source_last_run_duration_seconds')).toMatchObject({ good: 2.5 });
  expect(told('lotse_harvest_jobs')).toEqual({ waiting: 2, running: 1 });
});

test('every name has the prefix, a unit where it has one, and says what it is', async () => {
  const text = await metricsOf().text();
  const kinds = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', kind = '']) => [name, kind] as const);
  expect(kinds.length).toBeGreaterThan(15);
  for (const [name, kind] of kinds) {
    expect(name).toMatch(/^lotse_[a-z_]+$/);
    expect([name, name.endsWith('_total')]).toEqual([name, kind === 'counter']);
    if (kind === 'histogram') expect(name).toMatch(/_seconds$/);
    expect(text).toMatch(new RegExp(`^# HELP ${name} [A-Z].+\\.$`, 'm'));
  }
});

test('however often they are read, the engine is asked once in a while', async () => {
  let asked = 0;
  const sources = async () => {
    asked += 1;
    return [];
  };
  const metrics = metricsOf({ sources });
  await Promise.all([metrics.text(), metrics.text()]);
  await metrics.text();
  expect(asked).toBe(1);
});
