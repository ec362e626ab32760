import { LotseSearch, setGateway } from './element.js';

const name = 'lotse-search';

/** The gateway is where this script came from; scripts that run late do not know, so their place in the page tells. */
function sourceOfThisScript(): string {
  const { currentScript } = document;
  if (currentScript instanceof HTMLScriptElement) return currentScript.src;
  const scripts = [...document.querySelectorAll<HTMLScriptElement>('script[src]')];
  return scripts.find(({ src }) => /\/widget(\/[\w.-]+)?\.js(\?|$)/.test(src))?.src ?? '';
}

if (customElements.get(name) === undefined) {
  const source = sourceOfThisScript();
  if (URL.canParse(source)) setGateway(new URL('.', source).href.replace(/\/(widget\/)?$/, ''));
  customElements.define(name, LotseSearch);
}
