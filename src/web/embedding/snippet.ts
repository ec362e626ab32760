import { type AttributeName, attributes, defaultFilters, pageSizes } from './options.js';

/** How a widget is set up: attributes that differ from what holds without them, in the order of the README. */
export interface Configuration {
  readonly attributes: readonly (readonly [AttributeName, string])[];
  /** Whether the page loads exactly this version of the script, or none. */
  readonly isPinned: boolean;
  /** Custom properties of the widget. */
  readonly style: readonly (readonly [string, string])[];
}

/** A script of the gateway, as pages may load it. */
export interface SnippetScript {
  readonly path: string;
  readonly pinned: string;
  readonly integrity: string;
}

/** What is to be put where. */
export interface Snippets {
  readonly script: string;
  readonly frame: string;
  /** Rules for the style sheet of the page; empty when nothing is styled. */
  readonly style: string;
  /** Directives that the page's content security policy needs, for the script and for the frame. */
  readonly scriptPolicy: string;
  readonly framePolicy: string;
}

/** What holds when an attribute is left out. */
const defaults: Partial<Record<AttributeName, string>> = {
  filters: defaultFilters,
  sort: 'relevance',
  'page-size': String(pageSizes.default),
  target: 'new',
  'heading-level': '3',
  currency: 'EUR',
};

const properties = { accent: '--lotse-accent', 'on-accent': '--lotse-on-accent', radius: '--lotse-radius' } as const;

/** Reads the form of the configurator, or the address of it. Fields that say nothing are left out. */
export function readConfiguration(fields: URLSearchParams): Configuration {
  const given = attributes.flatMap((name) => {
    const value = fields.getAll(name).join(', ').trim();
    return value === '' || value === defaults[name] ? [] : [[name, name === 'wait' ? '' : value] as const];
  });
  const style = Object.entries(properties).flatMap(([name, property]) => {
    const value = fields.get(name)?.trim() ?? '';
    return fields.get('styled') === '1' && /^(#[0-9a-f]{6}|[\d.]+(rem|px))$/i.test(value)
      ? [[property, value] as const]
      : [];
  });
  return { attributes: given, isPinned: fields.get('pinned') === '1', style };
}

/** What a page has to contain. `origin` is the gateway's, without a slash at the end. */
export function snippetsOf(
  { attributes: given, isPinned, style }: Configuration,
  origin: string,
  scripts: { readonly widget: SnippetScript; readonly frame: SnippetScript },
  fallback: string,
): Snippets {
  const source = ({ path, pinned, integrity }: SnippetScript) =>
    isPinned ? `src="${origin}${pinned}" integrity="${integrity}" crossorigin="anonymous"` : `src="${origin}${path}"`;
  const fields = new URLSearchParams(given.map(([name, value]) => [name, name === 'wait' ? '1' : value]));
  const query = fields.toString();
  const label = given.find(([name]) => name === 'label')?.[1] ?? fallback;
  const attributeText = given.map(([name, value]) => (name === 'wait' ? ' wait' : ` ${name}="${escaped(value)}"`));
  return {
    script: [
      `<script ${source(scripts.widget)} async></script>`,
      `<lotse-search${attributeText.join('')}>`,
      `  <a href="${origin}/">${escaped(fallback)}</a>`,
      '</lotse-search>',
    ].join('\n'),
    frame: [
      `<script ${source(scripts.frame)} async></script>`,
      `<iframe src="${origin}/embed${query === '' ? '' : `?${escaped(query)}`}"`,
      `  title="${escaped(label)}" width="100%" height="900" loading="lazy"></iframe>`,
    ].join('\n'),
    style:
      style.length === 0 ? '' : `lotse-search {\n${style.map(([name, value]) => `  ${name}: ${value};`).join('\n')}\n}`,
    scriptPolicy: `script-src ${origin}; connect-src ${origin}`,
    framePolicy: `script-src ${origin}; frame-src ${origin}`,
  };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
