import { useState } from 'preact/hooks';
import { ask } from './api.js';
import {
  AdminDryRunDocument,
  AdminHarvestDocument,
  AdminReleaseDocument,
  AdminRemapDocument,
  AdminRetryDocument,
  AdminRollbackDocument,
} from './generated/graphql.js';

interface SourceButtonsProps {
  readonly id: string;
  readonly name: string;
  readonly isBusy: boolean;
  /** Whether it is held at an earlier release. @default false */
  readonly isHeld?: boolean;
  /** Offers everything that can be done, not only the harvest. @default false */
  readonly all?: boolean;
  readonly onDone: () => void;
}

/** Has a source run. */
export function SourceButtons({ id, name, isBusy, isHeld = false, all = false, onDone }: SourceButtonsProps) {
  const [problem, setProblem] = useState('');
  const does = (work: () => Promise<unknown>) => () => {
    setProblem('');
    work().then(onDone, (error: unknown) => setProblem(error instanceof Error ? error.message : String(error)));
  };
  const confirmed = (question: string, work: () => Promise<unknown>) =>
    does(() => (window.confirm(question) ? work() : Promise.resolve()));
  const button = (text: string, onClick: () => void, look = 'quiet') => (
    <button type="button" class={look} disabled={isBusy} onClick={onClick}>
      {text}
    </button>
  );
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
          {button(
            'Dry run',
            does(() => ask(AdminDryRunDocument, { source: id })),
          )}
          {button(
            'Map kept feeds again',
            does(() => ask(AdminRemapDocument, { source: id })),
          )}
          {button(
            'Retry dead letters',
            does(() => ask(AdminRetryDocument, { source: id })),
          )}
          {isHeld
            ? button(
                'Release',
                does(() => ask(AdminReleaseDocument, { source: id })),
              )
            : null}
          {button(
            'Roll back',
            confirmed(`Take "${name}" back to the release before the last one, and hold it there?`, () =>
              ask(AdminRollbackDocument, { source: id }),
            ),
            'quiet danger',
          )}
          {button(
            'Force',
            confirmed(
              `Read everything of "${name}" and apply it even if it would be refused, however much is lost?`,
              () => ask(AdminHarvestDocument, { source: id, force: true }),
            ),
            'quiet danger',
          )}
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
