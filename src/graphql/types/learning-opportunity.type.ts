import 'reflect-metadata';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { Annex1Element, ElementState } from '../../domain/annex1.js';
import type { LifecycleStatus } from '../../domain/lifecycle.js';
import { DateScalar, DateTimeScalar } from '../scalars.js';
import type { Reader } from '../views/reader.js';
import { SourcedBoolean, SourcedConcept, SourcedEqfLevel, SourcedFloat, SourcedRange } from './concept.type.js';
import { AnnexIElementEnum, ElementStateEnum, LifecycleStatusEnum } from './enums.js';
import {
  Assessment,
  AwardedCredential,
  Credits,
  EducationLevel,
  LearningOutcome,
  NqfLevel,
  Subject,
} from './learning.type.js';
import { Homepage, Provenance } from './learning-opportunity.parts.js';
import { Node } from './node.type.js';
import { Identifier, Organisation } from './organisation.type.js';
import { QualityAssurance, Recognition, Stackability } from './recognition.type.js';
import { Run } from './run.type.js';
import { SameOffer } from './same-offer.type.js';
import { Source } from './source.type.js';
import { LocalizedText } from './text.type.js';

@ObjectType({ simpleResolvers: true, description: 'State of one Annex I element of an offer.' })
export class AnnexIElementState {
  @Field(() => AnnexIElementEnum, { description: 'The element.' })
  readonly element!: Annex1Element;

  @Field(() => LocalizedText, { nullable: true, description: 'Name of the element.' })
  readonly label?: LocalizedText | undefined;

  @Field(() => ElementStateEnum, { description: 'Whether it is there.' })
  readonly state!: ElementState;

  @Field(() => Boolean, { description: 'Whether Annex I lists it as mandatory.' })
  readonly mandatory!: boolean;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'How complete an offer is described, by the elements of Annex I of Council Recommendation 2022/C 243/02. Those that belong to an issued credential (learner, date of issuing, grade) are left out.',
})
export class AnnexI {
  @Field(() => [AnnexIElementState], { description: 'All elements, the mandatory ones first.' })
  readonly elements!: readonly AnnexIElementState[];

  @Field(() => Int, {
    description: 'Number of mandatory elements that are present, as the filter `completeness` counts them.',
  })
  readonly present!: number;

  @Field(() => Int, { description: 'Number of mandatory elements.' })
  readonly of!: number;
}

@ObjectType({ simpleResolvers: true, description: 'That an offer is no longer in its catalogue.' })
export class Withdrawal {
  @Field(() => DateTimeScalar, { description: 'When the gateway noticed.' })
  readonly at!: string;

  @Field(() => String, { description: 'Why it counts as withdrawn.' })
  readonly reason!: string;
}

@ObjectType({
  simpleResolvers: true,
  implements: Node,
  description:
    'What one can enrol in, with its dated runs (ELM 3 `LearningAchievementSpecification` and `LearningOpportunity`; MLO EN 15982). What the source does not state is null or empty; every value that may have come about otherwise carries its evidence.',
})
export class LearningOpportunity extends Node {
  @Field(() => LocalizedText, {
    description: 'Title in the asked language, else the nearest there is (Annex I: title).',
  })
  readonly title!: LocalizedText;

  @Field(() => [LocalizedText], { description: 'The title in every language that the source gives.' })
  readonly titles!: readonly LocalizedText[];

  @Field(() => LocalizedText, {
    nullable: true,
    description: 'Description: plain text, or HTML of the LOQ white list.',
  })
  readonly description?: LocalizedText | undefined;

  @Field(() => [LocalizedText], { description: 'The description in every language that the source gives.' })
  readonly descriptions!: readonly LocalizedText[];

  @Field(() => [SourcedConcept], { description: 'Types of learning opportunity (EU list).' })
  readonly kinds!: readonly SourcedConcept[];

  @Field(() => SourcedBoolean, {
    nullable: true,
    description:
      'Whether it leads to a micro-credential (Council Recommendation 2022/C 243/02, clause 5); never inferred from its size.',
  })
  readonly microCredential?: SourcedBoolean | undefined;

  @Field(() => [LearningOutcome], { description: 'Learning outcomes (ELM; Annex I: learning outcomes).' })
  readonly learningOutcomes!: readonly LearningOutcome[];

  @Field(() => [Credits], { description: 'Credit points in all systems, as stated (Annex I: notional workload).' })
  readonly credits!: readonly Credits[];

  @Field(() => SourcedFloat, {
    nullable: true,
    description: 'ECTS credits (Annex I: notional workload); never computed from hours.',
  })
  readonly ects?: SourcedFloat | undefined;

  @Field(() => SourcedRange, {
    nullable: true,
    description: 'Notional workload in hours of 60 minutes (Annex I: notional workload).',
  })
  readonly workloadHours?: SourcedRange | undefined;

  @Field(() => LocalizedText, { nullable: true, description: 'The workload in the words of the source.' })
  readonly workloadStatement?: LocalizedText | undefined;

  @Field(() => SourcedEqfLevel, {
    nullable: true,
    description: 'Level of the European Qualifications Framework (Annex I: level).',
  })
  readonly eqfLevel?: SourcedEqfLevel | undefined;

  @Field(() => [NqfLevel], { description: 'Levels of national qualifications frameworks.' })
  readonly nqfLevels!: readonly NqfLevel[];

  @Field(() => SourcedConcept, {
    nullable: true,
    description: 'Cycle of the QF-EHEA, the Bologna framework (Annex I: cycle).',
  })
  readonly qfEheaCycle?: SourcedConcept | undefined;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True where the source says outright that the offer has no level.',
  })
  readonly notLevelled?: boolean | undefined;

  @Field(() => [EducationLevel], { description: 'Levels of education in other schemes.' })
  readonly educationLevels!: readonly EducationLevel[];

  @Field(() => [SourcedConcept], {
    description: 'Fields of education and training (ISCED-F 2013), as deep as is known.',
  })
  readonly fields!: readonly SourcedConcept[];

  @Field(() => [Subject], { description: 'Subjects in other schemes, and free key words.' })
  readonly subjects!: readonly Subject[];

  @Field(() => [SourcedConcept], { description: 'Languages of instruction (EU language authority).' })
  readonly languages!: readonly SourcedConcept[];

  @Field(() => [SourcedConcept], { description: 'Languages of assessment (EU language authority).' })
  readonly assessmentLanguages!: readonly SourcedConcept[];

  @Field(() => [SourcedConcept], {
    description: 'Modes of participation (EU learning assessment list; Annex I: form of participation).',
  })
  readonly modes!: readonly SourcedConcept[];

  @Field(() => [SourcedConcept], { description: 'Learning schedule: full time, part time … (EU list).' })
  readonly schedules!: readonly SourcedConcept[];

  @Field(() => SourcedConcept, { nullable: true, description: 'Learning setting: formal or non-formal (EU list).' })
  readonly setting?: SourcedConcept | undefined;

  @Field(() => [SourcedConcept], { description: 'Types of learning activity (EU list).' })
  readonly activityTypes!: readonly SourcedConcept[];

  @Field(() => [Assessment], { description: 'How learners are assessed (Annex I: type of assessment).' })
  readonly assessments!: readonly Assessment[];

  @Field(() => LocalizedText, { nullable: true, description: 'Grading scheme (ELM).' })
  readonly gradingScheme?: LocalizedText | undefined;

  @Field(() => SourcedConcept, {
    nullable: true,
    description: 'Supervision and identity verification during assessment (EU list; Annex I, optional element).',
  })
  readonly supervision?: SourcedConcept | undefined;

  @Field(() => LocalizedText, { nullable: true, description: 'Entry requirements (ELM; Annex I: prerequisites).' })
  readonly prerequisites?: LocalizedText | undefined;

  @Field(() => [SourcedConcept], { description: 'Target groups (EU list).' })
  readonly targetGroups!: readonly SourcedConcept[];

  @Field(() => [Organisation], {
    description: 'Who awards the credential (ELM `awardingBody`; Annex I: awarding body).',
  })
  readonly awardingBodies!: readonly Organisation[];

  @Field(() => [Organisation], { description: 'Who offers the learning (ELM `providedBy`).' })
  readonly providers!: readonly Organisation[];

  @Field(() => [QualityAssurance], { description: 'Quality assurance (ELM; Annex I: type of quality assurance).' })
  readonly qualityAssurance!: readonly QualityAssurance[];

  @Field(() => [Recognition], { description: 'How the credential is recognised (Annex II, principle 6).' })
  readonly recognition!: readonly Recognition[];

  @Field(() => Stackability, {
    nullable: true,
    description: 'Integration and stackability options (Annex I, optional element).',
  })
  readonly stackability?: Stackability | undefined;

  @Field(() => [AwardedCredential], { description: 'Credentials that it leads to.' })
  readonly credentials!: readonly AwardedCredential[];

  @Field(() => [Homepage], { description: 'Web pages of the offer.' })
  readonly homepages!: readonly Homepage[];

  @Field(() => [Run], { description: 'Its dated runs.' })
  readonly runs!: readonly Run[];

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'Earliest start of a run on or after the day `asOf`; runs that the source calls cancelled do not count.',
  })
  readonly nextStart?: string | undefined;

  @Field(() => LifecycleStatusEnum, { description: 'Where the offer stands on the day `asOf`.' })
  readonly status!: LifecycleStatus;

  @Field(() => AnnexI, { description: 'How complete it is described (Council Recommendation 2022/C 243/02, Annex I).' })
  readonly annexI!: AnnexI;

  @Field(() => String, { nullable: true, description: 'Licence of the description: SPDX id, address or name.' })
  readonly licence?: string | undefined;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the source last changed the record, as it states.',
  })
  readonly modifiedAtSource?: string | undefined;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the gateway first saw the record as it is now.' })
  readonly updatedAt?: string | undefined;

  @Field(() => Source, { description: 'The catalogue that it was harvested from.' })
  readonly source!: Source;

  @Field(() => Provenance, { description: 'Where the record was read.' })
  readonly provenance!: Provenance;

  @Field(() => [SameOffer], {
    description:
      'Records of other catalogues that are the same offer. A search finds only one of them, by all sources.',
  })
  readonly alsoOfferedBy!: readonly SameOffer[];

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the record that searches find for this one, as it describes the same offer better.',
  })
  readonly mergedInto?: string | undefined;

  @Field(() => Withdrawal, {
    nullable: true,
    description: 'Set once the offer is no longer in its catalogue; then it is in no search result.',
  })
  readonly withdrawn?: Withdrawal | undefined;

  @Field(() => [Identifier], { description: 'Its ids in the terms of the source.' })
  readonly nativeIds!: readonly Identifier[];

  /** For whom the values were chosen; no field of the API. */
  readonly reader!: Reader;
}
