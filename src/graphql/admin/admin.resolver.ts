import 'reflect-metadata';
import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { issueCodes } from '../../domain/issue.js';
import { InvalidArgument } from '../../search/invalid-argument.js';
import type { Context } from '../context.js';
import { checkedId } from '../ids.js';
import { given } from '../inputs/given.js';
import type { PageArgs } from '../inputs/search.args.js';
import { cursorAt, resultId, windowOf } from '../page.js';
import { toConnection } from '../types/connection.type.js';
import { countsByCode } from '../views/source.js';
import { toAdminRun, toAdminSource, toAwaitedReport, toHarvestJob } from './admin.views.js';
import { AdminQuery, AdminRunsArgs, DeadLettersArgs, IndexFacts } from './admin-query.type.js';
import { AdminRun, AdminRunConnection } from './admin-run.type.js';
import { AdminSource } from './admin-source.type.js';
import type { Administration, Stretch } from './administration.js';
import { DeadLetterConnection } from './dead-letter.type.js';
import { HarvestJob, IndexRebuild } from './harvest-job.type.js';
import { knownSource } from './known-source.js';
import { AwaitedReport } from './source-report.type.js';

/** Most jobs that are over and told of. */
const mostJobs = 200;

interface Page<T> {
  readonly total: number;
  readonly nodes: readonly T[];
}

/** A page of a list that the question names. */
async function pageOf<T>(args: PageArgs, question: object, read: (stretch: Stretch) => Promise<Page<T>>) {
  const result = resultId(question);
  const { offset, limit } = await windowOf(args, result, async () => (await read({ offset: 0, limit: 0 })).total);
  const { total, nodes } = await read({ offset, limit });
  const edges = nodes.map((node, index) => ({ cursor: cursorAt(offset + index, result), node }));
  return toConnection(edges, total, {
    hasNextPage: offset + limit < total,
    hasPreviousPage: offset > 0 && total > 0,
  });
}

@Resolver(() => AdminQuery)
export class AdminResolver {
  @Query(() => AdminQuery, {
    description: 'For administrators: needs the header `Authorization: Bearer` with their token, and POST.',
  })
  admin(@Ctx() { admin }: Context): AdminQuery {
    return { administration: admin() };
  }

  @FieldResolver(() => [AdminSource], { description: 'All sources, in the order of the sources file.' })
  async sources(@Root() { administration }: AdminQuery): Promise<AdminSource[]> {
    return (await administration.sources()).map(toAdminSource);
  }

  @FieldResolver(() => AdminSource, { nullable: true, description: 'One source; null when there is none of this id.' })
  async source(
    @Root() { administration }: AdminQuery,
    @Arg('id', () => ID, { description: 'Id of the source.' }) id: string,
  ): Promise<AdminSource | undefined> {
    const found = (await administration.sources()).find((source) => source.id === id);
    return found && toAdminSource(found);
  }

  @FieldResolver(() => AdminRunConnection, {
    description:
      'Runs that are over, the newest first: of each source the last 50 that changed nothing, and 50 others.',
  })
  async runs(
    @Root() { administration }: AdminQuery,
    @Args(() => AdminRunsArgs) args: AdminRunsArgs,
  ): Promise<AdminRunConnection> {
    const { source, outcome } = given({ ...args });
    const question = given({ source: sourceOf(administration, source), outcome });
    return pageOf(args, { runs: question }, async (stretch) => {
      const { total, runs } = await administration.runs({ ...question, ...stretch });
      return { total, nodes: runs.map(toAdminRun) };
    });
  }

  @FieldResolver(() => AdminRun, { nullable: true, description: 'One run; null when it is not kept.' })
  async run(
    @Root() { administration }: AdminQuery,
    @Arg('id', () => ID, { description: 'Id of the run, a UUID.' }) id: string,
  ): Promise<AdminRun | undefined> {
    const run = await administration.run(checkedId(id, 'id'));
    return run && toAdminRun(run);
  }

  @FieldResolver(() => DeadLetterConnection, {
    description: 'Records that could not be taken over, until a run takes them over or their source drops them.',
  })
  async deadLetters(
    @Root() { administration }: AdminQuery,
    @Args(() => DeadLettersArgs) args: DeadLettersArgs,
  ): Promise<DeadLetterConnection> {
    const { source, code } = given({ ...args });
    if (code !== undefined && !issueCodes.some((known) => known === code)) {
      throw new InvalidArgument('code', 'UNKNOWN_CODE', `"${code.slice(0, 80)}" is no code of a problem.`, issueCodes);
    }
    const question = given({ source: sourceOf(administration, source), code });
    const [page, byCode] = await Promise.all([
      pageOf(args, { deadLetters: question }, async (stretch) => {
        const { total, letters } = await administration.deadLetters({ ...question, ...stretch });
        return { total, nodes: letters };
      }),
      countsOf(administration, question),
    ]);
    return { ...page, byCode };
  }

  @FieldResolver(() => AwaitedReport, {
    nullable: true,
    description:
      'How good a catalogue is. A large one takes its time: while `state` is BUILDING, ask again. Null for a provider without offers in the source.',
  })
  async report(
    @Root() { administration }: AdminQuery,
    @Arg('source', () => ID, { description: 'Id of the source.' }) source: string,
    @Arg('provider', () => ID, { nullable: true, description: 'Only the offers of this provider, a UUID.' })
    provider?: string | null,
  ): Promise<AwaitedReport | undefined> {
    const one = provider === null || provider === undefined ? undefined : checkedId(provider, 'provider');
    const report = await administration.report(knownSource(administration, source), one);
    return report && toAwaitedReport(report);
  }

  @FieldResolver(() => [HarvestJob], {
    description: 'Runs that are under way, then those that wait, then the last ones.',
  })
  async jobs(
    @Root() { administration }: AdminQuery,
    @Arg('over', () => Int, { defaultValue: 20, description: 'Most that are over and told of, 0 to 200.' })
    over: number,
  ): Promise<HarvestJob[]> {
    if (over < 0 || over > mostJobs) {
      throw new InvalidArgument('over', 'PAGINATION_LIMIT', `over is ${over}; allowed are 0 to ${mostJobs}.`);
    }
    return (await administration.jobs(over)).map(toHarvestJob);
  }

  @FieldResolver(() => HarvestJob, { nullable: true, description: 'One job; null when it is over since long.' })
  async job(
    @Root() { administration }: AdminQuery,
    @Arg('id', () => ID, { description: 'Id of the job.' }) id: string,
  ): Promise<HarvestJob | undefined> {
    const job = await administration.job(id);
    return job && toHarvestJob(job);
  }

  @FieldResolver(() => IndexFacts, { description: 'The index.' })
  index(@Root() { administration }: AdminQuery): Promise<IndexFacts> {
    return administration.indexFacts();
  }

  @FieldResolver(() => IndexRebuild, {
    nullable: true,
    description: 'The last rebuild of the index by this server, which may be under way.',
  })
  rebuild(@Root() { administration }: AdminQuery): IndexRebuild | undefined {
    return administration.rebuild();
  }
}

function sourceOf(administration: Administration, source: string | undefined): string | undefined {
  return source === undefined ? undefined : knownSource(administration, source);
}

async function countsOf(administration: Administration, { source, code }: { source?: string; code?: string }) {
  const counts: Record<string, number> = {};
  for (const summary of await administration.deadLetterSummaries()) {
    if (source !== undefined && summary.source !== source) continue;
    for (const [each, count] of Object.entries(summary.byCode))
      if (code === undefined || each === code) counts[each] = (counts[each] ?? 0) + count;
  }
  return countsByCode(counts);
}
