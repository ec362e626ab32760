import { SuggestDocument, type SuggestionKind } from '../../generated/graphql.js';
import type { MessageKey } from '../../i18n/catalogue.js';
import type { Page } from '../../page.js';
import type { CodeFilterName } from '../../search-state/filter-names.js';

const labels: Readonly<Record<SuggestionKind, MessageKey>> = {
  TITLE: 'suggest.title',
  FIELD: 'suggest.field',
  SKILL: 'suggest.skill',
  PROVIDER: 'suggest.provider',
  PLACE: 'suggest.place',
};
const kindsInOrder = Object.keys(labels) as SuggestionKind[];

/** The filter of the search page that takes the code of a suggestion. */
const filters: Readonly<Partial<Record<SuggestionKind, CodeFilterName>>> = {
  FIELD: 'field',
  SKILL: 'skill',
  PROVIDER: 'provider',
};

/** What the page's scripts show while somebody types. */
export interface ShownSuggestion {
  readonly text: string;
  readonly language: string;
  /** Kind, in the language of the page. */
  readonly kind: string;
  readonly count?: string;
  /** Filter of the search page that takes `value`; without one, the text itself is searched for. */
  readonly filter?: string;
  readonly value?: string;
  /** Latitude, longitude and name, as `at` takes them. */
  readonly at?: string;
}

/** Suggestions as JSON, `/suggest?q=wat&kinds=TITLE+PLACE`. */
export const suggestPage: Page = {
  path: '/suggest',
  async answer({ url, query, ui, signal }) {
    const asked = (url.searchParams.get('kinds') ?? '').split(' ');
    const kinds = kindsInOrder.filter((kind) => asked.includes(kind));
    const words = (url.searchParams.get('q') ?? '').slice(0, 200).toWellFormed();
    const first = kinds.length === 1 ? 8 : 3;
    const variables = { query: words, kinds: kinds.length === 0 ? kindsInOrder : kinds, first, language: ui.language };
    const { suggest } = await query(SuggestDocument, variables, signal);
    const shown = suggest.map(({ kind, text, code, count, latitude, longitude }): ShownSuggestion => {
      const filter = filters[kind];
      const isPlace = typeof latitude === 'number' && typeof longitude === 'number';
      return {
        ...text,
        kind: ui.t(labels[kind]),
        ...(typeof count === 'number' ? { count: ui.number(count) } : {}),
        ...(filter === undefined ? {} : { filter, value: code }),
        ...(isPlace ? { at: `${latitude},${longitude} ${text.text}` } : {}),
      };
    });
    return {
      kind: 'file',
      type: 'application/json; charset=utf-8',
      content: JSON.stringify(shown),
      headers: { vary: 'Accept-Language', 'cache-control': 'private, max-age=60' },
    };
  },
};
