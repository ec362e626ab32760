import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'bullmq';
import { expect, inject, test } from 'vitest';
import { type Job, type JobRequest, JobsAway } from '../../src/harvest/jobs/job-queue.js';
import { type RunJob, type RunJobOptions, UnknownSource } from '../../src/harvest/jobs/run-job.js';
import { BullJobs } from '../../src/jobs/bull-jobs.js';
import { BullWorker, type BullWorkerOptions } from '../../src/jobs/bull-worker.js';
import { cleanUp } from '../support/clean-up.js';
import { recordingLog } from '../support/recording-log.js';
import { reportOf } from '../support/run-reports.js';
import { freePort, startRedis } from '../support/servers.js';
import { aPrefix, timed, until } from './redis-support.js';

const takeoverMs = 1_000;

/** A process: its view of the queue, and a worker whose runs last until they are told to end, or are cancelled. */
function aProcess(url: string, prefix: string, options: Partial<BullWorkerOptions> = {}) {
  const { log, lines } = recordingLog();
  const bull = { url, prefix, name: 'runs', log };
  const jobs = new BullJobs({ ...bull, patienceMs: 500 });
  const running = new Map<string, RunJobOptions & { end(error?: 'RUN_IN_PROGRESS'): void }>();
  const begun: string[] = [];
  const over: Job[] = [];
  const run: RunJob = ({ source }, given) =>
    new Promise((resolve) => {
      begun.push(source);
      const end = (code?: 'CANCELLED' | 'RUN_IN_PROGRESS') => {
        running.delete(source);
        resolve(reportOf(source, code && { code, message: code }));
      };
      running.set(source, { ...given, end });
      if (given.signal.aborted) end('CANCELLED');
      else given.signal.addEventListener('abort', () => end('CANCELLED'));
    });
  let worker: BullWorker | undefined;
  const work = (more: Partial<BullWorkerOptions> = {}) => {
    worker = new BullWorker({
      ...{
        ...bull,
        jobs,
        run,
        atOnce: 2,
        takeoverMs,
        worker: `here:${prefix}`,
        pollMs: 50,
        onEnd: (job) => over.push(job),
      },
      ...{ ...options, ...more },
    });
  };
  const close = async () => {
    await worker?.close();
    await jobs.close();
  };
  cleanUp(close);
  const submit = (source: string, more: Partial<JobRequest> = {}) =>
    jobs.submit({ source, kind: 'harvest', trigger: 'schedule', ...more });
  const states = async () => (await jobs.list()).map(({ source, state }) => `${source} ${state}`);
  return { jobs, running, begun, over, lines, submit, states, work, close };
}

test('a job is told of from its submission to its end, in every process', async () => {
  const prefix = aPrefix();
  const server = aProcess(inject('redisUrl'), prefix);
  const worker = aProcess(inject('redisUrl'), prefix);
  const dueAt = new Date('2026-11-23T01:00:00Z');
  const { job, isNew } = await server.submit('uni', { kind: 'remap', force: true, dueAt });
  expect(isNew).toBe(true);
  expect(job).toMatchObject({ source: 'uni', kind: 'remap', force: true, trigger: 'schedule', state: 'waiting' });
  expect(job).toMatchObject({ dueAt: dueAt.toISOString(), attempts: 0 });

  worker.work();
  await until(() => worker.running.has('uni'));
  worker.running.get('uni')?.onProgress({ phase: 'read', read: 200, written: 0 });
  await until(async () => (await server.jobs.find(job.id))?.progress?.read === 200);
  expect(await server.jobs.find(job.id)).toMatchObject({ state: 'running', worker: `here:${prefix}`, attempts: 1 });
  expect(await server.states()).toEqual(['uni running']);

  worker.running.get('uni')?.end();
  await until(() => worker.over.length > 0);
  const ended = await server.jobs.find(job.id);
  expect(ended).toMatchObject({ state: 'ended', report: { source: 'uni', outcome: 'succeeded', written: 1 } });
  expect(worker.over).toMatchObject([{ id: job.id, state: 'ended' }]);
  expect(Date.parse(ended?.endedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(ended?.startedAt ?? ''));
  expect(await server.states()).toEqual(['uni ended']);
  expect(await server.jobs.list(0)).toEqual([]);
  expect(await server.jobs.find('nonsense')).toBeUndefined();
});

test('a source that waits or runs is not queued again, whoever submits it, and can be once its run is over', async () => {
  const prefix = aPrefix();
  const [one, two] = [aProcess(inject('redisUrl'), prefix), aProcess(inject('redisUrl'), prefix)];
  const submissions = await Promise.all([one.submit('uni'), two.submit('uni'), one.submit('uni', { force: true })]);
  expect(submissions.filter(({ isNew }) => isNew)).toHaveLength(1);
  expect(new Set(submissions.map(({ job }) => job.id)).size).toBe(1);
  two.work();
  await until(() => two.running.has('uni'));
  expect(await one.submit('uni', { trigger: 'person' })).toMatchObject({ isNew: false, job: { state: 'running' } });
  two.running.get('uni')?.end();
  await until(() => two.over.length === 1);
  expect((await one.submit('uni')).isNew).toBe(true);
  await until(() => two.running.has('uni'));
  expect(two.begun).toEqual(['uni', 'uni']);
});

test('a due time is taken care of once, though the run of one server is over before the clock of the other strikes', async () => {
  const prefix = aPrefix();
  const [one, two] = [aProcess(inject('redisUrl'), prefix), aProcess(inject('redisUrl'), prefix)];
  one.work();
  const dueAt = new Date('2026-11-23T01:00:00Z');
  expect((await one.submit('uni', { dueAt })).isNew).toBe(true);
  await until(() => one.running.has('uni'));
  one.running.get('uni')?.end();
  await until(() => one.over.length === 1);
  expect(await two.submit('uni', { dueAt })).toMatchObject({ isNew: false, job: { state: 'ended' } });
  expect((await two.submit('uni', { dueAt: new Date('2026-11-23T02:00:00Z') })).isNew).toBe(true);
});

test('what a person asks for goes before what is due', async () => {
  const server = aProcess(inject('redisUrl'), aPrefix());
  for (const source of ['a', 'b']) await server.submit(source);
  for (const source of ['c', 'd']) await server.submit(source, { trigger: 'person' });
  server.work({ atOnce: 1 });
  for (const source of ['c', 'd', 'a', 'b']) {
    await until(() => server.running.has(source));
    server.running.get(source)?.end();
  }
  expect(server.begun).toEqual(['c', 'd', 'a', 'b']);
});

test('a waiting job that is cancelled never runs, and the source can be submitted again', async () => {
  const server = aProcess(inject('redisUrl'), aPrefix());
  const { job } = await server.submit('uni');
  expect(await server.jobs.cancel(job.id)).toMatchObject({ id: job.id, state: 'cancelled' });
  expect(await server.states()).toEqual([]);
  expect((await server.submit('uni')).isNew).toBe(true);
  server.work();
  await until(() => server.running.has('uni'));
  expect(server.begun).toEqual(['uni']);
});

test('a job that runs in another process is cancelled from here', async () => {
  const prefix = aPrefix();
  const [server, worker] = [aProcess(inject('redisUrl'), prefix), aProcess(inject('redisUrl'), prefix)];
  worker.work();
  const { job } = await server.submit('uni');
  await until(() => worker.running.has('uni'));
  expect(await server.jobs.cancel(job.id)).toMatchObject({ state: 'running' });
  await until(() => worker.over.length === 1);
  expect(await server.jobs.find(job.id)).toMatchObject({
    state: 'cancelled',
    report: { outcome: 'failed', error: { code: 'CANCELLED' } },
  });
  expect(await server.jobs.cancel(job.id)).toMatchObject({ state: 'cancelled' });
  expect(worker.begun).toEqual(['uni']);
});

test('a worker that is stopped gives its run back, and another one does it', async () => {
  const prefix = aPrefix();
  const [one, two] = [aProcess(inject('redisUrl'), prefix), aProcess(inject('redisUrl'), prefix)];
  one.work();
  const { job } = await one.submit('uni');
  await until(() => one.running.has('uni'));
  await one.close();
  expect(one.over).toEqual([]);
  expect(await two.jobs.find(job.id)).toMatchObject({ state: 'waiting' });
  two.work();
  await until(() => two.running.has('uni'));
  two.running.get('uni')?.end();
  await until(() => two.over.length === 1);
  expect(await two.jobs.find(job.id)).toMatchObject({ state: 'ended', report: { outcome: 'succeeded' } });
  expect([one.begun, two.begun]).toEqual([['uni'], ['uni']]);
});

test('the job of a process that died waits, also while nobody works, and can be taken away', async () => {
  const prefix = aPrefix();
  const server = aProcess(inject('redisUrl'), prefix);
  const { job } = await server.submit('uni');
  // Takes the job and never says again that it lives.
  const dying = new Worker('runs', null, {
    ...{ prefix, lockDuration: 3_000, name: 'there:1' },
    connection: { url: inject('redisUrl'), maxRetriesPerRequest: null },
  });
  cleanUp(() => dying.close(true));
  expect(await dying.getNextJob('token', { block: false })).toBeDefined();
  expect(await server.jobs.find(job.id)).toMatchObject({ state: 'running', attempts: 1 });
  expect(await server.states()).toEqual(['uni running']);
  await until(async () => (await server.jobs.find(job.id))?.state === 'waiting', 10_000);
  await server.submit('college');
  expect((await server.states()).sort()).toEqual(['college waiting', 'uni waiting']);
  expect(await server.submit('uni')).toMatchObject({ isNew: false, job: { state: 'waiting' } });
  expect(await server.jobs.cancel(job.id)).toMatchObject({ state: 'cancelled' });
  expect((await server.submit('uni')).isNew).toBe(true);
}, 20_000);

test('a job that meets another run of its source waits for it', async () => {
  const server = aProcess(inject('redisUrl'), aPrefix());
  server.work();
  const { job } = await server.submit('uni');
  await until(() => server.running.has('uni'));
  server.running.get('uni')?.end('RUN_IN_PROGRESS');
  await until(async () => (await server.jobs.find(job.id))?.state === 'waiting');
  expect((await server.submit('uni')).isNew).toBe(false);
  await until(() => server.running.has('uni'));
  server.running.get('uni')?.end();
  await until(() => server.over.length === 1);
  expect(server.over).toMatchObject([{ id: job.id, state: 'ended', report: { outcome: 'succeeded' } }]);
});

test('a job that meets another run for too long ends with the report that says so', async () => {
  const server = aProcess(inject('redisUrl'), aPrefix(), {
    takeoverMs: 500,
    run: async ({ source }) => reportOf(source, { code: 'RUN_IN_PROGRESS', message: 'another run' }),
  });
  server.work();
  const { job } = await server.submit('uni');
  await until(() => server.over.length === 1, 25_000);
  const ended = await server.jobs.find(job.id);
  expect(ended).toMatchObject({ state: 'ended', report: { error: { code: 'RUN_IN_PROGRESS' } } });
  const took = Date.parse(ended?.endedAt ?? '') - Date.parse(ended?.submittedAt ?? '');
  expect(took).toBeGreaterThan(2 * 500);
}, 30_000);

const nobody: RunJob = async ({ source }) => Promise.reject(new UnknownSource(source));

test('a source that one process does not know is run by another one', async () => {
  const prefix = aPrefix();
  // Others get their chance for twice the time of a takeover, which a loaded machine may need.
  const [one, two] = [
    aProcess(inject('redisUrl'), prefix, { takeoverMs: 5_000, run: nobody }),
    aProcess(inject('redisUrl'), prefix, { takeoverMs: 5_000 }),
  ];
  one.work();
  const known = await one.submit('uni');
  await until(async () => ((await one.jobs.find(known.job.id))?.attempts ?? 0) > 0);
  two.work();
  await until(() => two.running.has('uni'), 20_000);
  two.running.get('uni')?.end();
  await until(async () => (await one.jobs.find(known.job.id))?.state === 'ended');
}, 60_000);

test('a source that no process knows fails its job', async () => {
  const server = aProcess(inject('redisUrl'), aPrefix(), { takeoverMs: 500, run: nobody });
  server.work();
  const unknown = await server.submit('college');
  await until(async () => (await server.jobs.find(unknown.job.id))?.state === 'failed', 25_000);
  expect(await server.jobs.find(unknown.job.id)).toMatchObject({
    error: expect.stringContaining('no source "college"'),
  });
}, 60_000);

test('a run that throws fails its job, and the next one takes place', async () => {
  const server = aProcess(inject('redisUrl'), aPrefix(), {
    run: async ({ source }) => {
      if (source === 'bad') throw new Error('there is no source "bad"');
      return reportOf(source);
    },
  });
  server.work({ atOnce: 1 });
  const { job } = await server.submit('bad');
  await server.submit('good');
  await until(() => server.over.length === 2);
  expect(await server.jobs.find(job.id)).toMatchObject({ state: 'failed', error: 'there is no source "bad"' });
  expect((await server.states()).sort()).toEqual(['bad failed', 'good ended']);
});

test('without Redis nothing is known, soon, and a worker closes all the same', async () => {
  const server = aProcess(`redis://127.0.0.1:${await freePort()}`, aPrefix());
  server.work();
  expect(
    await timed(async () => {
      await expect(server.submit('uni')).rejects.toThrow(JobsAway);
      await expect(server.jobs.list()).rejects.toThrow(JobsAway);
    }),
  ).toBeLessThan(5_000);
  await server.close();
});

test('a Redis that dies during a run is waited for: the run ends, later jobs are refused meanwhile, then all goes on', async () => {
  const redis = await startRedis();
  const server = aProcess(redis.url, aPrefix());
  server.work();
  await server.submit('uni');
  await until(() => server.running.has('uni'));
  await redis.stop();
  await expect(server.submit('college')).rejects.toThrow(JobsAway);
  server.running.get('uni')?.end();
  const again = await startRedis({ port: redis.port });
  cleanUp(again.stop);
  await until(async () => (await server.submit('college').catch(() => undefined))?.isNew === true, 10_000);
  await until(() => server.running.has('college'), 15_000);
  server.running.get('college')?.end();
  await until(async () => (await server.states()).includes('college ended'));
  expect(server.begun).toEqual(['uni', 'college']);
}, 40_000);

test('a worker whose Redis died during a run can be stopped', async () => {
  const redis = await startRedis();
  const server = aProcess(redis.url, aPrefix());
  server.work();
  await server.submit('uni');
  await until(() => server.running.has('uni'));
  await redis.stop();
  await sleep(100);
  await server.close();
  expect(server.running.size).toBe(0);
}, 20_000);

test('a Redis that answers nothing counts as away, and the job is done once it answers again', async () => {
  const redis = await startRedis();
  cleanUp(redis.stop);
  const server = aProcess(redis.url, aPrefix());
  await server.submit('uni');
  redis.freeze();
  await expect(server.submit('college')).rejects.toThrow(JobsAway);
  redis.thaw();
  server.work();
  await until(() => server.running.has('uni'), 10_000);
  server.running.get('uni')?.end();
  await until(() => server.over.some(({ source }) => source === 'uni'));
}, 20_000);
