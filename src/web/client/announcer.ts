let last = '';

/** Has screen readers say a text; the same text twice in a row is said once. */
export function announce(text: string): void {
  const announcer = document.getElementById('announcer');
  if (announcer === null || text === last) return;
  last = text;
  announcer.textContent = text;
}

/** Says what the page wants to be said once it has changed: the text of `[data-announce]`. */
export function announcePage(): void {
  const text = document.querySelector<HTMLElement>('[data-announce]')?.dataset.announce;
  if (text !== undefined) announce(text);
}
