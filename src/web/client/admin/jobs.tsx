import { useEffect, useRef, useState } from 'preact/hooks';
import { type AdminFailed, ask } from './api.js';
import { Failure } from './failure.js';
import { count, counted, when, words } from './format.js';
import { AdminCancelDocument, AdminJobsDocument, type AdminJobsQuery, type JobFragment } from './generated/graphql.js';
import { sourceAddress } from './route.js';
import { useAsked } from './use-asked.js';

const isOver = ({ endedAt }: JobFragment) => endedAt !== null && endedAt !== undefined;
const none = {};

/** Often while something runs, else now and then. */
const pace = (data: AdminJobsQuery | undefined) => (data?.admin.jobs.some((job) => !isOver(job)) ? 1_500 : 10_000);

export interface AskedJobs {
  readonly jobs: readonly JobFragment[];
  readonly at: number | undefined;
  readonly failed: AdminFailed | undefined;
  readonly again: () => void;
}

/** Runs, kept up to date. `onOver` is told when one is over, also one that was so before it was seen under way. */
export function useJobs(onOver: () => void): AskedJobs {
  const { data, at, failed, again } = useAsked(AdminJobsDocument, none, pace);
  const over = useRef<readonly string[] | undefined>(undefined);
  useEffect(() => {
    if (data === undefined) return;
    const before = over.current;
    const now = data.admin.jobs.filter(isOver).map(({ id }) => id);
    over.current = now;
    if (before !== undefined && now.some((id) => !before.includes(id))) onOver();
  }, [data, onOver]);
  return { jobs: data?.admin.jobs ?? [], at, failed, again };
}

/** What runs, waits and ran last; `source` shows those of one source only. */
export function Jobs({ of: { jobs: all, at, failed, again }, source }: { of: AskedJobs; source?: string }) {
  const jobs = source === undefined ? all : all.filter((job) => job.source === source);
  const underWay = jobs.filter((job) => !isOver(job));
  const over = jobs.filter(isOver);
  return (
    <section aria-labelledby="jobs" class="panel">
      <h2 id="jobs">Under way</h2>
      <Failure of={failed} since={at} />
      <p role="status" class="muted">
        {at === undefined
          ? ''
          : underWay.length === 0
            ? 'Nothing is under way.'
            : `${underWay.length} under way or waiting.`}
        {at === undefined ? null : <Ended jobs={jobs} />}
      </p>
      <ul class="jobs">
        {underWay.map((job) => (
          <UnderWay key={job.id} job={job} onChange={again} />
        ))}
      </ul>
      {over.length === 0 ? null : (
        <details>
          <summary>{over.length === 1 ? 'The last one' : `The last ${over.length}`}</summary>
          <ul class="jobs">
            {over.map((job) => (
              <li key={job.id}>
                <a href={sourceAddress(job.source)}>{job.source}</a>: {kindOf(job)}, {endOf(job)}{' '}
                <span class="muted small">{when(job.endedAt)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

/** How the last one ended of those that were not over when one began to look on. */
function Ended({ jobs }: { jobs: readonly JobFragment[] }) {
  const [before] = useState(() => jobs.filter(isOver).map(({ id }) => id));
  const last = jobs.find((job) => isOver(job) && !before.includes(job.id));
  return last === undefined ? null : ` The ${kindOf(last)} of ${last.source} is over: ${endOf(last)}.`;
}

function kindOf({ kind }: JobFragment): string {
  return kind === 'PREVIEW' ? 'dry run' : words(kind);
}

function endOf({ run, error, state }: JobFragment): string {
  if (!run) return error ?? words(state);
  if (run.dryRun) {
    const { new: added, changed, withdrawn } = run.dryRun;
    return `${count(added)} new, ${count(changed)} changed and ${count(withdrawn)} withdrawn, if it were applied`;
  }
  if (run.error) return `${words(run.outcome)} (${run.error.message})`;
  return `${words(run.outcome)}, ${counted(run.written, 'offer')} written, ${count(run.withdrawn)} withdrawn`;
}

function UnderWay({ job, onChange }: { job: JobFragment; onChange: () => void }) {
  const { id, source, state, trigger, worker, attempts, progress } = job;
  const [problem, setProblem] = useState<AdminFailed | undefined>(undefined);
  const cancel = () => {
    setProblem(undefined);
    ask(AdminCancelDocument, { id }).then(onChange, setProblem);
  };
  return (
    <li>
      <p>
        <a href={sourceAddress(source)}>{source}</a> <span class="badge level">{words(state)}</span>{' '}
        <span class="muted small">
          {kindOf(job)}, {words(trigger)}
          {worker ? `, ${worker}` : ''}
          {attempts > 1 ? `, attempt ${attempts}` : ''}
        </span>
      </p>
      {progress ? (
        <p>
          {progress.phase === 'index' && progress.read > 0 ? (
            <progress aria-label={`Progress of ${source}`} max={progress.read} value={progress.written} />
          ) : (
            <progress aria-label={`Progress of ${source}`} />
          )}{' '}
          {progress.phase === 'index'
            ? `writing: ${count(progress.written)} of ${count(progress.read)}`
            : `read ${counted(progress.read, 'record')}`}
        </p>
      ) : null}
      <button type="button" class="quiet danger" aria-label={`Cancel the run of ${source}`} onClick={cancel}>
        Cancel
      </button>
      <Failure of={problem} />
    </li>
  );
}
