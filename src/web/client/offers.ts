import { announce } from './announcer.js';
import { keepShortlist, shortlist } from './shortlist.js';

const listed = (page: Element | null) =>
  page instanceof HTMLElement ? (page.dataset.shortlistPage ?? '').split(' ') : [];

/** What scripts add to the pages of offers: a list of one's own opens by itself, a shared one can be taken over. */
export function showOffers(): void {
  const own = shortlist();
  if (document.querySelector('[data-shortlist-empty]') !== null && own.length > 0) {
    const url = new URL(location.href);
    url.searchParams.set('ids', own.join(','));
    location.replace(url.href);
    return;
  }
  const page = document.querySelector('[data-shortlist-page]');
  const take = document.querySelector<HTMLElement>('button[data-shortlist-take]');
  if (page !== null && take !== null) take.hidden = listed(page).every((id) => own.includes(id));
}

document.addEventListener('click', ({ target }) => {
  const found = target instanceof Element ? target.closest<HTMLElement>('a, button') : null;
  if (found === null) return;
  const { copyLink, copied, shortlistTake, shortlistRemove, print } = found.dataset;
  if (print !== undefined) window.print();
  if (shortlistRemove !== undefined) keepShortlist(shortlist().filter((id) => id !== shortlistRemove));
  if (shortlistTake !== undefined) {
    keepShortlist([...shortlist(), ...listed(document.querySelector('[data-shortlist-page]'))]);
    found.hidden = true;
  }
  if (copyLink !== undefined) void copy(new URL(copyLink, location.href).href, found, copied ?? '');
});

async function copy(text: string, button: HTMLElement, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = done;
    announce(done);
  } catch {
    window.prompt(button.textContent ?? '', text);
  }
}
