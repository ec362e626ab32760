import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { opportunityId } from '../domain/identifiers.js';
import type { Prepared } from './apply-run.js';
import { issuesFile, type KeptIssue, keptIssues } from './issues-file.js';
import { LineFile, linesOf } from './line-file.js';
import type { RunMemory } from './run-memory.js';

/** Where a run keeps its problems. */
export interface IssuesPlace {
  readonly workDir: string;
  readonly source: string;
}

/**
 * Keeps the problems of a run that was applied as those of the catalogue: in place of all that were kept before, or where
 * only a part was read, of those of that part and of what is gone. The file is replaced at once, or not at all.
 */
export async function keepIssues(
  { workDir, source }: IssuesPlace,
  run: Pick<Prepared, 'stage' | 'kept' | 'expired' | 'brokenOff'>,
  memory: RunMemory,
  gone: ReadonlySet<string> | undefined,
): Promise<void> {
  const { stage, kept, expired, brokenOff } = run;
  const isWhole = memory.extent === 'everything' && brokenOff === undefined;
  const before = isWhole ? undefined : await keptIssues(workDir, source);
  const isReplaced = ({ record, part }: KeptIssue) => {
    if (part !== undefined) return memory.fateOf(part) !== undefined;
    const id = opportunityId(source, record);
    return stage.hashes.has(id) || kept.has(id) || expired?.found.has(id) === true || gone?.has(id) === true;
  };
  const path = before === undefined ? stage.issuesPath : join(stage.dir, 'merged-issues.ndjson');
  if (before !== undefined) await merge(before, isReplaced, stage.issuesPath, path);
  await rename(path, issuesFile(workDir, source));
  await rm(issuesFile(workDir, source, 'unapplied'), { force: true });
}

async function merge(
  before: AsyncIterable<KeptIssue>,
  isReplaced: (issue: KeptIssue) => boolean,
  found: string,
  path: string,
): Promise<void> {
  const merged = new LineFile(path);
  try {
    for await (const issue of before) if (!isReplaced(issue)) await merged.write(`${JSON.stringify(issue)}\n`);
    for await (const line of linesOf(found)) await merged.write(`${line}\n`);
  } finally {
    await merged.close();
  }
}

/** Keeps the problems that a run at a path found which was not applied; those of the catalogue stay as they are. */
export async function keepUnapplied({ workDir, source }: IssuesPlace, path: string, hasAny: boolean): Promise<void> {
  const kept = issuesFile(workDir, source, 'unapplied');
  if (hasAny) await rename(path, kept);
  else await rm(kept, { force: true });
}
