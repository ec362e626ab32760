import type { ComponentChildren } from 'preact';
import { EvidenceMark } from '../../components/evidence-mark.js';
import { Icon, type IconName } from '../../components/icon.js';
import { Words } from '../../components/words.js';
import type { MessageKey } from '../../i18n/catalogue.js';
import { T, useUi } from '../../i18n/t.js';
import { runsAhead } from '../../offer/runs.js';
import type { Offer } from './load-search.js';

type Term = Offer['modes'][number];

interface Fact {
  readonly icon: IconName;
  readonly label: MessageKey;
  /** Null for what is not stated. */
  readonly value: ComponentChildren;
}

/** What one has to know at a glance to advise somebody, always in the same order. */
function factsOf(offer: Offer): readonly Fact[] {
  const { modes, languages, runs } = offer;
  return [
    { icon: 'badge', label: 'fact.level', value: level(offer) },
    { icon: 'clock', label: 'fact.workload', value: workload(offer) },
    { icon: 'screen', label: 'fact.mode', value: terms([...modes, ...runs.flatMap((run) => run.modes)]) },
    {
      icon: 'language',
      label: 'fact.language',
      value: terms([...languages, ...runs.flatMap((run) => run.languages)]),
    },
    { icon: 'calendar', label: 'card.nextStart', value: nextStart(offer) },
    { icon: 'money', label: 'fact.price', value: price(offer) },
    { icon: 'check', label: 'fact.recognition', value: recognition(offer) },
    { icon: 'pin', label: 'fact.place', value: places(offer) },
  ];
}

/**
 * The facts that the provider states, and by name those that it does not. Places, prices and the like are those of runs
 * that one can still take part in; of an offer that is over, those that it had.
 */
export function CardFacts({ offer, today }: { offer: Offer; today: string }) {
  const ui = useUi();
  const ahead = runsAhead(offer, today);
  const facts = factsOf(ahead.length === 0 ? offer : { ...offer, runs: ahead });
  const stated = facts.filter(({ value }) => value !== null);
  const missing = facts.filter(({ value }) => value === null);
  return (
    <div class="card-facts">
      {stated.length === 0 ? null : (
        <dl class="card-grid">
          {stated.map(({ icon, label, value }) => (
            <div key={label} class="card-fact">
              <dt>
                <Icon name={icon} />
                <T id={label} />
              </dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {missing.length === 0 ? null : (
        <p class="card-missing">
          <strong>
            <T id="card.missing" />
          </strong>{' '}
          {ui.list(missing.map(({ label }) => ui.t(label)))}
        </p>
      )}
    </div>
  );
}

/** Whether a list has nothing to show: then the fact says "not stated". */
function list(items: readonly ComponentChildren[], most = 3): ComponentChildren {
  if (items.length === 0) return null;
  return <More items={items} most={most} />;
}

function More({ items, most }: { items: readonly ComponentChildren[]; most: number }) {
  const rest = items.length - most;
  return (
    <>
      {items.slice(0, most).flatMap((item, index) => (index === 0 ? [item] : [', ', item]))}
      {rest > 0 ? (
        <>
          {' '}
          <T id="card.more" values={{ count: rest }} />
        </>
      ) : null}
    </>
  );
}

function level({ eqfLevel, nqfLevels }: Offer): ComponentChildren {
  if (eqfLevel !== null && eqfLevel !== undefined) {
    return (
      <>
        <span class="badge level">
          <T id="level.short" values={{ level: eqfLevel.level }} />
        </span>
        <EvidenceMark of={eqfLevel} />
      </>
    );
  }
  const [national] = nqfLevels;
  if (national === undefined) return null;
  const name = national.framework === null || national.framework === undefined ? '' : `${national.framework} `;
  return <T id="level.national" values={{ level: `${name}${national.label}` }} />;
}

function workload({ ects, credits, workloadHours }: Offer): ComponentChildren {
  const [other] = credits;
  const parts: ComponentChildren[] = [];
  if (ects !== null && ects !== undefined) {
    parts.push(
      <>
        <T id="card.ects" values={{ value: ects.value }} />
        <EvidenceMark of={ects} />
      </>,
    );
  } else if (other !== undefined) {
    parts.push(<T id="card.credits" values={{ value: other.value, system: other.system }} />);
  }
  if (workloadHours !== null && workloadHours !== undefined) {
    const { min, max } = workloadHours;
    parts.push(
      <>
        {min === max ? <T id="card.hours" values={{ value: min }} /> : <T id="card.hoursRange" values={{ min, max }} />}{' '}
        <EvidenceMark of={workloadHours} />
      </>,
    );
  }
  return list(parts);
}

/** Each term once, with the first evidence that there is for it. */
function terms(values: readonly Term[]): ComponentChildren {
  const byCode = new Map<string, Term>();
  for (const value of values) if (!byCode.has(value.concept.code)) byCode.set(value.concept.code, value);
  const items = [...byCode.values()].map((value) => (
    <span key={value.concept.code}>
      <Words of={value.concept.label ?? { text: value.concept.code, language: 'und' }} />
      <EvidenceMark of={value} />
    </span>
  ));
  return list(items);
}

function nextStart(offer: Offer): ComponentChildren {
  if (offer.nextStart !== null && offer.nextStart !== undefined)
    return <StartDate offer={offer} day={offer.nextStart} />;
  const begun = offer.runs.some(({ period }) => period?.start !== null && period?.start !== undefined);
  return begun ? <T id="card.noLaterStart" /> : null;
}

function StartDate({ offer, day }: { offer: Offer; day: string }) {
  const ui = useUi();
  const run = offer.runs.find(({ period }) => period?.start === day);
  const isDay = run?.period?.precision === 'DAY' || run === undefined;
  return <time dateTime={day}>{ui.date(isDay ? day : day.slice(0, 7))}</time>;
}

function price({ runs }: Offer): ComponentChildren {
  const free = runs.map((run) => run.free).find((each) => each?.value === true);
  if (free !== undefined && free !== null) {
    return (
      <>
        <strong class="positive-text">
          <T id="free.yes" />
        </strong>
        <EvidenceMark of={free} />
      </>
    );
  }
  const amounts = runs.flatMap(({ prices }) =>
    prices.flatMap(({ amount, currency }) =>
      typeof amount === 'number' && currency ? [{ amount, currency: currency.code }] : [],
    ),
  );
  amounts.sort((a, b) => a.amount - b.amount);
  const [least] = amounts;
  if (least !== undefined) return <Amount {...least} isFrom={amounts.some(({ amount }) => amount > least.amount)} />;
  const [text] = runs.flatMap(({ prices }) => prices.flatMap((each) => each.text ?? []));
  if (text !== undefined) return <Words of={{ ...text, text: text.text.slice(0, 80) }} />;
  return runs.some((run) => run.free?.value === false) ? <T id="card.notFree" /> : null;
}

function Amount({ amount, currency, isFrom }: { amount: number; currency: string; isFrom: boolean }) {
  const ui = useUi();
  const shown = ui.money(amount, currency);
  return isFrom ? <T id="card.priceFrom" values={{ price: shown }} /> : <span>{shown}</span>;
}

function recognition({ recognition: options }: Offer): ComponentChildren {
  const byCode = new Map(options.map(({ option: { concept } }) => [concept.code, concept]));
  const items = [...byCode.values()].map(({ code, label }) => (
    <Words key={code} of={label ?? { text: code, language: 'und' }} />
  ));
  return list(items, 2);
}

function places({ runs }: Offer): ComponentChildren {
  const names = runs.flatMap(({ places: all }) =>
    all.flatMap(({ city, name, country }) => city ?? name ?? country?.concept.label?.text ?? []),
  );
  const items = [...new Set(names)].map((name) => <bdi key={name}>{name}</bdi>);
  return list(items);
}
