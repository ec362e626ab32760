import { morphElements, navigator as turbo } from '@hotwired/turbo';

interface BeforeRender extends CustomEvent {
  readonly detail: { readonly newBody: HTMLElement; render: (current: HTMLElement, next: HTMLElement) => void };
}

let shownPath = location.pathname;
let isFormVisit = false;

/** The next visit shows another state of the same page: focus and place on the page stay. */
export function stayInPlace(): void {
  isFormVisit = true;
}

/**
 * Whether a node stays as it is: a text that is being typed, which is newer than what the server answers; what scripts
 * have added. A map starts anew.
 */
function isKept(node: Node, next: Node | undefined): boolean {
  if (!(node instanceof HTMLElement)) return false;
  if (node === document.activeElement && node.matches('input:is([type=search], [type=text], [type=number])'))
    return true;
  if (node.matches('[data-map]') && next !== undefined) {
    node.replaceWith(next.cloneNode(true));
    return true;
  }
  return node.matches('.suggestions, .noUi-target, #announcer');
}

/** Groups of filters stay as open as the reader left them. */
function keepOpen(next: HTMLElement): void {
  for (const details of next.querySelectorAll<HTMLDetailsElement>('details[id]')) {
    const shown = document.getElementById(details.id);
    if (shown instanceof HTMLDetailsElement) details.open = shown.open || details.open;
  }
}

/** Screen readers listen to the region that they know. */
function keepAnnouncer(body: HTMLElement): void {
  const known = document.getElementById('announcer');
  if (known !== null) body.querySelector('#announcer')?.replaceWith(known);
}

document.addEventListener('turbo:before-render', (event) => {
  const { detail } = event as BeforeRender;
  const isSamePage = location.pathname === shownPath;
  shownPath = location.pathname;
  if (!isSamePage || !isFormVisit) {
    keepAnnouncer(detail.newBody);
    return;
  }
  detail.render = (current, next) => {
    keepOpen(next);
    morphElements(current, next, { callbacks: { beforeNodeMorphed: (node, newNode) => !isKept(node, newNode) } });
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
