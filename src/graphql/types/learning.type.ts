import 'reflect-metadata';
import { Field, Float, ObjectType } from 'type-graphql';
import { Concept, SourcedConcept } from './concept.type.js';
import { LocalizedText } from './text.type.js';

@ObjectType({
  simpleResolvers: true,
  description: 'What a learner knows, understands and can do afterwards (ELM `LearningOutcome`).',
})
export class LearningOutcome {
  @Field(() => LocalizedText, { nullable: true, description: 'The outcome in words.' })
  readonly text?: LocalizedText | undefined;

  @Field(() => [LocalizedText], { description: 'The words in every language that the source gives.' })
  readonly texts!: readonly LocalizedText[];

  @Field(() => [SourcedConcept], { description: 'Related ESCO skills.' })
  readonly skills!: readonly SourcedConcept[];

  @Field(() => SourcedConcept, { nullable: true, description: 'Skill or knowledge (EU skill type).' })
  readonly skillType?: SourcedConcept | undefined;

  @Field(() => SourcedConcept, { nullable: true, description: 'How widely the skill is used (EU skill reuse level).' })
  readonly reuseLevel?: SourcedConcept | undefined;
}

@ObjectType({ simpleResolvers: true, description: 'Credit points, as stated (ELM `CreditPoint`).' })
export class Credits {
  @Field(() => String, { description: 'Name of the credit system, as stated, or its code in the EU list.' })
  readonly system!: string;

  @Field(() => Concept, { nullable: true, description: 'The credit system, where it is one of the EU list.' })
  readonly systemConcept?: Concept | undefined;

  @Field(() => Float, { description: 'Number of points.' })
  readonly value!: number;

  @Field(() => String, { nullable: true, description: 'Level of the credits, as stated.' })
  readonly level?: string | undefined;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A level of a national qualifications framework, as stated; never turned into an EQF level.',
})
export class NqfLevel {
  @Field(() => Concept, { nullable: true, description: 'The level, where the EU list of national frameworks has it.' })
  readonly concept?: Concept | undefined;

  @Field(() => String, { nullable: true, description: 'The framework, as stated.' })
  readonly framework?: string | undefined;

  @Field(() => String, { description: 'The level, as stated.' })
  readonly label!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A level of education in a scheme such as ISCED 2011, as stated.' })
export class EducationLevel {
  @Field(() => String, { nullable: true, description: 'The scheme, as stated.' })
  readonly scheme?: string | undefined;

  @Field(() => String, { description: 'Code of the level in its scheme.' })
  readonly code!: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A subject in another scheme than ISCED-F, or a free key word, as stated.',
})
export class Subject {
  @Field(() => String, { nullable: true, description: 'The scheme, as stated; null for a free key word.' })
  readonly scheme?: string | undefined;

  @Field(() => String, { nullable: true, description: 'Code in the scheme.' })
  readonly code?: string | undefined;

  @Field(() => String, { nullable: true, description: 'Name of the subject.' })
  readonly label?: string | undefined;

  @Field(() => String, { nullable: true, description: 'BCP 47 tag of the name, where it is stated.' })
  readonly language?: string | undefined;
}

@ObjectType({
  simpleResolvers: true,
  description: 'How learners are assessed (ELM `LearningAssessmentSpecification`; Annex I: type of assessment).',
})
export class Assessment {
  @Field(() => SourcedConcept, { nullable: true, description: 'Type of assessment (EU assessment type).' })
  readonly type?: SourcedConcept | undefined;

  @Field(() => LocalizedText, { nullable: true, description: 'The assessment in words.' })
  readonly text?: LocalizedText | undefined;
}

@ObjectType({ simpleResolvers: true, description: 'A credential that the offer leads to (ELM `awardedCredential`).' })
export class AwardedCredential {
  @Field(() => LocalizedText, { nullable: true, description: 'Title of the credential.' })
  readonly title?: LocalizedText | undefined;

  @Field(() => SourcedConcept, { nullable: true, description: 'Kind of credential, of the scheme `credential-kind`.' })
  readonly kind?: SourcedConcept | undefined;

  @Field(() => String, { nullable: true, description: 'For example European Digital Credential, Open Badge 3.0.' })
  readonly digitalFormat?: string | undefined;
}
