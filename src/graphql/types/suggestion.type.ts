import 'reflect-metadata';
import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { SuggestionKind } from '../../search/suggest.js';
import { SuggestionKindEnum } from './enums.js';
import { LocalizedText } from './text.type.js';

@ObjectType({ simpleResolvers: true, description: 'Something that a reader who types may mean.' })
export class Suggestion {
  @Field(() => SuggestionKindEnum, { description: 'What it is.' })
  readonly kind!: SuggestionKind;

  @Field(() => LocalizedText, { description: 'Its name.' })
  readonly text!: LocalizedText;

  @Field(() => String, {
    description:
      'What the filter takes: a code for `iscedF` or `escoSkill`, an id for `provider`, a key for `place`; the id of the offer for a title.',
  })
  readonly code!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Offers that it stands for, whatever else is asked for; null for providers and titles.',
  })
  readonly count?: number | undefined;

  @Field(() => Float, { nullable: true, description: 'Latitude of a place.' })
  readonly latitude?: number | undefined;

  @Field(() => Float, { nullable: true, description: 'Longitude of a place.' })
  readonly longitude?: number | undefined;
}
