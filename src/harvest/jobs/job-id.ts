import { randomUUID } from 'node:crypto';
import type { JobRequest } from './job-queue.js';

/** Id of the job that a request asks for: what was due at one time has one id, whoever asks; all else a new one. */
export function jobIdOf({ source, dueAt }: Pick<JobRequest, 'source' | 'dueAt'>): string {
  return dueAt === undefined ? `${source}.${randomUUID()}` : `${source}.${dueAt.getTime()}`;
}
