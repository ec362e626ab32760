import { useState } from 'preact/hooks';
import { ask } from './api.js';
import {
  AdminDryRunDocument,
  AdminHarvestDocument,
  AdminRemapDocument,
  AdminRetryDocument,
} from './generated/graphql.js';

interface SourceButtonsProps {
  readonly id: string;
  readonly name: string;
  readonly isBusy: boolean;
  /** Offers everything that can be done, not only the harvest. @default false */
  readonly all?: boolean;
  readonly onDone: () => void;
}

/** Has a source run. */
export function SourceButtons({ id, name, isBusy, all = false, onDone }: SourceButtonsProps) {
  const [problem, setProblem] = useState('');
  const does = (work: () => Promise<unknown>) => () => {
    setProblem('');
    work().then(onDone, (error: unknown) => setProblem(error instanceof Error ? error.message : String(error)));
  };
  const force = () => {
    const text = `Read everything of "${name}" and apply it even if the guard would refuse it?`;
    return window.confirm(text) ? ask(AdminHarvestDocument, { source: id, force: true }) : Promise.resolve();
  };
  return (
    <div class="toolbar">
      <button
        type="button"
        class="quiet"
        disabled={isBusy}
        aria-label={`Harvest ${name}`}
        onClick={does(() => ask(AdminHarvestDocument, { source: id }))}
      >
        Harvest
      </button>
      {all ? (
        <>
          <button
            type="button"
            class="quiet"
            disabled={isBusy}
            onClick={does(() => ask(AdminDryRunDocument, { source: id }))}
          >
            Dry run
          </button>
          <button
            type="button"
            class="quiet"
            disabled={isBusy}
            onClick={does(() => ask(AdminRemapDocument, { source: id }))}
          >
            Map kept feeds again
          </button>
          <button
            type="button"
            class="quiet"
            disabled={isBusy}
            onClick={does(() => ask(AdminRetryDocument, { source: id }))}
          >
            Retry dead letters
          </button>
          <button type="button" class="quiet danger" disabled={isBusy} onClick={does(force)}>
            Force
          </button>
        </>
      ) : null}
      {problem === '' ? null : (
        <p class="notice problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
