import 'reflect-metadata';
import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import type { JobKind, JobState, JobTrigger } from '../../harvest/jobs/job-queue.js';
import { DateTimeScalar } from '../scalars.js';
import { JobKindEnum, JobStateEnum, JobTriggerEnum, RebuildStateEnum } from './admin-enums.js';
import { AdminRun } from './admin-run.type.js';
import type { Rebuild } from './administration.js';

@ObjectType({ simpleResolvers: true, description: 'How far a run is.' })
export class HarvestProgress {
  @Field(() => String, { description: '`read`, then `index`.' })
  readonly phase!: string;

  @Field(() => Int, { description: 'Records read so far.' })
  readonly read!: number;

  @Field(() => Int, { description: 'Records written so far.' })
  readonly written!: number;
}

@ObjectType({ simpleResolvers: true, description: 'A run that was asked for.' })
export class HarvestJob {
  @Field(() => ID, { description: 'Id of the job; that of the run is another one.' })
  readonly id!: string;

  @Field(() => ID, { description: 'Id of the source.' })
  readonly source!: string;

  @Field(() => JobKindEnum, { description: 'What is done.' })
  readonly kind!: JobKind;

  @Field(() => JobTriggerEnum, { description: 'Who asked for it.' })
  readonly trigger!: JobTrigger;

  @Field(() => Boolean, { description: 'Whether it is applied though the guard would refuse it.' })
  readonly force!: boolean;

  @Field(() => JobStateEnum, { description: 'How it stands.' })
  readonly state!: JobState;

  @Field(() => DateTimeScalar, { description: 'When it was asked for.' })
  readonly submittedAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When a process took it last.' })
  readonly startedAt?: string | undefined;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was over.' })
  readonly endedAt?: string | undefined;

  @Field(() => String, { nullable: true, description: 'The process that runs or ran it, as `host:pid`.' })
  readonly worker?: string | undefined;

  @Field(() => Int, { description: 'How often a process took it.' })
  readonly attempts!: number;

  @Field(() => HarvestProgress, { nullable: true, description: 'How far it is, up to a second old.' })
  readonly progress?: HarvestProgress | undefined;

  @Field(() => AdminRun, { nullable: true, description: 'The run, once it is over.' })
  readonly run?: AdminRun | undefined;

  @Field(() => String, { nullable: true, description: 'Why there was no run.' })
  readonly error?: string | undefined;
}

@ObjectType({ simpleResolvers: true, description: 'What became of a wish for a run.' })
export class HarvestSubmission {
  @Field(() => HarvestJob, { description: 'The job.' })
  readonly job!: HarvestJob;

  @Field(() => Boolean, {
    description: 'False when a job of the source was waiting or running: then that one is told.',
  })
  readonly isNew!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'How far a rebuild is.' })
export class RebuildProgress {
  @Field(() => String, { description: '`wait`, `copy`, `map`, `check`, `swap` or `done`.' })
  readonly phase!: string;

  @Field(() => ID, { nullable: true, description: 'The source that it works on.' })
  readonly source?: string | undefined;

  @Field(() => Int, { description: 'Offers that are done.' })
  readonly done!: number;

  @Field(() => Int, { description: 'Offers in all.' })
  readonly total!: number;
}

@ObjectType({ simpleResolvers: true, description: 'What a rebuild came to.' })
export class RebuildResult {
  @Field(() => Int, { description: 'Offers in the new index.' })
  readonly offers!: number;

  @Field(() => Int, { description: 'Withdrawn ones, which are only answered for.' })
  readonly withdrawn!: number;

  @Field(() => Float, { description: 'How long it took, in seconds.' })
  readonly seconds!: number;
}

@ObjectType({ simpleResolvers: true, description: 'The index is built anew, aside, and swapped in; searches go on.' })
export class IndexRebuild {
  @Field(() => ID, { description: 'Id of the rebuild.' })
  readonly id!: string;

  @Field(() => Boolean, { description: 'Whether kept feeds are mapped again, not only records projected anew.' })
  readonly fromFeeds!: boolean;

  @Field(() => RebuildStateEnum, { description: 'How it stands.' })
  readonly state!: Rebuild['state'];

  @Field(() => DateTimeScalar, { description: 'When it began.' })
  readonly startedAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was over.' })
  readonly endedAt?: string | undefined;

  @Field(() => String, { description: 'The process that does it, as `host:pid`.' })
  readonly worker!: string;

  @Field(() => RebuildProgress, { nullable: true, description: 'How far it is.' })
  readonly progress?: RebuildProgress | undefined;

  @Field(() => RebuildResult, { nullable: true, description: 'What it came to.' })
  readonly result?: RebuildResult | undefined;

  @Field(() => String, { nullable: true, description: 'Why it failed.' })
  readonly error?: string | undefined;
}
