import 'reflect-metadata';
import { Field, InputType } from 'type-graphql';
import type { LifecycleStatus } from '../../domain/lifecycle.js';
import type { OpportunityFilter } from '../../search/filter.js';
import { DateTimeScalar } from '../scalars.js';
import { LifecycleStatusEnum } from '../types/enums.js';
import {
  CodeFilter,
  DateFilter,
  FlagFilter,
  FloatFilter,
  IntFilter,
  NearFilter,
  PriceFilter,
} from './value-filters.input.js';

@InputType({
  description:
    'What to find. All conditions of one filter hold together; for a field with several values in one offer, a condition holds when one of the values fulfils it. A condition that is null counts as not given.',
})
export class LearningOpportunityFilter {
  @Field(() => IntFilter, { nullable: true, description: 'EQF level, 1 to 8.' })
  readonly eqfLevel?: IntFilter | null;

  @Field(() => CodeFilter, { nullable: true, description: 'QF-EHEA cycle: short, first, second, third.' })
  readonly qfEheaCycle?: CodeFilter | null;

  @Field(() => FloatFilter, { nullable: true, description: 'ECTS credits.' })
  readonly ects?: FloatFilter | null;

  @Field(() => FloatFilter, {
    nullable: true,
    description: 'Workload in hours; offers whose workload overlaps the range.',
  })
  readonly workloadHours?: FloatFilter | null;

  @Field(() => CodeFilter, { nullable: true, description: 'Language of instruction (EU language authority, ISO 639).' })
  readonly language?: CodeFilter | null;

  @Field(() => CodeFilter, { nullable: true, description: 'Mode of participation (EU learning assessment list).' })
  readonly mode?: CodeFilter | null;

  @Field(() => CodeFilter, { nullable: true, description: 'Way of recognition (Annex II, principle 6).' })
  readonly recognition?: CodeFilter | null;

  @Field(() => CodeFilter, { nullable: true, description: 'Learning setting: formal or non-formal (EU list).' })
  readonly setting?: CodeFilter | null;

  @Field(() => CodeFilter, {
    nullable: true,
    description: 'Type of learning opportunity (EU list), or `micro-credential`.',
  })
  readonly kind?: CodeFilter | null;

  @Field(() => CodeFilter, { nullable: true, description: 'Kind of credential that it leads to.' })
  readonly credential?: CodeFilter | null;

  @Field(() => CodeFilter, { nullable: true, description: 'Type of assessment (EU list).' })
  readonly assessmentType?: CodeFilter | null;

  @Field(() => CodeFilter, {
    nullable: true,
    description: 'Supervision and identity verification during assessment (EU list).',
  })
  readonly supervision?: CodeFilter | null;

  @Field(() => CodeFilter, {
    nullable: true,
    description: 'Type of quality assurance (EU accreditation type), or who vouches for it.',
  })
  readonly qualityAssurance?: CodeFilter | null;

  @Field(() => CodeFilter, { nullable: true, description: 'Stackable or stand-alone (Annex I).' })
  readonly stackability?: CodeFilter | null;

  @Field(() => CodeFilter, {
    nullable: true,
    description:
      'Country of the places of the runs, else of who awards or provides the offer (EU country authority, ISO 3166-1).',
  })
  readonly country?: CodeFilter | null;

  @Field(() => CodeFilter, {
    nullable: true,
    description: 'NUTS region of the same places; a region holds those below it.',
  })
  readonly nuts?: CodeFilter | null;

  @Field(() => CodeFilter, { nullable: true, description: 'Place of a run, as the facet `place` names it.' })
  readonly place?: CodeFilter | null;

  @Field(() => CodeFilter, {
    nullable: true,
    description: 'Field of education and training (ISCED-F 2013); a field holds those below it.',
  })
  readonly iscedF?: CodeFilter | null;

  @Field(() => CodeFilter, { nullable: true, description: 'ESCO skill of the learning outcomes.' })
  readonly escoSkill?: CodeFilter | null;

  @Field(() => CodeFilter, { nullable: true, description: 'Id of a provider.' })
  readonly provider?: CodeFilter | null;

  @Field(() => CodeFilter, { nullable: true, description: 'Kind of provider (Recommendation, clause 5).' })
  readonly providerType?: CodeFilter | null;

  @Field(() => CodeFilter, { nullable: true, description: 'Target group (EU list).' })
  readonly targetGroup?: CodeFilter | null;

  @Field(() => CodeFilter, { nullable: true, description: 'Learning schedule (EU list).' })
  readonly schedule?: CodeFilter | null;

  @Field(() => DateFilter, { nullable: true, description: 'First day of a run.' })
  readonly startDate?: DateFilter | null;

  @Field(() => DateFilter, { nullable: true, description: 'Last day to apply for a run.' })
  readonly deadline?: DateFilter | null;

  @Field(() => PriceFilter, { nullable: true, description: 'Price of a run.' })
  readonly price?: PriceFilter | null;

  @Field(() => FlagFilter, { nullable: true, description: 'Free of charge, where that is stated.' })
  readonly free?: FlagFilter | null;

  @Field(() => FlagFilter, {
    nullable: true,
    description: 'With financial support for learners; sources never state that there is none.',
  })
  readonly funding?: FlagFilter | null;

  @Field(() => NearFilter, { nullable: true, description: 'With a place in a circle.' })
  readonly near?: NearFilter | null;

  @Field(() => IntFilter, {
    nullable: true,
    description: 'Number of mandatory Annex I elements that are there, 0 to 9.',
  })
  readonly completeness?: IntFilter | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'New or changed in the gateway since then.' })
  readonly updatedSince?: string | null;

  @Field(() => CodeFilter, { nullable: true, description: 'Id of a source.' })
  readonly source?: CodeFilter | null;

  @Field(() => [LifecycleStatusEnum], {
    nullable: true,
    description: 'In one of these states on the day `asOf`. Without it, offers that have expired are left out.',
  })
  readonly status?: readonly LifecycleStatus[] | null;

  @Field(() => [LearningOpportunityFilter], { nullable: true, description: 'All of these hold.' })
  readonly and?: readonly LearningOpportunityFilter[] | null;

  @Field(() => [LearningOpportunityFilter], {
    nullable: true,
    description: 'One of these holds; none holds in an empty list.',
  })
  readonly or?: readonly LearningOpportunityFilter[] | null;

  @Field(() => LearningOpportunityFilter, {
    nullable: true,
    description: 'This does not hold; offers without a value are among the results.',
  })
  readonly not?: LearningOpportunityFilter | null;
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) =>
      part === null || part === undefined ? [] : [[key, withoutNulls(part)]],
    ),
  );
}

/** The filter that is meant: as given, without what is null. Both types have the same shape but for that. */
export function toFilter(input: LearningOpportunityFilter | null | undefined): OpportunityFilter {
  return withoutNulls(input ?? {}) as OpportunityFilter;
}
