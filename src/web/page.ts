import type { ComponentChildren } from 'preact';
import type { Ui } from './i18n/ui.js';
import type { Query } from './query.js';

/** Pictures for maps, of a server that the operator chose. */
export interface MapTiles {
  /** Address with `{z}`, `{x}` and `{y}`. */
  readonly url: string;
  /** Whom the map names. */
  readonly attribution: string;
}

/** What is asked of a page. */
export interface PageRequest {
  /** Path and query as asked; the origin is of no meaning. */
  readonly url: URL;
  /** Parts of the path that the route names: `id` of `/offers/:id`. */
  readonly params: Readonly<Record<string, string>>;
  /** Fields of a form sent by POST; empty for GET. */
  readonly form: URLSearchParams;
  /** First value of a request header, by its name in lower case. */
  header(name: string): string | undefined;
  /** Language, formats and links. */
  readonly ui: Ui;
  readonly query: Query;
  /** Today (UTC), ISO 8601 date. */
  readonly today: string;
  /** @default maps show outlines of countries only */
  readonly tiles?: MapTiles;
  /** Aborted when the client has gone. */
  readonly signal: AbortSignal;
}

/** A page of HTML, put into the layout. */
export interface HtmlAnswer {
  readonly kind: 'html';
  /** @default 200 */
  readonly status?: number;
  /** Of the document, without the name of the site. */
  readonly title: string;
  readonly description?: string;
  readonly body: ComponentChildren;
  /** Names of further client entries of scripts/vite-pages.config.ts that the page loads. */
  readonly entries?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether pages of other sites may frame this one. @default false */
  readonly framed?: boolean;
  /** Leaves out the site's header and footer, for frames. @default false */
  readonly bare?: boolean;
  /** Which entry of the navigation is marked as the current page: its path. */
  readonly current?: string;
}

/** Sends the browser elsewhere with 303: a path of this site. */
export interface RedirectAnswer {
  readonly kind: 'redirect';
  readonly location: string;
}

/** Anything that is not HTML, such as a CSV file to keep. */
export interface FileAnswer {
  readonly kind: 'file';
  readonly type: string;
  readonly content: string | Uint8Array;
  /** Has the browser save it under this name. */
  readonly filename?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export type PageAnswer = HtmlAnswer | RedirectAnswer | FileAnswer;

/** An address of the site and what answers there. */
export interface Page {
  /** Path in the terms of Fastify: `/offers/:id`. */
  readonly path: string;
  /** @default GET */
  readonly method?: 'GET' | 'POST';
  /** May throw `QueryFailed` and {@link NotFound}: the site shows its own pages for them. */
  answer(request: PageRequest): Promise<PageAnswer> | PageAnswer;
}

/** There is nothing at this address. */
export class NotFound extends Error {
  override readonly name = 'NotFound';
}
