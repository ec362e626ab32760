import 'reflect-metadata';
import { Field, Int, ObjectType } from 'type-graphql';
import { UrlScalar } from '../scalars.js';

@ObjectType({ simpleResolvers: true, description: 'A web page of an offer.' })
export class Homepage {
  @Field(() => UrlScalar, { description: 'Address of the page.' })
  readonly url!: string;

  @Field(() => String, { nullable: true, description: 'BCP 47 tag of the page, where it is stated.' })
  readonly language?: string | undefined;
}

@ObjectType({ simpleResolvers: true, description: 'Where a record was read.' })
export class Provenance {
  @Field(() => String, { description: 'Id of the metadata format.' })
  readonly format!: string;

  @Field(() => String, { description: 'File or address that the record was read from.' })
  readonly feed!: string;

  @Field(() => String, { description: 'Native id of the record in the feed.' })
  readonly record!: string;

  @Field(() => Int, { description: 'Position of the record in the feed, from 1.' })
  readonly position!: number;
}
