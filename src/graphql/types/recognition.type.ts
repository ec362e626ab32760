import 'reflect-metadata';
import { Field, ID, ObjectType } from 'type-graphql';
import type { Basis } from '../../domain/evidence.js';
import type { LearningOpportunity } from '../../domain/learning-opportunity.js';
import { DateScalar, UrlScalar } from '../scalars.js';
import { SourcedConcept } from './concept.type.js';
import {
  BasisEnum,
  QualityAssuranceEvidenceEnum,
  QualityAssuranceScopeEnum,
  QualityDecisionEnum,
  RecognitionStatusEnum,
} from './enums.js';
import { LocalizedText } from './text.type.js';

type QualityRecord = LearningOpportunity['qualityAssurance'][number];

@ObjectType({
  simpleResolvers: true,
  description: 'Quality assurance behind an offer (ELM `Accreditation`; Annex I: type of quality assurance).',
})
export class QualityAssurance {
  @Field(() => SourcedConcept, { nullable: true, description: 'Type of accreditation (EU list).' })
  readonly type?: SourcedConcept | undefined;

  @Field(() => QualityAssuranceScopeEnum, {
    nullable: true,
    description: 'What was assured; null where it is not stated.',
  })
  readonly scope?: QualityRecord['scope'];

  @Field(() => QualityAssuranceEvidenceEnum, { description: 'Who vouches for it.' })
  readonly evidence!: QualityRecord['evidence'];

  @Field(() => LocalizedText, { nullable: true, description: 'The quality assurance in words.' })
  readonly text?: LocalizedText | undefined;

  @Field(() => String, { nullable: true, description: 'The agency.' })
  readonly agency?: string | undefined;

  @Field(() => QualityDecisionEnum, { nullable: true, description: 'The decision, where there is one.' })
  readonly decision?: QualityRecord['decision'];

  @Field(() => DateScalar, { nullable: true, description: 'First day of validity.' })
  readonly validFrom?: string | undefined;

  @Field(() => DateScalar, { nullable: true, description: 'Last day of validity.' })
  readonly validTo?: string | undefined;

  @Field(() => UrlScalar, { nullable: true, description: 'The report.' })
  readonly reportUrl?: string | undefined;

  @Field(() => BasisEnum, { description: 'How the statement came to be in the record.' })
  readonly basis!: Basis;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'A way in which the credential is recognised (Council Recommendation 2022/C 243/02, Annex II, principle 6).',
})
export class Recognition {
  @Field(() => SourcedConcept, { description: 'The way, of the scheme `recognition-option`.' })
  readonly option!: SourcedConcept;

  @Field(() => RecognitionStatusEnum, { nullable: true, description: 'Whether it is granted or may be.' })
  readonly status?: 'actual' | 'prospective' | undefined;

  @Field(() => LocalizedText, { nullable: true, description: 'The recognition in words.' })
  readonly text?: LocalizedText | undefined;

  @Field(() => String, { nullable: true, description: 'Who recognises.' })
  readonly by?: string | undefined;

  @Field(() => UrlScalar, { nullable: true, description: 'More about it.' })
  readonly url?: string | undefined;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Another offer or credential that this one is related to, as stated.',
})
export class RelatedOffer {
  @Field(() => ID, {
    nullable: true,
    description: 'Its id in this gateway, where the same source offers it too; it may have been left out or withdrawn.',
  })
  readonly id?: string | undefined;

  @Field(() => String, {
    nullable: true,
    description: 'Its id in the terms of the source, where it is no offer of it.',
  })
  readonly nativeId?: string | undefined;

  @Field(() => LocalizedText, { nullable: true, description: 'Its title.' })
  readonly title?: LocalizedText | undefined;

  @Field(() => UrlScalar, { nullable: true, description: 'Its address.' })
  readonly url?: string | undefined;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'Integration and stackability options (Annex I, optional element). Whoever receives the credential decides what it counts for.',
})
export class Stackability {
  @Field(() => SourcedConcept, {
    nullable: true,
    description: 'Stackable or stand-alone, of the scheme `stackability`.',
  })
  readonly kind?: SourcedConcept | undefined;

  @Field(() => LocalizedText, { nullable: true, description: 'The options in words.' })
  readonly text?: LocalizedText | undefined;

  @Field(() => [RelatedOffer], { description: 'Parts of this offer.' })
  readonly hasPart!: readonly RelatedOffer[];

  @Field(() => [RelatedOffer], { description: 'What this offer is a part of.' })
  readonly isPartOf!: readonly RelatedOffer[];

  @Field(() => [RelatedOffer], { description: 'What this offer leads to.' })
  readonly leadsTo!: readonly RelatedOffer[];
}
