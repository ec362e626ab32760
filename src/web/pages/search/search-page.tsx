import { SearchResultsDocument } from '../../generated/graphql.js';
import type { Page } from '../../page.js';

/** The search page, `/`. */
export const searchPage: Page = {
  path: '/',
  async answer({ url, query, ui, signal }) {
    const words = url.searchParams.get('q') ?? '';
    const { searchLearningOpportunities: found } = await query(
      SearchResultsDocument,
      { query: words, language: ui.language },
      signal,
    );
    return {
      kind: 'html',
      title: ui.t('nav.search'),
      current: '/',
      body: (
        <div class="stack">
          <form method="get" action="/" data-in-place>
            <input type="search" name="q" value={words} aria-label={ui.t('nav.search')} />
            <button type="submit">{ui.t('nav.search')}</button>
          </form>
          <p>{ui.number(found.totalCount)}</p>
          <ul>
            {found.nodes.map(({ id, title }) => (
              <li key={id}>
                <a href={ui.href(`/offers/${id}`)} lang={title.language}>
                  {title.text}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ),
    };
  },
};
