import { useEffect } from 'preact/hooks';
import { type AdminFailed, isRefusal } from './api.js';
import { DeadLetters } from './dead-letters.js';
import { Failure } from './failure.js';
import { count, counted, when } from './format.js';
import { AdminOverviewDocument, type AdminOverviewQuery } from './generated/graphql.js';
import { Heading } from './heading.js';
import { Health } from './health.js';
import { Jobs, useJobs } from './jobs.js';
import { Report } from './report.js';
import { type SourcePart, sourceAddress, sourceParts } from './route.js';
import { Run, Runs } from './runs.js';
import { SourceButtons } from './source-buttons.js';
import { useAsked } from './use-asked.js';

const none = {};
const pace = (data: AdminOverviewQuery | undefined) =>
  data?.admin.sources.some(({ job }) => job) === true ? 1_500 : 10_000;

const names = { runs: 'Runs', 'dead-letters': 'Dead letters', report: 'Report' } as const;

interface SourceViewProps {
  readonly id: string;
  readonly part: SourcePart;
  /** The token is taken no more. */
  readonly onRefused: (why: AdminFailed) => void;
}

/** One source: how it is, what its runs did, what could not be taken over, how well it is described. */
export function SourceView({ id, part, onRefused }: SourceViewProps) {
  const { data, at, failed, again } = useAsked(AdminOverviewDocument, none, pace);
  const jobs = useJobs(again);
  useEffect(() => {
    if (isRefusal(failed)) onRefused(failed);
  }, [failed, onRefused]);
  const source = data?.admin.sources.find((each) => each.id === id);
  const own = jobs.jobs.filter((job) => job.source === id);
  const last = own.find(({ endedAt }) => endedAt);
  const lastDone = last?.id ?? '';
  const changed = () => {
    again();
    jobs.again();
  };
  return (
    <div class="stack">
      <p>
        <a href="#/">All sources</a>
      </p>
      <Heading text={source?.name ?? id} />
      <Failure of={failed} since={at} />
      {data !== undefined && source === undefined ? <p>There is no source “{id}”.</p> : null}
      {source === undefined ? null : (
        <section class="panel" aria-label="State">
          <Health of={source.health} heldSince={source.heldSince} />
          <p class="muted">
            {counted(source.records, 'offer')} · last success {when(source.lastSuccessAt)} · next run{' '}
            {source.nextRunAt ? when(source.nextRunAt) : 'by hand'}
            {source.schedule ? ` (${source.schedule})` : ''}
          </p>
          {source.lastRun?.outcome === 'REFUSED' ? (
            <p class="notice">
              The last run was refused so that nothing is lost: what was indexed stays. A dry run tells what the feed
              would change; if that is right, force it.
            </p>
          ) : null}
          <SourceButtons
            {...{ id, name: source.name, isBusy: source.job != null, isHeld: source.heldSince != null }}
            all
            onDone={changed}
          />
        </section>
      )}
      <Jobs of={jobs} source={id} />
      {last?.kind === 'PREVIEW' && last.run ? (
        <section aria-labelledby="dry-run" class="stack">
          <h2 id="dry-run">Dry run</h2>
          <Run key={last.id} run={last.run} isOpen />
        </section>
      ) : null}
      <nav class="tabs" aria-label="What to show">
        {sourceParts.map((each) => (
          <a
            key={each}
            class="button quiet"
            href={sourceAddress(id, each)}
            aria-current={part === each ? 'page' : undefined}
          >
            {names[each]}
            {each === 'dead-letters' && source ? ` (${count(source.deadLetters.total)})` : ''}
          </a>
        ))}
      </nav>
      {part === 'runs' ? <Runs key={lastDone} source={id} /> : null}
      {part === 'dead-letters' ? <DeadLetters key={lastDone} source={id} /> : null}
      {part === 'report' ? <Report key={lastDone} source={id} /> : null}
    </div>
  );
}
