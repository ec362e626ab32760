import type { Basis } from '../generated/graphql.js';
import type { MessageKey } from '../i18n/catalogue.js';
import { T } from '../i18n/t.js';
import { Icon } from './icon.js';

interface Evidence {
  readonly basis: Basis;
  readonly rule?: string | null;
  readonly native?: string | null;
}

const labels: Readonly<Record<Exclude<Basis, 'STATED'>, readonly [label: MessageKey, text: MessageKey]>> = {
  MAPPED: ['basis.mapped', 'basis.mapped.text'],
  CLOSE: ['basis.close', 'basis.close.text'],
  DERIVED: ['basis.derived', 'basis.derived.text'],
  ENRICHED: ['basis.enriched', 'basis.enriched.text'],
  SOURCE: ['basis.source', 'basis.source.text'],
};

/** How a value came about, where the provider does not say exactly this; nothing for what is stated. Weak evidence is named. */
export function EvidenceMark({ of: { basis, rule, native } }: { of: Evidence }) {
  if (basis === 'STATED') return null;
  const [label, text] = labels[basis];
  const isWeak = basis === 'CLOSE' || basis === 'DERIVED';
  return (
    <details class={`mark mark-${basis.toLowerCase()}`}>
      <summary>
        {isWeak ? null : <Icon name="info" />}
        <span class={isWeak ? undefined : 'visually-hidden'}>
          <T id={label} />
        </span>
      </summary>
      <span class="mark-text">
        <T id={text} /> {native === null || native === undefined ? null : <T id="basis.native" values={{ native }} />}{' '}
        {rule === null || rule === undefined ? null : <T id="basis.rule" values={{ rule }} />}
      </span>
    </details>
  );
}
