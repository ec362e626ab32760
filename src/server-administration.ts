import { dayOf } from './domain/days.js';
import type { Gateway } from './gateway.js';
import type { AdministeredSource, Administration } from './graphql/admin/administration.js';
import { QueueAway } from './graphql/queue-away.js';
import { FeedError } from './harvest/feed.js';
import { isOver, type Job, JobsAway } from './harvest/jobs/job-queue.js';
import { healthOf, nextRunAt } from './harvest/watch/health.js';
import { buildReport } from './report/build-report.js';
import { ReportShelf } from './report/report-shelf.js';
import { SearchUnavailable } from './search/search-engine.js';
import { RebuildDesk } from './server-rebuilds.js';

/** What administrators of a gateway may see and do. */
export function administrationOf(gateway: Gateway): Administration & { close(): Promise<void> } {
  const { archive, runs, now, config, plainEngine } = gateway;
  const { jobs } = runs;
  const definitions = gateway.sources.sources;
  const reports = new ReportShelf({
    build: (source, provider) => reportOn(gateway, source, provider),
    state: async () => {
      const lastRuns = (await gateway.sourceStatus()).map(({ lastRun }) => lastRun?.runId ?? '');
      return `${plainEngine.knownGeneration ?? ''} ${dayOf(now())} ${lastRuns.join(' ')}`;
    },
  });
  const rebuilds = new RebuildDesk({ rebuild: (options) => gateway.life.rebuild(options), log: gateway.log });

  async function sources(): Promise<readonly AdministeredSource[]> {
    const [statuses, summaries, listed] = await Promise.all([
      gateway.sourceStatus(),
      archive.summaries(),
      // Whether runs are under way is not worth an answer without all else.
      jobs.list(0).catch((): readonly Job[] => []),
    ]);
    const at = now();
    return definitions.flatMap((definition) => {
      const status = statuses.find(({ id }) => id === definition.id);
      if (status === undefined) return [];
      const job = listed.find((each) => each.source === definition.id && !isOver(each));
      const letters = summaries.find(({ source }) => source === definition.id);
      const running = job?.state === 'running' && job.kind !== 'preview' ? job : undefined;
      const next = config.schedule ? nextRunAt(definition, at) : undefined;
      return {
        ...status,
        health: healthOf(definition, { ...status, ...(running && { running }) }, at),
        timezone: definition.timezone,
        ...(definition.schedule === undefined ? {} : { schedule: definition.schedule }),
        ...(next && { nextRunAt: next.toISOString() }),
        ...(letters && { deadLetters: letters }),
        ...(job && { job }),
      };
    });
  }

  return {
    sourceIds: definitions.map(({ id }) => id),
    sources,
    runs: (question) => archive.runs(question),
    run: (id) => archive.run(id),
    deadLetters: (question) => archive.deadLetters(question),
    deadLetterSummaries: () => archive.summaries(),
    report: (source, provider) => reports.get(source, provider),
    jobs: (over) => asked(() => jobs.list(over)),
    job: (id) => asked(() => jobs.find(id)),
    submit: (request) => asked(() => jobs.submit({ ...request, trigger: 'person' })),
    cancel: (id) => asked(() => jobs.cancel(id)),
    release: (source) => released(gateway, source),
    indexFacts: () => gateway.indexFacts(),
    rebuild: () => rebuilds.last,
    startRebuild: (fromFeeds) => rebuilds.start(fromFeeds),
    cancelRebuild: () => rebuilds.cancel(),
    close: () => rebuilds.close(),
  };
}

async function released({ index }: Gateway, source: string): Promise<boolean> {
  try {
    return await index.release(source);
  } catch (cause) {
    if (!(cause instanceof FeedError)) throw cause;
    throw new SearchUnavailable(cause.message, { cause });
  }
}

async function asked<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof JobsAway)) throw cause;
    throw new QueueAway('the queue of runs does not answer', { cause });
  }
}

async function reportOn({ reporting, sourceStatus, now }: Gateway, id: string, providerId: string | undefined) {
  const source = (await sourceStatus()).find((status) => status.id === id);
  if (source === undefined) return undefined;
  const { offers, issues } = reporting;
  if (providerId === undefined) return buildReport(source, { offers, issues, now: now() });
  const provider = await offers.provider(providerId);
  return provider?.source === id ? buildReport(source, { offers, issues, now: now(), provider }) : undefined;
}
