import type { Offer } from './answer.js';
import type { NamedFragment } from './generated/operations.js';
import type { Speech } from './messages/languages.js';
import { fill } from './messages/languages.js';

/** One thing that is told of an offer. Without `text` the provider does not state it. */
export interface Fact {
  readonly name: string;
  readonly text?: string;
  /** Whether it was concluded from something else. */
  readonly derived?: boolean;
}

const uncertain = ['CLOSE', 'DERIVED'];

/** What a counsellor looks for first, in this order; every fact is there, stated or not. */
export function factsOf(offer: Offer, { t, number, date, price }: Speech): readonly Fact[] {
  const { runs, eqfLevel, nqfLevels, ects, workloadHours, nextStart } = offer;
  const level = eqfLevel ? fill(t.eqf, { n: number(eqfLevel.level) }) : nqfLevels.map(({ label }) => label).join(', ');
  const hours = workloadHours ? [...new Set([workloadHours.min, workloadHours.max])].map(number).join(' – ') : '';
  const credits = ects ? `${number(ects.value)} ECTS` : hours === '' ? '' : fill(t.hours, { n: hours });
  const fact = (name: string, text: string, basis?: string): Fact => ({
    name,
    ...(text === '' ? {} : { text }),
    ...(basis !== undefined && uncertain.includes(basis) ? { derived: true } : {}),
  });
  return [
    fact(t.names.level, level, eqfLevel?.basis),
    fact(t.names.ects, credits, ects ? ects.basis : workloadHours?.basis),
    fact(t.names.mode, named([...offer.modes, ...runs.flatMap((run) => run.modes)])),
    fact(t.names.teaching, named([...offer.languages, ...runs.flatMap((run) => run.languages)])),
    fact(t.nextStart, nextStart ? date(nextStart) : ''),
    fact(t.names.price, isFree(offer) ? t.names.free : priceOf(offer, price)),
  ];
}

/** Names, each once; more than three are shortened. */
function named(concepts: readonly NamedFragment[]): string {
  const names = [...new Set(concepts.map(({ concept }) => concept.label?.text ?? concept.code))];
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} +${names.length - 3}` : names.join(', ');
}

function isFree({ runs }: Offer): boolean {
  return runs.some(({ free }) => free?.value === true);
}

/** Least and highest price of all runs in the first currency that is stated; else the words of the provider. */
function priceOf({ runs }: Offer, price: Speech['price']): string {
  const prices = runs.flatMap((run) => run.prices);
  const currency = prices.find(({ amount }) => typeof amount === 'number')?.currency?.code;
  const amounts = prices.flatMap((each) =>
    typeof each.amount === 'number' && each.currency?.code === currency ? [each.amount] : [],
  );
  if (currency === undefined || amounts.length === 0) return prices.find(({ text }) => text)?.text?.text ?? '';
  return price(Math.min(...amounts), Math.max(...amounts), currency);
}

/** What speaks for an offer: kind of credential, recognition, quality assurance. Only what is stated. */
export function badgesOf({ microCredential, recognition, qualityAssurance }: Offer, { t }: Speech): readonly string[] {
  const quality = { REGISTER: t.qualityRegister, LABEL: t.qualityLabel, PROVIDER_CLAIM: t.qualityClaim };
  const best = (['REGISTER', 'LABEL', 'PROVIDER_CLAIM'] as const).find((kind) =>
    qualityAssurance.some(({ evidence }) => evidence === kind),
  );
  return [
    ...(microCredential?.value === true ? [t.microCredential] : []),
    ...new Set(recognition.map(({ option: { concept } }) => concept.label?.text ?? concept.code)),
    ...(best === undefined ? [] : [quality[best]]),
  ];
}

/** Who offers it, and where: places of the runs, else of the provider. */
export function providersOf({ providers, runs }: Offer): { readonly names: string; readonly where: string } {
  const names = [...new Set(providers.map(({ name }) => name.text))];
  const places = runs.flatMap((run) => run.places);
  const where = (places.length > 0 ? places : providers).flatMap(({ city, country }) => {
    const place = [city, country?.concept.label?.text].filter(Boolean).join(', ');
    return place === '' ? [] : [place];
  });
  const distinct = [...new Set(where)];
  return {
    names: names.slice(0, 2).join(', '),
    where: distinct.length > 2 ? `${distinct[0]} +${distinct.length - 1}` : distinct.join(' · '),
  };
}
