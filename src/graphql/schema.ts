import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { dayOf } from '../domain/days.js';
import { AdminResolver } from './admin/admin.resolver.js';
import { AdminMutationsResolver } from './admin/admin-mutations.resolver.js';
import { FacetsResolver } from './resolvers/facets.resolver.js';
import { NodeResolver } from './resolvers/node.resolver.js';
import { OpportunityResolver, SameOfferResolver } from './resolvers/opportunity.resolver.js';
import { ProviderResolver } from './resolvers/provider.resolver.js';
import { SearchResolver } from './resolvers/search.resolver.js';
import { SourceResolver } from './resolvers/source.resolver.js';
import { SuggestResolver } from './resolvers/suggest.resolver.js';
import { VocabularyResolver } from './resolvers/vocabulary.resolver.js';

/** What the schema depends on; all else comes with the context of each request. */
export interface SchemaOptions {
  /** The clock that says which day "today" is (UTC). @default the clock of the machine */
  readonly now?: () => Date;
  /** Ids of the configured sources; others are refused in filters. @default any id is taken */
  readonly sources?: readonly string[];
}

/** The executable schema. Its types and their order depend on nothing but the code. */
export function buildGraphQLSchema({ now = () => new Date(), sources }: SchemaOptions = {}): GraphQLSchema {
  const today = () => dayOf(now());
  const resolvers = new Map<unknown, object>([
    [SearchResolver, new SearchResolver(today, sources)],
    [OpportunityResolver, new OpportunityResolver(today)],
    [SameOfferResolver, new SameOfferResolver()],
    [NodeResolver, new NodeResolver(today)],
    [ProviderResolver, new ProviderResolver()],
    [VocabularyResolver, new VocabularyResolver()],
    [SourceResolver, new SourceResolver()],
    [SuggestResolver, new SuggestResolver()],
    [FacetsResolver, new FacetsResolver()],
    [AdminResolver, new AdminResolver()],
    [AdminMutationsResolver, new AdminMutationsResolver()],
  ]);
  return buildSchemaSync({
    resolvers: [
      SearchResolver,
      OpportunityResolver,
      SameOfferResolver,
      NodeResolver,
      ProviderResolver,
      VocabularyResolver,
      SourceResolver,
      SuggestResolver,
      FacetsResolver,
      AdminResolver,
      AdminMutationsResolver,
    ],
    container: { get: (resolver) => resolvers.get(resolver) },
    validate: false,
  });
}
