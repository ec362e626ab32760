import 'reflect-metadata';
import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import type { JobKind } from '../../harvest/jobs/job-queue.js';
import type { Context } from '../context.js';
import { toHarvestJob } from './admin.views.js';
import { HarvestJob, HarvestSubmission, IndexRebuild } from './harvest-job.type.js';
import { knownSource } from './known-source.js';

const source = { description: 'Id of the source.' };

/** Has a source run. */
async function submitted(
  { admin }: Context,
  id: string,
  kind: JobKind,
  force: boolean | null = false,
): Promise<HarvestSubmission> {
  const administration = admin();
  const request = { source: knownSource(administration, id), kind, force: force === true };
  const { job, isNew } = await administration.submit(request);
  return { job: toHarvestJob(job), isNew };
}

/** What an administrator may do: all of it answers at once, and goes on. */
@Resolver()
export class AdminMutationsResolver {
  @Mutation(() => HarvestSubmission, { description: 'For administrators: has a source harvested.' })
  harvest(
    @Ctx() context: Context,
    @Arg('source', () => ID, source) id: string,
    @Arg('force', () => Boolean, {
      defaultValue: false,
      description:
        'Reads everything, changed or not, and applies what the guard would refuse, empty feeds excepted, and of a feed that breaks the part before. Ends a hold.',
    })
    force: boolean,
  ): Promise<HarvestSubmission> {
    return submitted(context, id, 'harvest', force);
  }

  @Mutation(() => HarvestSubmission, {
    description: 'For administrators: has the kept feeds of a source mapped again; the provider is not asked.',
  })
  remap(@Ctx() context: Context, @Arg('source', () => ID, source) id: string): Promise<HarvestSubmission> {
    return submitted(context, id, 'remap');
  }

  @Mutation(() => HarvestSubmission, {
    description: 'For administrators: has a source fetched to tell what a harvest would change; nothing is changed.',
  })
  dryRun(@Ctx() context: Context, @Arg('source', () => ID, source) id: string): Promise<HarvestSubmission> {
    return submitted(context, id, 'preview');
  }

  @Mutation(() => HarvestSubmission, {
    description:
      'For administrators: has the dead letters of a source tried again, from its kept feeds or, where none are kept, by a harvest.',
  })
  retryDeadLetters(@Ctx() context: Context, @Arg('source', () => ID, source) id: string): Promise<HarvestSubmission> {
    return submitted(context, id, 'retry');
  }

  @Mutation(() => HarvestSubmission, {
    description:
      'For administrators: takes a source back to the release before the last one, from its kept feeds, and holds it there until a forced harvest, or until it is released.',
  })
  rollback(@Ctx() context: Context, @Arg('source', () => ID, source) id: string): Promise<HarvestSubmission> {
    return submitted(context, id, 'rollback');
  }

  @Mutation(() => Boolean, {
    description:
      'For administrators: has harvests take a source forward again that was taken back to an earlier release. False when it was not.',
  })
  releaseSource(@Ctx() { admin }: Context, @Arg('source', () => ID, source) id: string): Promise<boolean> {
    const administration = admin();
    return administration.release(knownSource(administration, id));
  }

  @Mutation(() => HarvestJob, {
    nullable: true,
    description:
      'For administrators: takes a job away that waits, or has one that is under way end soon. Null when there is none of this id.',
  })
  async cancelRun(
    @Ctx() { admin }: Context,
    @Arg('id', () => ID, { description: 'Id of the job.' }) id: string,
  ): Promise<HarvestJob | undefined> {
    const job = await admin().cancel(id);
    return job && toHarvestJob(job);
  }

  @Mutation(() => IndexRebuild, {
    description:
      'For administrators: builds the index anew, aside, and swaps it in; searches go on. While one is under way, that one is told.',
  })
  rebuildIndex(
    @Ctx() { admin }: Context,
    @Arg('fromFeeds', () => Boolean, {
      defaultValue: false,
      description: 'Maps kept feeds again, instead of only projecting the records anew.',
    })
    fromFeeds: boolean,
  ): IndexRebuild {
    return admin().startRebuild(fromFeeds);
  }

  @Mutation(() => IndexRebuild, {
    nullable: true,
    description: 'For administrators: has the rebuild that is under way on this server end; the old index stays.',
  })
  cancelRebuild(@Ctx() { admin }: Context): IndexRebuild | undefined {
    return admin().cancelRebuild();
  }
}
