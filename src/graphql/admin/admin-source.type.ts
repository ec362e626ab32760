import 'reflect-metadata';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { HealthState } from '../../harvest/watch/health.js';
import { DateTimeScalar } from '../scalars.js';
import { CodeCount } from '../types/harvest-run.type.js';
import { SourceError } from '../types/source.type.js';
import { HealthStateEnum } from './admin-enums.js';
import { AdminRun } from './admin-run.type.js';
import { HarvestJob } from './harvest-job.type.js';

@ObjectType({ simpleResolvers: true, description: 'How a source is, and why.' })
export class SourceHealth {
  @Field(() => HealthStateEnum, { description: 'How it is.' })
  readonly state!: HealthState;

  @Field(() => String, { description: 'Why, in plain English.' })
  readonly reason!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Since when it is so, where that is known.' })
  readonly since?: string | undefined;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it is or was stale without another applied run; null where none was applied.',
  })
  readonly staleAt?: string | undefined;
}

@ObjectType({ simpleResolvers: true, description: 'How many dead letters a source has.' })
export class DeadLetterSummary {
  @Field(() => Int, { description: 'Exact, also where only the first are kept whole.' })
  readonly total!: number;

  @Field(() => [CodeCount], { description: 'By the code of the first error of each.' })
  readonly byCode!: readonly CodeCount[];

  @Field(() => DateTimeScalar, { nullable: true, description: 'The run that changed them last began then.' })
  readonly at?: string | undefined;
}

@ObjectType({ simpleResolvers: true, description: 'A source as an administrator sees it.' })
export class AdminSource {
  @Field(() => ID, { description: 'Id of the source.' })
  readonly id!: string;

  @Field(() => String, { description: 'Name of the catalogue.' })
  readonly name!: string;

  @Field(() => Boolean, { description: 'Whether it is harvested.' })
  readonly enabled!: boolean;

  @Field(() => String, { nullable: true, description: 'Id of its metadata format, declared or as read last.' })
  readonly format?: string | undefined;

  @Field(() => Int, { description: 'Offers that can be found.' })
  readonly records!: number;

  @Field(() => SourceHealth, { description: 'How it is.' })
  readonly health!: SourceHealth;

  @Field(() => String, { nullable: true, description: 'Its schedule, a cron expression.' })
  readonly schedule?: string | undefined;

  @Field(() => String, { description: 'Zone by whose clocks the schedule goes.' })
  readonly timezone!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'The next run by the schedule; null where there is none.',
  })
  readonly nextRunAt?: string | undefined;

  @Field(() => AdminRun, { nullable: true, description: 'The last run.' })
  readonly lastRun?: AdminRun | undefined;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the last run that applied its feed was over.' })
  readonly lastSuccessAt?: string | undefined;

  @Field(() => SourceError, { nullable: true, description: 'Why the last run was not applied; null when it was.' })
  readonly lastError?: SourceError | undefined;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Since when it is held at an earlier release; null when it is not.',
  })
  readonly heldSince?: string | undefined;

  @Field(() => DeadLetterSummary, { description: 'Its dead letters.' })
  readonly deadLetters!: DeadLetterSummary;

  @Field(() => HarvestJob, { nullable: true, description: 'A job of it that waits or is under way.' })
  readonly job?: HarvestJob | undefined;
}
