import 'reflect-metadata';
import { ArgsType, Field, Int } from 'type-graphql';
import { type PageArgs, pageDescriptions } from './search.args.js';

@ArgsType()
export class ProvidersArgs implements PageArgs {
  @Field(() => String, { nullable: true, description: 'Words of the name or city; at most 512 characters.' })
  readonly query?: string | null;

  @Field(() => String, { nullable: true, description: 'Country: code, IRI or notation of the scheme `country`.' })
  readonly country?: string | null;

  @Field(() => String, { nullable: true, description: 'Kind: code or IRI of the scheme `provider-type`.' })
  readonly kind?: string | null;

  @Field(() => String, { nullable: true, description: 'Id of a source that lists offers of the provider.' })
  readonly source?: string | null;

  @Field(() => Int, { nullable: true, description: pageDescriptions.first })
  readonly first?: number | null;

  @Field(() => String, { nullable: true, description: pageDescriptions.after })
  readonly after?: string | null;

  @Field(() => Int, { nullable: true, description: pageDescriptions.last })
  readonly last?: number | null;

  @Field(() => String, { nullable: true, description: pageDescriptions.before })
  readonly before?: string | null;
}
