import { ProviderNamesDocument, type SearchFacetsQuery, TermNamesDocument } from '../../generated/graphql.js';
import type { PageRequest } from '../../page.js';
import { type CodeFilterName, codeFilterNames, codeFilters, notStated } from '../../search-state/filter-names.js';
import type { SearchState } from '../../search-state/search-state.js';

type Facets = SearchFacetsQuery['searchLearningOpportunities']['facets'];

interface Text {
  readonly text: string;
  readonly language: string;
}

/** Name of a value of a filter by codes; the code itself where nobody names it. */
export type FilterNames = (filter: CodeFilterName, code: string) => Text;

/** Vocabularies that name the values of a filter; all others are among the counts or have no names. */
const schemes: Readonly<Partial<Record<CodeFilterName, string>>> = {
  language: 'language',
  field: 'isced-f',
  skill: 'esco-skill',
  country: 'country',
  region: 'nuts',
  mode: 'mode',
  recognition: 'recognition-option',
  setting: 'learning-setting',
  kind: 'opportunity-type',
  credential: 'credential-kind',
  cycle: 'qf-ehea-cycle',
  qa: 'accreditation-type',
  assessment: 'assessment-type',
  supervision: 'supervision',
  stackability: 'stackability',
  'provider-type': 'provider-type',
  target: 'target-group',
  schedule: 'learning-schedule',
};

/** Names of the chosen values, also of those that no result has and that are thus not counted. */
export async function loadNames(
  { codes }: SearchState,
  facets: Facets,
  { query, ui, signal }: Pick<PageRequest, 'query' | 'ui' | 'signal'>,
): Promise<FilterNames> {
  const names = new Map<string, Text>();
  const key = (filter: CodeFilterName, code: string) => `${filter} ${code}`;
  for (const filter of codeFilterNames) {
    for (const { value, label } of facets[codeFilters[filter]].values)
      if (label !== undefined && label !== null) names.set(key(filter, value), label);
  }
  const unnamed = codeFilterNames.flatMap((filter) => {
    const missing = (codes[filter] ?? []).filter((code) => code !== notStated && !names.has(key(filter, code)));
    return missing.length === 0 ? [] : [{ filter, missing }];
  });
  const language = ui.language;
  await Promise.all(
    unnamed.map(async ({ filter, missing }) => {
      const scheme = schemes[filter];
      if (filter === 'provider') {
        const ids = missing.filter((id) => /^[0-9a-f-]{36}$/i.test(id));
        const { nodes } = await query(ProviderNamesDocument, { ids, language }, signal);
        for (const node of nodes) if (node !== null && 'name' in node) names.set(key(filter, node.id), node.name);
      } else if (scheme !== undefined) {
        const { vocabulary } = await query(TermNamesDocument, { scheme, language }, signal);
        for (const { code, label } of vocabulary.concepts)
          if (label !== undefined && label !== null && missing.includes(code)) names.set(key(filter, code), label);
      } else if (filter === 'venue') {
        for (const code of missing) names.set(key(filter, code), { text: code.replace(/^\S+ /, ''), language: 'und' });
      }
    }),
  );
  return (filter, code) => names.get(key(filter, code)) ?? { text: code, language: 'und' };
}
