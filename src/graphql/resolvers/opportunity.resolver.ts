import 'reflect-metadata';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import type { EpochDay } from '../../domain/days.js';
import type { Context } from '../context.js';
import { checkedId, checkedIds } from '../ids.js';
import { ReaderArgs, readerOf } from '../inputs/reader.args.js';
import { selectedFields } from '../selection.js';
import { LearningOpportunity } from '../types/learning-opportunity.type.js';
import { Organisation } from '../types/organisation.type.js';
import { SameOffer } from '../types/same-offer.type.js';
import { Source } from '../types/source.type.js';
import { retrievePaths, toOpportunity } from '../views/opportunity.js';
import { toOrganisation } from '../views/organisation.js';
import type { Reader } from '../views/reader.js';
import { completed, sameOfferPaths } from '../views/same-offers.js';
import { toSource } from '../views/source.js';

/** An offer by id, with the fields that are selected; undefined when it is not known. */
export async function loadOpportunity(
  id: string,
  fields: readonly string[],
  reader: Reader,
  { loaders }: Context,
): Promise<LearningOpportunity | undefined> {
  const document = await loaders.opportunity(id, retrievePaths(fields));
  return document && toOpportunity(document, reader, fields);
}

/** A source as it is configured now. */
async function configured(source: Source, { loaders }: Context): Promise<Source> {
  const status = (await loaders.sources()).find(({ id }) => id === source.id);
  return status === undefined ? source : toSource(status);
}

@Resolver(() => SameOffer)
export class SameOfferResolver {
  @FieldResolver(() => Source)
  source(@Root() { source }: SameOffer, @Ctx() context: Context): Promise<Source> {
    return configured(source, context);
  }
}

@Resolver(() => LearningOpportunity)
export class OpportunityResolver {
  constructor(private readonly today: () => EpochDay) {}

  @Query(() => LearningOpportunity, {
    nullable: true,
    description:
      'One learning opportunity; null when the id is not known. One that was withdrawn says so in `withdrawn`.',
  })
  learningOpportunity(
    @Args(() => ReaderArgs) args: ReaderArgs,
    @Arg('id', () => ID, { description: 'Id of the offer, a UUID.' }) id: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<LearningOpportunity | undefined> {
    const fields = [...selectedFields(info.fieldNodes, info).keys()];
    return loadOpportunity(checkedId(id, 'id'), fields, readerOf(args, this.today()), context);
  }

  @Query(() => [LearningOpportunity], {
    nullable: 'items',
    description: 'Several learning opportunities, in the order of the ids; null for an id that is not known.',
  })
  learningOpportunities(
    @Args(() => ReaderArgs) args: ReaderArgs,
    @Arg('ids', () => [ID], { description: 'Ids of offers, UUIDs; at most 100.' }) ids: string[],
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<(LearningOpportunity | undefined)[]> {
    const fields = [...selectedFields(info.fieldNodes, info).keys()];
    const reader = readerOf(args, this.today());
    return Promise.all(checkedIds(ids, 'ids').map((id) => loadOpportunity(id, fields, reader, context)));
  }

  /** As the providers are stored; as they stand in the record where one is not. */
  @FieldResolver(() => [Organisation])
  providers(@Root() { providers, reader }: LearningOpportunity, @Ctx() { loaders }: Context): Promise<Organisation[]> {
    return Promise.all(
      providers.map(async (embedded) => {
        const stored = await loaders.provider(embedded.id);
        return stored === undefined ? embedded : toOrganisation(stored, reader);
      }),
    );
  }

  @FieldResolver(() => Source)
  source(@Root() { source }: LearningOpportunity, @Ctx() context: Context): Promise<Source> {
    return configured(source, context);
  }

  @FieldResolver(() => [SameOffer])
  async alsoOfferedBy(
    @Root() { alsoOfferedBy }: LearningOpportunity,
    @Ctx() { loaders }: Context,
  ): Promise<SameOffer[]> {
    const offers = await Promise.all(
      alsoOfferedBy.map(async (offer) => completed(offer, await loaders.opportunity(offer.id, sameOfferPaths))),
    );
    return offers.filter((offer) => offer !== undefined);
  }
}
