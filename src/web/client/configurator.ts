import { contrastProblemsOf } from '../embedding/contrast.js';
import { readConfiguration, type SnippetScript, type Snippets, snippetsOf } from '../embedding/snippet.js';
import type { LotseEvents } from '../widget/element.js';
import './styles/configurator.css';

/** Has the preview, the snippets and the address follow the form of the configurator. */
function start(): void {
  const root = document.querySelector<HTMLElement>('[data-configurator]');
  const form = root?.querySelector('form');
  if (!root || !form || root.dataset.started === '1') return;
  root.dataset.started = '1';
  loadWidget();
  const scripts = JSON.parse(root.dataset.scripts ?? '{}') as { widget: SnippetScript; frame: SnippetScript };
  const show = (): URLSearchParams => {
    const fields = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]));
    const configuration = readConfiguration(fields);
    showPreview(root, configuration);
    showSnippets(root, snippetsOf(configuration, location.origin, scripts, root.dataset.fallback ?? ''));
    const problems = contrastProblemsOf(configuration);
    for (const text of root.querySelectorAll<HTMLElement>('[data-problem]'))
      text.hidden = !problems.some((problem) => problem === text.dataset.problem);
    return fields;
  };
  const update = () => {
    history.replaceState(history.state, '', `${location.pathname}?${show()}`);
  };
  show();
  form.addEventListener('change', update);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    update();
  });
  for (const button of root.querySelectorAll<HTMLButtonElement>('[data-copy]'))
    button.addEventListener('click', () => void copy(button));
}

/** The very script that other pages load. */
function loadWidget(): void {
  if (customElements.get('lotse-search') !== undefined) return;
  const script = document.createElement('script');
  script.src = '/widget.js';
  document.head.append(script);
}

/** A new element for each set-up: what an old one was told is gone with it. What is wrong with it is told. */
function showPreview(root: HTMLElement, { attributes, style }: ReturnType<typeof readConfiguration>): void {
  const stage = root.querySelector('[data-preview]');
  const fault = root.querySelector<HTMLElement>('[data-fault]');
  if (fault) fault.hidden = true;
  const element = document.createElement('lotse-search');
  for (const [name, value] of attributes) element.setAttribute(name, value);
  for (const [name, value] of style) element.style.setProperty(name, value);
  element.addEventListener('lotse-error', (event) => {
    const { kind, message } = (event as LotseEvents['lotse-error']).detail;
    if (!fault || kind !== 'broken') return;
    fault.textContent = message;
    fault.hidden = false;
  });
  stage?.replaceChildren(element);
}

function showSnippets(root: HTMLElement, snippets: Snippets): void {
  for (const [name, text] of Object.entries(snippets)) {
    const block = root.querySelector<HTMLElement>(`[data-snippet="${name}"]`);
    const code = block?.querySelector('code');
    if (!block || !code) continue;
    code.textContent = text;
    block.hidden = text === '';
  }
}

async function copy(button: HTMLButtonElement): Promise<void> {
  const code = button.closest('[data-snippet]')?.querySelector('code');
  if (!code) return;
  try {
    await navigator.clipboard.writeText(code.textContent ?? '');
  } catch {
    window.getSelection()?.selectAllChildren(code);
    return;
  }
  const said = document.getElementById('announcer');
  const done = button.dataset.done ?? '';
  if (said) said.textContent = done;
  const { textContent } = button;
  if (textContent === done) return;
  button.textContent = done;
  setTimeout(() => {
    button.textContent = textContent;
  }, 2500);
}

start();
document.addEventListener('turbo:load', start);
