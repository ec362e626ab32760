import nouislider, { type API } from 'nouislider';
import 'nouislider/dist/nouislider.css';

/**
 * A slider with two handles over the number fields of a range. It moves along the bars of the histogram, so that small
 * numbers have as much room as large ones; the last step stands for "no limit". The fields hold what is sent.
 */
export function startSlider(range: HTMLElement): void {
  const place = range.querySelector<HTMLElement>('[data-slider]');
  const [from, to] = ['min', 'max'].map((end) => range.querySelector<HTMLInputElement>(`[data-range-end=${end}]`));
  const starts = readNumbers(range.dataset.range);
  if (place === null || place.hidden || !from || !to || starts.length < 2) return;
  if (place.classList.contains('noUi-target')) {
    show(place, from, to, starts);
    return;
  }
  const name = range.dataset.rangeLabel ?? '';
  const last = starts.length;
  const text = (index: number) => (index >= last ? '∞' : String(starts[Math.round(index)] ?? 0));
  const slider = nouislider.create(place, {
    start: [indexOf(from.value, starts, 0), indexOf(to.value, starts, last)],
    range: { min: 0, max: last },
    ...{ step: 1, connect: true, margin: 1, keyboardSupport: true },
    direction: document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr',
    ariaFormat: { to: text, from: Number },
    handleAttributes: [{ 'aria-label': `${name} ${labelOf(from)}` }, { 'aria-label': `${name} ${labelOf(to)}` }],
  });
  slider.on('slide', () => fill(slider, from, to, starts));
  slider.on('change', () => {
    fill(slider, from, to, starts);
    to.dispatchEvent(new Event('change', { bubbles: true }));
  });
}

function labelOf(input: HTMLInputElement): string {
  return input.labels?.[0]?.textContent?.trim() ?? '';
}

function readNumbers(text: string | undefined): readonly number[] {
  const numbers: unknown = JSON.parse(text ?? '[]');
  return Array.isArray(numbers) ? numbers.map(Number) : [];
}

/** The step at which a number stands; `otherwise` for none. */
function indexOf(value: string, starts: readonly number[], otherwise: number): number {
  if (value.trim() === '') return otherwise;
  const index = starts.findIndex((start) => start >= Number(value));
  return index === -1 ? starts.length : index;
}

function fill(slider: API, from: HTMLInputElement, to: HTMLInputElement, starts: readonly number[]): void {
  const [low = 0, high = starts.length] = [slider.get(true)].flat().map((each) => Math.round(Number(each)));
  from.value = low <= 0 ? '' : String(starts[low] ?? '');
  to.value = high >= starts.length ? '' : String(starts[high] ?? '');
}

/** Moves the handles to what the fields say now. */
function show(place: HTMLElement, from: HTMLInputElement, to: HTMLInputElement, starts: readonly number[]): void {
  const { noUiSlider } = place as HTMLElement & { readonly noUiSlider?: API };
  noUiSlider?.set([indexOf(from.value, starts, 0), indexOf(to.value, starts, starts.length)], false);
}
