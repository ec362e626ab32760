import 'reflect-metadata';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from 'type-graphql';
import type { EpochDay } from '../../domain/days.js';
import type { Context } from '../context.js';
import { checkedId, checkedIds } from '../ids.js';
import { ReaderArgs, readerOf } from '../inputs/reader.args.js';
import { selectedFields } from '../selection.js';
import { Node } from '../types/node.type.js';
import { toOrganisation } from '../views/organisation.js';
import type { Reader } from '../views/reader.js';
import { loadOpportunity } from './opportunity.resolver.js';

/** An object of either kind. Ids are UUIDs of both, so both are looked up at once. */
async function loadNode(
  id: string,
  fields: readonly string[],
  reader: Reader,
  context: Context,
): Promise<Node | undefined> {
  const [opportunity, provider] = await Promise.all([
    loadOpportunity(id, fields, reader, context),
    context.loaders.provider(id),
  ]);
  return opportunity ?? (provider && toOrganisation(provider, reader));
}

@Resolver()
export class NodeResolver {
  constructor(private readonly today: () => EpochDay) {}

  @Query(() => Node, {
    nullable: true,
    description:
      'A learning opportunity or provider by id (Relay global object identification); null when it is not known.',
  })
  node(
    @Args(() => ReaderArgs) args: ReaderArgs,
    @Arg('id', () => ID, { description: 'Id of the object, a UUID.' }) id: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Node | undefined> {
    const fields = [...selectedFields(info.fieldNodes, info).keys()];
    return loadNode(checkedId(id, 'id'), fields, readerOf(args, this.today()), context);
  }

  @Query(() => [Node], {
    nullable: 'items',
    description: 'Several objects, in the order of the ids; null for an id that is not known.',
  })
  nodes(
    @Args(() => ReaderArgs) args: ReaderArgs,
    @Arg('ids', () => [ID], { description: 'Ids of objects, UUIDs; at most 100.' }) ids: string[],
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<(Node | undefined)[]> {
    const fields = [...selectedFields(info.fieldNodes, info).keys()];
    const reader = readerOf(args, this.today());
    return Promise.all(checkedIds(ids, 'ids').map((id) => loadNode(id, fields, reader, context)));
  }
}
