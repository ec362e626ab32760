import 'reflect-metadata';
import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql';
import { codesOf } from '../../search/compile-filter.js';
import { InvalidArgument } from '../../search/invalid-argument.js';
import { longestQuery } from '../../search/search-plan.js';
import type { Context } from '../context.js';
import { checkedId } from '../ids.js';
import { given } from '../inputs/given.js';
import { ProvidersArgs } from '../inputs/provider.args.js';
import { LanguageArgs, languageOf } from '../inputs/reader.args.js';
import { cursorAt, resultId, windowOf } from '../page.js';
import { toConnection } from '../types/connection.type.js';
import { ProviderConnection } from '../types/connections.type.js';
import { Organisation } from '../types/organisation.type.js';
import { toOrganisation } from '../views/organisation.js';
import type { Reader } from '../views/reader.js';

/** Providers are shown with all their values, each with its evidence. */
function readerIn(language: string): Reader {
  return { language, evidence: 'any', asOf: 0 };
}

function codeOf(name: 'country' | 'providerType', argument: string, key: string | undefined): string | undefined {
  return key === undefined ? undefined : codesOf(name, [key], argument)[0];
}

@Resolver()
export class ProviderResolver {
  @Query(() => Organisation, { nullable: true, description: 'One provider; null when the id is not known.' })
  async provider(
    @Args(() => LanguageArgs) args: LanguageArgs,
    @Arg('id', () => ID, { description: 'Id of the provider, a UUID.' }) id: string,
    @Ctx() { loaders }: Context,
  ): Promise<Organisation | undefined> {
    const reader = readerIn(languageOf(args));
    const record = await loaders.provider(checkedId(id, 'id'));
    return record && toOrganisation(record, reader);
  }

  @Query(() => ProviderConnection, { description: 'The providers of all offers (Relay cursor connections).' })
  async providers(
    @Args(() => LanguageArgs) reading: LanguageArgs,
    @Args(() => ProvidersArgs) args: ProvidersArgs,
    @Ctx() { loaders }: Context,
  ): Promise<ProviderConnection> {
    const reader = readerIn(languageOf(reading));
    const { query, country, kind, source } = given({ ...args });
    if (query !== undefined && query.length > longestQuery) {
      throw new InvalidArgument('query', 'TEXT_TOO_LONG', `At most ${longestQuery} characters are allowed.`);
    }
    const question = given({
      query: query?.normalize('NFC').trim(),
      country: codeOf('country', 'country', country),
      kind: codeOf('providerType', 'kind', kind),
      source,
    });
    const result = resultId(question);
    const total = async () => (await loaders.providerPage({ ...question, offset: 0, limit: 0 })).total;
    const { offset, limit } = await windowOf(args, result, total);
    const page = await loaders.providerPage({ ...question, offset, limit });
    const edges = page.providers.map((record, index) => ({
      cursor: cursorAt(offset + index, result),
      node: toOrganisation(record, reader),
    }));
    const more = { hasNextPage: offset + limit < page.total, hasPreviousPage: offset > 0 && page.total > 0 };
    return toConnection(edges, page.total, more);
  }
}
