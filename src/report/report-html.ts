import { mandatoryElements } from '../domain/annex1.js';
import { type Html, html } from './html.js';
import { coverageSection } from './html-coverage.js';
import { problemsSection } from './html-problems.js';
import { palettes, styleSheet } from './report-style.js';
import { counted, mergedNote, nameOf, problemCount, problemTotal } from './shown-text.js';
import type { SourceReport } from './source-report.js';

/** Nothing is loaded and nothing runs, whatever stands in the page. */
const contentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/**
 * Reports as one page of HTML that needs nothing else: no script, no request, readable on phones, on paper and by screen
 * readers. Texts of providers are escaped. `now` is when it was made.
 */
export function reportPage(reports: readonly SourceReport[], now: Date): string {
  const [first] = reports;
  const provider = first?.provider;
  const subject = provider === undefined ? onlyName(reports) : nameOf(provider.names).text;
  const title = subject === undefined ? 'Report on the catalogues' : `Report on ${subject}`;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="theme-color" content="${palettes.light.ground}" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="${palettes.dark.ground}" media="(prefers-color-scheme: dark)">
<title>${title} – Lotse</title>
<style>${styleSheet}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<p class="muted">Made by Lotse at ${instant(now.toISOString())}.</p>
<p>The standard elements are those of Annex I of the Council Recommendation on micro-credentials (2022/C 243/02).
An element is <strong>present</strong> when the catalogue or a register states it, or it was declared for the whole
catalogue; <strong>derived</strong> when it could only be concluded from something else; else <strong>absent</strong>.</p>
${reports.length > 1 ? overview(reports) : undefined}
</header>
<main>
${reports.map(section)}
</main>
</body>
</html>
`;
  return page.markup;
}

/** An instant for people, by the minute. */
export function instant(iso: string): Html {
  return html`<time datetime="${iso}">${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC</time>`;
}

function onlyName(reports: readonly SourceReport[]): string | undefined {
  return reports.length === 1 ? reports[0]?.source.name : undefined;
}

function anchorOf({ source }: SourceReport): string {
  return `source-${source.id}`;
}

function overview(reports: readonly SourceReport[]): Html {
  const rows = reports.map(
    (report) => html`<tr><th scope="row"><a href="#${anchorOf(report)}">${report.source.name}</a></th>
<td class="n">${report.offers.total}</td><td class="n">${report.completeness.mean?.toFixed(1) ?? '–'}</td>
<td class="n">${report.completeness.complete}</td><td class="n">${problemCount(report) ?? '–'}</td></tr>
`,
  );
  return html`<table>
<caption>Catalogues in this report</caption>
<thead><tr><th scope="col">Catalogue</th><th scope="col" class="n">Offers</th>
<th scope="col" class="n">Average<br>of ${mandatoryElements.length}</th>
<th scope="col" class="n">All ${mandatoryElements.length}</th><th scope="col" class="n">Problems</th></tr></thead>
<tbody>${rows}</tbody>
</table>`;
}

function section(report: SourceReport): Html {
  const { source, provider, offers, completeness } = report;
  const whose = provider === undefined ? undefined : nameOf(provider.names);
  const mean =
    completeness.mean === undefined
      ? undefined
      : html` On average an offer has <strong>${completeness.mean.toFixed(1)} of the ${mandatoryElements.length}</strong> mandatory elements;
${completeness.complete === 0 ? 'none has' : counted(completeness.complete, 'offer has', 'offers have')} all of them.`;
  return html`<section aria-labelledby="${anchorOf(report)}">
<h2 id="${anchorOf(report)}"><bdi>${source.name}</bdi> <small>(<code>${source.id}</code>${source.format === undefined ? undefined : html`, format <code>${source.format}</code>`})</small></h2>
${whose === undefined ? undefined : html`<p>Only offers of <bdi lang="${whose.language}">${whose.text}</bdi> <small>(<code>${provider?.id ?? ''}</code>)</small>.</p>`}
<p><strong>${counted(offers.total, 'offer')}</strong>, ${problemTotal(report)}.${mean}</p>
${freshness(report)}
${coverageSection(report)}
${problemsSection(report)}
</section>
`;
}

function row(name: string, value: Html): Html {
  return html`<tr><th scope="row">${name}</th><td>${value}</td></tr>
`;
}

function freshness(report: SourceReport): Html {
  const { asOf, offers, lastRun, lastSuccessAt, lastError, duplicates } = report;
  const counts: readonly (readonly [string, number])[] = [
    ['Open', offers.open],
    ['Upcoming', offers.upcoming],
    ['Expired', offers.expired],
    ['Without dates', offers.undated],
    ['Withdrawn (in no other number)', offers.withdrawn],
  ];
  const runs = [
    row('Last run', lastRun === undefined ? html`never` : html`${instant(lastRun.startedAt)}: ${outcomeOf(lastRun)}`),
    ...(lastRun === undefined ? [] : [row('Read', html`${counted(lastRun.read, 'record')}`)]),
    ...(lastRun === undefined ? [] : [row('Left out as unusable', html`${counted(lastRun.rejected, 'record')}`)]),
    row('Last success', lastSuccessAt === undefined ? html`never` : instant(lastSuccessAt)),
    ...(lastError === undefined
      ? []
      : [row('Last error', html`<span class="error"><code>${lastError.code}</code> ${lastError.message}</span>`)]),
    row('Also in other catalogues', html`${mergedNote(report.merged)}`),
    ...(duplicates === undefined ? [] : [row('Ids used twice', html`${counted(duplicates, 'record')}`)]),
    ...(offers.total === 0 ? [] : [row('Changed by the provider', changed(report))]),
  ];
  return html`<h3>Freshness</h3>
<div class="side">
<table>
<caption>Offers on <time datetime="${asOf}">${asOf}</time></caption>
<thead><tr><th scope="col">By their dates</th><th scope="col" class="n">Offers</th></tr></thead>
<tbody>${counts.map(([name, count]) => html`<tr><th scope="row">${name}</th><td class="n">${count}</td></tr>\n`)}</tbody>
</table>
<table>
<caption>Harvest</caption>
<tbody>${runs}</tbody>
</table>
</div>`;
}

function outcomeOf({ outcome, extent }: NonNullable<SourceReport['lastRun']>): string {
  const notes = {
    changes: ', only changes were read',
    nothing: ', nothing had changed',
    part: ', only the part before its feed broke was read',
  };
  const note = notes[extent as keyof typeof notes] ?? '';
  return `${outcome.replaceAll('_', ' ')}${note}`;
}

function changed({ modifiedAtSource: modified, offers }: SourceReport): Html {
  if (modified === undefined) return html`not stated`;
  const stating =
    modified.offers === offers.total ? '' : ` (stated by ${modified.offers} of ${counted(offers.total, 'offer')})`;
  return html`from ${instant(modified.oldest)} to ${instant(modified.newest)}${stating}`;
}
