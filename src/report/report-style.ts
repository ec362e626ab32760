import { Html } from './html.js';

/** Colours by role. Text on `ground` and `panel` keeps 4.5:1, bars and lines that carry meaning 3:1 (WCAG 2.2 AA). */
export const palettes = {
  light: {
    ...{ ground: '#ffffff', panel: '#f3f5f8', text: '#1a2027', muted: '#525c69', line: '#d4dae2', link: '#0b57a4' },
    ...{ present: '#0b6e69', derived: '#a35f00', absent: '#e3e7ed', error: '#a8180f' },
  },
  dark: {
    ...{ ground: '#12161c', panel: '#1c222b', text: '#e8ecf1', muted: '#a9b4c1', line: '#38424f', link: '#86bdff' },
    ...{ present: '#3fb5ad', derived: '#dda14a', absent: '#2b333e', error: '#ff9d94' },
  },
} as const;

function variables(palette: Readonly<Record<string, string>>): string {
  return Object.entries(palette)
    .map(([role, colour]) => `--${role}:${colour}`)
    .join(';');
}

/** The style sheet of a report: phones and desks, light and dark, screen and paper. */
export const styleSheet = new Html(`
:root { color-scheme: light dark; ${variables(palettes.light)} }
@media screen and (prefers-color-scheme: dark) { :root { ${variables(palettes.dark)} } }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 62rem; padding: 1.5rem 1rem 4rem; background: var(--ground); color: var(--text);
  font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .5rem }
h2 { font-size: 1.4rem; line-height: 1.25; margin: 3rem 0 .5rem; padding-top: 1rem; border-top: 2px solid var(--line) }
h3 { font-size: 1.15rem; margin: 2rem 0 .5rem }
h4 { font-size: 1rem; margin: 1.5rem 0 .25rem }
p { margin: .5rem 0; max-width: 46rem }
a { color: var(--link) }
a:focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
code { font: .9em ui-monospace, monospace }
small, .muted { color: var(--muted); font-size: .9rem; font-weight: 400 }
.error { color: var(--error) }
.side { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 0 2rem; align-items: start }
table { width: 100%; border-collapse: collapse; margin: .75rem 0 1.25rem }
caption { text-align: start; font-weight: 600; padding-bottom: .35rem }
th, td { text-align: start; vertical-align: top; padding: .35rem .5rem; border-bottom: 1px solid var(--line) }
thead th { border-bottom-width: 2px; font-size: .9rem; color: var(--muted); overflow-wrap: normal }
tbody th { font-weight: 400 }
th[scope=rowgroup] { background: var(--panel); font-weight: 600 }
.n { text-align: end; font-variant-numeric: tabular-nums; overflow-wrap: normal; white-space: nowrap }
.n small { display: block }
td.n, th.n { padding-inline-start: 1.25rem }
tbody th:has(+ .n) { width: 100% }
.line { display: flex; align-items: center; gap: .75rem }
.line .bar { flex: 1; margin: 0 }
tr:has(.line) small { display: inline-block; min-width: 4rem }
h4 code { font-size: 1rem; font-weight: 600 }
.bar { display: flex; height: .5rem; margin-top: .3rem; background: var(--absent); border-radius: .25rem; overflow: hidden }
.bar i { background: var(--present) }
.bar i + i { background: var(--derived) }
.key { display: inline-block; width: .8rem; height: .8rem; border-radius: .2rem; vertical-align: -.05rem; border: 1px solid var(--muted) }
ol, ul { padding-inline-start: 1.4rem; max-width: 46rem }
li { margin: .4rem 0 }
.examples { list-style: none; padding: 0; max-width: none }
.examples li { background: var(--panel); border-radius: .4rem; padding: .5rem .75rem; break-inside: avoid }
.examples span { display: block }
@media (max-width: 30rem) {
  th, td, td.n, th.n { padding: .35rem .2rem }
  table { font-size: .9rem }
  thead th { font-size: .75rem }
  thead .key { display: block; margin: 0 0 .2rem auto }
  tbody th:has(.bar) { hyphens: auto }
  h1 { font-size: 1.5rem }
}
@media print {
  :root { font-size: 10pt }
  body { max-width: none; padding: 0 }
  h2, h3, h4, caption { break-after: avoid }
  section + section { break-before: page }
  section + section h2 { border: 0; margin-top: 0 }
  tr { break-inside: avoid }
  .bar, .bar i, .key, .examples li, th[scope=rowgroup] { print-color-adjust: exact; -webkit-print-color-adjust: exact }
}
@media (forced-colors: active) { .bar { border: 1px solid CanvasText } .bar i, .key { forced-color-adjust: none } }
`);
