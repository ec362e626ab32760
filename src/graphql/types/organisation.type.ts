import 'reflect-metadata';
import { Field, ObjectType } from 'type-graphql';
import { UrlScalar } from '../scalars.js';
import { SourcedConcept } from './concept.type.js';
import { Node } from './node.type.js';
import { LocalizedText } from './text.type.js';

@ObjectType({ simpleResolvers: true, description: 'An identifier in a named register.' })
export class Identifier {
  @Field(() => String, {
    nullable: true,
    description: 'Name or IRI of the register (SCHAC, DEQARINST, ETER, UKPRN …); null when the source names none.',
  })
  readonly scheme?: string | undefined;

  @Field(() => String, { description: 'The identifier.' })
  readonly value!: string;
}

@ObjectType({
  simpleResolvers: true,
  implements: Node,
  description:
    'Who offers learning or awards credentials (ELM `Organisation`; "provider" of Council Recommendation 2022/C 243/02, clause 5).',
})
export class Organisation extends Node {
  @Field(() => LocalizedText, { description: 'Name in the asked language, else the nearest there is.' })
  readonly name!: LocalizedText;

  @Field(() => [LocalizedText], { description: 'The name in every language that the source gives.' })
  readonly names!: readonly LocalizedText[];

  @Field(() => [Identifier], { description: 'Identifiers in registers.' })
  readonly identifiers!: readonly Identifier[];

  @Field(() => [SourcedConcept], { description: 'Kinds of provider, of the scheme `provider-type`.' })
  readonly kinds!: readonly SourcedConcept[];

  @Field(() => SourcedConcept, {
    nullable: true,
    description: 'Country (EU country authority; Annex I: country of the issuer).',
  })
  readonly country?: SourcedConcept | undefined;

  @Field(() => SourcedConcept, { nullable: true, description: 'NUTS region (Annex I: region of the issuer).' })
  readonly nuts?: SourcedConcept | undefined;

  @Field(() => String, { nullable: true, description: 'City, as stated.' })
  readonly city?: string | undefined;

  @Field(() => UrlScalar, { nullable: true, description: 'Web site.' })
  readonly homepage?: string | undefined;
}
