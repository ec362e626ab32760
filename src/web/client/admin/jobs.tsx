import { ask } from './api.js';
import { count, when, words } from './format.js';
import { AdminCancelDocument, type JobFragment } from './generated/graphql.js';
import { sourceAddress } from './route.js';

const isOver = ({ endedAt }: JobFragment) => endedAt !== null && endedAt !== undefined;

/** What runs, waits and ran last. */
export function Jobs({ jobs, onChange }: { jobs: readonly JobFragment[]; onChange: () => void }) {
  const underWay = jobs.filter((job) => !isOver(job));
  const over = jobs.filter(isOver);
  return (
    <section aria-labelledby="jobs" class="panel">
      <h2 id="jobs">Under way</h2>
      <p role="status" class="muted">
        {underWay.length === 0 ? 'Nothing is under way.' : `${underWay.length} under way or waiting.`}
      </p>
      <ul class="jobs">
        {underWay.map((job) => (
          <li key={job.id}>
            <p>
              <a href={sourceAddress(job.source)}>{job.source}</a> <span class="badge level">{words(job.state)}</span>{' '}
              <span class="muted small">
                {words(job.kind)}, {words(job.trigger)}
                {job.worker ? `, ${job.worker}` : ''}
                {job.attempts > 1 ? `, attempt ${job.attempts}` : ''}
              </span>
            </p>
            {job.progress ? (
              <p>
                <progress aria-label={`Progress of ${job.source}`} />{' '}
                {job.progress.phase === 'index'
                  ? `writing: ${count(job.progress.written)} of ${count(job.progress.read)}`
                  : `read ${count(job.progress.read)} records`}
              </p>
            ) : null}
            <button
              type="button"
              class="quiet danger"
              aria-label={`Cancel the run of ${job.source}`}
              onClick={() => void ask(AdminCancelDocument, { id: job.id }).then(onChange, onChange)}
            >
              Cancel
            </button>
          </li>
        ))}
      </ul>
      {over.length === 0 ? null : (
        <details>
          <summary>The last {over.length}</summary>
          <ul class="jobs">
            {over.map((job) => (
              <li key={job.id}>
                <a href={sourceAddress(job.source)}>{job.source}</a>: {words(job.kind)},{' '}
                {job.run ? words(job.run.outcome) : (job.error ?? words(job.state))}{' '}
                <span class="muted small">{when(job.endedAt)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
