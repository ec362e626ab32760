import 'reflect-metadata';
import { Field, ID, ObjectType } from 'type-graphql';
import { Concept } from './concept.type.js';

@ObjectType({ simpleResolvers: true, description: 'A controlled vocabulary (a SKOS concept scheme).' })
export class Vocabulary {
  @Field(() => ID, { description: 'Id of the vocabulary.' })
  readonly id!: string;

  @Field(() => String, { description: 'IRI of the concept scheme.' })
  readonly scheme!: string;

  @Field(() => String, { description: 'Version of the list, in the terms of its authority.' })
  readonly version!: string;

  @Field(() => Boolean, {
    description: 'Whether the list is a selection: then filters also take concepts that are not listed.',
  })
  readonly open!: boolean;

  @Field(() => [Concept], { description: 'The listed concepts.' })
  readonly concepts!: readonly Concept[];
}
