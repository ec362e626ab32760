const looks: Readonly<Record<string, string>> = {
  OK: 'positive',
  RUNNING: 'level',
  STALE: 'note',
  NEVER: 'note',
  FAILING: 'problem',
};

/** How a source is, and why. */
export function Health({ of: { state, reason } }: { of: { readonly state: string; readonly reason: string } }) {
  return (
    <>
      <span class={`badge ${looks[state] ?? ''}`}>{state.toLowerCase()}</span>
      {state === 'OK' ? null : <span class="small block">{reason}</span>}
    </>
  );
}
