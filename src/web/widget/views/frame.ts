import { html, nothing, type TemplateResult } from 'lit';
import { fill, type Speech } from '../../embedding/messages/languages.js';
import { type SortName, sortNames } from '../../embedding/sorts.js';
import type { Search } from '../search.js';
import type { WidgetState } from '../state.js';
import { chevronIcon, closeIcon, filterIcon } from './icons.js';

/** How many were found, as it is shown and announced; after the first page also how many are shown. */
export function statusText({ search, speech, words, options }: WidgetState): string {
  const { t, plural } = speech;
  const { phase, total, offers } = search;
  if (phase === 'idle' || phase === 'failed') return '';
  if (phase === 'loading' && offers.length === 0) return t.loading;
  const found = plural(t.results, total);
  const text = words === '' ? found : fill(t.resultsFor, { results: found, words });
  return offers.length > options.pageSize ? `${text} – ${shownText(search, speech)}` : text;
}

/** How many of how many are shown. */
export function shownText({ offers, total }: Search, { t, number }: Speech): string {
  return fill(t.shown, { n: number(offers.length), total: number(total) });
}

/** The button that opens the filters where there is no room for them, and the order. */
export function tools(
  view: WidgetState,
  { hasFilters, hasSort }: { hasFilters: boolean; hasSort: boolean },
): TemplateResult {
  const { t, number } = view.speech;
  const count = view.chips.length;
  const order = ({ currentTarget }: Event) => view.order((currentTarget as HTMLSelectElement).value as SortName);
  return html`<div class="tools">
    ${
      hasFilters
        ? html`<button type="button" part="button" class="secondary opener" aria-expanded=${view.hasFiltersOpen}
            aria-controls="filters" @click=${() => view.toggleFilters()}>
            ${filterIcon}<span>${t.filters}${count === 0 ? nothing : ` (${number(count)})`}</span>
          </button>`
        : nothing
    }
    ${
      hasSort
        ? html`<label class="sort"><span>${t.sortBy}</span>
            <span class="select"><select part="select" @change=${order}>
              ${sortNames.map((name) => html`<option value=${name} ?selected=${name === view.sort}>${t.sorts[name]}</option>`)}
            </select>${chevronIcon}</span></label>`
        : nothing
    }
  </div>`;
}

/** What is on, each with a way to take it off. */
export function chips(view: WidgetState): TemplateResult | typeof nothing {
  const { t } = view.speech;
  const all = view.chips;
  if (all.length === 0) return nothing;
  return html`<ul class="chips">
    ${all.map(
      ({ label }, index) => html`<li>
        <button type="button" part="chip" class="chip" aria-label=${fill(t.remove, { label })} @click=${() => view.drop(index)}>
          <span>${label}</span>${closeIcon}
        </button>
      </li>`,
    )}
    <li><button type="button" class="plain" @click=${() => view.clear()}>${t.clearAll}</button></li>
  </ul>`;
}

/** Whose data are shown, and on which terms. */
export function footer({ search, speech: { t }, options: { gateway } }: WidgetState): TemplateResult {
  const sources = [...new Map(search.offers.map(({ source }) => [source.id, source])).values()];
  return html`<footer part="footer" class="footer">
    ${
      sources.length === 0
        ? nothing
        : html`<p>${t.sources}: ${sources.map(({ name, homepage, attribution, licence }, index) => {
            const more = [attribution === name ? undefined : attribution, licence && `${t.licence}: ${licence}`];
            const text = more.filter(Boolean).join('; ');
            return html`${index === 0 ? '' : ' · '}${
              homepage ? html`<a href=${homepage} target="_blank" rel="noopener">${name}</a>` : name
            }${text === '' ? nothing : ` (${text})`}`;
          })}</p>`
    }
    <p><a href="${gateway}/" target="_blank" rel="noopener">Lotse</a></p>
  </footer>`;
}
