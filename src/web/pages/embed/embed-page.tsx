import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Assets } from '../../assets.js';
import { speechIn } from '../../embedding/messages/languages.js';
import { attributes, joined, type Options, readOptions } from '../../embedding/options.js';
import { sorts } from '../../embedding/sorts.js';
import { directionOf } from '../../i18n/languages.js';
import { NotFound, type Page } from '../../page.js';
import { QueryFailed } from '../../query.js';
import type { Embedding } from './embedding.js';
import { type PlainFound, PlainSearch } from './plain-search.js';
import { withField } from './with-field.js';

/** Everything comes from this server, nothing inline; only the origins of the preset may frame it. */
const policyOf = (ancestors: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    'img-src data:',
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${ancestors}`,
  ].join('; ');

/** Attributes of the widget that an address may give: the gateway is this one, and a frame has nobody who opens offers. */
const allowed = attributes.filter((name) => name !== 'gateway');

/**
 * `/embed`, the widget as a page to be framed, with the attributes of `<lotse-search>` as fields of its address. Without
 * scripts it becomes a plain list with words and pages (`plain=1`). Throws {@link NotFound} for an unknown preset.
 */
export function embedPage(embedding: Embedding, assets: Assets): Page {
  return {
    path: '/embed',
    async answer({ url, ui, query, signal }) {
      const fields = url.searchParams;
      const framing = embedding.framing(fields.get('preset')?.trim() || undefined);
      if (framing === undefined) throw new NotFound();
      const given = allowed.flatMap((name) => {
        const value = fields.get(name);
        return value === null || (name === 'target' && value === 'event') ? [] : [[name, value] as const];
      });
      const get = (name: string) => given.find(([each]) => each === name)?.[1] ?? null;
      const options = readOptions(get, { gateway: '', language: ui.language });
      const isPlain = fields.get('plain') === '1';
      const search = async (): Promise<PlainFound> => {
        if (options.problems.some((problem) => /^(filter|locked):/.test(problem))) return 'broken';
        try {
          const variables = framing.lock({ ...variablesOf(options), after: fields.get('after') || null });
          return (await query(embedding.operation, variables, signal)).searchLearningOpportunities;
        } catch (error) {
          if (!(error instanceof QueryFailed)) throw error;
          return error.code === 'BAD_USER_INPUT' ? 'broken' : 'away';
        }
      };
      const head = { options, assets, plainAddress: withField(url, 'plain', '1') };
      const body = isPlain ? (
        <PlainSearch options={options} url={url} found={await search()} />
      ) : (
        h('lotse-search', Object.fromEntries(given))
      );
      return {
        kind: 'file',
        type: 'text/html; charset=utf-8',
        content: `<!doctype html>${renderToString(<EmbedDocument {...head} isPlain={isPlain} body={body} />)}`,
        headers: {
          'content-security-policy': policyOf(framing.ancestors),
          'referrer-policy': 'same-origin',
          vary: 'Accept-Language',
        },
      };
    },
  };
}

interface DocumentProps {
  readonly options: Options;
  readonly assets: Assets;
  readonly plainAddress: string;
  readonly isPlain: boolean;
  readonly body: preact.VNode;
}

function EmbedDocument({ options, assets, plainAddress, isPlain, body }: DocumentProps) {
  const { t, language } = speechIn(options.language);
  const { script, styles } = assets.entry('embed');
  const scheme = options.theme ?? 'light dark';
  return (
    <html lang={language} dir={directionOf(language)}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content={scheme} />
        <title>{options.label ?? t.words}</title>
        <link rel="icon" href="data:," />
        <base target="_top" />
        {styles.map((href) => (
          <link key={href} rel="stylesheet" href={href} />
        ))}
        {isPlain ? null : <script src="/widget.js" />}
        <script type="module" src={script} />
        {isPlain ? null : (
          <noscript>
            <meta http-equiv="refresh" content={`0; url=${plainAddress}`} />
          </noscript>
        )}
      </head>
      <body>
        <main>{body}</main>
      </body>
    </html>
  );
}

function variablesOf({ language, words, initial, locked, sort, pageSize }: Options) {
  return {
    language,
    first: pageSize,
    sort: [...sorts[sort]],
    filter: joined(initial, locked),
    ...(words === '' ? {} : { query: words }),
  };
}
