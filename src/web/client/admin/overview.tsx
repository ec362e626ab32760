import { useEffect } from 'preact/hooks';
import { type AdminFailed, isRefusal } from './api.js';
import { Failure } from './failure.js';
import { counted } from './format.js';
import { AdminOverviewDocument, type AdminOverviewQuery } from './generated/graphql.js';
import { Heading } from './heading.js';
import { IndexPanel } from './index-panel.js';
import { Jobs, useJobs } from './jobs.js';
import { needsLook, SourceTable } from './source-table.js';
import { useAsked } from './use-asked.js';

/** Often while something runs, else now and then. */
function pace(data: AdminOverviewQuery | undefined): number {
  const { sources = [], rebuild } = data?.admin ?? {};
  return sources.some(({ job }) => job) || (rebuild && !rebuild.endedAt) ? 1_500 : 10_000;
}

const none = {};

interface OverviewProps {
  /** The token is taken no more. */
  readonly onRefused: (why: AdminFailed) => void;
  readonly onLeave: () => void;
}

/** All sources and what runs, kept up to date. */
export function Overview({ onRefused, onLeave }: OverviewProps) {
  const { data, at, failed, again } = useAsked(AdminOverviewDocument, none, pace);
  const jobs = useJobs(again);
  useEffect(() => {
    if (isRefusal(failed)) onRefused(failed);
  }, [failed, onRefused]);
  const { sources = [], index, rebuild } = data?.admin ?? {};
  const ill = sources.filter(needsLook).length;
  const changed = () => {
    again();
    jobs.again();
  };
  return (
    <div class="stack">
      <div class="admin-head">
        <Heading text="Operator" />
        <button type="button" class="quiet" onClick={onLeave}>
          Sign out
        </button>
      </div>
      <Failure of={failed} since={at} />
      {data === undefined && failed === undefined ? <p>Loading …</p> : null}
      {index ? <IndexPanel index={index} rebuild={rebuild ?? undefined} onChange={again} /> : null}
      <Jobs of={jobs} />
      {data === undefined ? null : (
        <section aria-labelledby="sources" class="stack">
          <h2 id="sources">Sources</h2>
          <p class="muted" role="status">
            {counted(sources.length, 'source')};{' '}
            {ill === 0 ? 'all is well' : `${ill} ${ill === 1 ? 'needs' : 'need'} a look`}.
          </p>
          <SourceTable sources={sources} onDone={changed} />
        </section>
      )}
    </div>
  );
}
