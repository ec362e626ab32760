import { FactValues } from '../../components/fact-values.js';
import { Icon } from '../../components/icon.js';
import { StandingNotice } from '../../components/standing-notice.js';
import { Words } from '../../components/words.js';
import { T, useUi } from '../../i18n/t.js';
import type { Offer } from '../../offer/fact.js';
import { fact, labelOf } from '../../offer/facts.js';
import { OfferBadges } from '../offer/offer-badges.js';

interface ShortlistProps {
  readonly offers: readonly Offer[];
  /** Ids that nothing is known of. */
  readonly unknown: readonly string[];
  readonly today: string;
  /** Day on which the link to the list was made. */
  readonly shared: string | undefined;
}

const files = [
  { path: '/shortlist.pdf', label: 'shortlist.pdf' },
  { path: '/shortlist.csv', label: 'shortlist.csv' },
  { path: '/shortlist.ics', label: 'shortlist.ics' },
] as const;

/** The reader's list, and what can be done with it. */
export function ShortlistView({ offers, unknown, today, shared }: ShortlistProps) {
  const ui = useUi();
  const ids = [...offers.map(({ id }) => id), ...unknown];
  const params = new URLSearchParams({ ids: ids.join(',') });
  if (ids.length === 0)
    return (
      <div class="narrow stack" data-shortlist-empty>
        <h1>
          <T id="shortlist.title" />
        </h1>
        <p>
          <T id="shortlist.empty" />
        </p>
        <p class="without-script muted">
          <T id="shortlist.withoutScript" />
        </p>
        <a class="button" href={ui.href('/')}>
          <T id="problem.toSearch" />
        </a>
      </div>
    );
  return (
    <div class="stack shortlist" data-shortlist-page={ids.join(' ')}>
      <h1 tabIndex={-1} data-announce={ui.t('shortlist.text', { count: offers.length })}>
        <T id="shortlist.title" />
      </h1>
      <p class="muted">
        <T id="shortlist.text" values={{ count: offers.length }} />
      </p>
      {unknown.length > 0 ? (
        <p class="notice">
          <T id="compare.unknown" values={{ count: unknown.length }} />
        </p>
      ) : null}
      <div class="toolbar no-print">
        <a class="button" href={ui.href('/shortlist/handout', params)}>
          <Icon name="print" />
          <T id="offer.handout" />
        </a>
        {offers.length > 1 ? (
          <a class="button quiet" href={ui.href('/compare', new URLSearchParams({ ids: ids.slice(0, 4).join(',') }))}>
            <Icon name="columns" />
            <T id="offer.compare" />
          </a>
        ) : null}
        {files.map(({ path, label }) => (
          <a key={path} class="button quiet" href={ui.href(path, params)} data-turbo="false" download>
            <T id={label} />
          </a>
        ))}
        <button
          type="button"
          class="quiet with-script"
          data-copy-link={ui.href('/shortlist', new URLSearchParams({ ids: ids.join(','), shared: today }))}
          data-copied={ui.t('shortlist.copied')}
        >
          <T id="shortlist.share" />
        </button>
        <button type="button" class="quiet with-script" data-shortlist-take hidden>
          <T id="shortlist.take" />
        </button>
      </div>
      <ol class="shortlist-items">
        {offers.map((offer) => (
          <li key={offer.id} class="panel keep-together">
            <ShortlistItem offer={offer} today={today} shared={shared} without={ids.filter((id) => id !== offer.id)} />
          </li>
        ))}
      </ol>
    </div>
  );
}

interface ItemProps extends Pick<ShortlistProps, 'today' | 'shared'> {
  readonly offer: Offer;
  /** The other ids of the list. */
  readonly without: readonly string[];
}

function ShortlistItem({ offer, today, shared, without }: ItemProps) {
  const ui = useUi();
  const { id, title, providers, updatedAt } = offer;
  const rest = new URLSearchParams(without.length === 0 ? {} : { ids: without.join(',') });
  const hasChanged = shared !== undefined && typeof updatedAt === 'string' && updatedAt.slice(0, 10) > shared;
  return (
    <>
      <h2>
        <a href={ui.href(`/offers/${id}`)}>
          <Words of={title} />
        </a>
      </h2>
      <p class="offer-provider">{providers.map(({ name }) => name.text).join(', ')}</p>
      <OfferBadges offer={offer} today={today} />
      <StandingNotice offer={offer} today={today} />
      {hasChanged ? (
        <p class="notice">
          <T id="shortlist.changed" values={{ date: ui.date(updatedAt) }} />
        </p>
      ) : null}
      <dl class="facts">
        {(['deadline', 'place', 'recognition'] as const).map((name) => (
          <div key={name} class="fact">
            <dt>
              <T id={labelOf(name)} />
            </dt>
            <dd>
              <FactValues of={fact(name, offer, { ui, today })} />
            </dd>
          </div>
        ))}
      </dl>
      <p class="no-print">
        <a
          class="button quiet"
          href={ui.href('/shortlist', rest)}
          data-shortlist-remove={id}
          data-in-place
          aria-label={ui.t('shortlist.removeNamed', { title: title.text })}
        >
          <T id="shortlist.remove" />
        </a>
      </p>
    </>
  );
}
