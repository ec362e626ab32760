import type { Page } from '../../page.js';
import { examples } from './examples.js';

/** Where the query page finds what it opens with: after the #, so that nothing is sent. */
function tryLink(text: string): string {
  return `/graphql#${new URLSearchParams({ query: text })}`;
}

/** For people who build on the API: `/developers`. In English, like the schema. */
export const developersPage: Page = {
  path: '/developers',
  answer({ ui }) {
    return {
      kind: 'html',
      title: ui.t('nav.developers'),
      current: '/developers',
      body: (
        <div class="stack developers" lang="en" dir="ltr">
          <h1>For developers</h1>
          <p class="lead">
            Everything that these pages show comes from one open GraphQL API. No key is needed; ask it from a server, a
            page or the command line.
          </p>
          <ul class="cards">
            <li class="panel">
              <h2>
                <a href="/graphql">Write queries</a>
              </h2>
              <p>GraphiQL, served from here: completion, documentation and history, also offline.</p>
            </li>
            <li class="panel">
              <h2>
                <a href={ui.href('/developers/schema')}>Schema reference</a>
              </h2>
              <p>Every type, field and argument, with the standard or clause it comes from.</p>
            </li>
            <li class="panel">
              <h2>
                <a href={ui.href('/widget')}>Widget</a>
              </h2>
              <p>A search for your own pages: one script tag, or a frame. Put it together and copy the lines.</p>
            </li>
          </ul>
          <h2>In a nutshell</h2>
          <ul class="bullets">
            <li>
              POST <code>{'{ "query": "…", "variables": {…} }'}</code> to <code>/graphql</code> with{' '}
              <code>content-type: application/json</code>.
            </li>
            <li>
              Paging by Relay connections: <code>first</code>/<code>after</code>, at most 100 a page. Totals are exact.
            </li>
            <li>
              Facets are counted only when they are selected; each value’s count is the total of the search with that
              value chosen instead.
            </li>
            <li>
              Every value says how it came about (<code>basis</code>): stated by the source, mapped by an exact
              crosswalk, derived by a rule. <code>evidence</code> chooses how much of that you want.
            </li>
            <li>What a provider did not state is null, never a guess.</li>
            <li>
              Health: <code>/live</code>, <code>/ready</code>; numbers for Prometheus: <code>/metrics</code>.
            </li>
          </ul>
          <h2>Example operations</h2>
          {examples().map(({ name, about, text }) => (
            <details key={name} class="panel example">
              <summary>
                <strong>{name}</strong> <span class="muted">{about}</span>
              </summary>
              <p>
                <a class="button quiet" href={tryLink(text)}>
                  Open in GraphiQL
                </a>
              </p>
              <pre>
                <code>{text}</code>
              </pre>
            </details>
          ))}
        </div>
      ),
    };
  },
};
