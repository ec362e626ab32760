import type { Assets } from '../assets.js';
import { isComplete } from '../i18n/languages.js';
import { T, useUi } from '../i18n/t.js';
import type { HtmlAnswer } from '../page.js';
import { SiteFooter } from './site-footer.js';
import { SiteHeader } from './site-header.js';

interface LayoutProps {
  readonly answer: HtmlAnswer;
  readonly url: URL;
  readonly assets: Assets;
  /** Of styles in the content security policy. */
  readonly nonce: string;
}

/** The whole document around a page. */
export function Layout({ answer, url, assets, nonce }: LayoutProps) {
  const ui = useUi();
  const entries = ['app', ...(answer.entries ?? [])].map((name) => assets.entry(name));
  const styles = [...new Set(entries.flatMap((entry) => entry.styles))];
  const imports = [...new Set(entries.flatMap((entry) => entry.imports))];
  return (
    <html lang={ui.language} dir={ui.dir}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${answer.title} – Lotse`}</title>
        {answer.description === undefined ? null : <meta name="description" content={answer.description} />}
        <meta name="color-scheme" content="light dark" />
        <meta name="csp-nonce" content={nonce} />
        <meta name="turbo-prefetch" content="false" />
        <meta name="turbo-cache-control" content="no-preview" />
        <link rel="icon" href="data:," />
        <script src={assets.entry('theme').script} data-turbo-track="reload" />
        {styles.map((href) => (
          <link key={href} rel="stylesheet" href={href} data-turbo-track="reload" />
        ))}
        {imports.map((href) => (
          <link key={href} rel="modulepreload" href={href} />
        ))}
        {entries.map(({ script }) => (
          <script key={script} type="module" src={script} data-turbo-track="reload" />
        ))}
      </head>
      <body class={answer.bare === true ? 'bare' : undefined}>
        <a class="skip" href="#main" data-turbo="false">
          <T id="layout.skip" />
        </a>
        {answer.bare === true ? null : <SiteHeader url={url} current={answer.current} />}
        <main id="main" tabIndex={-1}>
          {answer.bare === true || isComplete(ui.language) ? null : (
            <p class="notice fallback no-print">
              <T id="layout.fallback" />
            </p>
          )}
          {answer.body}
        </main>
        {answer.bare === true ? null : <SiteFooter />}
        <div id="announcer" class="visually-hidden" role="status" />
      </body>
    </html>
  );
}
