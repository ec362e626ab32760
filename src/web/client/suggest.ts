import Combobox from '@github/combobox-nav';
import { announce } from './announcer.js';
import { submitInPlace } from './auto-submit.js';

interface Suggestion {
  readonly text: string;
  readonly language: string;
  readonly kind: string;
  readonly count?: string;
  readonly filter?: string;
  readonly value?: string;
  readonly at?: string;
}

/** Milliseconds without a key after which suggestions are asked for. */
const pause = 150;
const shortest = 2;

/** Suggestions below a field while somebody types (ARIA combobox pattern with a list). */
class Suggestions {
  readonly #list = document.createElement('ul');
  #combobox: Combobox | undefined;
  #timer = 0;
  #asked = new AbortController();

  constructor(readonly input: HTMLInputElement) {
    this.#list.id = `${input.id}-suggestions`;
    this.#list.className = 'suggestions';
    this.#list.setAttribute('role', 'listbox');
    this.#list.setAttribute('aria-label', input.form?.dataset.suggestLabel ?? '');
    this.#list.hidden = true;
    input.after(this.#list);
    this.#list.addEventListener('combobox-commit', ({ target }) => {
      if (target instanceof HTMLElement) this.#choose(target);
    });
    // A press on the list must not take the focus from the field, which would close the list before the click.
    this.#list.addEventListener('mousedown', (event) => event.preventDefault());
    input.addEventListener('input', (event) => {
      if (event instanceof InputEvent && event.isComposing) return;
      this.#forgetPlace();
      window.clearTimeout(this.#timer);
      this.#timer = window.setTimeout(() => void this.#ask(), pause);
    });
    input.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || this.#list.hidden) return;
      event.preventDefault();
      event.stopPropagation();
      this.#close();
    });
    input.addEventListener('blur', () => this.#close());
  }

  async #ask(): Promise<void> {
    const words = this.input.value.trim();
    this.#asked.abort();
    if (words.length < shortest) return this.#close();
    this.#asked = new AbortController();
    const params = new URLSearchParams({
      q: words,
      kinds: this.input.dataset.suggest ?? '',
      lang: document.documentElement.lang,
    });
    try {
      const response = await fetch(`/suggest?${params}`, { signal: this.#asked.signal });
      const found: unknown = response.ok ? await response.json() : [];
      if (document.activeElement === this.input) this.#show(Array.isArray(found) ? found : []);
    } catch {
      // Without suggestions one can still type.
    }
  }

  #show(suggestions: readonly Suggestion[]): void {
    this.#close();
    announce((this.input.form?.dataset.suggestCount ?? '').replace('{n}', String(suggestions.length)));
    if (suggestions.length === 0) return;
    this.#list.replaceChildren(...suggestions.map((suggestion, index) => this.#option(suggestion, index)));
    this.#list.hidden = false;
    this.#combobox = new Combobox(this.input, this.#list, { tabInsertsSuggestions: false });
    this.#combobox.start();
  }

  #option({ text, language, kind, count, filter, value, at }: Suggestion, index: number): HTMLElement {
    const option = document.createElement('li');
    option.id = `${this.#list.id}-${index}`;
    option.setAttribute('role', 'option');
    Object.assign(option.dataset, { text, filter: filter ?? '', value: value ?? '', at: at ?? '' });
    const name = document.createElement('span');
    name.className = 'suggestion-text';
    name.textContent = text;
    name.dir = 'auto';
    if (language !== 'und') name.lang = language;
    const about = document.createElement('span');
    about.className = 'suggestion-kind';
    about.textContent = count === undefined ? kind : `${kind} · ${count}`;
    option.append(name, ' ', about);
    return option;
  }

  #choose({ dataset }: HTMLElement): void {
    const { form } = this.input;
    const { text = '', filter = '', value = '', at = '' } = dataset;
    this.#close();
    if (form === null) return;
    if (filter !== '') {
      this.input.value = '';
      add(form, filter, value);
    } else if (at !== '' && this.input.dataset.suggestFills === undefined) {
      this.input.value = '';
      fill(form, 'place', text);
      fill(form, 'at', at);
    } else {
      this.input.value = text;
      if (at !== '') fill(form, 'at', at);
    }
    submitInPlace(form);
  }

  /** Other words are another place. */
  #forgetPlace(): void {
    const { form, dataset } = this.input;
    if (dataset.suggestFills !== undefined && form !== null) fill(form, 'at', '');
  }

  #close(): void {
    this.#combobox?.destroy();
    this.#combobox = undefined;
    this.#list.hidden = true;
  }
}

function fill(form: HTMLFormElement, name: string, value: string): void {
  const field = form.elements.namedItem(name);
  if (field instanceof HTMLInputElement) field.value = value;
}

/** Ticks the box of a value, or adds it where there is none to tick. */
function add(form: HTMLFormElement, name: string, value: string): void {
  const boxes = [...form.elements].filter((each) => each instanceof HTMLInputElement && each.name === name);
  const box = boxes.find((each) => each instanceof HTMLInputElement && each.value === value);
  if (box instanceof HTMLInputElement) {
    box.checked = true;
    return;
  }
  const field = document.createElement('input');
  Object.assign(field, { type: 'hidden', name, value });
  form.append(field);
}

const started = new WeakSet<HTMLInputElement>();

/** Gives every field that asks for suggestions its list. */
export function startSuggestions(): void {
  for (const input of document.querySelectorAll<HTMLInputElement>('input[data-suggest]')) {
    if (started.has(input)) continue;
    started.add(input);
    new Suggestions(input);
  }
}
