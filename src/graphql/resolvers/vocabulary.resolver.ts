import 'reflect-metadata';
import { Arg, Args, Query, Resolver } from 'type-graphql';
import { type VocabularyId, vocabulary, vocabularyIds } from '../../domain/vocabularies/vocabulary.js';
import { InvalidArgument } from '../../search/invalid-argument.js';
import { LanguageArgs, languageOf } from '../inputs/reader.args.js';
import { Vocabulary } from '../types/vocabulary.type.js';
import { concept } from '../views/concepts.js';

function idOf(scheme: string): VocabularyId {
  const key = scheme.trim();
  const id =
    vocabularyIds.find((known) => known === key) ?? vocabularyIds.find((known) => vocabulary(known).scheme === key);
  if (id !== undefined) return id;
  throw new InvalidArgument(
    'scheme',
    'UNKNOWN_CODE',
    `"${scheme.slice(0, 80)}" is not a vocabulary; allowed are ${vocabularyIds.join(', ')}.`,
    vocabularyIds,
  );
}

@Resolver()
export class VocabularyResolver {
  @Query(() => Vocabulary, { description: 'A controlled vocabulary with its concepts: the codes that filters take.' })
  vocabulary(
    @Args(() => LanguageArgs) args: LanguageArgs,
    @Arg('scheme', () => String, { description: 'Id of the vocabulary (`isced-f`), or IRI of its concept scheme.' })
    scheme: string,
  ): Vocabulary {
    const list = vocabulary(idOf(scheme));
    const reader = { language: languageOf(args) };
    return {
      id: list.id,
      scheme: list.scheme,
      version: list.version,
      open: list.open,
      concepts: [...list.concepts()].map(({ iri }) => concept(list.id, iri, reader)),
    };
  }
}
