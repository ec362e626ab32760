import { useEffect, useState } from 'preact/hooks';
import { DeadLetters } from './dead-letters.js';
import { count, when } from './format.js';
import { AdminOverviewDocument, type AdminOverviewQuery } from './generated/graphql.js';
import { Health } from './health.js';
import { Jobs } from './jobs.js';
import { Report } from './report.js';
import { Runs } from './runs.js';
import { SourceButtons } from './source-buttons.js';
import { useAsked } from './use-asked.js';

const none = {};
const pace = (data: AdminOverviewQuery | undefined) =>
  data?.admin.jobs.some(({ endedAt }) => !endedAt) === true ? 1_500 : 10_000;

const parts = ['runs', 'dead letters', 'report'] as const;

/** One source: how it is, what its runs did, what could not be taken over, how well it is described. */
export function SourceView({ id, onRefused }: { id: string; onRefused: () => void }) {
  const { data, failed, again } = useAsked(AdminOverviewDocument, none, pace);
  const [part, setPart] = useState<(typeof parts)[number]>('runs');
  useEffect(() => {
    if (failed?.code === 'UNAUTHENTICATED' || failed?.code === 'FORBIDDEN') onRefused();
  }, [failed, onRefused]);
  const source = data?.admin.sources.find((each) => each.id === id);
  const jobs = data?.admin.jobs.filter((job) => job.source === id) ?? [];
  const runs = jobs.filter(({ endedAt }) => !endedAt);
  const lastDone = jobs.find(({ endedAt }) => endedAt)?.id ?? '';
  return (
    <div class="stack">
      <p>
        <a href="#/">All sources</a>
      </p>
      <h1>{source?.name ?? id}</h1>
      {data !== undefined && source === undefined ? <p>There is no source “{id}”.</p> : null}
      {source === undefined ? null : (
        <section class="panel">
          <p>
            <Health of={source.health} />
          </p>
          <p class="muted">
            {count(source.records)} offers · last success {when(source.lastSuccessAt)} · next run{' '}
            {source.nextRunAt ? when(source.nextRunAt) : 'by hand'}
            {source.schedule ? ` (${source.schedule})` : ''}
          </p>
          <SourceButtons id={id} name={source.name} isBusy={runs.length > 0} all onDone={again} />
        </section>
      )}
      <Jobs jobs={jobs} onChange={again} />
      <fieldset class="tabs">
        <legend class="visually-hidden">What to show</legend>
        {parts.map((each) => (
          <button key={each} type="button" class="quiet" aria-pressed={part === each} onClick={() => setPart(each)}>
            {each}
          </button>
        ))}
      </fieldset>
      {part === 'runs' ? <Runs key={lastDone} source={id} /> : null}
      {part === 'dead letters' ? <DeadLetters key={lastDone} source={id} /> : null}
      {part === 'report' ? <Report key={lastDone} source={id} /> : null}
    </div>
  );
}
