import { navigator as turbo, visit } from '@hotwired/turbo';
import { stayInPlace } from './morphing.js';

/** Milliseconds without a further change after which a form is sent. */
const pause = 250;
const waiting = new Map<HTMLFormElement, number>();

/** Address of a GET form's answer; empty fields are left out. */
function addressOf(form: HTMLFormElement): string {
  const url = new URL(form.action);
  url.search = '';
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string' && value.trim() !== '') url.searchParams.append(name, value.trim());
  }
  return url.href;
}

/** Opens the answer to a GET form in place. */
export function submitInPlace(form: HTMLFormElement): void {
  window.clearTimeout(waiting.get(form));
  const address = addressOf(form);
  if (address === location.href) return;
  stayInPlace();
  visit(address, { action: 'advance' });
}

document.addEventListener(
  'submit',
  (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset.inPlace === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    submitInPlace(form);
  },
  { capture: true },
);

document.addEventListener('change', ({ target }) => {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
  const { form } = target;
  if (form === null) return;
  if (form.dataset.submitOnChange !== undefined) form.requestSubmit();
  else if (form.dataset.inPlace !== undefined && target.dataset.waits === undefined) {
    window.clearTimeout(waiting.get(form));
    // An answer that is under way knows nothing of this choice, and would undo it.
    turbo.stop();
    waiting.set(
      form,
      window.setTimeout(() => submitInPlace(form), pause),
    );
  }
});
document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[data-in-place]') : null;
  if (link !== null) stayInPlace();
});
