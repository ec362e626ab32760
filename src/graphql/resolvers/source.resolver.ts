import 'reflect-metadata';
import { Ctx, Query, Resolver } from 'type-graphql';
import type { Context } from '../context.js';
import { Source } from '../types/source.type.js';
import { toSource } from '../views/source.js';

@Resolver()
export class SourceResolver {
  @Query(() => [Source], { description: 'The configured sources, each with its last harvest.' })
  async sources(@Ctx() { loaders }: Context): Promise<Source[]> {
    return (await loaders.sources()).map(toSource);
  }
}
