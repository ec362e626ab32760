import { announce } from './announcer.js';

const key = 'lotse-picks';

/** Offers that are ticked to be compared, also those of other pages of the results; for this tab. */
function picks(): readonly string[] {
  try {
    return (sessionStorage.getItem(key) ?? '').split(' ').filter((id) => id !== '');
  } catch {
    return [];
  }
}

function keep(ids: readonly string[]): void {
  try {
    sessionStorage.setItem(key, ids.join(' '));
  } catch {
    // Then only the ticks of this page count.
  }
}

/** An offer is compared with those that are ticked: `a[data-compare-link]` leads there. */
function showCompareLink(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-compare-link]')) {
    const url = new URL(link.href);
    const own = link.dataset.compareLink ?? '';
    url.searchParams.set('ids', [own, ...picks().filter((id) => id !== own)].join(','));
    link.href = url.href;
  }
}

/** Shows what is ticked, and has the form send the ids of other pages too. */
export function showPicks(): void {
  showCompareLink();
  const bar = document.querySelector<HTMLFormElement>('form[data-picks]');
  if (bar === null) return;
  const ids = picks();
  const boxes = [...document.querySelectorAll<HTMLInputElement>('input[data-pick]')];
  for (const box of boxes) box.checked = ids.includes(box.value);
  for (const field of bar.querySelectorAll('input[data-elsewhere]')) field.remove();
  for (const id of ids.filter((each) => !boxes.some(({ value }) => value === each))) {
    const field = document.createElement('input');
    Object.assign(field, { type: 'hidden', name: 'ids', value: id });
    field.dataset.elsewhere = '';
    bar.append(field);
  }
  bar.classList.toggle('picks-some', ids.length > 0);
  const count = bar.querySelector<HTMLElement>('[data-picks-count]');
  if (count === null) return;
  count.dataset.none ??= count.textContent ?? '';
  count.textContent =
    ids.length === 0 ? count.dataset.none : (count.dataset.text ?? '').replace('{n}', String(ids.length));
}

document.addEventListener('change', ({ target }) => {
  if (!(target instanceof HTMLInputElement) || !target.matches('input[data-pick]')) return;
  const others = picks().filter((id) => id !== target.value);
  keep(target.checked ? [...others, target.value] : others);
  showPicks();
  announce(document.querySelector('[data-picks-count]')?.textContent ?? '');
});
document.addEventListener('click', ({ target }) => {
  if (!(target instanceof Element)) return;
  const link = target.closest<HTMLElement>('a[data-compare-link], a[data-compare-remove]');
  const { compareLink, compareRemove } = link?.dataset ?? {};
  // What is compared stays ticked, so that more can be added from the search.
  if (compareLink !== undefined) keep([compareLink, ...picks().filter((id) => id !== compareLink)]);
  if (compareRemove !== undefined) keep(picks().filter((id) => id !== compareRemove));
  if (target.closest('[data-picks-clear]') === null) return;
  keep([]);
  showPicks();
});
