import 'reflect-metadata';
import { Field, ID, ObjectType } from 'type-graphql';
import type { DuplicateRule } from '../../domain/duplicates/same-offer.js';
import type { Basis } from '../../domain/evidence.js';
import { BasisEnum, DuplicateRuleEnum } from './enums.js';
import { Homepage, Provenance } from './learning-opportunity.parts.js';
import { Source } from './source.type.js';

@ObjectType({ simpleResolvers: true, description: 'A record of another catalogue that is the same offer.' })
export class SameOffer {
  @Field(() => ID, { description: 'Id of the record; `learningOpportunity` answers it with all that it says.' })
  readonly id!: string;

  @Field(() => Source, { description: 'The catalogue that it was harvested from.' })
  readonly source!: Source;

  @Field(() => Provenance, { description: 'Where the record was read.' })
  readonly provenance!: Provenance;

  @Field(() => [Homepage], { description: 'Web pages that it names.' })
  readonly homepages!: readonly Homepage[];

  @Field(() => DuplicateRuleEnum, { description: 'Why it is the same offer.' })
  readonly rule!: DuplicateRule;

  @Field(() => BasisEnum, {
    description:
      'Whether the sources state what shows it, the rule derives it, or (`SOURCE`) the operator declares it.',
  })
  readonly basis!: Basis;

  @Field(() => String, { nullable: true, description: 'What it has in common with another record of the offer.' })
  readonly shared?: string | undefined;
}
