import { type Html, html } from './html.js';
import { counted, problemTotal, scopeNote } from './shown-text.js';
import type { CodeProblems, SourceReport } from './source-report.js';

/** The problems of a source by code, each with advice and examples. */
export function problemsSection(report: SourceReport): Html {
  const { scope, errors, warnings, byCode } = report.problems;
  const note = html`<p class="muted">${scopeNote(report)}</p>`;
  if (byCode.length === 0) {
    return html`<h3>Problems</h3>
<p>${scope === 'unknown' ? 'Nothing is known of problems.' : 'No problems were found.'}</p>
${note}`;
  }
  const kinds =
    errors === undefined || warnings === undefined
      ? ''
      : `: ${counted(errors, 'error')}, each of which cost a record, and ${counted(warnings, 'warning')}, which cost a value`;
  return html`<h3>Problems</h3>
<p>${problemTotal(report)}${kinds}.</p>
${note}
<table>
<caption>Problems by kind</caption>
<thead><tr><th scope="col">Kind</th><th scope="col" class="n">Problems</th><th scope="col" class="n">Records</th></tr></thead>
<tbody>${byCode.map(
    ({ code, count, records }) =>
      html`<tr><th scope="row"><code>${code}</code></th><td class="n">${count}</td><td class="n">${records ?? '–'}</td></tr>\n`,
  )}</tbody>
</table>
${byCode.map(kind)}`;
}

function kind({ code, count, advice, examples }: CodeProblems): Html {
  const list = html`<p class="muted">${examples.length < count ? `${counted(examples.length, 'example')} of ${count.toLocaleString('en')}:` : 'All of them:'}</p>
<ul class="examples">
${examples.map(example)}</ul>`;
  return html`<h4><code>${code}</code></h4>
<p>${advice}</p>
${examples.length === 0 ? undefined : list}
`;
}

function example({ severity, record, path, message, excerpt }: CodeProblems['examples'][number]): Html {
  const label = severity === 'error' ? html`<strong class="error">Error</strong>` : html`<strong>Warning</strong>`;
  const where = path === '' ? undefined : html`<span>At <code><bdi>${path}</bdi></code></span>`;
  const value = excerpt === undefined ? undefined : html`<span>Value: <code><bdi>${excerpt}</bdi></code></span>`;
  return html`<li><span>${label} in record <code><bdi>${record}</bdi></code></span>${where}
<span><bdi>${message}</bdi></span>${value}</li>
`;
}
