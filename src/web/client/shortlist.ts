import { store, stored } from './store.js';

const key = 'lotse-shortlist';
/** As many as the API gives at once. */
const most = 100;
const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Ids of the offers that the reader has put aside, in their order. */
export function shortlist(): readonly string[] {
  return (stored(key) ?? '').split(' ').filter((each) => id.test(each));
}

export function keepShortlist(ids: readonly string[]): void {
  store(key, [...new Set(ids)].slice(-most).join(' '));
  showShortlist();
}

/**
 * Shows the list wherever the page speaks of it: `[data-shortlist-link]` leads to it, `[data-shortlist-count]` says how
 * long it is, `button[data-shortlist=<id>]` is pressed when the offer is on it.
 */
export function showShortlist(): void {
  const ids = shortlist();
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-shortlist-link]')) {
    const url = new URL(link.href);
    if (ids.length === 0) url.searchParams.delete('ids');
    else url.searchParams.set('ids', ids.join(','));
    link.href = url.href;
  }
  for (const count of document.querySelectorAll<HTMLElement>('[data-shortlist-count]')) {
    count.textContent = String(ids.length);
    count.hidden = ids.length === 0;
  }
  for (const button of document.querySelectorAll<HTMLElement>('button[data-shortlist]')) {
    button.setAttribute('aria-pressed', String(ids.includes(button.dataset.shortlist ?? '')));
  }
}

document.addEventListener('click', ({ target }) => {
  const button = target instanceof Element ? target.closest<HTMLElement>('button[data-shortlist]') : null;
  const chosen = button?.dataset.shortlist;
  if (chosen === undefined) return;
  const ids = shortlist();
  keepShortlist(ids.includes(chosen) ? ids.filter((each) => each !== chosen) : [...ids, chosen]);
});
window.addEventListener('storage', (event) => {
  if (event.key === key) showShortlist();
});
