import type { LearningOpportunity } from '../domain/learning-opportunity.js';
import { type ApplyOptions, compare, type Difference, judgeRun, type Prepared } from './apply-run.js';
import type { ChangedRecord } from './archive/run-changes.js';
import { type FieldChange, recordDiff } from './record-diff.js';
import type { SourceDefinition } from './source.js';

/** What a run would do to one record. One that comes back after it was withdrawn is new. */
export interface RecordChange extends ChangedRecord {
  /** Of a changed record, what differs; empty where only its form does. */
  readonly fields?: readonly FieldChange[];
}

export interface Preview {
  /** The records of these ids as they are in the index, those that are there. */
  readonly stored: (ids: readonly string[]) => Promise<readonly Partial<LearningOpportunity>[]>;
  /** Told of every record that would change. */
  readonly onChange: (change: RecordChange) => void;
}

/** Records that are asked for at a time. */
const batchSize = 100;

/**
 * Tells what a prepared run would change, in the order of the feed, withdrawals last, and fills the tally as if it had
 * been applied. Then throws `FeedError` `REFUSED_…` where it would not be applied. Writes nothing.
 */
export async function previewRun(
  source: SourceDefinition,
  options: Pick<ApplyOptions, 'index' | 'force' | 'gone' | 'signal'>,
  run: Prepared,
  preview: Preview,
): Promise<void> {
  const { stage, tally } = run;
  const difference = await compare(source.id, options, run);
  const { unchanged, replaced, withdrawals } = difference;
  const written = stage.hashes.size - unchanged.size;
  const changed = replaced.size;
  tally.dryRun = { new: written - changed, changed, withdrawn: withdrawals.length };
  for await (const change of changes(difference, run, preview)) {
    options.signal.throwIfAborted();
    preview.onChange(change);
  }
  judgeRun(source, options, tally, difference);
  tally.unchanged = unchanged.size;
  tally.written = written;
  tally.withdrawn = withdrawals.length;
}

async function* changes(
  { unchanged, replaced, withdrawals }: Difference,
  { stage }: Prepared,
  { stored }: Preview,
): AsyncGenerator<RecordChange> {
  const byId = async (ids: readonly string[]) =>
    new Map((await stored(ids)).map((record) => [record.id ?? '', record]));
  for await (const staged of batches(stage.records((id) => !unchanged.has(id)))) {
    const before = await byId(staged.flatMap(({ record: { id } }) => (replaced.has(id) ? [id] : [])));
    for (const { record } of staged) {
      const old = before.get(record.id);
      if (!replaced.has(record.id)) yield { change: 'new', ...described(record) };
      else {
        const fields = old === undefined ? [] : recordDiff(old, record);
        yield { change: 'changed', ...described(record), fields };
      }
    }
  }
  for await (const ids of batches(withdrawals)) {
    const before = await byId(ids);
    for (const id of ids) {
      const record = before.get(id);
      yield { change: 'withdrawn', ...described({ ...record, id }) };
    }
  }
}

function described({ id, provenance, title }: Partial<LearningOpportunity> & Pick<LearningOpportunity, 'id'>) {
  return { id, nativeId: provenance?.record ?? '', title: Object.values(title ?? {})[0] ?? '' };
}

async function* batches<T>(all: AsyncIterable<T> | Iterable<T>): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for await (const each of all) {
    batch.push(each);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
