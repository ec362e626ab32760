import { T, useUi } from '../i18n/t.js';
import type { Offer } from '../offer/fact.js';
import { standingOf } from '../offer/standing.js';

/** Says that one can no longer take an offer up, and why; nothing else. */
export function StandingNotice({
  offer,
  today,
}: {
  offer: Pick<Offer, 'withdrawn' | 'status' | 'runs'>;
  today: string;
}) {
  const ui = useUi();
  const standing = standingOf(offer, { ui, today });
  if (standing === undefined) return null;
  return (
    <p class="notice problem" role="note">
      <T id={standing.message} values={standing.values} />
    </p>
  );
}
