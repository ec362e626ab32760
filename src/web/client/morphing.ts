import { config, morphElements, navigator as turbo } from '@hotwired/turbo';

/** Turbo would show its progress bar by an inline style, which our content security policy forbids. */
config.drive.progressBarDelay = Number.POSITIVE_INFINITY;

interface BeforeRender extends CustomEvent {
  readonly detail: { readonly newBody: HTMLElement; render: (current: HTMLElement, next: HTMLElement) => void };
}

let shownPath = location.pathname;
let isFormVisit = false;

/** The next visit shows another state of the same page: focus and place on the page stay. */
export function stayInPlace(): void {
  isFormVisit = true;
}

/** A text that is being typed is newer than what the server answers. */
function isBeingTyped(node: Node): boolean {
  return (
    node === document.activeElement &&
    node instanceof HTMLInputElement &&
    ['search', 'text', 'number'].includes(node.type)
  );
}

document.addEventListener('turbo:before-render', (event) => {
  const { detail } = event as BeforeRender;
  const isSamePage = location.pathname === shownPath;
  shownPath = location.pathname;
  if (!isSamePage || !isFormVisit) return;
  const open = new Set([...document.querySelectorAll<HTMLDetailsElement>('details[id][open]')].map(({ id }) => id));
  detail.render = (current, next) => {
    for (const details of next.querySelectorAll<HTMLDetailsElement>('details[id]'))
      if (open.has(details.id)) details.open = true;
    morphElements(current, next, {
      callbacks: { beforeNodeMorphed: (node) => !isBeingTyped(node) },
    });
  };
  const visit = turbo.currentVisit;
  if (visit !== undefined) visit.scrolled = true;
});
document.addEventListener('turbo:render', () => {
  isFormVisit = false;
});
document.addEventListener('turbo:before-fetch-request', () =>
  document.documentElement.setAttribute('data-loading', ''),
);
document.addEventListener('turbo:load', () => document.documentElement.removeAttribute('data-loading'));
document.addEventListener('turbo:fetch-request-error', () => document.documentElement.removeAttribute('data-loading'));
// What is kept for "back" is the page as it came: a filter that was chosen just before leaving belongs to the next one.
document.addEventListener('turbo:before-cache', () => {
  for (const form of document.forms) form.reset();
});
