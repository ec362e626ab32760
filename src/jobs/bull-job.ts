import type { Job as BullJob, Queue } from 'bullmq';
import { z } from 'zod';
import { type Job, type JobProgress, jobKinds, jobTriggers } from '../harvest/jobs/job-queue.js';
import type { HarvestReport } from '../harvest/report.js';

const instant = z.iso.datetime();

/** What of a job is kept in Redis beside what BullMQ keeps. */
export const jobData = z.object({
  source: z.string(),
  kind: z.enum(jobKinds),
  trigger: z.enum(jobTriggers),
  force: z.boolean(),
  dueAt: instant.optional(),
  /** Tells who submitted the job from others who submitted one with the same id. */
  nonce: z.string(),
  /** A person wants it to end. */
  cancel: z.literal(true).optional(),
});
export type JobData = z.infer<typeof jobData>;

/** The report is absent when the job was cancelled before its run began. */
export interface JobResult {
  readonly report?: HarvestReport;
}

export type RunJobRecord = BullJob<JobData, JobResult>;
export type RunsQueue = Queue<JobData, JobResult, string>;

/** Where BullMQ had a job when it was looked for; it may have moved on when it was read. */
export type Place = 'active' | 'waiting' | 'completed' | 'failed';

const progressOf = z.object({ phase: z.enum(['read', 'index']), read: z.number(), written: z.number() });

/** A job as it is told; nothing for one of another kind or version. */
export function toJob(record: RunJobRecord, found: Place): Job | undefined {
  const data = jobData.safeParse(record.data).data;
  if (data === undefined || record.id === undefined) return undefined;
  const { source, kind, trigger, force, dueAt, cancel } = data;
  const result: JobResult | null | undefined = record.returnvalue;
  const place = record.finishedOn === undefined ? found : result ? 'completed' : 'failed';
  const { report } = result ?? {};
  const isCancelled = cancel === true && (report === undefined || report.error?.code === 'CANCELLED');
  const states = { active: 'running', waiting: 'waiting', failed: 'failed' } as const;
  const progress: JobProgress | undefined = progressOf.safeParse(record.progress).data;
  return {
    ...{ id: record.id, source, kind, trigger, force, attempts: record.attemptsStarted },
    state: place === 'completed' ? (isCancelled ? 'cancelled' : 'ended') : states[place],
    submittedAt: iso(record.timestamp),
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(record.processedOn === undefined ? {} : { startedAt: iso(record.processedOn) }),
    ...(record.finishedOn === undefined ? {} : { endedAt: iso(record.finishedOn) }),
    ...(record.processedBy === undefined ? {} : { worker: record.processedBy }),
    ...(progress === undefined ? {} : { progress }),
    ...(report === undefined ? {} : { report }),
    ...(place === 'failed' ? { error: record.failedReason } : {}),
  };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
