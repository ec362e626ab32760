import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Meilisearch } from 'meilisearch';
import { afterAll, test as baseTest, expect, inject } from 'vitest';
import { BullJobs } from '../../src/jobs/bull-jobs.js';
import { indexNames } from '../../src/meilisearch/index-settings.js';
import { lotse, type RunningLotse, serve, startWorker } from '../support/cli.js';
import { freePort, startRedis, temporaryDirectory } from '../support/servers.js';
import { silentLog } from '../support/silent-log.js';
import { heldCatalogues, offersEach, sourcesOf } from './held-catalogues.js';
import { aPrefix, until } from './redis-support.js';

const folder = await temporaryDirectory('workers');
afterAll(() => folder.remove());
let machines = 0;

const admin = new Meilisearch({ host: inject('meiliUrl'), apiKey: inject('meiliKey') });

/** Catalogues, indexes and a queue that no other test has, so that tests can wait beside each other. */
async function newWorld() {
  const prefix = aPrefix();
  const provider = await heldCatalogues();
  const cleanups: (() => Promise<unknown>)[] = [() => provider.close(), dropIndexes];

  async function dropIndexes(): Promise<void> {
    const { results } = await admin.getRawIndexes({ limit: 1000 });
    for (const { uid } of results) if (uid.startsWith(`${prefix}-`)) await admin.deleteIndex(uid).waitTask();
  }

  return {
    provider,
    cleanUp: (clean: () => Promise<unknown>) => void cleanups.push(clean),

    /** Live offers of each source in the index. */
    async offers(): Promise<Record<string, number>> {
      const counts: Record<string, number> = {};
      for (const source of provider.asked.keys()) {
        const filter = `present = true AND source = ${source.slice(1)}`;
        const { total } = await admin.index(indexNames(prefix).offers).getDocuments({ filter, limit: 1 });
        if (total > 0) counts[source.slice(1)] = total;
      }
      return counts;
    },

    /** The settings of a machine of its own, which shares engine and Redis with the others, and nothing else. */
    async machine(ids: readonly string[], more: Record<string, string> = {}, schedule = '') {
      machines += 1;
      const data = join(folder.path, `machine-${machines}`);
      await mkdir(data, { recursive: true });
      const sources = join(data, 'sources.yaml');
      await writeFile(sources, sourcesOf(provider, ids, schedule));
      return {
        ...{ MEILI_URL: inject('meiliUrl'), MEILI_KEY: inject('meiliKey'), LOTSE_MEILI_PREFIX: prefix },
        ...{ REDIS_URL: inject('redisUrl'), LOTSE_DATA: data, LOTSE_SOURCES: sources },
        ...{ LOTSE_ALLOW_HOSTS: provider.host, LOTSE_TAKEOVER_MS: '1000', LOTSE_HARVEST_ON_START: 'never', ...more },
      };
    },

    async running(started: Promise<RunningLotse>): Promise<RunningLotse> {
      const process = await started;
      cleanups.push(() => process.kill());
      return process;
    },

    /** The queue of the processes of a test. */
    queue(url = inject('redisUrl')): BullJobs {
      const jobs = new BullJobs({ url, prefix, name: `runs-${indexNames(prefix).offers}`, log: silentLog });
      cleanups.push(() => jobs.close());
      return jobs;
    },

    async end(): Promise<void> {
      for (const clean of cleanups.reverse()) await clean();
    },
  };
}

const test = baseTest.extend<{ world: Awaited<ReturnType<typeof newWorld>> }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads which fixtures are wanted off the pattern
  world: async ({}, use) => {
    const world = await newWorld();
    await use(world);
    await world.end();
  },
});

const states = async (jobs: BullJobs) => (await jobs.list()).map(({ source, state }) => `${source} ${state}`).sort();
const pidOf = (worker = '') => Number(worker.split(':').at(-1));

test('three workers share six sources that two people ask for: each runs once at a time, and all are told', async ({
  world,
}) => {
  const { provider, offers, machine, running, queue } = world;
  const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
  const env = await machine(ids);
  await Promise.all([1, 2, 3].map(async () => running(startWorker(await machine(ids), ['--concurrency', '2']))));
  provider.hold(...ids.map((id) => `/${id}`));
  const asked = [lotse(['harvest', '--queue', '--json'], env), lotse(['harvest', '--queue', '--json'], env)];
  await until(() => provider.held() === 6, 60_000);
  const jobs = await queue().list();
  expect(jobs.filter(({ state }) => state === 'running')).toHaveLength(6);
  expect(new Set(jobs.map(({ worker }) => worker)).size).toBe(3);
  await until(async () => (await Promise.race([Promise.all(asked), sleep(2_000)])) === undefined, 30_000);
  provider.release();
  for (const { code, json } of await Promise.all(asked)) {
    expect(code).toBe(0);
    expect(json().map((report) => (report as { source: string }).source)).toEqual(ids);
    expect(json()).toMatchObject(ids.map(() => ({ outcome: 'succeeded', written: offersEach })));
  }
  expect(Object.fromEntries(provider.asked)).toEqual(Object.fromEntries(ids.map((id) => [`/${id}`, 1])));
  expect(provider.mostAtOnce()).toBe(1);
  expect(await offers()).toEqual(Object.fromEntries(ids.map((id) => [id, offersEach])));
}, 120_000);

test('the run of a worker that is killed is done by another one, and nothing is double', async ({ world }) => {
  const { provider, offers, machine, running, queue } = world;
  const jobs = queue();
  const env = await machine(['a']);
  const workers = await Promise.all([1, 2].map(async () => running(startWorker(await machine(['a'])))));
  provider.hold('/a');
  const asked = lotse(['harvest', '--queue', '--json'], env);
  await until(() => provider.held() === 1, 30_000);
  const [job] = await jobs.list();
  const victim = workers.find(({ pid }) => pid === pidOf(job?.worker));
  await victim?.kill();
  const killedAt = Date.now();
  provider.release();
  const { code, json } = await asked;
  expect([code, json()]).toMatchObject([0, [{ source: 'a', outcome: 'succeeded', written: offersEach }]]);
  expect(Date.now() - killedAt).toBeLessThan(20_000);
  const over = await jobs.find(job?.id ?? '');
  expect(over).toMatchObject({ state: 'ended' });
  expect(workers.map(({ pid }) => pid).filter((pid) => pid !== victim?.pid)).toEqual([pidOf(over?.worker)]);
  expect(provider.asked.get('/a')).toBe(2);
  expect(await offers()).toEqual({ a: offersEach });
  expect(await states(jobs)).toEqual(['a ended']);
}, 90_000);

test('a worker that is told to end gives its run back within seconds, and another one does it', async ({ world }) => {
  const { provider, offers, machine, running, queue } = world;
  const jobs = queue();
  const one = await running(startWorker(await machine(['a'])));
  provider.hold('/a');
  const { job } = await jobs.submit({ source: 'a', kind: 'harvest', trigger: 'person' });
  await until(() => provider.held() === 1, 30_000);
  expect(await one.stop()).toBe(0);
  expect(await jobs.find(job.id)).toMatchObject({ state: 'waiting' });
  provider.release();
  await running(startWorker(await machine(['a'])));
  await until(async () => (await jobs.find(job.id))?.state === 'ended', 30_000);
  expect(await offers()).toEqual({ a: offersEach });
}, 90_000);

test('a worker that stood still beyond its lock gives way to the one on another machine that does its run', async ({
  world,
}) => {
  const { provider, offers, machine, running, queue } = world;
  const jobs = queue();
  const still = await running(startWorker(await machine(['a'])));
  provider.hold('/a');
  const { job } = await jobs.submit({ source: 'a', kind: 'harvest', trigger: 'person' });
  await until(() => provider.held() === 1, 30_000);
  process.kill(still.pid, 'SIGSTOP');
  const env = await machine(['a']);
  const other = await running(startWorker(env));
  await until(() => provider.held() === 2, 30_000);
  process.kill(still.pid, 'SIGCONT');
  await until(() => provider.held() === 1, 10_000);
  await until(() => still.stderr().includes('another run of \\"a\\" has taken the place of this one'));
  provider.release();
  await until(async () => (await jobs.find(job.id))?.state === 'ended', 30_000);
  const over = await jobs.find(job.id);
  expect([pidOf(over?.worker), over?.report?.outcome]).toEqual([other.pid, 'succeeded']);
  expect(await offers()).toEqual({ a: offersEach });
  const [source] = (await lotse(['sources', '--json'], env)).json();
  expect(source).toMatchObject({ lastRun: { runId: over?.report?.runId } });
}, 90_000);

// Most of their time goes by until somebody is due.
test.concurrent('Redis killed during a run: the run ends, its offers are there, and later jobs run once Redis is back', async ({
  world,
}) => {
  const { provider, cleanUp, offers, machine, running, queue } = world;
  const redis = await startRedis();
  const worker = await running(startWorker(await machine(['a', 'b'], { REDIS_URL: redis.url })));
  provider.hold('/a');
  await queue(redis.url).submit({ source: 'a', kind: 'harvest', trigger: 'person' });
  await until(() => provider.held() === 1, 30_000);
  await redis.stop();
  await sleep(500);
  provider.release();
  await until(async () => (await offers()).a === offersEach, 30_000);
  const again = await startRedis({ port: redis.port });
  cleanUp(again.stop);
  const asked = await lotse(['harvest', 'b', '--queue', '--json'], await machine(['a', 'b'], { REDIS_URL: again.url }));
  expect([asked.code, asked.json()]).toMatchObject([0, [{ source: 'b', outcome: 'succeeded' }]]);
  expect(provider.asked.get('/a')).toBe(1);
  await again.stop();
  expect(await worker.stop()).toBe(0);
}, 120_000);

test.concurrent('commands that need a queue say so where there is none', async ({ world }) => {
  const { machine } = world;
  const { REDIS_URL: _, ...env } = await machine(['a']);
  const worker = await lotse(['worker'], env);
  expect([worker.code, worker.stderr]).toEqual([1, expect.stringContaining('set REDIS_URL')]);
  const asked = await lotse(['harvest', '--queue'], env);
  expect([asked.code, asked.stderr]).toEqual([1, expect.stringContaining('set REDIS_URL')]);
  const away = await lotse(['harvest', '--queue'], { ...env, REDIS_URL: `redis://127.0.0.1:${await freePort()}` });
  expect([away.code, away.stderr]).toEqual([1, expect.stringContaining('there is no connection to redis')]);
  const off = await lotse(['serve'], { ...env, LOTSE_WORKER: 'off' });
  expect([off.code, off.stderr]).toEqual([1, expect.stringContaining('LOTSE_WORKER: is set without REDIS_URL')]);
}, 60_000);

test.concurrent('a run that kills every process it runs in is given up, and its source says so', async ({ world }) => {
  const { provider, machine, running, queue } = world;
  const jobs = queue();
  const env = await machine(['a']);
  provider.hold('/a');
  const submitted = await jobs.submit({ source: 'a', kind: 'harvest', trigger: 'schedule' });
  for (let death = 1; death <= 3; death += 1) {
    const worker = await running(startWorker(await machine(['a'])));
    await until(() => provider.asked.get('/a') === death, 30_000);
    await worker.kill();
  }
  await running(startWorker(await machine(['a'])));
  await until(async () => (await jobs.find(submitted.job.id))?.state === 'failed', 30_000);
  expect(await jobs.find(submitted.job.id)).toMatchObject({ error: expect.stringContaining('stalled') });
  await until(async () => {
    const { json } = await lotse(['sources', '--json'], env);
    return JSON.stringify(json()).includes('did not come to its end');
  }, 20_000);
  expect(provider.asked.get('/a')).toBe(3);
}, 120_000);

test.concurrent('of two servers with one schedule, one runs what is due, and it can be cancelled by way of the other', async ({
  world,
}) => {
  const { provider, offers, machine, running, queue } = world;
  const jobs = queue();
  const every = ", schedule: '* * * * *', scheduleJitterMinutes: 0";
  provider.hold('/a');
  await Promise.all([1, 2].map(async () => running(serve(await machine(['a', 'b'], {}, every)))));
  await until(() => provider.held() === 1, 90_000);
  await sleep(2_000);
  expect(Object.fromEntries(provider.asked)).toEqual({ '/a': 1, '/b': 1 });
  expect(await states(jobs)).toEqual(['a running', 'b ended']);
  const job = (await jobs.list()).find(({ source }) => source === 'a');
  expect(job).toMatchObject({ trigger: 'schedule', dueAt: expect.stringMatching(/:00\.000Z$/) });
  await jobs.cancel(job?.id ?? '');
  await until(async () => (await jobs.find(job?.id ?? ''))?.state === 'cancelled', 10_000);
  expect(await offers()).toEqual({ b: offersEach });
}, 150_000);

test.concurrent('without Redis a server runs what is due itself; one that leaves runs to workers keeps it until Redis is there', async ({
  world,
}) => {
  const { provider, cleanUp, offers, machine, running, queue } = world;
  const port = await freePort();
  const env = { REDIS_URL: `redis://127.0.0.1:${port}`, LOTSE_HARVEST_ON_START: 'always' };
  const own = await running(serve(await machine(['a'], env)));
  await until(async () => (await offers()).a === offersEach, 30_000);
  expect(own.stderr()).toContain('this one is run in this process');

  const front = await running(serve(await machine(['b'], { ...env, LOTSE_WORKER: 'off' })));
  await until(() => front.stderr().includes('a run waits until redis is back'), 30_000);
  expect(provider.asked.has('/b')).toBe(false);
  expect(await own.stop()).toBe(0);
  const redis = await startRedis({ port });
  cleanUp(redis.stop);
  const jobs = queue(redis.url);
  await until(async () => (await states(jobs)).includes('b waiting'), 30_000);
  await running(startWorker(await machine(['b'], env)));
  await until(async () => (await offers()).b === offersEach, 30_000);
  expect(await front.stop()).toBe(0);
}, 150_000);

test.concurrent('what fell due while no server ran, or was cut short by its end, is made up for once by the next one', async ({
  world,
}) => {
  const { provider, machine, running } = world;
  const { REDIS_URL: _, ...own } = await machine(['a'], {}, ", schedule: '0 0 1 1 *', scheduleJitterMinutes: 0");
  const env = { ...own, LOTSE_HARVEST_ON_START: 'auto' };
  expect((await lotse(['harvest'], { ...env, LOTSE_NOW: '2024-06-01T00:00:00Z' })).code).toBe(0);
  provider.hold('/a');
  const first = await running(serve(env));
  await until(() => provider.held() === 1, 30_000);
  expect(await first.stop()).toBe(0);
  provider.release();
  const second = await running(serve(env));
  await until(() => second.stderr().includes('a run is over'), 30_000);
  expect(await second.stop()).toBe(0);
  const third = await running(serve(env));
  await sleep(2_000);
  expect(await third.stop()).toBe(0);
  expect(provider.asked.get('/a')).toBe(3);
}, 120_000);
