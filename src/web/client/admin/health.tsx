import { when } from './format.js';

const looks: Readonly<Record<string, string>> = {
  OK: 'positive',
  RUNNING: 'level',
  STALE: 'note',
  NEVER: 'note',
  FAILING: 'problem',
};

interface HealthProps {
  readonly of: { readonly state: string; readonly reason: string };
  /** Since when it is held at an earlier release. */
  readonly heldSince: string | null | undefined;
}

/** How a source is, and why. */
export function Health({ of: { state, reason }, heldSince }: HealthProps) {
  return (
    <div>
      <span class={`badge ${looks[state] ?? ''}`}>{state.toLowerCase()}</span>
      {heldSince ? <span class="badge note">held</span> : null}
      {state === 'OK' ? null : <span class="small block wrap">{reason}</span>}
      {heldSince ? <span class="small block">Held at an earlier release since {when(heldSince)}.</span> : null}
    </div>
  );
}
