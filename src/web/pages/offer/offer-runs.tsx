import { Icon } from '../../components/icon.js';
import { T, useUi } from '../../i18n/t.js';
import { durationText } from '../../offer/duration.js';
import type { FullOffer } from '../../offer/fact.js';
import { periodText, placeText, priceText, type Run, runsAhead, runsBehind } from '../../offer/runs.js';

/** Runs of an offer shown at first; more open on demand. */
const shown = 5;

/** When and where it takes place, and how to apply. */
export function OfferRuns({ offer, today }: { offer: FullOffer; today: string }) {
  const ui = useUi();
  const ahead = runsAhead(offer, today);
  const behind = runsBehind(offer, today);
  const more = ahead.slice(shown);
  return (
    <section class="panel">
      <h2>
        <T id="offer.runs" />
      </h2>
      {ahead.length === 0 ? (
        <p class="not-stated">
          <T id={behind.length > 0 ? 'offer.runs.noneAhead' : 'offer.runs.notStated'} />
        </p>
      ) : (
        <RunList runs={ahead.slice(0, shown)} today={today} />
      )}
      {more.length > 0 ? (
        <details>
          <summary>
            <T id="offer.runs.more" values={{ count: more.length }} />
          </summary>
          <RunList runs={more} today={today} />
        </details>
      ) : null}
      {behind.length > 0 ? (
        <details>
          <summary>
            <T id="offer.runs.behind" values={{ count: behind.length }} />
          </summary>
          <RunList runs={behind} today={today} />
        </details>
      ) : null}
      <HowToApply offer={offer} />
      {offer.runs.some(({ period, applicationWindows }) => period?.start || applicationWindows.length > 0) ? (
        <p class="no-print">
          <a href={ui.href('/shortlist.ics', new URLSearchParams({ ids: offer.id }))} data-turbo="false" download>
            <Icon name="calendar" /> <T id="offer.calendar" />
          </a>
        </p>
      ) : null}
    </section>
  );
}

function RunList({ runs, today }: { runs: readonly Run[]; today: string }) {
  return (
    <ol class="runs">
      {runs.map((run) => (
        <li key={run.id} class="run">
          <RunFacts run={run} today={today} />
        </li>
      ))}
    </ol>
  );
}

function RunFacts({ run, today }: { run: Run; today: string }) {
  const ui = useUi();
  const places = [...new Set(run.places.flatMap((place) => placeText(place) ?? []))];
  const prices = run.prices.flatMap((price) => priceText(price, ui) ?? []);
  const modes = run.modes.flatMap(({ concept }) => concept.label?.text ?? []);
  return (
    <>
      <p class="run-when">
        <Icon name="calendar" />
        <strong>{periodText(run, ui) ?? ui.t('offer.run.noDate')}</strong>
        {run.duration ? <span class="muted"> · {durationText(run.duration, ui)}</span> : null}
        {run.state === 'CANCELLED' || run.state === 'CLOSED' ? (
          <span class="badge note">
            <T id={`run.${run.state}`} />
          </span>
        ) : null}
      </p>
      {places.length > 0 ? (
        <p>
          <Icon name="pin" /> {places.join(' · ')}
        </p>
      ) : null}
      {modes.length > 0 ? (
        <p>
          <Icon name="screen" /> {ui.list(modes)}
        </p>
      ) : null}
      {run.free?.value === true ? (
        <p>
          <Icon name="money" /> <T id="value.free" />
        </p>
      ) : prices.length > 0 ? (
        <p>
          <Icon name="money" /> {prices.join(' · ')}
        </p>
      ) : null}
      {run.grants.length > 0 ? (
        <p class="small">
          <T id="offer.run.grants" /> {ui.list(run.grants.map(({ title }) => title.text))}
        </p>
      ) : null}
      {run.applicationWindows.map(({ opens, closes, url }) => (
        <p key={`${opens}${closes}`} class={closes && closes < today ? 'muted' : undefined}>
          <Icon name="clock" /> {opens && opens > today ? `${ui.t('offer.apply.from', { date: ui.date(opens) })} ` : ''}
          {closes
            ? ui.t(closes < today ? 'offer.apply.over' : 'offer.apply.until', { date: ui.date(closes) })
            : ui.t('offer.apply.open')}{' '}
          {url ? (
            <a href={url} rel="noopener external">
              <T id="offer.apply.link" />
            </a>
          ) : null}
        </p>
      ))}
    </>
  );
}

function HowToApply({ offer: { homepages } }: { offer: FullOffer }) {
  const ui = useUi();
  return (
    <>
      <h3>
        <T id="offer.apply" />
      </h3>
      {homepages.length === 0 ? (
        <p>
          <T id="offer.apply.noPage" />
        </p>
      ) : (
        <ul class="links">
          {homepages.map(({ url, language }) => (
            <li key={url}>
              <a class="button" href={url} rel="noopener external">
                <T id="offer.homepage" />
                {language && language !== ui.language ? ` (${language})` : ''}
              </a>
              <span class="small muted host">{new URL(url).host}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
