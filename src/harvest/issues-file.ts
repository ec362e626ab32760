import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type Issue, issueCodes } from '../domain/issue.js';
import { linesOf } from './line-file.js';

/** Whose problems are kept: the catalogue's, as runs that were applied have left it, or those of the last run that was not. */
export type IssuesOf = 'catalogue' | 'unapplied';

/** File of the problems of a source, one JSON object a line. `workDir` is that of the harvest. */
export function issuesFile(workDir: string, source: string, of: IssuesOf = 'catalogue'): string {
  return join(workDir, source, of === 'catalogue' ? 'issues.ndjson' : 'unapplied-issues.ndjson');
}

const keptIssue = z.object({
  code: z.enum(issueCodes),
  severity: z.enum(['error', 'warning']),
  source: z.string(),
  record: z.string(),
  path: z.string(),
  message: z.string(),
  excerpt: z.string().exactOptional(),
  part: z.string().exactOptional(),
});

/** A problem as it is kept. */
export interface KeptIssue extends Issue {
  /** The part of the source (`Feed.part`) that the record came with. */
  readonly part?: string;
}

/**
 * The problems that were kept of a source, read as a stream; undefined when no run of it has kept any here. Lines that
 * cannot be read (the process was killed while it wrote) are left out.
 */
export async function keptIssues(
  workDir: string,
  source: string,
  of: IssuesOf = 'catalogue',
): Promise<AsyncIterable<KeptIssue> | undefined> {
  const path = issuesFile(workDir, source, of);
  const isThere = await open(path).then(
    async (file) => {
      await file.close();
      return true;
    },
    (cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT') return false;
      throw cause;
    },
  );
  return isThere ? read(path) : undefined;
}

async function* read(path: string): AsyncGenerator<KeptIssue> {
  for await (const line of linesOf(path)) {
    const issue = keptIssue.safeParse(parsed(line));
    if (issue.success) yield issue.data;
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
