import { type SVGTemplateResult, svg } from 'lit';

function icon(path: SVGTemplateResult): SVGTemplateResult {
  return svg`<svg viewBox="0 0 24 24" width="1em" height="1em" fill="none" stroke="currentColor" stroke-width="2"
    stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${path}</svg>`;
}

export const searchIcon = icon(svg`<circle cx="11" cy="11" r="7"/><path d="m20 20-4-4"/>`);
export const closeIcon = icon(svg`<path d="M6 6l12 12M18 6 6 18"/>`);
export const filterIcon = icon(svg`<path d="M4 6h16M7 12h10M10 18h4"/>`);
export const externalIcon = icon(svg`<path d="M14 5h5v5M19 5l-8 8M17 14v5H5V7h5"/>`);
export const chevronIcon = icon(svg`<path d="m6 9 6 6 6-6"/>`);
