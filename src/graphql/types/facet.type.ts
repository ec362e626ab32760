import 'reflect-metadata';
import { Field, Int, ObjectType } from 'type-graphql';
import type { Facet as CountedFacet, FacetName } from '../../search/facets.js';
import type { Reader } from '../views/reader.js';
import { LocalizedText } from './text.type.js';

@ObjectType({ simpleResolvers: true, description: 'A value of a facet.' })
export class FacetValue {
  @Field(() => String, {
    description:
      'Code, id, number, month `YYYY-MM`, instant, or range `from-to` (the end not included; no end: `from-`).',
  })
  readonly value!: string;

  @Field(() => LocalizedText, { nullable: true, description: 'Name of the value, where it has one.' })
  readonly label?: LocalizedText | undefined;

  @Field(() => Int, { description: 'Exact number of results with this value in place of the facet’s own selection.' })
  readonly count!: number;
}

@ObjectType({ simpleResolvers: true, description: 'The results counted by one field.' })
export class Facet {
  @Field(() => [FacetValue], {
    description: 'Values that occur, the most frequent first; levels, numbers and months in their own order.',
  })
  readonly values!: readonly FacetValue[];

  @Field(() => Int, { description: 'Results that state no value at the asked tier of evidence.' })
  readonly notStated!: number;

  @Field(() => Boolean, { description: 'Whether there are more values than are given.' })
  readonly truncated!: boolean;
}

/** Each facet of the API with its description; `hierarchical` ones take `under`. */
export const facetFields: Readonly<Record<FacetName, { readonly text: string; readonly hierarchical?: true }>> = {
  eqfLevel: { text: 'EQF level.' },
  qfEheaCycle: { text: 'QF-EHEA cycle.' },
  ects: { text: 'ECTS credits.' },
  workloadHours: { text: 'Workload in hours, in ranges; an offer with a range counts in each one that it overlaps.' },
  language: { text: 'Language of instruction (EU language authority).' },
  mode: { text: 'Mode of participation (EU learning assessment list).' },
  recognition: { text: 'Way of recognition (Annex II, principle 6).' },
  setting: { text: 'Learning setting (EU list).' },
  kind: { text: 'Type of learning opportunity (EU list), and `micro-credential`.' },
  credential: { text: 'Kind of credential.' },
  assessmentType: { text: 'Type of assessment (EU list).' },
  supervision: { text: 'Supervision and identity verification during assessment (EU list).' },
  qualityAssurance: { text: 'Type of quality assurance (EU accreditation type), and who vouches for it.' },
  stackability: { text: 'Stackable or stand-alone (Annex I).' },
  country: { text: 'Country (EU country authority).' },
  nuts: { text: 'NUTS region; a region counts what is in those below it.', hierarchical: true },
  place: { text: 'Place of a run whose coordinates are stated: `latitude,longitude name`.' },
  iscedF: {
    text: 'Field of education and training (ISCED-F 2013); a field counts what is in those below it.',
    hierarchical: true,
  },
  escoSkill: { text: 'ESCO skill of the learning outcomes.' },
  provider: { text: 'Provider, by id.' },
  providerType: { text: 'Kind of provider (Recommendation, clause 5).' },
  targetGroup: { text: 'Target group (EU list).' },
  schedule: { text: 'Learning schedule (EU list).' },
  startDate: { text: 'Month of the first day of a run.' },
  deadline: { text: 'Month of the last day to apply.' },
  free: { text: 'Free of charge, where that is stated.' },
  funding: { text: 'With financial support for learners.' },
  completeness: { text: 'Number of mandatory Annex I elements that are there.' },
  source: { text: 'Source, by id.' },
  price: { text: 'Price in the currency of `filter.price`, else EUR, in ranges.' },
  status: {
    text: 'State on the day `asOf`; expired offers are counted here though they are among no results unless asked for.',
  },
  near: { text: 'Distance in km from the point in `filter.near`, cumulative; no values without it.' },
  updatedSince: { text: 'New or changed in the gateway since an instant, cumulative.' },
};

@ObjectType({
  simpleResolvers: true,
  description:
    'Counts of all results of a search. Only the facets that are selected are computed, all of the same state of the index.',
})
export class LearningOpportunityFacets {
  /** What was counted, by {@link facetKey}; no field of the API. */
  readonly counted!: ReadonlyMap<string, CountedFacet>;
  /** For whom values are labelled; no field of the API. */
  readonly reader!: Reader;
}

for (const [name, { text }] of Object.entries(facetFields)) {
  Field(() => Facet, { description: text })(LearningOpportunityFacets.prototype, name);
}
