import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Job } from '../harvest/jobs/job-queue.js';
import type { PurgeReport } from '../harvest/purge.js';
import type { HarvestReport } from '../harvest/report.js';
import type { SkipReason } from '../harvest/schedule.js';
import type { Notice } from '../harvest/watch/notice.js';
import type { CacheCounts } from '../search/cached-engine.js';
import type { EngineCall, EngineOutcome } from '../search/timed-engine.js';

/** What is known of a source when metrics are read. */
export interface SourceFigures {
  readonly id: string;
  /** Offers that can be found. */
  readonly records: number;
  readonly lastSuccessAt?: string;
  /** The last run by any process: this one, a worker, or a command. */
  readonly lastRun?: Pick<HarvestReport, 'outcome' | 'finishedAt' | 'error' | 'seconds'>;
}

export interface MetricsOptions {
  /** Rejects while the search engine is away. */
  readonly sources: () => Promise<readonly SourceFigures[]>;
  /** Dead letters of the sources that have any. Rejects while the search engine is away. @default none are told */
  readonly deadLetters?: () => Promise<readonly { readonly source: string; readonly total: number }[]>;
  /** Runs that wait or are under way, wherever. Rejects while the queue is away. @default none are told */
  readonly jobs?: () => Promise<readonly Pick<Job, 'state'>[]>;
  /** Where searches were answered from, since the start. */
  readonly cache: Readonly<CacheCounts>;
  readonly now: () => Date;
  /** Milliseconds for which the figures of the sources are used again. @default 5000 */
  readonly figuresForMs?: number;
}

const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * The numbers of a server for Prometheus. Every label has a closed list of values: routes, HTTP status, codes of our own,
 * and the ids of the sources and widgets files. Nothing here tells of persons, addresses or queries.
 */
export class Metrics {
  readonly #registry = new Registry();
  readonly #options: MetricsOptions;
  #figures: { readonly at: number; readonly known: Promise<void> } | undefined;

  readonly #requests = this.#histogram('lotse_http_request_duration_seconds', 'Answers over HTTP.', [
    'route',
    'status',
  ]);
  readonly #operations = this.#counter(
    'lotse_graphql_operations_total',
    'GraphQL operations by outcome: OK, or the code of their gravest error.',
    ['code'],
  );
  readonly #kept = this.#counter(
    'lotse_graphql_kept_answers_total',
    'GraphQL requests that were answered with a kept answer, without executing them.',
    [],
  );
  readonly #widgetSearches = this.#counter(
    'lotse_widget_searches_total',
    'Searches of widgets by preset (none: without one) and page (first, next).',
    ['preset', 'page'],
  );
  readonly #engineCalls = this.#histogram('lotse_engine_call_duration_seconds', 'Calls of the search engine.', [
    'call',
    'outcome',
  ]);
  readonly #runs = this.#counter('lotse_harvest_runs_total', 'Runs of sources by outcome.', ['source', 'outcome']);
  readonly #records = this.#counter('lotse_harvest_records_total', 'Records of runs by what became of them.', [
    'source',
    'result',
  ]);
  readonly #issues = this.#counter('lotse_harvest_issues_total', 'Problems in records, warnings included.', [
    'source',
    'code',
  ]);
  readonly #purged = this.#counter('lotse_purged_offers_total', 'Offers that were deleted after their grace.', [
    'source',
    'reason',
  ]);
  readonly #skipped = this.#counter('lotse_schedule_skipped_total', 'Scheduled runs that did not take place.', [
    'source',
    'reason',
  ]);
  readonly #notices = this.#counter('lotse_webhook_notices_total', 'Notices to the webhook.', ['event', 'outcome']);
  readonly #engineUp = this.#gauge('lotse_engine_up', 'Whether the search engine answers (1) or not (0).', []);
  readonly #age = this.#gauge('lotse_source_seconds_since_success', 'Seconds since the last applied run ended.', [
    'source',
  ]);
  readonly #success = this.#gauge(
    'lotse_source_last_success_timestamp_seconds',
    'When the last applied run of a source ended, whichever process ran it.',
    ['source'],
  );
  readonly #lastRun = this.#gauge(
    'lotse_source_last_run_timestamp_seconds',
    'When the last run of a source ended, whichever process ran it.',
    ['source'],
  );
  readonly #lastRunTook = this.#gauge('lotse_source_last_run_duration_seconds', 'How long the last run took.', [
    'source',
  ]);
  readonly #lastRunFailed = this.#gauge(
    'lotse_source_last_run_failed',
    'Whether the last run failed or was refused (1) or not (0).',
    ['source'],
  );
  readonly #jobs = this.#gauge('lotse_harvest_jobs', 'Runs that wait or are under way, in all processes.', ['state']);
  readonly #offers = this.#gauge('lotse_source_offers', 'Offers that can be found.', ['source']);

  readonly #deadLetters = this.#gauge('lotse_source_dead_letters', 'Records that could not be taken over.', ['source']);

  constructor(options: MetricsOptions) {
    this.#options = options;
    const { cache } = options;
    new Counter({
      name: 'lotse_search_answers_total',
      help: 'Searches by where they were answered from; engine: calls of the search engine.',
      labelNames: ['from'],
      registers: [this.#registry],
      collect() {
        this.reset();
        this.inc({ from: 'memory' }, cache.hits);
        this.inc({ from: 'shared' }, cache.sharedHits);
        this.inc({ from: 'joined' }, cache.joined);
        this.inc({ from: 'engine' }, cache.misses);
      },
    });
  }

  /** Adds memory, event loop, garbage collection and the like of this process. */
  watchProcess(): void {
    collectDefaultMetrics({ register: this.#registry });
  }

  readonly contentType = this.#registry.contentType;

  async text(): Promise<string> {
    await this.#readFigures();
    return this.#registry.metrics();
  }

  onRequest({ route, status, seconds: took }: { route: string | undefined; status: number; seconds: number }): void {
    this.#requests.observe({ route: route ?? 'none', status }, took);
  }

  onOperation(code: string): void {
    this.#operations.inc({ code });
  }

  onKeptAnswer(): void {
    this.#kept.inc();
  }

  /** `preset` is the id of one that is configured. */
  onWidgetSearch(preset: string | undefined, page: 'first' | 'next'): void {
    this.#widgetSearches.inc({ preset: preset ?? 'none', page });
  }

  onEngineCall(call: EngineCall, outcome: EngineOutcome, took: number): void {
    this.#engineCalls.observe({ call, outcome }, took);
  }

  onSkip(source: string, reason: SkipReason): void {
    this.#skipped.inc({ source, reason });
  }

  onNotice(event: Notice['event'], outcome: 'delivered' | 'given_up'): void {
    this.#notices.inc({ event, outcome });
  }

  /** A run that met another one, or was cancelled, has not failed. */
  onRun({ source, outcome, error, issues, ...counts }: HarvestReport): void {
    const quiet = { RUN_IN_PROGRESS: 'met_another', CANCELLED: 'cancelled' } as const;
    const code = error?.code;
    this.#runs.inc({ source, outcome: code === 'RUN_IN_PROGRESS' || code === 'CANCELLED' ? quiet[code] : outcome });
    for (const result of ['read', 'written', 'unchanged', 'withdrawn', 'rejected', 'duplicates'] as const) {
      if (counts[result] > 0) this.#records.inc({ source, result }, counts[result]);
    }
    if (counts.expired !== undefined) this.#records.inc({ source, result: 'expired' }, counts.expired);
    for (const [issue, count] of Object.entries(issues)) this.#issues.inc({ source, code: issue }, count);
  }

  onPurge({ source, withdrawn, expired, dryRun }: PurgeReport): void {
    if (dryRun === true) return;
    for (const [reason, count] of Object.entries({ withdrawn, expired }))
      if (count > 0) this.#purged.inc({ source, reason }, count);
  }

  /** Asks for the figures of the sources unless they are fresh, or being asked for. */
  #readFigures(): Promise<void> {
    const { figuresForMs = 5_000 } = this.#options;
    const at = performance.now();
    if (this.#figures === undefined || at - this.#figures.at > figuresForMs) {
      this.#figures = { at, known: this.#askForFigures() };
    }
    return this.#figures.known;
  }

  async #askForFigures(): Promise<void> {
    const [figures, letters, jobs] = await Promise.all([
      this.#options.sources().catch(() => undefined),
      this.#options.deadLetters?.().catch(() => undefined),
      this.#options.jobs?.().catch(() => undefined),
    ]);
    this.#engineUp.set(figures === undefined ? 0 : 1);
    const ofSources = [this.#offers, this.#age, this.#deadLetters, this.#success, this.#lastRun];
    for (const gauge of [...ofSources, this.#lastRunTook, this.#lastRunFailed, this.#jobs]) gauge.reset();
    for (const state of jobs === undefined ? [] : (['waiting', 'running'] as const))
      this.#jobs.set({ state }, jobs?.filter((job) => job.state === state).length ?? 0);
    const now = this.#options.now().getTime();
    const dead = letters && new Map(letters.map(({ source, total }) => [source, total]));
    for (const { id: source, records, lastSuccessAt, lastRun } of figures ?? []) {
      this.#offers.set({ source }, records);
      if (dead !== undefined) this.#deadLetters.set({ source }, dead.get(source) ?? 0);
      if (lastSuccessAt !== undefined) {
        this.#age.set({ source }, Math.max(0, now - Date.parse(lastSuccessAt)) / 1_000);
        this.#success.set({ source }, Date.parse(lastSuccessAt) / 1_000);
      }
      if (lastRun === undefined) continue;
      this.#lastRun.set({ source }, Date.parse(lastRun.finishedAt) / 1_000);
      this.#lastRunTook.set({ source }, lastRun.seconds);
      const isQuiet = ['RUN_IN_PROGRESS', 'CANCELLED'].includes(lastRun.error?.code ?? '');
      this.#lastRunFailed.set({ source }, lastRun.error === undefined || isQuiet ? 0 : 1);
    }
  }

  #counter<const L extends string>(name: string, help: string, labelNames: readonly L[]): Counter<L> {
    return new Counter({ name, help, labelNames, registers: [this.#registry] });
  }

  #gauge<const L extends string>(name: string, help: string, labelNames: readonly L[]): Gauge<L> {
    return new Gauge({ name, help, labelNames, registers: [this.#registry] });
  }

  #histogram<const L extends string>(name: string, help: string, labelNames: readonly L[]): Histogram<L> {
    return new Histogram({ name, help, labelNames, buckets: seconds, registers: [this.#registry] });
  }
}
