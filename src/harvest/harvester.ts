import { randomUUID } from 'node:crypto';
import { appendFile, mkdir, mkdtemp, readdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { applyRun, type Prepared, type Tally } from './apply-run.js';
import type { DeadLetterLog } from './archive/dead-letter-log.js';
import { type ArchiveContext, RunLog } from './archive/run-log.js';
import type { CatalogueIndex } from './catalogue-index.js';
import { type SettleContext, settle } from './duplicates/settle.js';
import { breakingErrorCodes, FeedError, type FeedRoute } from './feed.js';
import { expiredBefore, type Grace } from './grace.js';
import { keepIssues, keepUnapplied } from './keep-issues.js';
import { type Preview, previewRun } from './preview.js';
import { RecordIds } from './record-ids.js';
import type { HarvestOutcome, HarvestReport } from './report.js';
import { feedsOfRun, type RunFeeds, usesKept } from './run-feeds.js';
import type { RunLock } from './run-lock.js';
import type { MemoryContext } from './run-memory.js';
import type { SourceDefinition } from './source.js';
import { Stage } from './stage.js';
import { countIssue, type HarvestedRecord, takeRecord } from './take-record.js';
import type { TransportMemory } from './transports/transport-memory.js';

export type { HarvestedRecord } from './take-record.js';

/** Keeps runs that write the index apart from whoever builds it anew, across processes. */
export interface IndexGate {
  /**
   * Does work that writes offers of a source. Waits while the index is being rebuilt, as what is written meanwhile would
   * be lost when the new one takes its place. Throws `FeedError` CANCELLED when the signal comes first.
   */
  writing<T>(source: string, signal: AbortSignal, work: () => Promise<T>): Promise<T>;
}

export interface HarvestContext {
  readonly index: CatalogueIndex;
  readonly lock: RunLock;
  /** Passed for each writing of the index. @default nobody builds the index anew */
  readonly gate?: IndexGate;
  /** Which records of different sources are one offer. */
  readonly duplicates: SettleContext['duplicates'];
  /** Reads, maps and validates a source. */
  readonly read: (
    source: SourceDefinition,
    scratchDir: string,
    signal: AbortSignal,
    memory: TransportMemory,
    route: FeedRoute,
  ) => AsyncIterable<HarvestedRecord>;
  /** Where runs are remembered, so that the next one need not read what did not change. @default nowhere */
  readonly memory?: MemoryContext;
  /** Where runs and dead letters are kept. @default nowhere */
  readonly archive?: ArchiveContext;
  /** Told of every run once it is over, but not of a preview; what it throws is logged and goes no further. @default nobody */
  readonly onReport?: (report: HarvestReport) => void;
  /** Folder for staged runs, and for the kept feeds and the problems of each source. */
  readonly workDir: string;
  /** How long expired offers are kept. @default for ever */
  readonly grace?: (source: SourceDefinition) => Grace;
  /** Most that the kept feeds of one source may take, in bytes; 0 for keeping none. @default 0 */
  readonly rawMaxBytes?: number;
  readonly now: () => Date;
  readonly log: Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;
}

export interface HarvestOptions {
  /**
   * Reads everything, changed or not, and applies a run that the guard would refuse. Of a feed that breaks, what came
   * before is written, and nothing is withdrawn. @default false
   */
  readonly force?: boolean;
  /** Maps the feeds again that the last run has kept, asking no provider; local files are read as they are now. @default false */
  readonly again?: boolean;
  /**
   * Goes back to the release before the last one: maps its feeds, asking no provider, and applies them whatever the guard
   * says. The source is then held: until a person forces or releases it, no run takes it forward again. @default false
   */
  readonly earlier?: boolean;
  /** Prepares and judges, tells here what would change, and changes nothing: not the index, the state or kept feeds. */
  readonly preview?: Preview;
  /**
   * The index is one that is still being built, and may never go live: kept feeds and what is remembered of the source
   * stay as they are. @default false
   */
  readonly aside?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: {
    readonly phase: 'read' | 'index' | 'done';
    readonly read: number;
    readonly written: number;
  }) => void;
}

/** Start of the names of folders that a run works in. */
const runFolder = 'run-';

/**
 * Runs one source: prepares everything in a file, judges it, and only then applies it. Never throws: what went wrong is
 * in the report, which is also kept in the index (but not that of a preview, nor of a run that found another one under
 * way or no kept feeds). A feed that fails or is refused leaves the offers as they were.
 */
export async function harvest(
  source: SourceDefinition,
  context: HarvestContext,
  options: HarvestOptions = {},
): Promise<HarvestReport> {
  const report = await reportedRun(source, context, options);
  try {
    if (isRemembered(report, options)) context.onReport?.(report);
  } catch (cause) {
    context.log.error({ source: source.id, err: cause }, 'a report could not be passed on');
  }
  return report;
}

async function reportedRun(
  source: SourceDefinition,
  context: HarvestContext,
  options: HarvestOptions,
): Promise<HarvestReport> {
  const started = performance.now();
  const startedAt = context.now().toISOString();
  const tally: Tally = { read: 0, rejected: 0, duplicates: 0, written: 0, unchanged: 0, withdrawn: 0, issues: {} };
  const runId = randomUUID();
  const fingerprint = context.memory?.fingerprintOf(source) ?? '';
  const runLog = new RunLog(context.archive, { source: source.id, runId, at: startedAt, fingerprint }, context.log);
  const reportOf = (outcome: HarvestOutcome, rest: Pick<HarvestReport, 'error' | 'extent'>): HarvestReport => ({
    ...{ source: source.id, runId, startedAt, finishedAt: context.now().toISOString(), outcome },
    ...{ read: tally.read, written: tally.written, unchanged: tally.unchanged, withdrawn: tally.withdrawn },
    ...{ rejected: tally.rejected, duplicates: tally.duplicates, issues: tally.issues },
    seconds: Math.round(performance.now() - started) / 1000,
    ...(tally.expired === undefined ? {} : { expired: tally.expired }),
    ...(tally.format === undefined ? {} : { format: tally.format }),
    ...(tally.changes === undefined ? {} : { changes: tally.changes }),
    ...(tally.deadLetters === undefined ? {} : { deadLetters: tally.deadLetters }),
    ...(tally.merged === undefined ? {} : { merged: tally.merged }),
    ...(tally.raw === undefined ? {} : { raw: tally.raw }),
    ...(options.earlier === true ? { feeds: 'earlier' } : usesKept(source, options.again) ? { feeds: 'kept' } : {}),
    ...(tally.dryRun === undefined ? {} : { dryRun: tally.dryRun }),
    ...(tally.brokenOff === undefined ? {} : { brokenOff: tally.brokenOff }),
    ...rest,
  });
  const lost = new AbortController();
  const onLost = () =>
    lost.abort(
      new FeedError(
        'RUN_IN_PROGRESS',
        `another run of "${source.id}" has taken the place of this one, which stood still for too long; that one goes on`,
      ),
    );
  const failure = (thrown: unknown): HarvestReport => {
    const cause = lost.signal.aborted ? lost.signal.reason : thrown;
    const error = errorOf(cause, source, context, options.signal);
    if (error.code === 'INTERNAL') context.log.error({ source: source.id, err: cause }, 'a run failed');
    else context.log.warn({ source: source.id, code: error.code, err: cause }, 'a run was not applied');
    return reportOf(isRefusal(cause) ? 'refused' : 'failed', { error });
  };

  let release: (() => Promise<void>) | undefined;
  try {
    release = await context.lock.acquire(source.id, onLost);
    if (release === undefined)
      throw new FeedError('RUN_IN_PROGRESS', `another run of "${source.id}" is under way; it goes on`);
  } catch (cause) {
    return failure(cause);
  }
  let feeds: RunFeeds | undefined;
  const signal = AbortSignal.any([lost.signal, ...(options.signal === undefined ? [] : [options.signal])]);
  const report = await run(source, context, { ...options, signal }, { runId, tally, runLog }).then((ran) => {
    feeds = ran;
    return reportOf(outcomeOf(tally), { extent: tally.brokenOff === undefined ? ran.memory.extent : 'part' });
  }, failure);
  // What is told of a source is left to the run that has the lock.
  if (isRemembered(report, options) && !lost.signal.aborted)
    await Promise.all([
      runLog.over(report),
      remember(source, context, report, { feeds, ...options }).catch((cause) =>
        context.log.warn({ err: cause, source: source.id }, 'the report of a run could not be kept'),
      ),
    ]);
  await release().catch((cause) => context.log.warn({ err: cause, source: source.id }, 'a lock was not released'));
  options.onProgress?.({ phase: 'done', read: tally.read, written: tally.written });
  return report;
}

/** Whether a run says anything about its source: a preview did not happen, and one that found no kept feeds read nothing. */
function isRemembered({ error }: HarvestReport, { preview }: HarvestOptions): boolean {
  return preview === undefined && error?.code !== 'RAW_UNAVAILABLE';
}

/** Keeps the report in the index, and then what a run that was applied has learned. */
async function remember(
  source: SourceDefinition,
  context: HarvestContext,
  report: HarvestReport,
  { feeds, aside, signal }: Pick<HarvestOptions, 'aside' | 'signal'> & { readonly feeds: RunFeeds | undefined },
): Promise<void> {
  // A run that was cancelled does not wait long to say so.
  const patience = signal?.aborted === true ? AbortSignal.timeout(2_000) : (signal ?? new AbortController().signal);
  await throughGate(context, source, patience, () => context.index.remember(report));
  if (feeds === undefined || aside === true) return;
  const { memory } = feeds;
  await feeds.remembered(report.runId);
  if (context.memory === undefined || memory.isDoubtful) return;
  const { states, fingerprintOf } = context.memory;
  const records = await context.index.count(source.id);
  await states.save(source.id, memory.stateAfter(report, records, fingerprintOf(source)));
}

function throughGate<T>(
  { gate }: HarvestContext,
  { id }: SourceDefinition,
  signal: AbortSignal,
  work: () => Promise<T>,
) {
  return gate === undefined ? work() : gate.writing(id, signal, work);
}

function outcomeOf({ written, withdrawn, rejected }: Tally): HarvestOutcome {
  if (rejected > 0) return 'succeeded_with_rejections';
  return written + withdrawn === 0 ? 'unchanged' : 'succeeded';
}

function errorOf(
  cause: unknown,
  { id }: SourceDefinition,
  { workDir }: Pick<HarvestContext, 'workDir'>,
  signal: AbortSignal | undefined,
): NonNullable<HarvestReport['error']> {
  if (cause instanceof FeedError) return { code: cause.code, message: cause.message };
  if (isDiskFull(cause))
    return { code: 'DISK_FULL', message: `there is no room left in ${workDir}; make room, and harvest "${id}" again` };
  if (signal?.aborted === true) return { code: 'CANCELLED', message: `the run of "${id}" was cancelled` };
  return { code: 'INTERNAL', message: `the run of "${id}" failed for a reason that is in the log` };
}

async function run(
  source: SourceDefinition,
  context: HarvestContext,
  options: HarvestOptions,
  { runId, tally, runLog }: { readonly runId: string; readonly tally: Tally; readonly runLog: RunLog },
): Promise<RunFeeds> {
  const { preview, onProgress, earlier = false, signal = new AbortController().signal } = options;
  const force = options.force === true || earlier;
  const now = context.now();
  const hold = force || options.again === true ? undefined : await heldBack(source, context);
  if (hold !== undefined && preview === undefined) throw hold;
  const home = join(context.workDir, source.id);
  await mkdir(home, { recursive: true });
  await removeLeftovers(home);
  const scratchDir = await mkdtemp(join(home, runFolder));
  const place = { workDir: context.workDir, source: source.id };
  const issuesPath = join(scratchDir, 'issues.ndjson');
  const letters = runLog.letters(scratchDir);
  let feeds: RunFeeds | undefined;
  try {
    feeds = await feedsOfRun(source, { ...context, ...options, home, at: now });
    const { memory } = feeds;
    const progress = (read: number) => onProgress?.({ phase: 'read', read, written: 0 });
    const prepared = await prepare(source, context, feeds, {
      ...{ scratchDir, issuesPath, signal, tally, letters, progress, force },
    });
    const isDoubted = force || !memory.hasState;
    const settleRun = async (isChanged: boolean) => {
      const since = isDoubted ? 0 : isChanged ? Math.floor(now.getTime() / 1000) : undefined;
      const request = { source: source.id, signal, ...(since === undefined ? {} : { since }) };
      tally.merged = await settle(context, request);
    };
    if (memory.extent === 'nothing') {
      const { records, format } = memory.unchanged;
      tally.unchanged = records;
      if (format !== undefined) tally.format = format;
      if (preview !== undefined) tally.dryRun = { new: 0, changed: 0, withdrawn: 0 };
      else {
        await throughGate(context, source, signal, () => settleRun(false));
        await noteLetters(tally, runLog.applied(letters, memory));
      }
      return feeds;
    }
    const { begins } = feeds;
    const onStart = async () => {
      onProgress?.({ phase: 'index', read: tally.read, written: 0 });
      if (options.aside === true) return;
      await begins(runId);
      await context.memory?.states.forget(source.id);
    };
    const gone = prepared.brokenOff === undefined ? memory.gone() : new Set<string>();
    const { changes } = runLog;
    const { brokenOff } = prepared;
    // What comes after the break is not known, so nothing of it is gone, and the next run reads everything again.
    if (brokenOff !== undefined) {
      tally.brokenOff = { code: brokenOff.code, message: brokenOff.message };
      memory.isDoubtful = true;
    }
    const change = {
      ...{ index: context.index, now, force, signal, onStart, settle: settleRun, changes },
      ...(gone === undefined ? {} : { gone }),
    };
    if (preview !== undefined) {
      await previewRun(source, change, prepared, preview);
      if (hold !== undefined) throw hold;
      return feeds;
    }
    const found = await throughGate(context, source, signal, () => applyRun(source, change, prepared)).catch(
      async (cause) => {
        if (isRefusal(cause)) await noteLetters(tally, runLog.refused(letters));
        throw cause;
      },
    );
    for (const issue of found) {
      countIssue(tally, issue);
      await letters.add({ issues: [issue] });
    }
    await appendFile(issuesPath, found.map((issue) => `${JSON.stringify(issue)}\n`).join(''));
    await keepIssues(place, prepared, memory, gone);
    memory.isDoubtful ||= found.length > 0;
    await noteLetters(tally, brokenOff === undefined ? runLog.applied(letters, memory) : runLog.refused(letters));
    const raw = brokenOff === undefined ? await feeds.applied(runId, tally.written + tally.withdrawn > 0) : undefined;
    if (raw !== undefined) tally.raw = raw;
    return feeds;
  } catch (cause) {
    // The problems of a preview stay among what is thrown away.
    if (preview === undefined)
      await keepUnapplied(place, issuesPath, Object.keys(tally.issues).length > 0).catch((error) =>
        context.log.warn({ source: source.id, err: error }, 'the problems of a run could not be kept'),
      );
    throw cause;
  } finally {
    await feeds?.end();
    await letters.close().catch(() => undefined);
    await rm(scratchDir, { recursive: true, force: true });
    if (preview !== undefined) await rmdir(home).catch(() => undefined);
  }
}

/** Why a source is not to be harvested: a person went back to an earlier release of it. */
async function heldBack({ id }: SourceDefinition, { index }: HarvestContext): Promise<FeedError | undefined> {
  const held = await index.held(id);
  if (held === undefined) return undefined;
  return new FeedError(
    'REFUSED_HELD',
    `"${id}" was taken back to an earlier release on ${held.since}, and is held there: lotse rollback ${id} --release lets harvests take it forward again, and so does --force once.`,
  );
}

/** Reads all feeds into a stage; what is wrong with them is written to the path, also when reading fails. */
async function prepare(
  source: SourceDefinition,
  context: HarvestContext,
  { memory, route }: RunFeeds,
  to: {
    readonly scratchDir: string;
    readonly issuesPath: string;
    readonly signal: AbortSignal;
    readonly tally: Tally;
    readonly letters: DeadLetterLog;
    readonly progress: (read: number) => void;
    readonly force: boolean;
  },
): Promise<Prepared> {
  const { scratchDir, issuesPath, signal, tally, letters, progress, force } = to;
  const stage = new Stage(scratchDir, issuesPath);
  const grace = context.grace?.(source);
  const prepared: Prepared = {
    ...{ stage, providers: new Map(), awardingBodies: new Map(), kept: new RecordIds(), tally },
    ...(grace === undefined ? {} : { expired: { before: expiredBefore(grace, context.now()), found: new Map() } }),
  };
  try {
    for await (const harvested of context.read(source, scratchDir, signal, memory, route)) {
      signal.throwIfAborted();
      tally.read += 1;
      await takeRecord(source, harvested, prepared, memory, letters);
      if (tally.read % 100 === 0) progress(tally.read);
    }
  } catch (cause) {
    if (!force || !isBreak(cause) || stage.hashes.size === 0) throw cause;
    prepared.brokenOff = cause;
  } finally {
    await stage.close();
  }
  const taken = memory.takenBack().filter((id) => stage.hashes.has(id));
  stage.remove(taken);
  tally.read -= taken.length;
  return prepared;
}

/** Folders of runs that were killed; the lock says that none of them is still at work. */
async function removeLeftovers(home: string): Promise<void> {
  const names = await readdir(home);
  for (const name of names.filter((each) => each.startsWith(runFolder)))
    await rm(join(home, name), { recursive: true, force: true });
}

function isDiskFull(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && ['ENOSPC', 'EDQUOT'].includes(String(cause.code));
}

function isBreak(cause: unknown): cause is FeedError {
  return cause instanceof FeedError && breakingErrorCodes.has(cause.code);
}

function isRefusal(cause: unknown): boolean {
  return cause instanceof FeedError && cause.code.startsWith('REFUSED_');
}

async function noteLetters(tally: Tally, saving: Promise<Tally['deadLetters']>): Promise<void> {
  const counts = await saving;
  if (counts !== undefined) tally.deadLetters = counts;
}
