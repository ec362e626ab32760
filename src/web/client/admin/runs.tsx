import { useState } from 'preact/hooks';
import { Failure } from './failure.js';
import { count, counted, when, words } from './format.js';
import { AdminRunsDocument, type RunFactsFragment } from './generated/graphql.js';
import { useAsked } from './use-asked.js';

/** The runs of a source, the newest first, and what each did. */
export function Runs({ source }: { source: string }) {
  const [after, setAfter] = useState<readonly string[]>([]);
  const { data, failed } = useAsked(AdminRunsDocument, { source, after: after.at(-1) ?? null });
  const { nodes = [], totalCount = 0, pageInfo } = data?.admin.runs ?? {};
  return (
    <section aria-label="Runs" class="stack">
      <Failure of={failed} />
      <p class="muted" role="status">
        {data === undefined ? 'Loading …' : `${counted(totalCount, 'run')} kept, the newest first.`}
      </p>
      {nodes.map((run) => (
        <Run key={run.id} run={run} />
      ))}
      <div class="toolbar">
        {after.length > 0 ? (
          <button type="button" class="quiet" onClick={() => setAfter(after.slice(0, -1))}>
            Newer
          </button>
        ) : null}
        {pageInfo?.hasNextPage && pageInfo.endCursor ? (
          <button type="button" class="quiet" onClick={() => setAfter([...after, pageInfo.endCursor ?? ''])}>
            Older
          </button>
        ) : null}
      </div>
    </section>
  );
}

/** What a run did, or would do. */
export function Run({ run, isOpen = false }: { run: RunFactsFragment; isOpen?: boolean }) {
  const { outcome, startedAt, seconds, read, written, unchanged, withdrawn, rejected, issues, error } = run;
  const changes = run.dryRun?.first ?? run.firstChanges;
  const changed = run.dryRun ? run.dryRun.new + run.dryRun.changed + run.dryRun.withdrawn : written + withdrawn;
  return (
    <details class="panel" open={isOpen}>
      <summary>
        <span class={`badge ${error ? 'problem' : 'positive'}`}>{words(outcome)}</span> {when(startedAt)}{' '}
        <span class="muted">
          {run.dryRun
            ? `dry run: ${count(run.dryRun.new)} new, ${count(run.dryRun.changed)} changed, ${count(run.dryRun.withdrawn)} withdrawn`
            : `${count(written)} written, ${count(withdrawn)} withdrawn, ${count(rejected)} rejected, ${seconds.toFixed(1)} s`}
        </span>
      </summary>
      {error ? (
        <p class="notice problem">
          {error.code}: {error.message}
        </p>
      ) : null}
      <p>
        Read {count(read)}, unchanged {count(unchanged)}.
        {issues.length === 0
          ? ''
          : ` Problems: ${issues.map(({ code, count: of }) => `${code} ${count(of)}`).join(', ')}.`}
      </p>
      {changes.length === 0 ? null : (
        <>
          <p class="muted small">
            {run.dryRun ? 'It would change ' : 'It changed '}
            {counted(changed, 'offer')}
            {changes.length < changed ? `, of which these are the first ${changes.length} kept` : ''}:
          </p>
          <ul class="changes">
            {changes.map(({ change, id, title, nativeId }) => (
              <li key={id}>
                <span class="badge">{words(change)}</span>{' '}
                <a href={`/offers/${id}`}>{title === '' ? nativeId || id : title}</a>
              </li>
            ))}
          </ul>
        </>
      )}
    </details>
  );
}
