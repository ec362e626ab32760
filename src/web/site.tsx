import { randomBytes } from 'node:crypto';
import { renderToString } from 'preact-render-to-string';
import type { Assets } from './assets.js';
import { Layout } from './components/layout.js';
import { knownLanguage, preferredLanguage } from './i18n/languages.js';
import { UiContext } from './i18n/t.js';
import { createUi, type Ui } from './i18n/ui.js';
import { type HtmlAnswer, type MapTiles, NotFound, type Page, type PageAnswer, type PageRequest } from './page.js';
import { problemPage } from './pages/problem.js';
import { sitePages } from './pages/site-pages.js';
import { type Query, QueryFailed } from './query.js';

/** A request as HTTP brings it. */
export interface SiteRequest {
  /** Path and query. */
  readonly url: string;
  readonly params: Readonly<Record<string, string>>;
  readonly form?: URLSearchParams;
  header(name: string): string | undefined;
  readonly query: Query;
  readonly signal: AbortSignal;
}

export interface SiteResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  /** What the site could not handle; for the log. */
  readonly error?: unknown;
}

export interface SiteRoute {
  readonly path: string;
  readonly method: 'GET' | 'POST';
  respond(request: SiteRequest): Promise<SiteResponse>;
}

export interface Site {
  readonly routes: readonly SiteRoute[];
  /** What a reader gets at an address where nothing is. */
  notFound(request: SiteRequest): Promise<SiteResponse>;
}

export interface SiteOptions {
  readonly assets: Assets;
  readonly now: () => Date;
  /** @default maps show outlines of countries only */
  readonly tiles?: MapTiles | undefined;
  /** @default the pages of src/web/pages/site-pages.ts */
  readonly pages?: readonly Page[];
}

/** The pages for people, free of any server: what is asked goes in, what to answer comes out. */
export function createSite(options: SiteOptions): Site {
  const { now, tiles, pages = sitePages } = options;
  const respond = async (page: Pick<Page, 'answer'>, request: SiteRequest): Promise<SiteResponse> => {
    const url = new URL(request.url, 'http://site.invalid');
    const chosen = knownLanguage(url.searchParams.get('lang'));
    const ui = createUi({ chosen, preferred: preferredLanguage(request.header('accept-language')) });
    const { params, header, query, signal, form = new URLSearchParams() } = request;
    const asked: PageRequest = {
      url,
      params,
      form,
      header,
      ui,
      query,
      signal,
      ...(tiles === undefined ? {} : { tiles }),
      today: now().toISOString().slice(0, 10),
    };
    try {
      return toResponse(await page.answer(asked), ui, url, options);
    } catch (error) {
      const { answer, expected } = problemOf(error, ui, url);
      return { ...toResponse(answer, ui, url, options), ...(expected ? {} : { error }) };
    }
  };
  return {
    routes: pages.map((page) => ({
      path: page.path,
      method: page.method ?? 'GET',
      respond: (request) => respond(page, request),
    })),
    notFound: (request) =>
      respond(
        {
          answer: () => {
            throw new NotFound();
          },
        },
        request,
      ),
  };
}

/** The page that says what went wrong; unexpected errors are for the log. */
function problemOf(error: unknown, ui: Ui, url: URL): { answer: HtmlAnswer; expected: boolean } {
  if (error instanceof NotFound) return { answer: problemPage(ui, url, 'notFound'), expected: true };
  if (!(error instanceof QueryFailed)) return { answer: problemPage(ui, url, 'failed'), expected: false };
  if (error.code === 'SERVICE_UNAVAILABLE' || error.code === 'UPSTREAM_TIMEOUT')
    return { answer: problemPage(ui, url, 'unavailable'), expected: true };
  if (error.code === 'RATE_LIMITED') return { answer: problemPage(ui, url, 'busy'), expected: true };
  if (error.code === 'BAD_USER_INPUT') return { answer: problemPage(ui, url, 'refused'), expected: true };
  return { answer: problemPage(ui, url, 'failed'), expected: false };
}

/**
 * Everything comes from this server, map tiles of the operator's aside, and nothing inline runs. The nonce is for the
 * one style that Turbo adds, that of its progress bar.
 */
function policyOf(nonce: string, framed: boolean, tiles: MapTiles | undefined): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' data:${tiles === undefined ? '' : ` ${new URL(tiles.url).origin}`}`,
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${framed ? '*' : "'none'"}`,
  ].join('; ');
}

function toResponse(answer: PageAnswer, ui: Ui, url: URL, { assets, tiles }: SiteOptions): SiteResponse {
  if (answer.kind === 'redirect') return { status: 303, headers: { location: answer.location }, body: '' };
  if (answer.kind === 'file') {
    const { type, content, filename, headers } = answer;
    const disposition =
      filename === undefined
        ? {}
        : { 'content-disposition': `attachment; filename="${filename.replace(/[^\w.-]/g, '-')}"` };
    const base = { 'content-type': type, 'cache-control': 'no-cache', ...disposition };
    return { status: 200, headers: { ...base, ...headers }, body: content };
  }
  const nonce = randomBytes(16).toString('base64url');
  const document = renderToString(
    <UiContext.Provider value={ui}>
      <Layout answer={answer} url={url} assets={assets} nonce={nonce} />
    </UiContext.Provider>,
  );
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-language': ui.language,
    'cache-control': 'no-cache',
    vary: 'Accept-Language',
    // Pages learn which search they were opened from; other sites learn nothing.
    'referrer-policy': 'same-origin',
    'content-security-policy': policyOf(nonce, answer.framed === true, tiles),
    ...answer.headers,
  };
  return { status: answer.status ?? 200, headers, body: `<!doctype html>${document}` };
}
