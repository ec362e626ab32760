import { annex1Elements, mandatoryElements } from '../domain/annex1.js';
import { elementAdvice } from './advice.js';
import { Html, html } from './html.js';
import { counted, nameOf, percent } from './shown-text.js';
import type { ElementCounts, SourceReport } from './source-report.js';

/** Most providers in a table; the JSON form of the report has all of them. */
const mostProviders = 200;

/** The Annex I elements of a source's offers: counts, distribution, what to add, and the providers. */
export function coverageSection(report: SourceReport): Html {
  if (report.offers.total === 0)
    return html`<h3>Annex I elements</h3>
<p>There are no offers to count.</p>`;
  return html`<h3>Annex I elements</h3>
${elementTable(report)}
${distributionTable(report)}
${toAdd(report)}
${providerTable(report)}`;
}

function bar(shares: readonly number[], whole: number): Html {
  const parts = shares.map((share) => html`<i style="width:${new Html(((100 * share) / whole).toFixed(2))}%"></i>`);
  return html`<span class="bar" aria-hidden="true">${parts}</span>`;
}

function share(part: number, whole: number): Html {
  return html`${part} <small>${percent(part, whole)}</small>`;
}

function elementTable({ elements, offers: { total } }: SourceReport): Html {
  const rows = (chosen: readonly ElementCounts[]) =>
    chosen.map(
      ({ label, present, derived, absent }) => html`<tr><th scope="row">${label}${bar([present, derived], total)}</th>
<td class="n">${share(present, total)}</td><td class="n">${share(derived, total)}</td><td class="n">${share(absent, total)}</td></tr>
`,
    );
  const group = (name: string, mandatory: boolean) => html`<tbody>
<tr><th scope="rowgroup" colspan="4">${name}</th></tr>
${rows(elements.filter((element) => element.mandatory === mandatory))}</tbody>`;
  return html`<table>
<caption>Elements in ${counted(total, 'offer')}</caption>
<thead><tr><th scope="col">Element</th>
<th scope="col" class="n"><span class="key" style="background:var(--present)"></span> Present</th>
<th scope="col" class="n"><span class="key" style="background:var(--derived)"></span> Derived</th>
<th scope="col" class="n"><span class="key" style="background:var(--absent)"></span> Absent</th></tr></thead>
${group('Mandatory', true)}
${group('Optional', false)}
</table>`;
}

function distributionTable({ completeness: { distribution }, offers: { total } }: SourceReport): Html {
  const rows = distribution.map(
    (
      offers,
      present,
    ) => html`<tr><th scope="row"><span class="line">${present} of ${mandatoryElements.length}${bar([offers], total)}</span></th>
<td class="n">${share(offers, total)}</td></tr>
`,
  );
  return html`<table>
<caption>Offers by the number of mandatory elements present</caption>
<thead><tr><th scope="col">Elements present</th><th scope="col" class="n">Offers</th></tr></thead>
<tbody>${rows.reverse()}</tbody>
</table>`;
}

/** Elements that offers lack, mandatory ones first, the most often lacking first. */
export function gaps({ elements }: Pick<SourceReport, 'elements'>): readonly ElementCounts[] {
  return elements
    .filter(({ present, derived, absent }) => present + derived + absent > present)
    .sort(
      (a, b) =>
        Number(b.mandatory) - Number(a.mandatory) ||
        a.present - b.present ||
        annex1Elements.indexOf(a.element) - annex1Elements.indexOf(b.element),
    );
}

function toAdd(report: SourceReport): Html {
  const lacking = gaps(report);
  if (lacking.length === 0) return html`<p>Every offer has every element.</p>`;
  const { total } = report.offers;
  const items = lacking.map(
    ({ element, label, present, mandatory }) =>
      html`<li><strong>${label}</strong>${mandatory ? '' : ' (optional)'}, not stated by ${counted(total - present, 'offer')} (${percent(total - present, total)}). ${elementAdvice[element]}</li>
`,
  );
  return html`<h3>What to add, the most useful first</h3>
<ol>
${items}</ol>`;
}

function providerTable({ providers }: SourceReport): Html | undefined {
  if (providers === undefined || providers.length < 2) return undefined;
  const rows = providers.slice(0, mostProviders).map(({ id, names, offers, completeness }) => {
    const { text, language } = nameOf(names);
    return html`<tr><th scope="row"><bdi lang="${language}">${text}</bdi> <small><code>${id}</code></small></th>
<td class="n">${offers}</td><td class="n">${completeness.mean?.toFixed(1) ?? '–'}</td><td class="n">${completeness.complete}</td></tr>
`;
  });
  const more =
    providers.length > mostProviders
      ? html`<p class="muted">${providers.length - mostProviders} more providers are in the JSON form of this report.</p>`
      : undefined;
  return html`<h3>Providers</h3>
<table>
<caption>${counted(providers.length, 'provider')}, most offers first; an offer of two counts for both</caption>
<thead><tr><th scope="col">Provider</th><th scope="col" class="n">Offers</th>
<th scope="col" class="n">Average<br>of ${mandatoryElements.length}</th><th scope="col" class="n">All ${mandatoryElements.length}</th></tr></thead>
<tbody>${rows}</tbody>
</table>
${more}`;
}
