const maps = new WeakSet<HTMLElement>();

/** Loads what only some readers need: sliders once a range is opened, the map once it is asked for. */
export function startLazy(): void {
  for (const details of document.querySelectorAll<HTMLDetailsElement>('details.filter')) {
    if (details.querySelector('[data-range]') === null) continue;
    if (isOpen(details)) void openSliders(details);
    else details.addEventListener('toggle', () => void openSliders(details), { once: true });
  }
  const map = document.querySelector<HTMLElement>('[data-map]');
  if (map === null || maps.has(map)) return;
  maps.add(map);
  void import('./map.js').then(({ startMap }) => startMap(map));
}

/** Sheets and closed groups wait until somebody looks into them. */
function isOpen(details: HTMLDetailsElement): boolean {
  return details.open && details.offsetParent !== null;
}

async function openSliders(details: HTMLDetailsElement): Promise<void> {
  const { startSlider } = await import('./slider.js');
  for (const range of details.querySelectorAll<HTMLElement>('[data-range]')) startSlider(range);
}

document.addEventListener(
  'toggle',
  ({ target }) => {
    if (target instanceof HTMLElement && target.matches('[popover], .more-filters')) startLazy();
  },
  { capture: true },
);
