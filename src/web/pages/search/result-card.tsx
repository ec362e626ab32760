import { Icon } from '../../components/icon.js';
import { ShortlistButton } from '../../components/offer-actions.js';
import { Words } from '../../components/words.js';
import { T, useUi } from '../../i18n/t.js';
import { beginning, plainText } from '../../offer/formatted-text.js';
import { runsAhead } from '../../offer/runs.js';
import { CardFacts } from './card-facts.js';
import type { Offer } from './load-search.js';

/** The form that compares what is ticked. */
export const picksForm = 'picks';

/** An offer among the results: what a counsellor needs at a glance. */
export function ResultCard({ offer, today }: { offer: Offer; today: string }) {
  const ui = useUi();
  const { id, title, description, annexI } = offer;
  const summary = description === null || description === undefined ? '' : summaryOf(description.text);
  return (
    <article class="card keep-together" id={`offer-${id}`} aria-labelledby={`title-${id}`}>
      <header class="card-head">
        <h3 id={`title-${id}`}>
          <a href={ui.href(`/offers/${id}`)}>
            <Words of={title} />
          </a>
        </h3>
        <p class="card-provider">
          <Provider offer={offer} />
        </p>
        <Badges offer={offer} today={today} />
      </header>
      {summary === '' ? null : (
        <p class="card-summary">
          <Words of={{ text: summary, language: description?.language ?? 'und' }} />
        </p>
      )}
      <CardFacts offer={offer} today={today} />
      <footer class="card-foot">
        <p class="small muted">
          <T id="card.complete" values={{ present: annexI.present, of: annexI.of }} />
        </p>
        <div class="card-actions no-print">
          <ShortlistButton id={id} title={title.text} />
          <label class="check pick">
            <input
              type="checkbox"
              form={picksForm}
              name="ids"
              value={id}
              aria-describedby={`title-${id}`}
              autocomplete="off"
              data-pick
            />
            <span>
              <T id="card.pick" />
            </span>
          </label>
        </div>
      </footer>
    </article>
  );
}

/** Descriptions may be long; the beginning of a very long one does. */
function summaryOf(description: string): string {
  return beginning(plainText(description.slice(0, 4_000)).replace(/\s+/g, ' '), 220);
}

function Provider({ offer: { providers, qualityAssurance } }: { offer: Offer }) {
  const [first, ...others] = providers;
  return (
    <>
      {first === undefined ? (
        <span class="not-stated">
          <T id="card.noProvider" />
        </span>
      ) : (
        <span class="provider-name">
          <Words of={first.name} />
        </span>
      )}
      {others.length > 0 ? (
        <>
          {' '}
          <T id="card.more" values={{ count: others.length }} />
        </>
      ) : null}
      {first?.country?.concept.label ? (
        <span class="muted">
          {first.city ? (
            <>
              {' · '}
              <bdi>{first.city}</bdi>
            </>
          ) : null}
          {' · '}
          <Words of={first.country.concept.label} />
        </span>
      ) : null}{' '}
      <QualityMark entries={qualityAssurance} />
    </>
  );
}

/** Who vouches for the quality: a register or label outweighs what the provider says of itself. */
function QualityMark({ entries }: { entries: Offer['qualityAssurance'] }) {
  const register = entries.find(({ evidence }) => evidence === 'REGISTER');
  const label = entries.find(({ evidence }) => evidence === 'LABEL');
  const [claim] = entries;
  if (register ?? label) {
    return (
      <span class="badge positive">
        <Icon name="shield" />
        <T id={register === undefined ? 'qa.label' : 'qa.register'} />
      </span>
    );
  }
  if (claim !== undefined) {
    return (
      <span class="badge note">
        <Icon name="shield" />
        <T id="qa.claim" />
      </span>
    );
  }
  return (
    <span class="qa-missing not-stated small">
      <T id="qa.notStated" />
    </span>
  );
}

function Badges({ offer, today }: { offer: Offer; today: string }) {
  const { microCredential, kinds } = offer;
  const isMicro = microCredential?.value === true;
  return (
    <ul class="card-badges">
      {isMicro ? (
        <li class="badge level">
          <T id="card.microCredential" />
        </li>
      ) : null}
      {kinds.slice(0, 2).map(({ concept }) => (
        <li key={concept.code} class="badge">
          <Words of={concept.label ?? { text: concept.code, language: 'und' }} />
        </li>
      ))}
      <Applications offer={offer} today={today} />
    </ul>
  );
}

/** Whether one can apply, as far as dates of applications are stated; that an offer is running says nothing about them. */
function Applications({ offer, today }: { offer: Offer; today: string }) {
  const ui = useUi();
  const { status } = offer;
  const windows = runsAhead(offer, today).flatMap(({ applicationWindows }) => applicationWindows);
  const isOpen = ({ opens, closes }: (typeof windows)[number]) => (opens ?? '0') <= today && today <= (closes ?? '9');
  const open = windows.filter(isOpen);
  const nextOpens = windows.flatMap(({ opens }) => (opens && opens > today ? [opens] : [])).sort()[0];
  const badge = (kind: string, text: string) => <li class={`badge ${kind}`}>{text}</li>;
  if (status === 'EXPIRED') {
    const closed = windows
      .flatMap(({ closes }) => closes ?? [])
      .sort()
      .at(-1);
    return badge('note', closed === undefined ? ui.t('card.over') : ui.t('card.applyOver', { date: ui.date(closed) }));
  }
  if (status === 'OPEN' && open.length > 0) {
    const deadline = open.flatMap(({ closes }) => closes ?? []).sort()[0];
    if (deadline === undefined) return badge('positive', ui.t('card.applications'));
    return badge('positive', ui.t('card.applyBy', { date: ui.date(deadline) }));
  }
  if (status === 'OPEN') return badge('', ui.t('card.running'));
  if (status === 'UPCOMING' && nextOpens !== undefined)
    return badge('', ui.t('card.applyFrom', { date: ui.date(nextOpens) }));
  return null;
}
