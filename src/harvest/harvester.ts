import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { opportunityId } from '../domain/identifiers.js';
import type { Issue, IssueCode } from '../domain/issue.js';
import type { LearningOpportunity } from '../domain/learning-opportunity.js';
import type { Organisation } from '../domain/organisation.js';
import type { CatalogueIndex } from './catalogue-index.js';
import { FeedError } from './feed.js';
import { judge } from './judge.js';
import type { HarvestOutcome, HarvestReport } from './report.js';
import type { SourceDefinition } from './source.js';
import { Stage } from './stage.js';

/** One record of a feed after mapping and validation. */
export interface HarvestedRecord {
  readonly record?: LearningOpportunity;
  readonly hash?: string;
  /** The record as one line of JSON. */
  readonly line?: string;
  readonly issues: readonly Issue[];
}

/** Keeps two runs of one source from meeting, across processes. */
export interface RunLock {
  /** A function that releases the lock, or nothing when another run holds it. */
  acquire(source: string): Promise<(() => Promise<void>) | undefined>;
}

export interface HarvestContext {
  readonly index: CatalogueIndex;
  readonly lock: RunLock;
  /** Reads, maps and validates a source. */
  readonly read: (source: SourceDefinition, scratchDir: string, signal: AbortSignal) => AsyncIterable<HarvestedRecord>;
  /** Folder for staged runs and the issues of the last run of each source. */
  readonly workDir: string;
  readonly now: () => Date;
  readonly log: Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;
}

export interface HarvestOptions {
  /** Applies a run that the guard would refuse. @default false */
  readonly force?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: {
    readonly phase: 'read' | 'index' | 'done';
    readonly read: number;
    readonly written: number;
  }) => void;
}

interface Tally {
  format?: string;
  read: number;
  rejected: number;
  duplicates: number;
  written: number;
  unchanged: number;
  withdrawn: number;
  readonly issues: Partial<Record<IssueCode, number>>;
}

/**
 * Runs one source: prepares everything in a file, judges it, and only then applies it. Never throws: what went wrong is
 * in the report, which is also kept in the index. A run that fails or is refused leaves the offers as they were.
 */
export async function harvest(
  source: SourceDefinition,
  context: HarvestContext,
  options: HarvestOptions = {},
): Promise<HarvestReport> {
  const started = performance.now();
  const startedAt = context.now().toISOString();
  const tally: Tally = { read: 0, rejected: 0, duplicates: 0, written: 0, unchanged: 0, withdrawn: 0, issues: {} };
  const finish = async (outcome: HarvestOutcome, error?: HarvestReport['error']): Promise<HarvestReport> => {
    const seconds = Math.round(performance.now() - started) / 1000;
    const report: HarvestReport = {
      ...{ source: source.id, runId: randomUUID(), startedAt, finishedAt: context.now().toISOString(), outcome },
      ...{ read: tally.read, written: tally.written, unchanged: tally.unchanged, withdrawn: tally.withdrawn },
      ...{ rejected: tally.rejected, duplicates: tally.duplicates, issues: tally.issues, seconds },
      ...(tally.format === undefined ? {} : { format: tally.format }),
      ...(error === undefined ? {} : { error }),
    };
    await context.index
      .remember(report)
      .catch((cause) => context.log.warn({ err: cause, source: source.id }, 'the report of a run could not be kept'));
    return report;
  };

  const release = await context.lock.acquire(source.id);
  if (release === undefined)
    return finish('failed', { code: 'RUN_IN_PROGRESS', message: `another run of "${source.id}" is under way` });
  try {
    await run(source, context, options, tally);
    options.onProgress?.({ phase: 'done', read: tally.read, written: tally.written });
    if (tally.written + tally.withdrawn === 0 && tally.rejected === 0) return await finish('unchanged');
    return await finish(tally.rejected > 0 ? 'succeeded_with_rejections' : 'succeeded');
  } catch (cause) {
    if (cause instanceof FeedError) {
      context.log.warn({ source: source.id, code: cause.code, err: cause }, 'a run was not applied');
      return await finish(cause.code.startsWith('REFUSED_') ? 'refused' : 'failed', {
        code: cause.code,
        message: cause.message,
      });
    }
    context.log.error({ source: source.id, err: cause }, 'a run failed');
    return await finish('failed', {
      code: 'INTERNAL',
      message: `the run of "${source.id}" failed for a reason that is in the log`,
    });
  } finally {
    await release();
  }
}

async function run(
  source: SourceDefinition,
  context: HarvestContext,
  options: HarvestOptions,
  tally: Tally,
): Promise<void> {
  const signal = options.signal ?? new AbortController().signal;
  const home = join(context.workDir, source.id);
  await mkdir(home, { recursive: true });
  const scratchDir = await mkdtemp(join(home, 'run-'));
  try {
    const stage = new Stage(scratchDir, join(scratchDir, 'issues.ndjson'));
    const providers = new Map<string, Organisation>();
    const kept = new Set<string>();
    try {
      for await (const harvested of context.read(source, scratchDir, signal)) {
        tally.read += 1;
        await take(source, harvested, { stage, providers, kept, tally });
        if (tally.read % 100 === 0) options.onProgress?.({ phase: 'read', read: tally.read, written: 0 });
      }
    } finally {
      await stage.close();
    }
    await rename(stage.issuesPath, join(home, 'issues.ndjson'));
    await apply(source, context, options, { stage, providers, kept, tally });
  } finally {
    await rm(scratchDir, { recursive: true, force: true });
  }
}

interface Prepared {
  readonly stage: Stage;
  readonly providers: Map<string, Organisation>;
  /** Records that are there but broken: their last good version stays. */
  readonly kept: Set<string>;
  readonly tally: Tally;
}

async function take(
  source: SourceDefinition,
  { record, hash, line, issues }: HarvestedRecord,
  { stage, providers, kept, tally }: Prepared,
): Promise<void> {
  const report = async (issue: Issue) => {
    tally.issues[issue.code] = (tally.issues[issue.code] ?? 0) + 1;
    await stage.report(issue);
  };
  for (const issue of issues) await report(issue);
  if (record === undefined || hash === undefined || line === undefined) {
    tally.rejected += 1;
    for (const { record: native } of issues) kept.add(opportunityId(source.id, native));
    return;
  }
  tally.format ??= record.provenance.format;
  if (stage.hashes.has(record.id)) {
    tally.duplicates += 1;
    const native = record.provenance.record;
    await report({
      code: 'DUPLICATE_ID',
      severity: 'warning',
      source: source.id,
      record: native,
      path: 'id',
      message: `The id "${native}" came before in the same catalogue; the first record with it is kept.`,
    });
    return;
  }
  for (const organisation of [...record.providers, ...record.awardingBodies])
    providers.set(organisation.id, organisation);
  await stage.add(record.id, hash, line);
}

async function apply(
  source: SourceDefinition,
  { index, now, log }: HarvestContext,
  { force = false, onProgress }: HarvestOptions,
  { stage, providers, kept, tally }: Prepared,
): Promise<void> {
  const unchanged = new Set<string>();
  const withdrawals: string[] = [];
  let stored = 0;
  for await (const { id, hash, live } of index.stored(source.id)) {
    if (live) stored += 1;
    if (stage.hashes.get(id) === hash && live) unchanged.add(id);
    else if (live && !stage.hashes.has(id) && !kept.has(id)) withdrawals.push(id);
  }
  if (!force || tally.read === 0)
    judge(source, { read: tally.read, rejected: tally.rejected, stored, missing: withdrawals.length });
  onProgress?.({ phase: 'index', read: tally.read, written: 0 });
  tally.unchanged = unchanged.size;
  if (stage.hashes.size === unchanged.size && withdrawals.length === 0) return;

  const change = {
    writes: () => stage.records((id) => !unchanged.has(id)),
    ...{ withdrawals, providers: [...providers.values()], now: now(), reason: 'no longer in the catalogue' },
  };
  const applied = await index.apply(source.id, change);
  for (const { id, message } of applied.refused)
    log.warn({ source: source.id, id, message }, 'the index refuses a record');
  tally.written = applied.written;
  tally.withdrawn = applied.withdrawn;
  tally.rejected += applied.refused.length;
  const found = await index.count(source.id);
  const least = stage.hashes.size - applied.refused.length;
  if (found < least) {
    throw new FeedError(
      'INDEX_VERIFY_FAILED',
      `${found} offers of "${source.id}" are found where at least ${least} were written`,
    );
  }
}
