import type { HarvestReport } from '../report.js';

/**
 * What is done with a source: its catalogue is fetched; the feeds that were kept are mapped again; it is fetched to tell
 * what would change, and nothing is changed (`preview`); its dead letters are tried again, from the kept feeds, or by a
 * harvest where none are kept (`retry`); or it goes back to the release before the last one (`rollback`).
 */
export const jobKinds = ['harvest', 'remap', 'preview', 'retry', 'rollback'] as const;
export type JobKind = (typeof jobKinds)[number];

/** Who asked for a run: a person, the start of a server, or the schedule of the source. */
export const jobTriggers = ['person', 'start', 'schedule'] as const;
export type JobTrigger = (typeof jobTriggers)[number];

/**
 * `waiting` also while another run of the source, of which the queue knows nothing, is under way, and after the process
 * that ran it died, until another one takes it over; `ended` with a report, whatever its outcome; `cancelled` by a person;
 * `failed` without a report, as when no process survived the run.
 */
export const jobStates = ['waiting', 'running', 'ended', 'cancelled', 'failed'] as const;
export type JobState = (typeof jobStates)[number];

export interface JobRequest {
  /** Id of a source. */
  readonly source: string;
  readonly kind: JobKind;
  readonly trigger: JobTrigger;
  /** As `HarvestOptions.force`. @default false */
  readonly force?: boolean;
  /** For a schedule: the time it was due by, without jitter. Two requests for one source and time are one. */
  readonly dueAt?: Date;
}

export interface JobProgress {
  readonly phase: 'read' | 'index';
  /** Records read, and written, so far. */
  readonly read: number;
  readonly written: number;
}

/** A run that was asked for. Instants are ISO 8601, UTC. */
export interface Job {
  readonly id: string;
  readonly source: string;
  readonly kind: JobKind;
  readonly trigger: JobTrigger;
  readonly force: boolean;
  readonly dueAt?: string;
  readonly state: JobState;
  readonly submittedAt: string;
  /** When a process took it last. */
  readonly startedAt?: string;
  readonly endedAt?: string;
  /** The process that took it last, as `host:pid`. */
  readonly worker?: string;
  /** How often it was taken; more than once after a process died, was stopped, or met another run. */
  readonly attempts: number;
  /** How far the run has come, or had come when it ended; up to a second old. */
  readonly progress?: JobProgress;
  /** Of a job that ended, and of one that was cancelled while it ran. */
  readonly report?: HarvestReport;
  /** Why it failed, in plain words. */
  readonly error?: string;
}

export interface Submission {
  readonly job: Job;
  /** False when a job of the source was waiting or running, or this due time was taken care of: then that one is told. */
  readonly isNew: boolean;
}

/**
 * Runs that wait, are under way or are over, at most one unfinished of each source. All functions throw
 * {@link JobsAway} when the queue cannot be reached.
 */
export interface JobQueue {
  submit(request: JobRequest): Promise<Submission>;
  /** Running ones, then waiting ones in their order, then those that are over, latest first, at most `over` of them. @default 50 */
  list(over?: number): Promise<readonly Job[]>;
  /** Nothing for an id that never was, or whose job is over since long. */
  find(id: string): Promise<Job | undefined>;
  /** Takes a waiting job away, or has a running one end soon; tells how it stands then. One that is over stays so. */
  cancel(id: string): Promise<Job | undefined>;
}

/** The queue cannot be reached, so nothing is known of jobs, and none can be submitted or cancelled. */
export class JobsAway extends Error {
  override readonly name = 'JobsAway';
}

export function isOver({ state }: Pick<Job, 'state'>): boolean {
  return state !== 'waiting' && state !== 'running';
}
