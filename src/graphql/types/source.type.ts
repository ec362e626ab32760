import 'reflect-metadata';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar, UrlScalar } from '../scalars.js';
import { HarvestRun } from './harvest-run.type.js';

@ObjectType({ simpleResolvers: true, description: 'Why a source could not be harvested.' })
export class SourceError {
  @Field(() => String, { description: 'Code of the error (`FEED_MALFORMED`).' })
  readonly code!: string;

  @Field(() => String, { description: 'What is wrong, for the provider.' })
  readonly message!: string;

  @Field(() => DateTimeScalar, { description: 'When it happened.' })
  readonly at!: string;
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
