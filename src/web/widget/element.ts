import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { type AttributeName, attributes, type Options, readOptions } from '../embedding/options.js';
import { WidgetState } from './state.js';
import { styles } from './styles.js';
import { filterPanel } from './views/filter-panel.js';
import { chips, footer, statusText, tools } from './views/frame.js';
import { results } from './views/results.js';
import { searchBox } from './views/search-box.js';

/** What a page hears of a widget; all bubble out of shadow roots. */
export interface LotseEvents {
  /** After each answer. */
  'lotse-results': CustomEvent<{ readonly total: number; readonly shown: number; readonly words: string }>;
  /** An offer is about to be opened. Cancelable: then the page opens it. */
  'lotse-open': CustomEvent<{ readonly id: string; readonly title: string; readonly url: string }>;
  /** Something went wrong: `kind` is offline, away or broken; the rest is for developers. */
  'lotse-error': CustomEvent<{ readonly kind: string; readonly code: string; readonly message: string }>;
}

type Camel<Name extends string> = Name extends `${infer Head}-${infer Tail}` ? `${Head}${Capitalize<Tail>}` : Name;

/** `page-size` is `pageSize`. */
function propertyOf<Name extends AttributeName>(name: Name): Camel<Name> {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()) as Camel<Name>;
}

/** Frameworks set properties: lists, and filters as objects of the API, stand for their text. */
function textOf(value: unknown): string | null {
  if (value === null || value === undefined || value === false) return null;
  return typeof value === 'object' && !Array.isArray(value) ? JSON.stringify(value) : String(value);
}

/** Language of what stands around an element, also where that is outside of its shadow root. */
function languageAround(element: Element): string | undefined {
  const tag = element.closest('[lang]')?.getAttribute('lang');
  if (tag) return tag;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? languageAround(root.host) : undefined;
}

let scriptGateway = '';

/** Tells where the script came from: the gateway of widgets that name none. */
export function setGateway(origin: string): void {
  scriptGateway = origin;
}

/**
 * `<lotse-search>`: a search for the offers of a Lotse gateway, for any page. Attributes, events, parts and custom
 * properties: README. Each attribute is a property too (`page-size` as `pageSize`).
 */
export class LotseSearch extends LitElement {
  static override styles = styles;
  static override properties = Object.fromEntries(
    attributes.map((name) => [
      propertyOf(name),
      {
        attribute: name,
        ...(name === 'theme' ? { reflect: true } : {}),
        ...(name === 'wait' ? { type: Boolean } : {}),
      },
    ]),
  );

  /** Address of the gateway. @default where the script came from */
  declare gateway: string | null | undefined;
  /** Id of a preset of the gateway, which locks what it says there. */
  declare preset: string | null | undefined;
  /** BCP 47 tag. @default that of the page around */
  declare language: string | null | undefined;
  /** Words to search for at first. */
  declare query: string | null | undefined;
  /** Filters to show: `level, mode, region:SE`. */
  declare filters: string | null | undefined;
  /** What is on at first and readers may take off: `level: 5..6; free: yes`. */
  declare filter: string | null | undefined;
  /** What always holds, in the same words. */
  declare locked: string | null | undefined;
  /** relevance, start, title, ects or price. */
  declare sort: string | null | undefined;
  /** 1 to 50. @default 10 */
  declare pageSize: string | number | null | undefined;
  /** Where offers open: new, same or event. @default new */
  declare target: string | null | undefined;
  /** Names the search for screen readers. */
  declare label: string | null | undefined;
  /** Level of the headings of offers, 2 to 6. @default 3 */
  declare headingLevel: string | number | null | undefined;
  /** ISO 4217 code of the price filter. @default EUR */
  declare currency: string | null | undefined;
  /** Parts to leave out: `search sort filters`. */
  declare hide: string | null | undefined;
  /** Whether nothing is asked before a reader does. */
  declare wait: boolean | null | undefined;
  /** light or dark. @default the color-scheme of the page */
  declare theme: string | null | undefined;

  #state: WidgetState | undefined;
  #isStale = true;
  #focus: readonly string[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
    window.addEventListener('online', this.#online);
  }

  override disconnectedCallback(): void {
    window.removeEventListener('online', this.#online);
    this.#state?.search.stop();
    this.#state = undefined;
    this.#isStale = true;
    super.disconnectedCallback();
  }

  /** What the widget was told. */
  get options(): Options {
    const get = (name: AttributeName) => textOf(this[propertyOf(name)]);
    return readOptions(get, { gateway: scriptGateway, language: languageAround(this) ?? (navigator.language || 'en') });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if ([...changed.keys()].some((name) => name !== 'theme')) this.#isStale = true;
    if (!this.#isStale || !this.isConnected) return;
    this.#isStale = false;
    this.#state?.search.stop();
    const state = new WidgetState(this.options, {
      changed: () => {
        if (this.#state === state) this.requestUpdate();
      },
      tell: (name, detail) =>
        this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable: true })),
      focus: (...selectors) => {
        this.#focus = selectors;
        this.requestUpdate();
      },
    });
    this.#state = state;
    queueMicrotask(() => state.begin());
  }

  protected override updated(): void {
    const wanted = this.#focus;
    this.#focus = [];
    for (const selector of wanted) {
      const found = this.renderRoot.querySelector<HTMLElement>(selector);
      if (found === null || found.getClientRects().length === 0) continue;
      found.focus();
      return;
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const state = this.#state;
    if (state === undefined) return nothing;
    const { options, search, shown, speech } = state;
    const hasFilters = shown.length > 0 && !options.hidden.has('filters');
    const hasSort = !options.hidden.has('sort');
    return html`<section class="widget" part="widget" lang=${speech.language} aria-label=${options.label ?? speech.t.words}>
      ${options.hidden.has('search') ? nothing : searchBox(state)}
      <div class="columns ${hasFilters ? 'two' : ''}">
        <div class="bar">
          <p role="status" part="status" class="status">${statusText(state)}</p>
          ${tools(state, { hasFilters, hasSort })}
        </div>
        ${
          hasFilters
            ? html`<div id="filters" part="filters" class="filters ${state.hasFiltersOpen ? 'open' : ''}">${filterPanel(state)}</div>`
            : nothing
        }
        <div class="main ${search.phase === 'loading' ? 'busy' : ''}" aria-busy=${search.phase === 'loading'}>
          ${chips(state)} ${results(state)}
        </div>
      </div>
      ${footer(state)}
    </section>`;
  }

  #online = () => {
    if (this.#state?.search.problem?.kind === 'offline') void this.#state.retry();
  };
}
