import 'reflect-metadata';
import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import type { HarvestOutcome } from '../ports.js';
import { DateTimeScalar, UrlScalar } from '../scalars.js';
import { HarvestOutcomeEnum } from './enums.js';

@ObjectType({ simpleResolvers: true, description: 'How often a problem occurred in a harvest run.' })
export class IssueCount {
  @Field(() => String, { description: 'Code of the problem (`INVALID_DATE`).' })
  readonly code!: string;

  @Field(() => Int, { description: 'Number of times, warnings included.' })
  readonly count!: number;
}

@ObjectType({ simpleResolvers: true, description: 'Why a source could not be harvested.' })
export class SourceError {
  @Field(() => String, { description: 'Code of the error (`FEED_MALFORMED`).' })
  readonly code!: string;

  @Field(() => String, { description: 'What is wrong, for the provider.' })
  readonly message!: string;

  @Field(() => DateTimeScalar, { description: 'When it happened.' })
  readonly at!: string;
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

  @Field(() => [IssueCount], { description: 'Problems by code.' })
  readonly issues!: readonly IssueCount[];

  @Field(() => Float, { description: 'How long it took, in seconds.' })
  readonly seconds!: number;
}

@ObjectType({ simpleResolvers: true, description: 'A catalogue that offers are harvested from.' })
export class Source {
  @Field(() => ID, { description: 'Id of the source, as filters take it.' })
  readonly id!: string;

  @Field(() => String, { description: 'Name of the catalogue; the id where the source is no longer configured.' })
  readonly name!: string;

  @Field(() => String, { nullable: true, description: 'What the catalogue holds.' })
  readonly description?: string | undefined;

  @Field(() => String, {
    nullable: true,
    description: 'Id of its metadata format; null where it is sniffed from the feed.',
  })
  readonly format?: string | undefined;

  @Field(() => UrlScalar, { nullable: true, description: 'Web site of the catalogue.' })
  readonly homepage?: string | undefined;

  @Field(() => String, { nullable: true, description: 'Licence of the catalogue.' })
  readonly licence?: string | undefined;

  @Field(() => String, { nullable: true, description: 'Whom to name when the data are used.' })
  readonly attribution?: string | undefined;

  @Field(() => String, { nullable: true, description: 'Where the catalogue was taken from.' })
  readonly origin?: string | undefined;

  @Field(() => Boolean, { description: 'Whether it is harvested.' })
  readonly enabled!: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'Offers that are indexed; null where the source is no longer configured.',
  })
  readonly records?: number | undefined;

  @Field(() => HarvestRun, { nullable: true, description: 'The last run.' })
  readonly lastRun?: HarvestRun | undefined;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the last run that applied its feed was over.' })
  readonly lastSuccessAt?: string | undefined;

  @Field(() => SourceError, { nullable: true, description: 'Why the last run failed; null when it did not.' })
  readonly lastError?: SourceError | undefined;
}
