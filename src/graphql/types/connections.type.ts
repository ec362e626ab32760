import 'reflect-metadata';
import { Field, ObjectType } from 'type-graphql';
import { connectionOf } from './connection.type.js';
import { LearningOpportunityFacets } from './facet.type.js';
import { LearningOpportunity } from './learning-opportunity.type.js';
import { Organisation } from './organisation.type.js';

@ObjectType({
  simpleResolvers: true,
  description: 'Results of a search for learning opportunities (Relay cursor connections).',
})
export class LearningOpportunitySearchConnection extends connectionOf(
  'LearningOpportunity',
  () => LearningOpportunity,
) {
  @Field(() => LearningOpportunityFacets, { description: 'Counts of all results, not only of this page.' })
  readonly facets!: LearningOpportunityFacets;

  @Field(() => String, { description: 'State of the index that the whole answer was read from.' })
  readonly generation!: string;
}

@ObjectType({ simpleResolvers: true, description: 'Providers (Relay cursor connections).' })
export class ProviderConnection extends connectionOf('Provider', () => Organisation) {}
