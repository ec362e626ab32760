import { FactValues } from '../../components/fact-values.js';
import { Formatted } from '../../components/formatted.js';
import { Icon } from '../../components/icon.js';
import { ShortlistButton } from '../../components/offer-actions.js';
import { StandingNotice } from '../../components/standing-notice.js';
import { Words } from '../../components/words.js';
import type { MessageKey } from '../../i18n/catalogue.js';
import { T, useUi } from '../../i18n/t.js';
import type { FactId, FullOffer } from '../../offer/fact.js';
import { fact, labelOf } from '../../offer/facts.js';
import { OfferBadges } from './offer-badges.js';
import { OfferOrigin } from './offer-origin.js';
import { OfferPaths } from './offer-paths.js';
import { OfferRuns } from './offer-runs.js';

const groups: readonly { readonly title: MessageKey; readonly facts: readonly FactId[] }[] = [
  {
    title: 'offer.group.worth',
    facts: ['level', 'ects', 'workload', 'credential', 'recognition', 'qualityAssurance', 'stackability'],
  },
  {
    title: 'offer.group.way',
    facts: [
      ...(['mode', 'language', 'schedule', 'activity', 'setting'] as const),
      ...(['assessment', 'assessmentLanguage', 'grading', 'supervision'] as const),
    ],
  },
  { title: 'offer.group.who', facts: ['provider', 'awardingBody', 'field', 'subject', 'targetGroup'] },
];

/** Matters that few catalogues speak of, and no standard asks for: shown where they are stated. */
const rare: ReadonlySet<FactId> = new Set(['activity', 'assessmentLanguage', 'grading', 'subject']);

/** Everything about one offer. */
export function OfferArticle({
  offer,
  today,
  from,
}: {
  offer: FullOffer;
  today: string;
  from: URLSearchParams | undefined;
}) {
  const ui = useUi();
  return (
    <article class="offer">
      <p class="no-print">
        {from === undefined ? (
          <a href={ui.href('/')}>
            <T id="problem.toSearch" />
          </a>
        ) : (
          <a href={`${ui.href('/', from)}#offer-${offer.id}`}>
            <T id="offer.backToResults" />
          </a>
        )}
      </p>
      <header class="offer-head">
        <p class="offer-kind">{ui.list(offer.kinds.flatMap(({ concept }) => concept.label?.text ?? []))}</p>
        <h1>
          <Words of={offer.title} />
        </h1>
        <p class="offer-provider">
          {offer.providers.map(({ id, name }, at) => (
            <span key={id}>
              {at > 0 ? ', ' : ''}
              <Words of={name} />
            </span>
          ))}
        </p>
        <OfferBadges offer={offer} today={today} />
        {offer.mergedInto ? <Merged into={offer.mergedInto} /> : <StandingNotice offer={offer} today={today} />}
        <div class="offer-actions no-print">
          <ShortlistButton id={offer.id} title={offer.title.text} />
          <a
            class="button quiet"
            href={ui.href('/compare', new URLSearchParams({ ids: offer.id }))}
            data-compare-link={offer.id}
          >
            <Icon name="columns" />
            <T id="offer.compare" />
          </a>
          <a class="button quiet" href={ui.href('/shortlist/handout', new URLSearchParams({ ids: offer.id }))}>
            <Icon name="print" />
            <T id="offer.handout" />
          </a>
        </div>
      </header>
      <div class="offer-columns">
        <div class="offer-main">
          <Text title="offer.about" of={offer.description} />
          <Outcomes offer={offer} />
          <Text title="offer.prerequisites" of={offer.prerequisites} />
          {groups.map(({ title, facts }) => (
            <section key={title} class="panel">
              <h2>
                <T id={title} />
              </h2>
              <dl class="facts">
                {facts
                  .map((id) => fact(id, offer, { ui, today }))
                  .filter(({ id, values }) => values.length > 0 || !rare.has(id))
                  .map((each) => (
                    <div key={each.id} class="fact">
                      <dt>
                        <T id={labelOf(each.id)} />
                      </dt>
                      <dd>
                        <FactValues of={each} />
                      </dd>
                    </div>
                  ))}
              </dl>
            </section>
          ))}
          <OfferPaths offer={offer} />
        </div>
        <aside class="offer-side" aria-label={ui.t('offer.side')}>
          <OfferRuns offer={offer} today={today} />
          <AnnexI offer={offer} />
        </aside>
      </div>
      <OfferOrigin offer={offer} today={today} />
    </article>
  );
}

/** The same offer is found under another record, which describes it better. */
function Merged({ into }: { into: string }) {
  const ui = useUi();
  return (
    <p class="notice" role="note">
      <T id="offer.merged" />{' '}
      <a href={ui.href(`/offers/${into}`)}>
        <T id="offer.mergedLink" />
      </a>
    </p>
  );
}

function Text({ title, of }: { title: MessageKey; of: FullOffer['description'] }) {
  return (
    <section class="panel">
      <h2>
        <T id={title} />
      </h2>
      {of === undefined || of === null ? (
        <p class="not-stated">
          <T id="value.notStated" />
        </p>
      ) : (
        <Formatted of={of} />
      )}
    </section>
  );
}

function Outcomes({ offer: { learningOutcomes } }: { offer: FullOffer }) {
  const texts = learningOutcomes.flatMap(({ text }) => text ?? []);
  const skills = learningOutcomes.flatMap(({ skills: each }) => each.flatMap(({ concept }) => concept.label ?? []));
  return (
    <section class="panel">
      <h2>
        <T id="offer.outcomes" />
      </h2>
      {texts.length + skills.length === 0 ? (
        <p class="not-stated">
          <T id="value.notStated" />
        </p>
      ) : null}
      {texts.length === 1 && texts[0] !== undefined ? <Formatted of={texts[0]} /> : null}
      {texts.length > 1 ? (
        <ul class="outcomes">
          {texts.map((text) => (
            <li key={text.text}>
              <Formatted of={text} />
            </li>
          ))}
        </ul>
      ) : null}
      {skills.length > 0 ? (
        <>
          <h3>
            <T id="offer.skills" />
          </h3>
          <ul class="chips">
            {skills.map((label) => (
              <li key={label.text} class="badge">
                <Words of={label} />
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}

const states = { PRESENT: 'annexI.PRESENT', DERIVED: 'annexI.DERIVED', ABSENT: 'annexI.ABSENT' } as const;

function AnnexI({ offer: { annexI } }: { offer: FullOffer }) {
  return (
    <section class="panel">
      <h2>
        <T id="annexI.title" />
      </h2>
      <p class="small muted">
        <T id="annexI.text" values={{ present: annexI.present, of: annexI.of }} />
      </p>
      <ul class="annex">
        {annexI.elements.map(({ element, label, state, mandatory }) => (
          <li key={element} class={`annex-item annex-${state.toLowerCase()}`}>
            <Icon name={state === 'ABSENT' ? 'close' : 'check'} />
            <span>
              {label ? <Words of={label} /> : element}
              {mandatory ? null : (
                <span class="muted">
                  {' '}
                  <T id="annexI.optional" />
                </span>
              )}
            </span>
            <span class="annex-state">
              <T id={states[state]} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
