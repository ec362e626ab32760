import { css, unsafeCSS } from 'lit';

const colours = {
  accent: ['#0b5b67', '#74cbd3'],
  'on-accent': ['#ffffff', '#08262b'],
  surface: ['#ffffff', '#19242b'],
  text: ['#17232b', '#e9eff1'],
  muted: ['#4d5b64', '#a9b8c0'],
  border: ['#dcd9cf', '#2f3e47'],
  control: ['#7c8890', '#7d8f99'],
  error: ['#a3222a', '#f59b9b'],
} as const;

function declared(write: (light: string, dark: string) => string): string {
  return Object.entries(colours)
    .map(([name, [light, dark]]) => `--_${name}: var(--lotse-${name}, ${write(light, dark)});`)
    .join('');
}

/** Colours that hosts may set, each light and dark: which one holds is told by `color-scheme`. */
const palette = unsafeCSS(`
  :host { ${declared((light) => light)} }
  @supports (color: light-dark(red, red)) {
    :host { ${declared((light, dark) => `light-dark(${light}, ${dark})`)} }
  }
`);

const layout = css`
  :host {
    display: block;
    container-type: inline-size;
    --_radius: var(--lotse-radius, 0.625rem);
    --_gap: var(--lotse-gap, 1rem);
    --_soft: color-mix(in srgb, var(--_accent) 10%, var(--_surface));
    font: var(--lotse-font-size, 1rem) / 1.5 var(--lotse-font, inherit);
    letter-spacing: normal;
    text-align: left;
    text-indent: 0;
    text-transform: none;
    white-space: normal;
    color: var(--_text);
    background: var(--lotse-background, Canvas);
    border-radius: var(--_radius);
  }
  :host(:dir(rtl)) { text-align: right; }
  :host([hidden]) { display: none; }
  :host([theme='light']) { color-scheme: light; }
  :host([theme='dark']) { color-scheme: dark; }
  *, ::before, ::after { box-sizing: border-box; }
  p, ul, ol, dl, dd { margin: 0; padding: 0; }
  ul, ol { list-style: none; }
  :host([theme]) { --_padding: 1rem; }
  .widget { position: relative; display: grid; gap: var(--_gap); padding: var(--lotse-padding, var(--_padding, 0)); }
  .columns { display: grid; gap: var(--_gap); align-items: start; }
  p, label, dt, dd, li, span { unicode-bidi: plaintext; }
  .filters:not(.open) { display: none; }
  .filters { display: grid; gap: 0.25rem; align-content: start; }
  .main { display: grid; gap: var(--_gap); min-width: 0; }
  .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  @container (min-width: 46rem) {
    .columns.two {
      grid-template-columns: minmax(13rem, 16rem) minmax(0, 1fr);
      grid-template-rows: auto 1fr;
      column-gap: calc(var(--_gap) * 1.5);
    }
    .columns.two > :is(.bar, .main) { grid-column: 2; }
    .columns.two .filters { display: grid; grid-area: 1 / 1 / span 2; }
    .columns.two .opener { display: none; }
  }
`;

const controls = css`
  a { color: var(--_accent); text-underline-offset: 0.15em; }
  button, input, select { font: inherit; color: inherit; letter-spacing: inherit; }
  button { cursor: pointer; }
  :focus-visible { outline: 3px solid var(--_accent); outline-offset: 2px; }
  svg { flex: none; }
  .box label { display: block; font-weight: 600; margin-block-end: 0.375rem; }
  .line { display: flex; gap: 0.5rem; }
  input:not([type='checkbox']), select {
    min-height: 2.75rem;
    min-width: 0;
    width: 100%;
    padding: 0.375rem 0.75rem;
    border: 1px solid var(--_control);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  .primary, .secondary {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.5rem;
    min-height: 2.75rem;
    padding: 0.375rem 1.125rem;
    border: 1px solid var(--_accent);
    border-radius: var(--_radius);
    font-weight: 600;
  }
  .primary { background: var(--_accent); color: var(--_on-accent); }
  .secondary { background: transparent; color: var(--_accent); }
  .primary:hover { background: color-mix(in srgb, var(--_accent) 86%, var(--_text)); }
  .secondary:hover, .chip:hover { background: var(--_soft); }
  .plain {
    padding: 0.25rem 0;
    border: 0;
    background: none;
    color: var(--_accent);
    text-align: start;
    text-decoration: underline;
    text-underline-offset: 0.15em;
    min-height: 1.75rem;
  }
  .tools { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center; justify-content: space-between; }
  .sort { display: flex; gap: 0.5rem; align-items: center; color: var(--_muted); }
  .sort > span:first-child { white-space: nowrap; }
  .select { position: relative; display: block; color: var(--_text); }
  .select select { appearance: none; padding-inline-end: 2.25rem; }
  .select svg { position: absolute; inset-inline-end: 0.75rem; inset-block-start: calc(50% - 0.5em); pointer-events: none; }
  .chips { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 0.375rem;
    min-height: 2rem;
    padding: 0.125rem 0.75rem;
    border: 1px solid var(--_accent);
    border-radius: 1rem;
    background: transparent;
    color: var(--_accent);
    text-align: start;
  }
  .bar { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center; justify-content: space-between; }
  .status { font-weight: 600; }
  @container (max-width: 26rem) {
    .primary { padding-inline: 0.875rem; }
    .primary span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    .sort > span:first-child { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  }
`;

const filterStyles = css`
  .group { border-block-end: 1px solid var(--_border); padding-block: 0.25rem; }
  .group summary {
    display: flex;
    justify-content: space-between;
    align-items: center;
    gap: 0.5rem;
    min-height: 2.5rem;
    font-weight: 600;
    cursor: pointer;
    list-style: none;
  }
  .group summary::-webkit-details-marker { display: none; }
  .group[open] summary svg { rotate: 180deg; }
  .group > div { padding-block-end: 0.5rem; }
  .value { display: flex; gap: 0.625rem; align-items: baseline; padding-block: 0.25rem; min-height: 1.75rem; cursor: pointer; }
  .value > span:nth-of-type(1) { flex: 1; min-width: 0; overflow-wrap: anywhere; }
  .value input { flex: none; width: 1.125rem; height: 1.125rem; margin: 0; accent-color: var(--_accent); translate: 0 0.2em; }
  .value.unsaid { color: var(--_muted); font-style: italic; }
  .count { color: var(--_muted); font-variant-numeric: tabular-nums; }
  .flag { padding-block: 0.5rem; }
  .flag .value { font-weight: 600; }
  .flag .count { font-weight: 400; }
  .ends { display: grid; grid-template-columns: repeat(auto-fit, minmax(5.5rem, 1fr)); gap: 0.5rem; }
  .end { display: grid; gap: 0.125rem; color: var(--_muted); font-size: 0.875em; }
  .end input { color: var(--_text); font-size: 1rem; }
`;

const resultStyles = css`
  .list { display: grid; gap: 0.75rem; }
  .list[aria-hidden] { min-height: 20rem; }
  .busy .list { opacity: 0.55; transition: opacity 0.15s 0.15s; }
  .card {
    display: grid;
    gap: 0.5rem;
    padding: 1rem 1.125rem;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    min-width: 0;
  }
  .card:hover { border-color: var(--_control); }
  .title { font-size: 1.125em; font-weight: 650; line-height: 1.3; overflow-wrap: anywhere; text-wrap: pretty; }
  .title a { text-decoration-thickness: 1px; }
  .title a:hover { text-decoration-thickness: 2px; }
  .out { white-space: nowrap; }
  .out svg { width: 0.8em; height: 0.8em; margin-inline-start: 0.3em; }
  [dir='rtl'] .out svg { scale: -1 1; }
  .provider { color: var(--_muted); overflow-wrap: anywhere; }
  .badges { display: flex; flex-wrap: wrap; gap: 0.375rem; }
  .badges li {
    padding: 0.0625rem 0.625rem;
    border-radius: 1rem;
    background: var(--_soft);
    color: color-mix(in srgb, var(--_accent) 60%, var(--_text));
    font-size: 0.875em;
    font-weight: 600;
  }
  .facts {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 0.5rem 1rem;
    padding-block-start: 0.625rem;
    border-block-start: 1px solid var(--_border);
  }
  @container (min-width: 30rem) {
    .facts { grid-template-columns: repeat(3, minmax(0, 1fr)); }
  }
  @container (min-width: 62rem) {
    .facts { grid-template-columns: repeat(6, minmax(0, 1fr)); }
  }
  dt { color: var(--_muted); font-size: 0.8125em; }
  dd { overflow-wrap: anywhere; font-weight: 500; }
  dd.unsaid { color: var(--_muted); font-style: italic; font-weight: 400; }
  dd small { display: block; color: var(--_muted); font-weight: 400; }
  .more { display: grid; justify-items: center; gap: 0.375rem; color: var(--_muted); }
  .notice { padding: 1.5rem 1.125rem; border: 1px dashed var(--_control); border-radius: var(--_radius); text-align: center; }
  .notice button { margin-block-start: 0.75rem; }
  .problem p { color: var(--_error); font-weight: 600; }
  .footer {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1rem;
    justify-content: space-between;
    color: var(--_muted);
    font-size: 0.8125em;
    overflow-wrap: anywhere;
  }
  .footer a { color: inherit; }
  .bones { min-height: 11.5rem; align-content: start; gap: 0.875rem; }
  .bones i { height: 1.25rem; border-radius: 0.3rem; background: var(--_border); width: 62%; animation: pulse 1.4s ease-in-out infinite alternate; }
  .bones i:nth-child(2) { width: 38%; height: 1rem; }
  .bones i:nth-child(3) { width: 100%; height: 4rem; }
  @keyframes pulse { to { opacity: 0.4; } }
  @media (prefers-reduced-motion: reduce) {
    .bones i { animation: none; }
    .busy .list { transition: none; }
  }
  @media (forced-colors: active) {
    .badges li, .chip { border: 1px solid; }
  }
  @media print {
    .box, .filters, .tools, .more { display: none !important; }
    .card { break-inside: avoid; }
  }
`;

/** The widget's own style; nothing of the host's reaches it but what is inherited, and custom properties. */
export const styles = [palette, layout, controls, filterStyles, resultStyles];
