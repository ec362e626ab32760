import { afterEach, expect, test } from 'vitest';
import { InProcessJobs, type InProcessJobsOptions } from '../../../src/harvest/jobs/in-process-jobs.js';
import type { Job, JobProgress, JobRequest } from '../../../src/harvest/jobs/job-queue.js';
import { JobsAway } from '../../../src/harvest/jobs/job-queue.js';
import type { RunJobOptions } from '../../../src/harvest/jobs/run-job.js';
import { recordingLog } from '../../support/recording-log.js';
import { reportOf } from '../../support/run-reports.js';

const queues: InProcessJobs[] = [];
afterEach(async () => {
  await Promise.all(queues.splice(0).map((queue) => queue.close()));
});

/** A queue whose runs last until they are told to end, or are cancelled. */
function aQueue(atOnce = 1, options: Partial<InProcessJobsOptions> = {}) {
  const running = new Map<string, RunJobOptions & { end(): void; fail(): void }>();
  const begun: string[] = [];
  const over: Job[] = [];
  const { log, lines } = recordingLog();
  const jobs = new InProcessJobs({
    ...{ atOnce, worker: 'here:1', log, onEnd: (job) => over.push(job) },
    run: ({ source }, run) =>
      new Promise((resolve, reject) => {
        begun.push(source);
        const end = (error?: 'CANCELLED') => {
          running.delete(source);
          resolve(reportOf(source, error && { code: error, message: 'cancelled' }));
        };
        running.set(source, { ...run, end: () => end(), fail: () => reject(new Error('no disk')) });
        run.signal.addEventListener('abort', () => end('CANCELLED'));
      }),
    ...options,
  });
  queues.push(jobs);
  const submit = (source: string, more: Partial<JobRequest> = {}) =>
    jobs.submit({ source, kind: 'harvest', trigger: 'schedule', ...more });
  const states = async () => (await jobs.list()).map(({ source, state }) => `${source} ${state}`);
  return { jobs, running, begun, over, lines, submit, states };
}

/** Lets everything happen that needs no time. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

test('jobs run in their order, so many at a time as were asked for, and are told of with their reports', async () => {
  const { submit, running, begun, states, jobs, over } = aQueue(2);
  for (const source of ['a', 'b', 'c', 'd']) expect((await submit(source)).isNew).toBe(true);
  expect(await states()).toEqual(['a running', 'b running', 'c waiting', 'd waiting']);
  running.get('b')?.end();
  await settle();
  expect(await states()).toEqual(['a running', 'c running', 'd waiting', 'b ended']);
  expect(begun).toEqual(['a', 'b', 'c']);
  expect(over.map(({ source }) => source)).toEqual(['b']);
  const [a, , , b] = await jobs.list();
  expect(b).toMatchObject({ report: { source: 'b', outcome: 'succeeded' }, worker: 'here:1', attempts: 1 });
  expect(Date.parse(b?.endedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(b?.startedAt ?? ''));
  expect(a?.report).toBeUndefined();
  expect(await jobs.list(0)).toHaveLength(3);
});

test('a source that waits or runs is not submitted again, and the one that does is told', async () => {
  const { submit, running } = aQueue();
  const first = await submit('a');
  expect(await submit('a', { trigger: 'person', force: true })).toMatchObject({
    isNew: false,
    job: { id: first.job.id, state: 'running', trigger: 'schedule', force: false },
  });
  const second = await submit('b');
  expect(await submit('b')).toMatchObject({ isNew: false, job: { id: second.job.id, state: 'waiting' } });
  running.get('a')?.end();
  await settle();
  expect((await submit('a')).isNew).toBe(true);
});

test('a due time is taken care of once, also after its run', async () => {
  const { submit, running, begun } = aQueue();
  const dueAt = new Date('2026-11-23T01:00:00Z');
  const { job } = await submit('a', { dueAt });
  running.get('a')?.end();
  await settle();
  expect(await submit('a', { dueAt })).toMatchObject({ isNew: false, job: { id: job.id, state: 'ended' } });
  expect((await submit('a', { dueAt: new Date('2026-11-23T02:00:00Z') })).isNew).toBe(true);
  expect(begun).toEqual(['a', 'a']);
});

test('what a person asks for goes before what is due', async () => {
  const { submit, states } = aQueue();
  await submit('a');
  await submit('b');
  await submit('c', { trigger: 'person' });
  await submit('d', { trigger: 'person' });
  expect(await states()).toEqual(['a running', 'c waiting', 'd waiting', 'b waiting']);
});

test('the progress of a run is seen', async () => {
  const { submit, running, jobs } = aQueue();
  const { job } = await submit('a');
  const progress: JobProgress = { phase: 'read', read: 300, written: 0 };
  running.get('a')?.onProgress(progress);
  expect(await jobs.find(job.id)).toMatchObject({ state: 'running', progress });
});

test('a waiting job that is cancelled never runs, and a running one ends', async () => {
  const { submit, jobs, begun, over } = aQueue();
  const a = await submit('a');
  const b = await submit('b');
  expect(await jobs.cancel(b.job.id)).toMatchObject({ state: 'cancelled' });
  await jobs.cancel(a.job.id);
  await settle();
  expect(await jobs.find(a.job.id)).toMatchObject({ state: 'cancelled', report: { error: { code: 'CANCELLED' } } });
  expect(await jobs.cancel(a.job.id)).toMatchObject({ state: 'cancelled' });
  expect(await jobs.cancel('nonsense')).toBeUndefined();
  expect(begun).toEqual(['a']);
  expect(over.map(({ source }) => source)).toEqual(['b', 'a']);
});

test('closing takes away what waits, cancels what runs, waits for its end, and takes nothing more', async () => {
  const { submit, jobs, begun, states } = aQueue();
  await submit('a');
  await submit('b');
  await jobs.close();
  expect((await states()).sort()).toEqual(['a cancelled', 'b cancelled']);
  expect(begun).toEqual(['a']);
  await expect(submit('c')).rejects.toThrow(JobsAway);
});

test('a run that throws, and a listener that does, are logged and hold up nothing', async () => {
  const { submit, running, states, jobs, lines } = aQueue(1, {
    onEnd: () => {
      throw new Error('no metrics');
    },
  });
  const { job } = await submit('a');
  await submit('b');
  running.get('a')?.fail();
  await settle();
  expect(await jobs.find(job.id)).toMatchObject({ state: 'failed', error: 'no disk' });
  expect(await states()).toEqual(['b running', 'a failed']);
  expect(lines.map(({ message }) => message)).toEqual(['a job failed', 'the end of a job could not be passed on']);
});

test('only the last 200 jobs that are over are kept', async () => {
  const { submit, jobs } = aQueue(1, { run: async ({ source }) => reportOf(source) });
  const first = await submit('first');
  await settle();
  for (let count = 0; count < 200; count += 1) {
    await submit(`s${count}`);
    await settle();
  }
  expect(await jobs.list(1_000)).toHaveLength(200);
  expect(await jobs.find(first.job.id)).toBeUndefined();
});
