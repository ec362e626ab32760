import { opportunityId } from '../domain/identifiers.js';
import type { Issue } from '../domain/issue.js';
import type { LearningOpportunity } from '../domain/learning-opportunity.js';
import { type Availability, availability, endedBefore } from '../domain/lifecycle.js';
import type { Prepared, Tally } from './apply-run.js';
import type { DeadLetterLog, RawFacts } from './archive/dead-letter-log.js';
import type { RunMemory } from './run-memory.js';
import type { SourceDefinition } from './source.js';

/** What a run looks at of a record before it is judged; all of it waits on disk. */
export interface RecordFacts extends Availability, Pick<LearningOpportunity, 'id' | 'providers' | 'awardingBodies'> {
  readonly nativeId: string;
  readonly format: string;
}

export function factsOf(record: LearningOpportunity): RecordFacts {
  const { id, providers, awardingBodies, provenance } = record;
  const { windows, undated } = availability(record);
  return { id, nativeId: provenance.record, format: provenance.format, providers, awardingBodies, windows, undated };
}

/** One record of a feed after mapping and validation. */
export interface HarvestedRecord {
  readonly facts?: RecordFacts;
  readonly hash?: string;
  /** The record as one line of JSON. */
  readonly line?: string;
  /** Id of a broken record, where it got as far as having one. */
  readonly id?: string;
  /** The part of the source (`Feed.part`) that it came with. */
  readonly part?: string;
  /** The raw record, where it gave none. */
  readonly raw?: RawFacts;
  readonly issues: readonly Issue[];
}

/** The record itself, made of its line: only a few look at it, and what waits for its turn is to be small. */
export function recordOf({ line }: HarvestedRecord): LearningOpportunity | undefined {
  return line === undefined ? undefined : (JSON.parse(line) as LearningOpportunity);
}

/** Counts a problem. */
export function countIssue({ issues }: Tally, { code }: Issue): void {
  issues[code] = (issues[code] ?? 0) + 1;
}

/** Stages what a feed has brought, or notes why it cannot be taken over. */
export async function takeRecord(
  source: SourceDefinition,
  harvested: HarvestedRecord,
  { stage, providers, awardingBodies, kept, expired, tally }: Prepared,
  memory: RunMemory,
  letters: DeadLetterLog,
): Promise<void> {
  const { facts, hash, line, id, part, issues } = harvested;
  const report = async (issue: Issue) => {
    countIssue(tally, issue);
    await stage.report(part === undefined ? issue : { ...issue, part });
  };
  for (const issue of issues) await report(issue);
  if (facts === undefined || hash === undefined || line === undefined) {
    tally.rejected += 1;
    await letters.add(harvested);
    if (id !== undefined) kept.add(id);
    for (const { record: native } of issues) kept.add(opportunityId(source.id, native));
    if (part !== undefined) for (const before of memory.broke(part, id)) kept.add(before);
    return;
  }
  if (part !== undefined) memory.brought(part, facts.id);
  await letters.taken(facts.nativeId, part);
  tally.format ??= facts.format;
  if (stage.hashes.has(facts.id)) {
    tally.duplicates += 1;
    const native = facts.nativeId;
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
  await stage.add(facts.id, hash, line);
  if (expired !== undefined && endedBefore(facts, expired.before)) {
    expired.found.set(facts.id, facts);
    return;
  }
  for (const provider of facts.providers) providers.set(provider.id, provider);
  for (const body of facts.awardingBodies) awardingBodies.set(body.id, body);
}
