import type { FastifyCorsOptions, FastifyCorsOptionsDelegatePromise } from '@fastify/cors';
import type { FastifyRequest } from 'fastify';
import { parseUrl } from '../domain/parse-url.js';
import type { WidgetPreset } from '../widgets/preset.js';

/** Who may use what from other origins. */
export interface CrossOrigin {
  /** For @fastify/cors: one rule for all where no preset has its own. */
  readonly options: FastifyCorsOptions | (() => FastifyCorsOptionsDelegatePromise);
  /** Whether a request comes from a page that may use a preset; requests of this server's own pages always may. */
  mayUse(preset: WidgetPreset | undefined, request: Pick<FastifyRequest, 'headers' | 'host'>): boolean;
  /** Sources of a `frame-ancestors` directive (CSP 3) for a page with a preset, or with none. */
  frameAncestors(preset: WidgetPreset | undefined): string;
}

export const widgetSearchPath = '/widget/search';

const common = {
  methods: ['GET', 'POST'],
  allowedHeaders: ['content-type', 'apollo-require-preflight', 'x-apollo-operation-name', 'x-request-id'],
  exposedHeaders: [
    ...['x-request-id', 'retry-after', 'x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'],
  ],
  maxAge: 86_400,
  strictPreflight: false,
};

/**
 * The rules. An origin that presets name is bound to them: it gets nothing of the rest of the API, unless `general` lists
 * it by name. Otherwise a page could leave its preset and ask for more. Browsers set `Origin`, pages cannot; what asks
 * without one is no page.
 */
export function crossOrigin(general: '*' | readonly string[], presets: ReadonlyMap<string, WidgetPreset>): CrossOrigin {
  const listed = general === '*' ? [] : general;
  const bound = new Set(
    [...presets.values()].flatMap(({ origins = [] }) => origins).filter((origin) => !listed.includes(origin)),
  );
  const isOpen = (origin: string | undefined) => general === '*' && (origin === undefined || !bound.has(origin));

  const originsOf = (preset: WidgetPreset | undefined, origin: string | undefined) => {
    if (preset?.origins !== undefined) return preset.origins;
    if (isOpen(origin)) return '*';
    return listed.length === 0 ? false : listed;
  };
  const optionsAt = (path: string, origin: string | undefined) => {
    const id = path.startsWith(`${widgetSearchPath}/`) ? path.slice(widgetSearchPath.length + 1) : undefined;
    const allowed = originsOf(id === undefined ? undefined : presets.get(id), origin);
    return { ...common, origin: typeof allowed === 'object' ? [...allowed] : allowed };
  };
  const hasRules = [...presets.values()].some(({ origins }) => origins !== undefined);
  return {
    options: hasRules
      ? () =>
          async ({ url, headers }) =>
            optionsAt(url.split('?', 1)[0] ?? url, headers.origin)
      : optionsAt('', undefined),
    mayUse(preset, { headers, host }) {
      const { origin, 'sec-fetch-site': site } = headers;
      if (origin === undefined || site === 'same-origin' || hostOf(origin) === host) return true;
      const allowed = originsOf(preset, origin);
      return allowed === '*' || (allowed !== false && allowed.includes(origin));
    },
    frameAncestors(preset) {
      if (preset?.origins !== undefined) return ["'self'", ...preset.origins].join(' ');
      return general === '*' && bound.size === 0 ? '*' : ["'self'", ...listed].join(' ');
    },
  };
}

function hostOf(origin: string): string | undefined {
  return parseUrl(origin)?.host;
}
