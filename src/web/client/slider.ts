import nouislider, { type API } from 'nouislider';
import 'nouislider/dist/nouislider.css';

/** Where a handle may stand: what the field of its end then holds, and that in words. */
type Stop = readonly [value: string, text: string];
/** A stop for each bar: where it begins, and where it ends. */
interface Steps {
  readonly from: readonly Stop[];
  readonly to: readonly Stop[];
}

/**
 * A slider with two handles over the fields of a range. It moves along the bars of the histogram, so that small numbers
 * have as much room as large ones; the outermost steps stand for "no limit". The fields hold what is sent.
 */
export function startSlider(range: HTMLElement): void {
  const place = range.querySelector<HTMLElement>('[data-slider]');
  const [from, to] = ['min', 'max'].map((end) => range.querySelector<HTMLInputElement>(`[data-range-end=${end}]`));
  const steps = readSteps(range.dataset.range);
  if (place === null || place.hidden || !from || !to || steps.from.length < 2) return;
  if (place.classList.contains('noUi-target')) {
    show(place, from, to, steps);
    return;
  }
  const name = range.dataset.rangeLabel ?? '';
  const slider = nouislider.create(place, {
    start: [lowOf(from, steps), highOf(to, steps)],
    range: { min: 0, max: steps.from.length },
    ...{ step: 1, connect: true, margin: 1, keyboardSupport: true },
    direction: document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr',
    handleAttributes: [{ 'aria-label': `${name} ${labelOf(from)}` }, { 'aria-label': `${name} ${labelOf(to)}` }],
  });
  slider.on('update', () => {
    const stops = stopsOf(slider, steps);
    for (const [at, handle] of place.querySelectorAll('.noUi-handle').entries())
      handle.setAttribute('aria-valuetext', stops[at]?.[1] ?? '');
  });
  slider.on('slide', () => fill(slider, from, to, steps));
  slider.on('change', () => {
    fill(slider, from, to, steps);
    to.dispatchEvent(new Event('change', { bubbles: true }));
  });
}

function labelOf(input: HTMLInputElement): string {
  return input.labels?.[0]?.textContent?.trim() ?? '';
}

function readSteps(text: string | undefined): Steps {
  return JSON.parse(text ?? '{"from":[],"to":[]}') as Steps;
}

/** Whether the value of one field comes before another: numbers by size, days as they are written. */
function isBefore(a: string, b: string, { type }: HTMLInputElement): boolean {
  return type === 'number' ? Number(a) < Number(b) : a < b;
}

/** The bar that the lower end of the range lies in. */
function lowOf(field: HTMLInputElement, { from }: Steps): number {
  const { value } = field;
  if (value === '') return 0;
  return Math.max(
    0,
    from.findLastIndex(([start]) => start === '' || !isBefore(value, start, field)),
  );
}

/** One after the bar that the upper end of the range lies in. */
function highOf(field: HTMLInputElement, { to }: Steps): number {
  const { value } = field;
  const index = value === '' ? -1 : to.findIndex(([end]) => end === '' || !isBefore(end, value, field));
  return index === -1 ? to.length : index + 1;
}

function stopsOf(slider: API, { from, to }: Steps): readonly [Stop, Stop] {
  const [low = 0, high = to.length] = [slider.get(true)].flat().map((each) => Math.round(Number(each)));
  return [from[low] ?? ['', ''], to[high - 1] ?? ['', '']];
}

function fill(slider: API, from: HTMLInputElement, to: HTMLInputElement, steps: Steps): void {
  const [[low], [high]] = stopsOf(slider, steps);
  from.value = low;
  to.value = high;
}

/** Moves the handles to what the fields say now. */
function show(place: HTMLElement, from: HTMLInputElement, to: HTMLInputElement, steps: Steps): void {
  const { noUiSlider } = place as HTMLElement & { readonly noUiSlider?: API };
  noUiSlider?.set([lowOf(from, steps), highOf(to, steps)], false);
}
