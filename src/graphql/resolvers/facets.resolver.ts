import 'reflect-metadata';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, Info, Int, Resolver, Root } from 'type-graphql';
import type { Facet as CountedFacet, FacetName } from '../../search/facets.js';
import { ReadOnce } from '../../search/read-once.js';
import type { Context } from '../context.js';
import { selectedFields } from '../selection.js';
import { Facet, facetFields, LearningOpportunityFacets } from '../types/facet.type.js';
import type { LocalizedText } from '../types/text.type.js';
import { defaultFacetValues, facetKey, facetLabel, facetRequest } from '../views/facet.js';
import type { Reader } from '../views/reader.js';
import { requiredText } from '../views/texts.js';

interface FacetArgs {
  readonly first?: number | null | undefined;
  readonly under?: string | null | undefined;
}

/** Gives each facet field the counts that the search made for its arguments. */
@Resolver(() => LearningOpportunityFacets)
export class FacetsResolver {
  readonly #labelled = new ReadOnce<CountedFacet, Facet>();

  async facet(
    name: FacetName,
    { counted, reader }: LearningOpportunityFacets,
    args: FacetArgs,
    context: Context,
    info: GraphQLResolveInfo,
  ): Promise<Facet> {
    const found = counted.get(facetKey(facetRequest(name, { ...args })));
    if (found === undefined) throw new Error(`the facet ${name} was selected but not counted`);
    if (name !== 'provider' && name !== 'source') {
      return this.#labelled.get(found, reader.language, () => labelled(name, found, reader));
    }
    const names = await this.names(
      name,
      found.values.map(({ value }) => value),
      context,
      info,
      reader.language,
    );
    return labelled(name, found, reader, names);
  }

  /** Names of values that are in no vocabulary: providers and sources. */
  private async names(
    facet: 'provider' | 'source',
    values: readonly string[],
    { loaders }: Context,
    info: GraphQLResolveInfo,
    language: string,
  ): Promise<ReadonlyMap<string, LocalizedText>> {
    const nodes = selectedFields(info.fieldNodes, info).get('values') ?? [];
    if (!selectedFields(nodes, info).has('label')) return new Map();
    if (facet === 'source') {
      return new Map([...loaders.sourceNames].map(([id, name]) => [id, { text: name, language: 'und' }]));
    }
    const providers = await Promise.all(values.map((id) => loaders.provider(id)));
    const reader = { language, evidence: 'any', asOf: 0 } as const;
    return new Map(
      providers.flatMap((it) => (it === undefined ? [] : [[it.id, requiredText(it.names, reader)] as const])),
    );
  }
}

function labelled(
  name: FacetName,
  { values, notStated, truncated }: CountedFacet,
  reader: Reader,
  names?: ReadonlyMap<string, LocalizedText>,
): Facet {
  const withLabels = values.map(({ value, count }) => ({
    value: name === 'status' ? value.toUpperCase() : value,
    count,
    label: names?.get(value) ?? facetLabel(name, value, reader),
  }));
  return { values: withLabels, notStated, truncated };
}

const prototype = FacetsResolver.prototype;
for (const name of Object.keys(facetFields) as FacetName[]) {
  const { text, hierarchical } = facetFields[name];
  Object.defineProperty(prototype, name, {
    value(
      this: FacetsResolver,
      root: LearningOpportunityFacets,
      context: Context,
      info: GraphQLResolveInfo,
      first?: number | null,
      under?: string | null,
    ) {
      return this.facet(name, root, { first, under }, context, info);
    },
  });
  Root()(prototype, name, 0);
  Ctx()(prototype, name, 1);
  Info()(prototype, name, 2);
  Arg('first', () => Int, {
    nullable: true,
    defaultValue: defaultFacetValues,
    description: 'Most values to give, 1 to 1000.',
  })(prototype, name, 3);
  if (hierarchical) {
    Arg('under', () => String, {
      nullable: true,
      description:
        'Only the values right below this code; the roots for an empty text; all levels when it is left out.',
    })(prototype, name, 4);
  }
  FieldResolver(() => Facet, { description: text })(prototype, name, {});
}
