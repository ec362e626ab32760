import 'reflect-metadata';
import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import type { Annex1Element } from '../../domain/annex1.js';
import type { ProblemScope } from '../../report/source-report.js';
import { DateScalar, DateTimeScalar } from '../scalars.js';
import { AnnexIElementEnum } from '../types/enums.js';
import { LocalizedText } from '../types/text.type.js';
import { ProblemScopeEnum, ReportStateEnum } from './admin-enums.js';

@ObjectType({ simpleResolvers: true, description: 'How many offers can be found today, and how they stand.' })
export class ReportedOffers {
  @Field(() => Int, { description: 'All that can be found.' })
  readonly total!: number;

  @Field(() => Int, { description: 'Open.' })
  readonly open!: number;

  @Field(() => Int, { description: 'Upcoming.' })
  readonly upcoming!: number;

  @Field(() => Int, { description: 'Expired.' })
  readonly expired!: number;

  @Field(() => Int, { description: 'Without dates to judge by.' })
  readonly undated!: number;

  @Field(() => Int, { description: 'No longer in the catalogue; in no other number.' })
  readonly withdrawn!: number;
}

@ObjectType({ simpleResolvers: true, description: 'How many offers have one element of Annex I.' })
export class ElementCounts {
  @Field(() => AnnexIElementEnum, { description: 'The element.' })
  readonly element!: Annex1Element;

  @Field(() => String, { description: 'Its name in English.' })
  readonly label!: string;

  @Field(() => Boolean, { description: 'Whether Annex I makes it mandatory.' })
  readonly mandatory!: boolean;

  @Field(() => Int, { description: 'Offers with a value of exact evidence.' })
  readonly present!: number;

  @Field(() => Int, { description: 'Offers that have only close or derived values.' })
  readonly derived!: number;

  @Field(() => Int, { description: 'Offers without.' })
  readonly absent!: number;
}

@ObjectType({ simpleResolvers: true, description: 'How complete offers are by the mandatory elements of Annex I.' })
export class ReportedCompleteness {
  @Field(() => Float, { nullable: true, description: 'Elements present on average, of nine; null without offers.' })
  readonly mean?: number | undefined;

  @Field(() => Int, { description: 'Offers with all nine.' })
  readonly complete!: number;

  @Field(() => [Int], { description: 'Offers by the number of elements present: the first is for 0, the last for 9.' })
  readonly distribution!: readonly number[];
}

@ObjectType({ simpleResolvers: true, description: 'A problem as it was found.' })
export class ProblemExample {
  @Field(() => Boolean, { description: 'Whether it cost the record, not only a value of it.' })
  readonly isError!: boolean;

  @Field(() => String, { description: 'Native id of the record, or `#` and its position where it has none.' })
  readonly record!: string;

  @Field(() => String, { description: 'Where in the record, in the terms of the source.' })
  readonly path!: string;

  @Field(() => String, { description: 'What is wrong.' })
  readonly message!: string;

  @Field(() => String, { nullable: true, description: 'The offending value, shortened.' })
  readonly excerpt?: string | undefined;
}

@ObjectType({ simpleResolvers: true, description: 'Problems of one code.' })
export class CodeProblems {
  @Field(() => String, { description: 'The code (`INVALID_DATE`).' })
  readonly code!: string;

  @Field(() => Int, { description: 'How many.' })
  readonly count!: number;

  @Field(() => Int, { nullable: true, description: 'In how many records; null where only the count is known.' })
  readonly records?: number | undefined;

  @Field(() => String, { description: 'How to mend it, in English.' })
  readonly advice!: string;

  @Field(() => [ProblemExample], { description: 'At most five, as different as possible.' })
  readonly examples!: readonly ProblemExample[];
}

@ObjectType({ simpleResolvers: true, description: 'What is wrong with the records of a source.' })
export class ReportedProblems {
  @Field(() => ProblemScopeEnum, { description: 'Which run they are from.' })
  readonly scope!: ProblemScope;

  @Field(() => Int, { nullable: true, description: 'Those that cost the record; null where only counts are known.' })
  readonly errors?: number | undefined;

  @Field(() => Int, { nullable: true, description: 'Those that cost a value.' })
  readonly warnings?: number | undefined;

  @Field(() => [CodeProblems], { description: 'The most frequent first.' })
  readonly byCode!: readonly CodeProblems[];
}

@ObjectType({ simpleResolvers: true, description: 'How complete the offers of one provider are.' })
export class ProviderCompleteness {
  @Field(() => ID, { description: 'Id of the provider.' })
  readonly id!: string;

  @Field(() => LocalizedText, { description: 'Its name, in English where there is one.' })
  readonly name!: LocalizedText;

  @Field(() => Int, { description: 'Its offers in the source.' })
  readonly offers!: number;

  @Field(() => [ElementCounts], { description: 'In the order of Annex I, mandatory ones first.' })
  readonly elements!: readonly ElementCounts[];

  @Field(() => ReportedCompleteness, { description: 'All mandatory elements together.' })
  readonly completeness!: ReportedCompleteness;
}

@ObjectType({ simpleResolvers: true, description: 'Offers that a source shares with another one.' })
export class SharedWith {
  @Field(() => ID, { description: 'Id of the other source.' })
  readonly source!: string;

  @Field(() => Int, { description: 'How many.' })
  readonly offers!: number;
}

@ObjectType({ simpleResolvers: true, description: 'Offers of a source that other sources have too.' })
export class SharedOffers {
  @Field(() => Int, { description: 'How many.' })
  readonly offers!: number;

  @Field(() => Int, {
    description: 'Of those, the ones that searches find; for the others, they find the better description.',
  })
  readonly inFront!: number;

  @Field(() => [SharedWith], { description: 'By source, most first.' })
  readonly with!: readonly SharedWith[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'How good the catalogue of a source is, or a provider’s part of it.',
})
export class SourceReport {
  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  readonly generatedAt!: string;

  @Field(() => DateScalar, { description: 'The day by which offers are open, upcoming or expired.' })
  readonly asOf!: string;

  @Field(() => ReportedOffers, { description: 'The offers.' })
  readonly offers!: ReportedOffers;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Oldest date of change that the source states.' })
  readonly oldestModifiedAt?: string | undefined;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Newest date of change that the source states.' })
  readonly newestModifiedAt?: string | undefined;

  @Field(() => [ElementCounts], { description: 'In the order of Annex I, mandatory ones first.' })
  readonly elements!: readonly ElementCounts[];

  @Field(() => ReportedCompleteness, { description: 'All mandatory elements together.' })
  readonly completeness!: ReportedCompleteness;

  @Field(() => Int, { nullable: true, description: 'Records with an id that came before; null where it is not known.' })
  readonly duplicates?: number | undefined;

  @Field(() => SharedOffers, { description: 'The same offers in other sources.' })
  readonly merged!: SharedOffers;

  @Field(() => ReportedProblems, { description: 'What is wrong with its records.' })
  readonly problems!: ReportedProblems;

  @Field(() => [ProviderCompleteness], {
    description: 'The first 200 providers, most offers first; none in the report on one of them.',
  })
  readonly providers!: readonly ProviderCompleteness[];
}

@ObjectType({ simpleResolvers: true, description: 'A report that is there, or is being made.' })
export class AwaitedReport {
  @Field(() => ReportStateEnum, { description: 'Whether it is there.' })
  readonly state!: 'ready' | 'building';

  @Field(() => SourceReport, { nullable: true, description: 'The report, once it is there.' })
  readonly report?: SourceReport | undefined;
}
