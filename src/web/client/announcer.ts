let last = '';

/** Milliseconds that a region needs to be known to screen readers before what changes in it is said. */
const pause = 100;

/** Has screen readers say a text; the same text twice in a row is said once. */
export function announce(text: string): void {
  if (text === last) return;
  last = text;
  window.setTimeout(() => {
    const announcer = document.getElementById('announcer');
    if (announcer !== null && last === text) announcer.textContent = text;
  }, pause);
}

/** Says what the page wants to be said once it has changed, the text of `[data-announce]`; else which page it is. */
export function announcePage(): void {
  announce(document.querySelector<HTMLElement>('[data-announce]')?.dataset.announce ?? document.title);
}
