import 'reflect-metadata';
import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import type { HarvestExtent, HarvestOutcome } from '../ports.js';
import { DateTimeScalar } from '../scalars.js';
import { HarvestExtentEnum, HarvestOutcomeEnum } from './enums.js';

@ObjectType({ simpleResolvers: true, description: 'How often a problem occurred in a harvest run.' })
export class IssueCount {
  @Field(() => String, { description: 'Code of the problem (`INVALID_DATE`).' })
  readonly code!: string;

  @Field(() => Int, { description: 'Number of times, warnings included.' })
  readonly count!: number;
}

@ObjectType({ simpleResolvers: true, description: 'How many there are of one code.' })
export class CodeCount {
  @Field(() => String, { description: 'The code (`MISSING_REQUIRED`).' })
  readonly code!: string;

  @Field(() => Int, { description: 'How many.' })
  readonly count!: number;
}

@ObjectType({ simpleResolvers: true, description: 'How many offers a run changed.' })
export class RunChangeCounts {
  @Field(() => Int, { description: 'Offers that were not there before, or came back.' })
  readonly new!: number;

  @Field(() => Int, { description: 'Offers whose content is another one.' })
  readonly changed!: number;

  @Field(() => Int, { description: 'Offers that are no longer in the catalogue.' })
  readonly withdrawn!: number;
}

@ObjectType({ simpleResolvers: true, description: 'One harvest run of a source.' })
export class HarvestRun {
  @Field(() => ID, { description: 'Id of the run.' })
  readonly id!: string;

  @Field(() => DateTimeScalar, { description: 'When it began.' })
  readonly startedAt!: string;

  @Field(() => DateTimeScalar, { description: 'When it was over.' })
  readonly finishedAt!: string;

  @Field(() => HarvestOutcomeEnum, { description: 'How it ended.' })
  readonly outcome!: HarvestOutcome;

  @Field(() => HarvestExtentEnum, {
    nullable: true,
    description: 'How much of the source it read; null for a run that was not applied.',
  })
  readonly extent?: HarvestExtent | undefined;

  @Field(() => Boolean, {
    description: 'Whether it mapped feeds again that an earlier run had kept, so that it is no fresher than that one.',
  })
  readonly fromKeptFeeds!: boolean;

  @Field(() => Int, { description: 'Records that the feed holds.' })
  readonly read!: number;

  @Field(() => Int, { description: 'Records that were new or changed.' })
  readonly written!: number;

  @Field(() => Int, { description: 'Records that had not changed.' })
  readonly unchanged!: number;

  @Field(() => Int, { description: 'Records that are no longer in the catalogue.' })
  readonly withdrawn!: number;

  @Field(() => Int, { description: 'Records that had errors and were left out.' })
  readonly rejected!: number;

  @Field(() => Int, { description: 'Records whose id came before in the same run.' })
  readonly duplicates!: number;

  @Field(() => Int, {
    description:
      'Records that were left out as they expired long ago. Of a run that was applied, all are written, unchanged, rejected, duplicates or expired.',
  })
  readonly expired!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Records that were the same offer as records of other sources; null where that was not settled.',
  })
  readonly merged?: number | undefined;

  @Field(() => RunChangeCounts, {
    nullable: true,
    description: 'What it changed, by kind; null for a run that was not applied, and for old ones.',
  })
  readonly changes?: RunChangeCounts | undefined;

  @Field(() => [IssueCount], { description: 'Problems by code.' })
  readonly issues!: readonly IssueCount[];

  @Field(() => Float, { description: 'How long it took, in seconds.' })
  readonly seconds!: number;
}
