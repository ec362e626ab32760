/** Milliseconds without typing before what is found is shown. */
const pause = 120;

/** Has the schema reference show only the types and members that hold all words that were typed. */
function start(): void {
  const field = document.querySelector<HTMLInputElement>('#schema-filter');
  if (field === null || field.dataset.started === '1') return;
  field.dataset.started = '1';
  const index = document.querySelector<HTMLDetailsElement>('[data-types]');
  if (index !== null && matchMedia('(min-width: 60rem)').matches) index.open = true;
  let timer: number | undefined;
  field.addEventListener('input', () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => filter(field.value), pause);
  });
  // A link to a type that is hidden shows everything again.
  window.addEventListener('hashchange', () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target === null || !target.hidden) return;
    field.value = '';
    filter('');
    target.scrollIntoView();
  });
  if (field.value !== '') filter(field.value);
}

function filter(text: string): void {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const has = (element: Element | null) => {
    const content = element?.textContent?.toLowerCase() ?? '';
    return words.every((word) => content.includes(word));
  };
  const found = new Set<string>();
  let members = 0;
  for (const section of document.querySelectorAll<HTMLElement>('[data-section]')) {
    const isWhole = words.length === 0 || has(section.querySelector('h2'));
    let shown = 0;
    for (const member of section.querySelectorAll<HTMLElement>('[data-member]')) {
      member.hidden = !isWhole && !has(member);
      if (!member.hidden) shown += 1;
    }
    section.hidden = !isWhole && shown === 0 && !has(section.querySelector('p'));
    if (section.hidden) continue;
    found.add(section.id);
    members += shown;
  }
  for (const item of document.querySelectorAll<HTMLElement>('[data-type]'))
    item.hidden = !found.has(item.dataset.type ?? '');
  const status = document.querySelector('#schema-found');
  if (status) status.textContent = words.length === 0 ? '' : `${found.size} types with ${members} fields and values`;
}

start();
document.addEventListener('turbo:load', start);
