import type { EpochDay } from '../domain/days.js';
import type { Issue, IssueCode } from '../domain/issue.js';
import type { LearningOpportunity } from '../domain/learning-opportunity.js';
import type { Organisation } from '../domain/organisation.js';
import type { RunChanges } from './archive/run-changes.js';
import type { CatalogueIndex } from './catalogue-index.js';
import { FeedError } from './feed.js';
import { judge } from './judge.js';
import type { RecordIds } from './record-ids.js';
import type { HarvestReport, RawOutcome } from './report.js';
import type { SourceDefinition } from './source.js';
import type { Stage } from './stage.js';

/** What a run has counted so far; `read = written + unchanged + rejected + duplicates + expired` once it is applied. */
export interface Tally {
  format?: string;
  read: number;
  rejected: number;
  duplicates: number;
  written: number;
  unchanged: number;
  withdrawn: number;
  merged?: number;
  expired?: number;
  readonly issues: Partial<Record<IssueCode, number>>;
  raw?: RawOutcome;
  changes?: NonNullable<HarvestReport['changes']>;
  deadLetters?: NonNullable<HarvestReport['deadLetters']>;
  dryRun?: NonNullable<HarvestReport['dryRun']>;
  brokenOff?: NonNullable<HarvestReport['brokenOff']>;
}

/** A run that is read and not yet applied. */
export interface Prepared {
  readonly stage: Stage;
  readonly providers: Map<string, Organisation>;
  readonly awardingBodies: Map<string, Organisation>;
  /** Why the reading ended before its end, where what came before is to be taken over all the same. */
  brokenOff?: FeedError;
  /** Records that are there but broken: their last good version stays. */
  readonly kept: RecordIds;
  /** Records that expired longer ago than their grace: only those that the index has are written. */
  readonly expired?: {
    readonly before: EpochDay;
    readonly found: Map<string, Pick<LearningOpportunity, 'providers' | 'awardingBodies'>>;
  };
  readonly tally: Tally;
}

export interface ApplyOptions {
  readonly index: CatalogueIndex;
  readonly now: Date;
  /** Applies what the guard would refuse; a run without any usable record is refused all the same. */
  readonly force: boolean;
  readonly signal: AbortSignal;
  /** Given when only changes were read: the records that are gone, all others stay. @default what was not read is gone */
  readonly gone?: ReadonlySet<string>;
  /** What is told of every record that is written or withdrawn. @default nobody */
  readonly changes?: RunChanges;
  /** Awaited when the run was judged, before the writing begins. */
  readonly onStart: () => Promise<void>;
  /** Awaited after the writing: settles which of the records are one offer with others. */
  readonly settle: (isChanged: boolean) => Promise<void>;
}

/** How a prepared run differs from what is in the index. */
export interface Difference {
  /** Records in the index that are not withdrawn. */
  readonly stored: number;
  readonly unchanged: ReadonlySet<string>;
  /** Those that come with other content. */
  readonly replaced: ReadonlySet<string>;
  /** Those that are no longer in the catalogue. */
  readonly withdrawals: readonly string[];
  /** Those whose version in the feed is broken, or that were not read. */
  readonly held: readonly string[];
  /** Those that are one offer with records of other sources. */
  readonly clustered: ReadonlySet<string>;
}

/** Compares a prepared run with the index. */
export async function compare(
  source: string,
  { index, gone }: Pick<ApplyOptions, 'index' | 'gone'>,
  run: Prepared,
): Promise<Difference> {
  const { stage, kept } = run;
  const known = new Set<string>();
  const isGone = (id: string) => !kept.has(id) && (gone === undefined || gone.has(id));
  const unchanged = new Set<string>();
  const replaced = new Set<string>();
  const withdrawals: string[] = [];
  const held: string[] = [];
  const clustered = new Set<string>();
  let stored = 0;
  for await (const { id, hash, present, isClustered } of index.stored(source)) {
    if (!present) continue;
    stored += 1;
    if (isClustered === true) clustered.add(id);
    if (run.expired?.found.has(id) === true) known.add(id);
    const staged = stage.hashes.get(id);
    if (staged === hash) unchanged.add(id);
    else if (staged !== undefined) replaced.add(id);
    else (isGone(id) ? withdrawals : held).push(id);
  }
  leaveOut(run, known);
  return { stored, unchanged, replaced, withdrawals, held, clustered };
}

/** Leaves out the records that expired long ago and are not in the index, as they were purged or never there. */
function leaveOut({ stage, expired, providers, awardingBodies, tally }: Prepared, known: ReadonlySet<string>): void {
  const left: string[] = [];
  for (const [id, record] of expired?.found ?? []) {
    if (!stage.hashes.has(id)) continue;
    if (!known.has(id)) left.push(id);
    else {
      for (const provider of record.providers) providers.set(provider.id, provider);
      for (const body of record.awardingBodies) awardingBodies.set(body.id, body);
    }
  }
  stage.remove(left);
  if (left.length > 0) tally.expired = left.length;
}

/** Throws `FeedError` `REFUSED_…` for a run that is not to be applied. */
export function judgeRun(
  source: SourceDefinition,
  { force, gone }: Pick<ApplyOptions, 'force' | 'gone'>,
  { read, rejected }: Tally,
  { stored, withdrawals }: Difference,
): void {
  const verdict = { read, rejected, stored, missing: withdrawals.length, onlyChanges: gone !== undefined };
  if (!force || read === rejected) judge(source, verdict);
}

/**
 * Judges a prepared run and writes it: changed records first, then what disappeared. Fills the tally and returns the
 * problems that only the index finds. Throws `FeedError`: `REFUSED_…` before anything is written, `INDEX_…` after.
 */
export async function applyRun(source: SourceDefinition, options: ApplyOptions, run: Prepared): Promise<Issue[]> {
  const { index, signal } = options;
  const { stage, tally } = run;
  const difference = await compare(source.id, options, run);
  const { unchanged, replaced, withdrawals, held, clustered } = difference;
  const onlyChanges = options.gone !== undefined;
  judgeRun(source, options, tally, difference);
  signal.throwIfAborted();
  await options.onStart();

  async function* writes() {
    for await (const staged of stage.records((id) => !unchanged.has(id))) {
      signal.throwIfAborted();
      options.changes?.add(replaced.has(staged.record.id) ? 'changed' : 'new', staged.record);
      yield staged;
    }
  }
  for (const id of withdrawals) options.changes?.add('withdrawn', { id });
  const applied = await index.apply(source.id, {
    ...{
      writes,
      scratchDir: stage.dir,
      replaced,
      clustered,
      withdrawals,
      held,
      onlyChanges,
      now: options.now,
      reason: 'no longer in the catalogue',
    },
    ...{ providers: [...run.providers.values()], awardingBodies: [...run.awardingBodies.values()] },
  });
  const refused = new Map(applied.refused.map(({ id, message }) => [id, message]));
  tally.unchanged = unchanged.size;
  tally.written = applied.written;
  tally.withdrawn = applied.withdrawn;
  tally.rejected += refused.size;
  for (const id of refused.keys()) options.changes?.remove(id);
  const changed = replaced.size - [...refused.keys()].filter((id) => replaced.has(id)).length;
  tally.changes = { new: applied.written - changed, changed, withdrawn: applied.withdrawn };
  const added = [...refused.keys()].filter((id) => !replaced.has(id)).length;
  await options.settle(applied.written + applied.withdrawn > 0);
  await verify(source.id, index, stage.hashes.size + held.length - added);
  return refusals(source.id, stage, refused);
}

async function verify(source: string, index: CatalogueIndex, expected: number): Promise<void> {
  const found = await index.count(source);
  if (found === expected) return;
  throw new FeedError(
    'INDEX_VERIFY_FAILED',
    `${found} offers of "${source}" are in the index where ${expected} should be; the next run compares again`,
  );
}

async function refusals(source: string, stage: Stage, refused: ReadonlyMap<string, string>): Promise<Issue[]> {
  const issues: Issue[] = [];
  if (refused.size === 0) return issues;
  for await (const { record } of stage.records((id) => refused.has(id))) {
    const message = `The search engine refuses the record: ${(refused.get(record.id) ?? '').slice(0, 300)}`;
    const native = record.provenance.record;
    issues.push({ code: 'UNSUPPORTED_RECORD', severity: 'error', source, record: native, path: '', message });
  }
  return issues;
}
