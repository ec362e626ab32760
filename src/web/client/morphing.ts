import { morphElements, navigator as turbo } from '@hotwired/turbo';

interface BeforeRender extends CustomEvent {
  readonly detail: {
    readonly newBody: HTMLElement;
    render: (current: HTMLElement, next: HTMLElement) => void;
    readonly resume: (value?: unknown) => void;
  };
}

let shownPath = location.pathname;
let isFormVisit = false;
/** What stands in the field that the reader types in, while the page is copied. */
let typed: { readonly field: HTMLInputElement; readonly value: string } | undefined;

/** The next visit shows another state of the same page: focus and place on the page stay. */
export function stayInPlace(): void {
  isFormVisit = true;
}

function isText(node: HTMLElement): boolean {
  return node.matches('input:is([type=search], [type=text], [type=number], [type=date])');
}

/**
 * Whether a node stays as it is: a text that is being typed, which is newer than what the server answers; what scripts
 * have added. A map starts anew.
 */
function isKept(node: Node, next: Node | undefined): boolean {
  if (!(node instanceof HTMLElement)) return false;
  if (node === document.activeElement && isText(node)) return true;
  if (node.matches('[data-map]') && next !== undefined) {
    node.replaceWith(next.cloneNode(true));
    return true;
  }
  return node.matches('#announcer, .suggestions, .noUi-target');
}

/** Groups of filters stay as open as the reader left them. */
function keepOpen(next: HTMLElement): void {
  for (const details of next.querySelectorAll<HTMLDetailsElement>('details[id]')) {
    const shown = document.getElementById(details.id);
    if (shown instanceof HTMLDetailsElement) details.open = shown.open || details.open;
  }
}

/**
 * Screen readers listen to the region that they know: it moves on to the next page. The page that is left keeps an empty
 * one, as it is what "back" shows.
 */
function keepAnnouncer(body: HTMLElement): void {
  const known = document.getElementById('announcer');
  if (known === null) return;
  known.before(known.cloneNode());
  body.querySelector('#announcer')?.replaceWith(known);
}

document.addEventListener('turbo:before-render', (event) => {
  const { detail } = event as BeforeRender;
  const isSamePage = location.pathname === shownPath;
  shownPath = location.pathname;
  if (!isSamePage || !isFormVisit) {
    keepAnnouncer(detail.newBody);
    return;
  }
  // Turbo copies the page for "back" a moment later, and would copy the changed one.
  event.preventDefault();
  setTimeout(detail.resume, 0);
  detail.render = (current, next) => {
    keepOpen(next);
    if (typed !== undefined) typed.field.value = typed.value;
    morphElements(current, next, { callbacks: { beforeNodeMorphed: (node, newNode) => !isKept(node, newNode) } });
  };
  const visit = turbo.currentVisit;
  if (visit !== undefined) visit.scrolled = true;
});
document.addEventListener('turbo:render', () => {
  // What was pressed may be gone, such as a filter that was taken off: then the reader goes on at the results.
  if (isFormVisit && document.activeElement === document.body)
    document.querySelector<HTMLElement>('[data-announce]')?.focus({ preventScroll: true });
  isFormVisit = false;
});
document.addEventListener('turbo:before-fetch-request', () =>
  document.documentElement.setAttribute('data-loading', ''),
);
document.addEventListener('turbo:load', () => document.documentElement.removeAttribute('data-loading'));
document.addEventListener('turbo:fetch-request-error', () => document.documentElement.removeAttribute('data-loading'));
// What is kept for "back" is the page as it came: a filter that was chosen just before leaving belongs to the next one.
document.addEventListener('turbo:before-cache', () => {
  const field = document.activeElement;
  typed = field instanceof HTMLInputElement && isText(field) ? { field, value: field.value } : undefined;
  for (const form of document.forms) form.reset();
});
