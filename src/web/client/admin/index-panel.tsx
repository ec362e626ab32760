import { useState } from 'preact/hooks';
import { ask } from './api.js';
import { count } from './format.js';
import {
  AdminCancelRebuildDocument,
  type AdminOverviewQuery,
  AdminRebuildDocument,
  type RebuildFragment,
} from './generated/graphql.js';

interface IndexPanelProps {
  readonly index: AdminOverviewQuery['admin']['index'];
  readonly rebuild: RebuildFragment | undefined;
  readonly onChange: () => void;
}

/** What the index holds, and building it anew. */
export function IndexPanel({ index, rebuild, onChange }: IndexPanelProps) {
  const [problem, setProblem] = useState('');
  const does = (work: () => Promise<unknown>) => () => {
    setProblem('');
    work().then(onChange, (error: unknown) => setProblem(error instanceof Error ? error.message : String(error)));
  };
  const isRunning = rebuild !== undefined && !rebuild.endedAt;
  return (
    <section aria-labelledby="index" class="panel">
      <h2 id="index">Index</h2>
      <dl class="numbers">
        <div>
          <dt>Offers</dt>
          <dd>{count(index.offers)}</dd>
        </div>
        <div>
          <dt>Documents</dt>
          <dd>{count(index.documents)}</dd>
        </div>
        <div>
          <dt>Organisations</dt>
          <dd>{count(index.providers)}</dd>
        </div>
        <div>
          <dt>Meilisearch</dt>
          <dd>{index.engineVersion}</dd>
        </div>
      </dl>
      {rebuild === undefined ? null : <RebuildState of={rebuild} />}
      <div class="toolbar">
        <button type="button" class="quiet" disabled={isRunning} onClick={does(() => ask(AdminRebuildDocument, {}))}>
          Rebuild
        </button>
        <button
          type="button"
          class="quiet"
          disabled={isRunning}
          onClick={does(() => ask(AdminRebuildDocument, { fromFeeds: true }))}
        >
          Rebuild from kept feeds
        </button>
        {isRunning ? (
          <button type="button" class="quiet danger" onClick={does(() => ask(AdminCancelRebuildDocument, {}))}>
            Cancel
          </button>
        ) : null}
      </div>
      {problem === '' ? null : (
        <p class="notice problem" role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}

function RebuildState({ of: { state, progress, result, error } }: { of: RebuildFragment }) {
  if (error) return <p class="notice problem">The last rebuild failed: {error}</p>;
  if (result)
    return (
      <p class="muted">
        Rebuilt: {count(result.offers)} offers in {result.seconds.toFixed(1)} s.
      </p>
    );
  if (!progress) return <p class="muted">Rebuild: {state.toLowerCase()}</p>;
  return (
    <p>
      <progress aria-label="Progress of the rebuild" max={Math.max(1, progress.total)} value={progress.done} />{' '}
      {progress.phase}: {count(progress.done)} of {count(progress.total)}
      {progress.source ? ` (${progress.source})` : ''}
    </p>
  );
}
