import 'reflect-metadata';
import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import type { Run as RunRecord } from '../../domain/run.js';
import { DateScalar, DurationScalar, UrlScalar } from '../scalars.js';
import { Concept, SourcedBoolean, SourcedConcept } from './concept.type.js';
import { DatePrecisionEnum, RunStateEnum } from './enums.js';
import { Identifier } from './organisation.type.js';
import { LocalizedText } from './text.type.js';

@ObjectType({ simpleResolvers: true, description: 'When a run takes place (ELM `PeriodOfTime`).' })
export class Period {
  @Field(() => DateScalar, { nullable: true, description: 'First day.' })
  readonly start?: string | undefined;

  @Field(() => DateScalar, { nullable: true, description: 'Last day.' })
  readonly end?: string | undefined;

  @Field(() => DatePrecisionEnum, { description: 'How exact the days are.' })
  readonly precision!: NonNullable<RunRecord['period']>['precision'];

  @Field(() => String, { nullable: true, description: 'The period as the source writes it, where it differs.' })
  readonly native?: string | undefined;
}

@ObjectType({ simpleResolvers: true, description: 'When one can apply.' })
export class ApplicationWindow {
  @Field(() => DateScalar, { nullable: true, description: 'First day.' })
  readonly opens?: string | undefined;

  @Field(() => DateScalar, { nullable: true, description: 'Last day: the deadline.' })
  readonly closes?: string | undefined;

  @Field(() => UrlScalar, { nullable: true, description: 'Where to apply.' })
  readonly url?: string | undefined;
}

@ObjectType({ simpleResolvers: true, description: 'A point on the WGS 84 ellipsoid.' })
export class GeoPoint {
  @Field(() => Float, { description: 'Latitude in decimal degrees.' })
  readonly latitude!: number;

  @Field(() => Float, { description: 'Longitude in decimal degrees.' })
  readonly longitude!: number;
}

@ObjectType({ simpleResolvers: true, description: 'Where a run takes place (ELM `Location`).' })
export class Place {
  @Field(() => String, { nullable: true, description: 'Name of the place.' })
  readonly name?: string | undefined;

  @Field(() => String, { nullable: true, description: 'Postal address.' })
  readonly address?: string | undefined;

  @Field(() => String, { nullable: true, description: 'City.' })
  readonly city?: string | undefined;

  @Field(() => SourcedConcept, { nullable: true, description: 'Country (EU country authority).' })
  readonly country?: SourcedConcept | undefined;

  @Field(() => SourcedConcept, { nullable: true, description: 'NUTS region, as deep as is known.' })
  readonly nuts?: SourcedConcept | undefined;

  @Field(() => GeoPoint, { nullable: true, description: 'Coordinates.' })
  readonly geo?: GeoPoint | undefined;
}

@ObjectType({ simpleResolvers: true, description: 'What one pays (ELM `PriceDetail`).' })
export class Price {
  @Field(() => Float, { nullable: true, description: 'Amount in the currency; null for a price that is only a text.' })
  readonly amount?: number | undefined;

  @Field(() => Concept, { nullable: true, description: 'Currency (ISO 4217, EU currency authority).' })
  readonly currency?: Concept | undefined;

  @Field(() => String, { nullable: true, description: 'What the price is for, in the words of the source.' })
  readonly kind?: string | undefined;

  @Field(() => LocalizedText, { nullable: true, description: 'The price in words.' })
  readonly text?: LocalizedText | undefined;
}

@ObjectType({ simpleResolvers: true, description: 'Financial support for learners (ELM `Grant`).' })
export class Grant {
  @Field(() => LocalizedText, { description: 'Title of the grant.' })
  readonly title!: LocalizedText;

  @Field(() => LocalizedText, { nullable: true, description: 'More about it.' })
  readonly text?: LocalizedText | undefined;

  @Field(() => UrlScalar, { nullable: true, description: 'Where to read more.' })
  readonly url?: string | undefined;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A dated, placed run of an offer (ELM `LearningOpportunity`, MLO EN 15982 instance).',
})
export class Run {
  @Field(() => ID, { description: 'UUID of the run; it stays the same from harvest to harvest.' })
  readonly id!: string;

  @Field(() => [Identifier], { description: 'Its ids in the terms of the source.' })
  readonly nativeIds!: readonly Identifier[];

  @Field(() => Period, { nullable: true, description: 'When it takes place.' })
  readonly period?: Period | undefined;

  @Field(() => [ApplicationWindow], { description: 'When one can apply.' })
  readonly applicationWindows!: readonly ApplicationWindow[];

  @Field(() => [Place], { description: 'Where it takes place.' })
  readonly places!: readonly Place[];

  @Field(() => DurationScalar, {
    nullable: true,
    description: 'Time from beginning to end, which is not the workload.',
  })
  readonly duration?: string | undefined;

  @Field(() => [Price], { description: 'What one pays.' })
  readonly prices!: readonly Price[];

  @Field(() => SourcedBoolean, {
    nullable: true,
    description: 'Free of charge, where that is stated; never concluded from a missing price.',
  })
  readonly free?: SourcedBoolean | undefined;

  @Field(() => [Grant], { description: 'Financial support for learners.' })
  readonly grants!: readonly Grant[];

  @Field(() => [SourcedConcept], { description: 'Languages of instruction (EU language authority).' })
  readonly languages!: readonly SourcedConcept[];

  @Field(() => [SourcedConcept], {
    description: 'Modes of participation (EU learning assessment list; Annex I: form of participation).',
  })
  readonly modes!: readonly SourcedConcept[];

  @Field(() => [SourcedConcept], { description: 'Learning schedule (EU list).' })
  readonly schedules!: readonly SourcedConcept[];

  @Field(() => RunStateEnum, {
    description: 'State as the source says; the dates are judged by `LearningOpportunity.status`.',
  })
  readonly state!: RunRecord['state'];

  @Field(() => Int, { nullable: true, description: 'Number of learners that can take part.' })
  readonly capacity?: number | undefined;
}
