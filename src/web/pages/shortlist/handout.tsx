import { NotStated } from '../../components/fact-values.js';
import { StandingNotice } from '../../components/standing-notice.js';
import { Words } from '../../components/words.js';
import { T, useUi } from '../../i18n/t.js';
import type { Offer } from '../../offer/fact.js';
import { glossary, handoutLines } from '../../offer/handout-lines.js';

/** Offers in plain language, for paper. The notes are written by hand, or kept by nobody but the page. */
export function Handout({ offers, today }: { offers: readonly Offer[]; today: string }) {
  const ui = useUi();
  return (
    <article class="handout">
      <h1>
        <T id="handout.title" />
      </h1>
      <p class="muted">
        <T id="handout.date" values={{ date: ui.date(today) }} />
      </p>
      {offers.map((offer) => (
        <section key={offer.id} class="handout-offer">
          <h2>
            <Words of={offer.title} />
          </h2>
          <p class="offer-provider">{offer.providers.map(({ name }) => name.text).join(', ')}</p>
          <StandingNotice offer={offer} today={today} />
          <dl class="facts">
            {handoutLines(offer, { ui, today }).map(({ question, answers }) => (
              <div key={question} class="fact">
                <dt>
                  <T id={question} />
                </dt>
                <dd>
                  {answers.length === 0 ? <NotStated /> : null}
                  {answers.map((answer) => (
                    <p key={answer.text}>
                      <Words of={{ text: answer.text, language: answer.language ?? ui.language }} />
                    </p>
                  ))}
                </dd>
              </div>
            ))}
            <div class="fact">
              <dt>
                <T id="handout.more" />
              </dt>
              <dd>
                {offer.homepages.length === 0 ? <T id="offer.apply.noPage" /> : null}
                {offer.homepages.map(({ url }) => (
                  <p key={url}>
                    <a href={url} rel="noopener external">
                      {url}
                    </a>
                  </p>
                ))}
              </dd>
            </div>
          </dl>
        </section>
      ))}
      <section class="keep-together">
        <h2>
          <T id="handout.notes" />
        </h2>
        <textarea class="notes" rows={5} aria-label={ui.t('handout.notes')} data-notes autocomplete="off" />
        <p class="small muted no-print">
          <T id="handout.notesText" />
        </p>
      </section>
      <section class="keep-together">
        <h2>
          <T id="handout.next" />
        </h2>
        <ol>
          <li>
            <T id="handout.next1" />
          </li>
          <li>
            <T id="handout.next2" />
          </li>
          <li>
            <T id="handout.next3" />
          </li>
        </ol>
      </section>
      <section>
        <h2>
          <T id="glossary.title" />
        </h2>
        <ul class="stack">
          {glossary(offers, { ui, today }).map((id) => (
            <li key={id}>
              <T id={id} />
            </li>
          ))}
        </ul>
      </section>
    </article>
  );
}
