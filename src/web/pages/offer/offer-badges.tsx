import { EvidenceMark } from '../../components/evidence-mark.js';
import { Icon } from '../../components/icon.js';
import { T, useUi } from '../../i18n/t.js';
import type { Offer } from '../../offer/fact.js';
import { fact } from '../../offer/facts.js';

/** What matters most about an offer, in a line. */
export function OfferBadges({ offer, today }: { offer: Offer; today: string }) {
  const ui = useUi();
  const first = (id: 'ects' | 'mode' | 'language' | 'start' | 'price') => {
    const { values } = fact(id, offer, { ui, today });
    return ui.list(values.slice(0, 3).map(({ text }) => text));
  };
  const { eqfLevel, microCredential } = offer;
  const badges = [
    { icon: 'badge', text: first('ects') },
    { icon: 'screen', text: first('mode') },
    { icon: 'language', text: first('language') },
    { icon: 'calendar', text: first('start') },
    { icon: 'money', text: first('price') },
  ] as const;
  return (
    <ul class="badges">
      <li>
        <span class={eqfLevel ? 'badge level' : 'badge'}>
          {eqfLevel ? <T id="value.eqf" values={{ level: eqfLevel.level }} /> : <T id="value.levelNotStated" />}
        </span>
        {eqfLevel ? <EvidenceMark of={eqfLevel} /> : null}
      </li>
      {microCredential?.value === true ? (
        <li class="badge positive">
          <T id="value.microCredential" />
        </li>
      ) : null}
      {badges.map(({ icon, text }) =>
        text === '' ? null : (
          <li key={icon} class="badge">
            <Icon name={icon} />
            {text}
          </li>
        ),
      )}
    </ul>
  );
}
