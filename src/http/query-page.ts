import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { graphqlPath, type TextReply } from './graphql-route.js';

/** Everything comes from this server; fonts and pictures are inside GraphiQL's style sheet. */
const contentSecurityPolicy = (nonce: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    'font-src data:',
    'img-src data:',
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/**
 * Starts GraphiQL in the browser, with the query that stands after the # of its address, if any (`#query=…&variables=…`).
 * No inline script, so that none need be allowed; the nonce is for the styles that GraphiQL's dialogs add while they are
 * open.
 */
const startScript = `
window.__webpack_nonce__ = document.currentScript.nonce;
const place = document.getElementById('query-page');
const fetcher = GraphiQL.createFetcher({ url: place.dataset.endpoint });
const asked = new URLSearchParams(location.hash.slice(1));
const query = asked.get('query') ?? place.dataset.query;
ReactDOM.createRoot(place).render(
  React.createElement(GraphiQL, {
    fetcher,
    ...(query ? { defaultQuery: query } : {}),
    ...(asked.has('query') ? { query, variables: asked.get('variables') ?? '' } : {}),
  }),
);
`.trimStart();

/** On phones the answer stands below the query, and the bar between them is gone. */
const styleSheet = `
html, body, #query-page { height: 100%; margin: 0; }
@media (max-width: 48rem) {
  .graphiql-session { flex-direction: column; min-height: 0; }
  .graphiql-session > * { min-height: 0; }
  .graphiql-horizontal-drag-bar { display: none; }
}
`.trimStart();

const script = 'text/javascript; charset=utf-8';
const style = 'text/css; charset=utf-8';
const packaged = [
  { pkg: 'react', file: 'umd/react.production.min.js', type: script },
  { pkg: 'react-dom', file: 'umd/react-dom.production.min.js', type: script },
  { pkg: 'graphiql', file: 'graphiql.min.js', type: script },
  { pkg: 'graphiql', file: 'graphiql.min.css', type: style },
] as const;

interface Asset {
  readonly path: string;
  readonly type: string;
  readonly content: Buffer;
}

/**
 * Serves the parts of a page to write queries (GraphiQL), all of them from this server, and gives a function that
 * answers with the page itself. `query` stands in the editor at first.
 */
export async function queryPage(
  app: FastifyInstance,
  { query }: { readonly query?: string | undefined },
): Promise<(reply: TextReply) => TextReply> {
  const assets = await loadAssets();
  for (const { path, type, content } of assets) {
    const headers = { 'content-type': type, 'cache-control': 'public, max-age=31536000, immutable' };
    app.get(path, (_, reply) => reply.headers(headers).send(content));
  }
  const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' };
  return (reply) => {
    const nonce = randomBytes(16).toString('base64url');
    const policy = { 'content-security-policy': contentSecurityPolicy(nonce) };
    return reply.headers({ ...headers, ...policy }).send(pageOf(assets, query ?? '', nonce));
  };
}

async function loadAssets(): Promise<readonly Asset[]> {
  const { resolve } = createRequire(import.meta.url);
  const folderOf = (pkg: string) => dirname(resolve(`${pkg}/package.json`));
  const base = `/assets/graphiql/${await versionOf(folderOf('graphiql'))}`;
  const read = packaged.map(async ({ pkg, file, type }) => ({
    path: `${base}/${file.replace('umd/', '')}`,
    type,
    content: await readFile(join(folderOf(pkg), file)),
  }));
  const own = [
    { path: `${base}/start.js`, type: script, content: Buffer.from(startScript) },
    { path: `${base}/page.css`, type: style, content: Buffer.from(styleSheet) },
  ];
  return [...(await Promise.all(read)), ...own];
}

async function versionOf(folder: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const version: unknown = typeof manifest === 'object' && manifest !== null && Reflect.get(manifest, 'version');
  return typeof version === 'string' ? version : '0';
}

function pageOf(assets: readonly Asset[], query: string, nonce: string): string {
  const link = ({ path, type }: Asset) =>
    type === style
      ? `<link rel="stylesheet" href="${path}">`
      : `<script defer nonce="${nonce}" src="${path}"></script>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Lotse: GraphQL queries</title>
<link rel="icon" href="data:,">
${assets.map(link).join('\n')}
</head>
<body>
<main id="query-page" data-endpoint="${graphqlPath}" data-query="${escaped(query)}">
<noscript>This page to write queries needs JavaScript. The API itself does not: send queries to ${graphqlPath}.</noscript>
</main>
</body>
</html>
`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('\n', '&#10;');
}
