import { ExampleIdsDocument } from '../../generated/graphql.js';
import { originOf } from '../../origin.js';
import type { Page, PageRequest } from '../../page.js';
import { QueryFailed } from '../../query.js';
import { type ExampleFacts, examples, variablesOf } from './examples.js';

/** Where the query page finds what it opens with: after the #, so that nothing is sent. */
function tryLink(text: string, variables: string): string {
  return `/graphql#${new URLSearchParams({ query: text, variables })}`;
}

/** Examples are shown also while there are no offers, or no engine. */
async function factsOf({ query, signal, today }: PageRequest): Promise<ExampleFacts> {
  try {
    const { searchLearningOpportunities: found } = await query(ExampleIdsDocument, {}, signal);
    return { ids: found.nodes.map(({ id }) => id), today };
  } catch (error) {
    if (!(error instanceof QueryFailed)) throw error;
    return { ids: [], today };
  }
}

const firstCall = (origin: string) => `curl -s ${origin}/graphql \\
  -H 'content-type: application/json' \\
  -d '{"query": "{ searchLearningOpportunities(query: \\"data\\", first: 2) { totalCount nodes { title { text } } } }"}'`;

/** For people who build on the API: `/developers`. In English, like the schema. */
export const developersPage: Page = {
  path: '/developers',
  async answer(request) {
    const { ui, header } = request;
    const facts = await factsOf(request);
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
              <p>
                Every type, field and argument, with the standard or clause it comes from. As a file for your tools:{' '}
                <a href="/developers/schema.graphql">schema.graphql</a>.
              </p>
            </li>
            <li class="panel">
              <h2>
                <a href={ui.href('/widget')}>Widget</a>
              </h2>
              <p>A search for your own pages: one script tag, or a frame. Put it together and copy the lines.</p>
            </li>
          </ul>
          <h2>A first call</h2>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
          <pre tabIndex={0}>
            <code>{firstCall(originOf(header('host')))}</code>
          </pre>
          <Nutshell />
          <Copy />
          <h2>Example operations</h2>
          <p>Each of them runs as it stands, with the variables below it.</p>
          {examples().map((example) => {
            const variables = JSON.stringify(variablesOf(example, facts), null, 2);
            return (
              <details key={example.name} class="panel example" id={example.name}>
                <summary>
                  <strong>{example.name}</strong> <span class="muted">{example.about}</span>
                </summary>
                <p>
                  <a class="button quiet" href={tryLink(example.text, variables)}>
                    Open in GraphiQL
                  </a>
                </p>
                <pre>
                  <code data-operation>{example.text}</code>
                </pre>
                {variables === '{}' ? null : (
                  <>
                    <p>Variables:</p>
                    <pre>
                      <code data-variables>{variables}</code>
                    </pre>
                  </>
                )}
              </details>
            );
          })}
        </div>
      ),
    };
  },
};

function Nutshell() {
  return (
    <>
      <h2>In a nutshell</h2>
      <ul class="bullets">
        <li>
          POST <code>{'{ "query": "…", "variables": {…} }'}</code> to <code>/graphql</code> with{' '}
          <code>content-type: application/json</code>.
        </li>
        <li>
          Paging by Relay connections: <code>first</code>/<code>after</code> and <code>last</code>/<code>before</code>,
          at most 100 a page, to the end of a result. Totals are exact.
        </li>
        <li>
          Facets are counted only when they are selected; each value’s count is the total of the search with that value
          chosen instead.
        </li>
        <li>
          Every value says how it came about (<code>basis</code>): stated by the source, mapped by an exact crosswalk,
          derived by a rule. <code>evidence</code> chooses how much of that you want.
        </li>
        <li>What a provider did not state is null, never a guess.</li>
        <li>
          Errors have a code in <code>errors[].extensions.code</code>; a bad argument is named by <code>argument</code>,
          with what is <code>allowed</code>. A field, enum value or code that does not exist is an error, never ignored.
        </li>
        <li>
          A query that asks for too much is refused with <code>QUERY_TOO_COMPLEX</code>, and one address that asks too
          often with <code>RATE_LIMITED</code> and <code>retry-after</code>; <code>x-ratelimit-remaining</code> tells
          what is left.
        </li>
        <li>
          Health: <code>/health/live</code>, <code>/health/ready</code>; numbers for Prometheus: <code>/metrics</code>.
        </li>
      </ul>
    </>
  );
}

/** How a portal keeps a copy. */
function Copy() {
  return (
    <>
      <h2>Keeping a copy</h2>
      <ol class="bullets numbered">
        <li>
          Note the time, then read everything once by <a href="#Export">Export</a>: page after page with{' '}
          <code>after</code>, as long as <code>hasNextPage</code> holds. All pages of one reading have the same{' '}
          <code>generation</code>; where it differs, the index has changed in between, and you start over.
        </li>
        <li>
          From then on ask <a href="#Changes">Changes</a> for what is new or changed since the time that you noted last.
        </li>
        <li>
          Offers that are no longer offered are in no search. <a href="#Withdrawn">Withdrawn</a> tells which of yours
          they are, and why; every id keeps its offer, so do not give it to another one.
        </li>
        <li>
          Each source has its own <code>licence</code> and <code>attribution</code>: show them beside what you take.
        </li>
      </ol>
    </>
  );
}
