import { Failure } from './failure.js';
import { count, percent, when } from './format.js';
import { AdminReportDocument, type AdminReportQuery } from './generated/graphql.js';
import { useAsked } from './use-asked.js';

const pace = (data: AdminReportQuery | undefined) => (data?.admin.report?.state === 'BUILDING' ? 2_000 : 0);

const withNote = ({ source, offers }: { source: string; offers: number }) => `${source} ${count(offers)}`;

/** How well a catalogue describes its offers, and who in it does. */
export function Report({ source }: { source: string }) {
  const { data, failed } = useAsked(AdminReportDocument, { source }, pace);
  const report = data?.admin.report?.report;
  if (failed !== undefined) return <Failure of={failed} />;
  if (!report) return <p role="status">The report is being made …</p>;
  if (report.offers.total === 0)
    return <p role="status">This source has no offers yet, so there is nothing to report.</p>;
  const { offers, elements, completeness, duplicates, merged, problems, providers } = report;
  return (
    <section aria-label="Report" class="stack">
      <p class="muted">
        {count(offers.total)} offers: {count(offers.open)} open, {count(offers.upcoming)} upcoming,{' '}
        {count(offers.expired)} expired, {count(offers.undated)} without dates; {count(offers.withdrawn)} withdrawn.
        Newest change stated by the source: {when(report.newestModifiedAt)}.
      </p>
      {duplicates ? (
        <p class="muted">{count(duplicates)} records have an id that came before in the catalogue.</p>
      ) : null}
      {merged.offers > 0 ? (
        <p class="muted">
          {count(merged.offers)} offers are in other catalogues too ({merged.with.map(withNote).join(', ')});{' '}
          {count(merged.inFront)} of them are found by this description.
        </p>
      ) : null}
      <div class="panel">
        <h2>Annex I elements</h2>
        <p class="muted">
          On average {completeness.mean?.toFixed(1) ?? '–'} of nine mandatory elements; {count(completeness.complete)}{' '}
          offers have all of them.
        </p>
        <ul class="elements">
          {elements.map(({ element, label, mandatory, present, derived }) => (
            <li key={element}>
              <span>
                {label}
                {mandatory ? '' : ' (optional)'}
              </span>
              <meter min={0} max={Math.max(1, offers.total)} value={present} aria-label={label} />
              <span class="number">
                {percent(present, offers.total)}
                {derived > 0 ? ` + ${percent(derived, offers.total)} derived` : ''}
              </span>
            </li>
          ))}
        </ul>
      </div>
      <div class="panel">
        <h2>Problems</h2>
        {problems.byCode.length === 0 ? <p>None in the last run.</p> : null}
        {problems.byCode.map(({ code, count: of, advice, examples }) => (
          <details key={code}>
            <summary>
              {code} <span class="badge">{count(of)}</span>
            </summary>
            <p>{advice}</p>
            <ul>
              {examples.map(({ record, path, message }) => (
                <li key={`${record}${path}`}>
                  <code>{record}</code> {path}: {message}
                </li>
              ))}
            </ul>
          </details>
        ))}
      </div>
      <div class="panel">
        <h2>Providers</h2>
        <div class="table-scroll">
          <table class="admin-table as-cards">
            <thead>
              <tr>
                <th scope="col">Provider</th>
                <th scope="col" class="number">
                  Offers
                </th>
                <th scope="col" class="number">
                  Elements of nine, on average
                </th>
                <th scope="col" class="number">
                  With all nine
                </th>
              </tr>
            </thead>
            <tbody>
              {providers.map(({ id, name, offers: of, completeness: each }) => (
                <tr key={id}>
                  <th scope="row">{name.text}</th>
                  <td data-label="Offers" class="number">
                    {count(of)}
                  </td>
                  <td data-label="Of nine" class="number">
                    {each.mean?.toFixed(1) ?? '–'}
                  </td>
                  <td data-label="With all nine" class="number">
                    {count(each.complete)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </section>
  );
}
