import 'reflect-metadata';
import { Field, ObjectType } from 'type-graphql';

@ObjectType({ simpleResolvers: true, description: 'A text and the language that it is in.' })
export class LocalizedText {
  @Field(() => String, { description: 'The text. Descriptions may hold the HTML elements of the LOQ white list.' })
  readonly text!: string;

  @Field(() => String, {
    description:
      'BCP 47 tag of the text, which may be another than the one asked for; `und` where the source states none.',
  })
  readonly language!: string;
}
