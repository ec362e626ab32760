import 'reflect-metadata';
import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { Basis } from '../../domain/evidence.js';
import { BasisEnum } from './enums.js';
import { LocalizedText } from './text.type.js';

@ObjectType({ simpleResolvers: true, description: 'A term of a controlled vocabulary (a SKOS concept).' })
export class Concept {
  @Field(() => String, { description: 'IRI of the concept (EU Vocabularies, or Lotse’s own where the EU has none).' })
  readonly iri!: string;

  @Field(() => String, {
    description:
      'Key of the concept in its vocabulary, as filters take it; the IRI where the vocabulary does not list it.',
  })
  readonly code!: string;

  @Field(() => String, { nullable: true, description: 'The authority’s own identifier, where it is not the code.' })
  readonly notation?: string | undefined;

  @Field(() => LocalizedText, {
    nullable: true,
    description:
      'Name in the asked language, else the nearest there is; null where the vocabulary does not list the concept.',
  })
  readonly label?: LocalizedText | undefined;

  @Field(() => String, { description: 'Id of the vocabulary, as `vocabulary(scheme:)` takes it.' })
  readonly scheme!: string;

  @Field(() => String, { nullable: true, description: 'Code of the broader concept (SKOS `broader`).' })
  readonly broader?: string | undefined;
}

/** Where a value comes from; the fields that all sourced values share. */
@ObjectType({ simpleResolvers: true })
abstract class WithEvidence {
  @Field(() => BasisEnum, { description: 'How the value came to be in the record.' })
  readonly basis!: Basis;

  @Field(() => String, {
    nullable: true,
    description: 'Crosswalk, rule or authority; there whenever the basis is not `STATED`.',
  })
  readonly rule?: string | undefined;

  @Field(() => String, { nullable: true, description: 'Where in the source record the value was read.' })
  readonly path?: string | undefined;

  @Field(() => String, { nullable: true, description: 'The value as the source writes it, where it differs.' })
  readonly native?: string | undefined;
}

@ObjectType({ simpleResolvers: true, description: 'A concept with its evidence.' })
export class SourcedConcept extends WithEvidence {
  @Field(() => Concept, { description: 'The concept.' })
  readonly concept!: Concept;
}

@ObjectType({ simpleResolvers: true, description: 'Yes or no, with its evidence.' })
export class SourcedBoolean extends WithEvidence {
  @Field(() => Boolean, { description: 'Yes or no.' })
  readonly value!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'A number with its evidence.' })
export class SourcedFloat extends WithEvidence {
  @Field(() => Float, { description: 'The number.' })
  readonly value!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A range of numbers with its evidence; both ends are the same for one number.',
})
export class SourcedRange extends WithEvidence {
  @Field(() => Float, { description: 'Smallest value.' })
  readonly min!: number;

  @Field(() => Float, { description: 'Largest value.' })
  readonly max!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A level of the European Qualifications Framework, with its evidence.',
})
export class SourcedEqfLevel extends WithEvidence {
  @Field(() => Int, { description: 'EQF level, 1 to 8.' })
  readonly level!: number;

  @Field(() => Concept, { description: 'The level as a concept of the EU list.' })
  readonly concept!: Concept;
}
