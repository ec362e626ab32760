import type { Basis } from '../generated/graphql.js';
import { T } from '../i18n/t.js';
import { basisLabel, basisText, isWeak } from '../offer/basis.js';
import { Icon } from './icon.js';

interface Evidence {
  readonly basis: Basis;
  readonly rule?: string | null | undefined;
  readonly native?: string | null | undefined;
}

/**
 * How a value came about, to be opened; weak evidence is named at once. Nothing for what the provider states, be it in a
 * code of its own that translates exactly.
 */
export function EvidenceMark({ of: { basis, rule, native } }: { of: Evidence }) {
  if (basis === 'STATED' || basis === 'MAPPED') return null;
  const weak = isWeak(basis);
  return (
    <details class={`mark mark-${basis.toLowerCase()}`}>
      <summary>
        {weak ? null : <Icon name="info" />}
        <span class={weak ? undefined : 'visually-hidden'}>
          <T id={basisLabel(basis)} />
        </span>
      </summary>
      <span class="mark-text">
        <T id={basisText(basis)} /> {native ? <T id="basis.native" values={{ native }} /> : null}{' '}
        {rule ? <T id="basis.rule" values={{ rule }} /> : null}
      </span>
    </details>
  );
}
