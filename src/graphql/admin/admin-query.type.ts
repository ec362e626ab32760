import 'reflect-metadata';
import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql';
import { type PageArgs, pageDescriptions } from '../inputs/search.args.js';
import type { HarvestOutcome } from '../ports.js';
import { HarvestOutcomeEnum } from '../types/enums.js';
import type { Administration } from './administration.js';

@ObjectType({ description: 'What an administrator may see. Nothing of it is ever kept or answered by GET.' })
export class AdminQuery {
  /** Where the fields are answered from; no field of the API. */
  readonly administration!: Administration;
}

@ObjectType({ simpleResolvers: true, description: 'What is known of the index.' })
export class IndexFacts {
  @Field(() => String, { nullable: true, description: 'State that searches see now; null while it is not known.' })
  readonly generation?: string | undefined;

  @Field(() => Int, { description: 'Offers that can be found.' })
  readonly offers!: number;

  @Field(() => Int, { description: 'Documents in the index, withdrawn offers included.' })
  readonly documents!: number;

  @Field(() => Int, { description: 'Organisations.' })
  readonly providers!: number;

  @Field(() => String, { description: 'Version of the search engine.' })
  readonly engineVersion!: string;

  @Field(() => String, { description: 'Version of the settings and documents that the index is for.' })
  readonly version!: string;
}

@ArgsType()
class AdminPageArgs implements PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only of this source.' })
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

@ArgsType()
export class AdminRunsArgs extends AdminPageArgs {
  @Field(() => HarvestOutcomeEnum, { nullable: true, description: 'Only those that ended so.' })
  readonly outcome?: HarvestOutcome | null;
}

@ArgsType()
export class DeadLettersArgs extends AdminPageArgs {
  @Field(() => String, { nullable: true, description: 'Only those whose first error has this code.' })
  readonly code?: string | null;
}
