import { store, stored } from './store.js';

/** Shows the chosen theme in its list, and takes a choice over at once. */
export function startThemeChoice(): void {
  for (const list of document.querySelectorAll<HTMLSelectElement>('[data-theme-choice]'))
    list.value = stored('lotse-theme') ?? '';
}

document.addEventListener('change', ({ target }) => {
  if (!(target instanceof HTMLSelectElement) || !target.matches('[data-theme-choice]')) return;
  store('lotse-theme', target.value);
  if (target.value === '') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = target.value;
});
