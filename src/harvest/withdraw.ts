import { randomUUID } from 'node:crypto';
import { emptyLetters } from './archive/empty-letters.js';
import { settle } from './duplicates/settle.js';
import { FeedError } from './feed.js';
import type { HarvestContext } from './harvester.js';
import type { HarvestReport } from './report.js';
import { assertSourceId } from './source-id.js';

/** What a person says of the offers of a source that are to be taken down. */
export interface WithdrawOptions {
  /** On the tombstone of each offer. */
  readonly reason: string;
  readonly signal: AbortSignal;
}

type WithdrawContext = Pick<
  HarvestContext,
  'index' | 'lock' | 'gate' | 'memory' | 'archive' | 'duplicates' | 'onReport' | 'now' | 'log'
>;

/**
 * Withdraws all offers of a source, whether the sources file still has it or not: each leaves a tombstone that is
 * answered for until it is purged, and comes back if a harvest brings it back. No feed could do that, as one without
 * records is refused. Its dead letters are over. The report is kept as that of a run. Throws `FeedError`:
 * `RUN_IN_PROGRESS`, `CANCELLED`, `INDEX_…`; what was not withdrawn then is by the next try.
 */
export async function withdrawSource(
  source: string,
  context: WithdrawContext,
  { reason, signal }: WithdrawOptions,
): Promise<HarvestReport> {
  assertSourceId(source);
  const { index, lock, gate, memory, archive, onReport, now, log } = context;
  const started = performance.now();
  const startedAt = now();
  const release = await lock.acquire(source);
  if (release === undefined) throw new FeedError('RUN_IN_PROGRESS', `a run of "${source}" is under way`);
  const work = async (): Promise<HarvestReport> => {
    const withdrawals: string[] = [];
    const clustered = new Set<string>();
    for await (const { id, present, isClustered } of index.stored(source)) {
      if (!present) continue;
      withdrawals.push(id);
      if (isClustered === true) clustered.add(id);
    }
    signal.throwIfAborted();
    await memory?.states.forget(source);
    const change = { writes: nothing, providers: [], withdrawals, clustered, reason, now: startedAt };
    const { withdrawn } = await index.apply(source, change);
    const merged = await settle(context, { source, signal });
    const report: HarvestReport = {
      ...{ source, runId: randomUUID(), startedAt: startedAt.toISOString(), finishedAt: now().toISOString() },
      ...{ outcome: withdrawn === 0 ? 'unchanged' : 'succeeded', feeds: 'none', extent: 'everything' },
      ...{ read: 0, written: 0, unchanged: 0, withdrawn, rejected: 0, duplicates: 0, merged, issues: {} },
      changes: { new: 0, changed: 0, withdrawn },
      seconds: Math.round(performance.now() - started) / 1000,
    };
    await index.remember(report);
    if (archive !== undefined) {
      await archive.runs
        .addRun({ report, changes: [] })
        .catch((cause) => log.warn({ source, err: cause }, 'a run could not be added to the history'));
      await emptyLetters(archive.runs, source, { runId: report.runId, at: report.finishedAt }).catch((cause) =>
        log.warn({ source, err: cause }, 'the dead letters of a source that was taken down are still there'),
      );
    }
    return report;
  };
  try {
    const report = await (gate === undefined ? work() : gate.writing(source, signal, work));
    onReport?.(report);
    return report;
  } finally {
    await release();
  }
}

async function* nothing() {}
