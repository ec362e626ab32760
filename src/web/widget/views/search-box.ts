import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { WidgetState } from '../state.js';
import { searchIcon } from './icons.js';

/** Longest text that the gateway takes. */
const longestWords = 512;

/** The field for words and its button. */
export function searchBox(view: WidgetState): TemplateResult {
  const { t } = view.speech;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const field = (event.currentTarget as HTMLFormElement).elements.namedItem('words');
    view.submit(field instanceof HTMLInputElement ? field.value.trim() : '');
  };
  return html`<form role="search" part="form" class="box" @submit=${submit}>
    <label for="words">${t.words}</label>
    <div class="line">
      <input id="words" name="words" part="input" type="search" maxlength=${longestWords} autocomplete="off"
        enterkeyhint="search" spellcheck="true" .value=${live(view.words)} />
      <button part="button" class="primary">${searchIcon}<span>${t.search}</span></button>
    </div>
  </form>`;
}
