import 'reflect-metadata';
import { Arg, Args, Ctx, Int, Query, Resolver } from 'type-graphql';
import { InvalidArgument } from '../../search/invalid-argument.js';
import { longestQuery } from '../../search/search-plan.js';
import {
  everythingRequest,
  mostSuggestions,
  type SuggestionKind,
  suggestionKinds,
  suggestionsFrom,
  typedRequest,
} from '../../search/suggest.js';
import type { Context } from '../context.js';
import { LanguageArgs, languageOf } from '../inputs/reader.args.js';
import { SuggestionKindEnum } from '../types/enums.js';
import { Suggestion } from '../types/suggestion.type.js';
import { requiredText } from '../views/texts.js';

const defaultSuggestions = 4;

@Resolver()
export class SuggestResolver {
  @Query(() => [Suggestion], {
    description:
      'What a reader who types may mean: titles of offers, and the fields, skills, providers and places that offers have. The best of each kind first, in the order of `kinds`.',
  })
  async suggest(
    @Args(() => LanguageArgs) args: LanguageArgs,
    @Arg('query', () => String, { description: 'What was typed so far; at most 512 characters.' }) typed: string,
    @Arg('first', () => Int, {
      nullable: true,
      defaultValue: defaultSuggestions,
      description: 'Most suggestions of each kind, 1 to 20.',
    })
    first: number | null,
    @Arg('kinds', () => [SuggestionKindEnum], {
      nullable: true,
      description: 'Kinds to suggest; all when it is left out.',
    })
    kinds: readonly SuggestionKind[] | null | undefined,
    @Ctx() { loaders }: Context,
  ): Promise<Suggestion[]> {
    const most = first ?? defaultSuggestions;
    if (most < 1 || most > mostSuggestions) {
      const message = `first is ${most}; allowed are 1 to ${mostSuggestions}.`;
      throw new InvalidArgument('first', 'PAGINATION_LIMIT', message);
    }
    if (typed.length > longestQuery) {
      throw new InvalidArgument('query', 'TEXT_TOO_LONG', `At most ${longestQuery} characters are allowed.`);
    }
    const query = typed.trim();
    if (query === '') return [];
    const language = languageOf(args);
    const wanted = [...new Set(kinds ?? suggestionKinds)];
    const [everything, found, providers] = await Promise.all([
      loaders.search(everythingRequest),
      loaders.search(typedRequest(query)),
      wanted.includes('provider') ? loaders.providerPage({ query, offset: 0, limit: most }) : undefined,
    ]);
    const reader = { language, evidence: 'any', asOf: 0 } as const;
    return wanted.flatMap((kind): Suggestion[] =>
      kind === 'provider'
        ? (providers?.providers ?? []).map(({ id, names }) => ({ kind, code: id, text: requiredText(names, reader) }))
        : suggestionsFrom(everything, found, { query, language, first: most, kinds: [kind] }),
    );
  }
}
