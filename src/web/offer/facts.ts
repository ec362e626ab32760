import type { ShownFragment } from '../generated/graphql.js';
import type { MessageKey } from '../i18n/catalogue.js';
import type { Ui } from '../i18n/ui.js';
import { durationText } from './duration.js';
import { type Evidence, type Fact, type FactId, type FactValue, factIds, type Offer } from './fact.js';
import { beginning, plainText } from './formatted-text.js';
import { periodText, placeText, priceText, type Run, runsAhead } from './runs.js';

/** Longest free text among the facts, in characters; the page of the offer has the whole. */
const longest = 240;

interface Asked {
  readonly ui: Ui;
  /** ISO 8601 date: what is over on it is left out. */
  readonly today: string;
}

type Reader = (offer: Offer, asked: Asked) => readonly (FactValue | undefined)[];

interface Judged {
  readonly basis: ShownFragment['basis'];
  readonly rule?: string | null;
  readonly native?: string | null;
}

/** How a value came about; nothing for one that the source states. */
export function evidenceOf({ basis, rule, native }: Judged): { evidence?: Evidence } {
  if (basis === 'STATED') return {};
  return { evidence: { basis, ...(rule ? { rule } : {}), ...(native ? { native } : {}) } };
}

function concept(shown: ShownFragment | null | undefined): FactValue | undefined {
  if (shown === undefined || shown === null) return undefined;
  const { code, label } = shown.concept;
  return { text: label?.text ?? code, ...(label ? { language: label.language } : {}), ...evidenceOf(shown) };
}

function words(text: { readonly text: string; readonly language: string } | null | undefined): FactValue | undefined {
  if (text === undefined || text === null) return undefined;
  return { text: beginning(plainText(text.text), longest), language: text.language };
}

function organisations(list: Offer['providers']): FactValue[] {
  return list.map(({ name, city, country, homepage }) => {
    const note = [city, country?.concept.label?.text].filter((part) => part).join(', ');
    return {
      ...{ text: name.text, language: name.language },
      ...(note === '' ? {} : { note }),
      ...(homepage ? { url: homepage } : {}),
    };
  });
}

const level: Reader = ({ eqfLevel, nqfLevels, qfEheaCycle, educationLevels, notLevelled }, { ui }) => [
  eqfLevel ? { text: ui.t('value.eqf', { level: eqfLevel.level }), ...evidenceOf(eqfLevel) } : undefined,
  ...nqfLevels.map(({ framework, label }) => ({ text: framework ? `${framework}: ${label}` : label })),
  concept(qfEheaCycle),
  ...educationLevels.map(({ scheme, code }) => ({ text: scheme ? `${scheme}: ${code}` : code })),
  notLevelled === true ? { text: ui.t('value.notLevelled') } : undefined,
];

const ects: Reader = ({ ects: sum, credits }, { ui }) => [
  sum ? { text: ui.t('value.ects', { credits: sum.value }), ...evidenceOf(sum) } : undefined,
  ...credits
    .filter(
      ({ system, systemConcept, value }) =>
        !/ects|european credit transfer/i.test(`${system} ${systemConcept?.label?.text ?? ''}`) || value !== sum?.value,
    )
    .map(({ system, systemConcept, value }) => ({
      text: `${ui.number(value)} ${systemConcept?.label?.text ?? system}`,
    })),
];

const workload: Reader = ({ workloadHours: hours, workloadStatement }, { ui }) => [
  hours === undefined || hours === null
    ? undefined
    : {
        text:
          hours.min === hours.max
            ? ui.t('value.hours', { hours: hours.min })
            : ui.t('value.hoursRange', { min: hours.min, max: hours.max }),
        ...evidenceOf(hours),
      },
  words(workloadStatement),
];

const qualityAssurance: Reader = ({ qualityAssurance: entries }, { ui }) =>
  entries.map(({ type, text, agency, evidence, validTo, reportUrl }) => {
    const said = concept(type) ?? words(text) ?? { text: agency ?? ui.t('value.qualityAssured') };
    const note = [
      ui.t(`qa.${evidence}`),
      ...(agency && agency !== said.text ? [agency] : []),
      ...(validTo ? [ui.t('value.validUntil', { date: ui.date(validTo) })] : []),
    ].join(' · ');
    return { ...said, note, ...(reportUrl ? { url: reportUrl } : {}) };
  });

const recognition: Reader = ({ recognition: entries }, { ui }) =>
  entries.flatMap(({ option, status, by, url }) => {
    const said = concept(option);
    if (said === undefined) return [];
    const notes = [...(status ? [ui.t(`recognition.${status}`)] : []), ...(by ? [by] : [])];
    return [{ ...said, ...(notes.length === 0 ? {} : { note: notes.join(' · ') }), ...(url ? { url } : {}) }];
  });

function ofRunsAhead(read: (run: Run, asked: Asked) => readonly (FactValue | undefined)[]): Reader {
  return (offer, asked) => runsAhead(offer, asked.today).flatMap((run) => read(run, asked));
}

const price = ofRunsAhead(({ prices, free }, { ui }) => [
  free?.value === true ? { text: ui.t('value.free'), ...evidenceOf(free) } : undefined,
  ...prices.map((each) => {
    const text = each.amount === 0 && free?.value === true ? undefined : priceText(each, ui);
    return text === undefined ? undefined : { text, ...(each.kind ? { note: each.kind } : {}) };
  }),
]);

const deadline = ofRunsAhead(({ applicationWindows }, { ui, today }) =>
  applicationWindows.map(({ closes }) =>
    closes ? { text: ui.date(closes), ...(closes < today ? { note: ui.t('value.deadlineOver') } : {}) } : undefined,
  ),
);

function some(text: string | undefined): FactValue | undefined {
  return text === undefined ? undefined : { text };
}

const readers: Readonly<Record<FactId, Reader>> = {
  provider: ({ providers }) => organisations(providers),
  awardingBody: ({ awardingBodies }) => organisations(awardingBodies),
  level,
  ects,
  workload,
  mode: ({ modes, runs }) => [...modes, ...runs.flatMap((run) => run.modes)].map(concept),
  language: ({ languages, runs }) => [...languages, ...runs.flatMap((run) => run.languages)].map(concept),
  start: ofRunsAhead((run, { ui }) => [some(periodText(run, ui))]),
  deadline,
  duration: ofRunsAhead(({ duration }, { ui }) => [some(duration ? durationText(duration, ui) : undefined)]),
  place: ofRunsAhead(({ places }) => places.map((place) => some(placeText(place)))),
  price,
  schedule: ({ schedules, runs }) => [...schedules, ...runs.flatMap((run) => run.schedules)].map(concept),
  activity: ({ activityTypes }) => activityTypes.map(concept),
  credential: ({ credentials, microCredential }, { ui }) => [
    microCredential?.value === true
      ? { text: ui.t('value.microCredential'), ...evidenceOf(microCredential) }
      : undefined,
    ...credentials.map(({ title, kind, digitalFormat }) => {
      const said = words(title) ?? concept(kind);
      if (said === undefined) return some(digitalFormat ?? undefined);
      return digitalFormat ? { ...said, note: digitalFormat } : said;
    }),
  ],
  recognition,
  qualityAssurance,
  assessment: ({ assessments }) => assessments.map(({ type, text }) => concept(type) ?? words(text)),
  assessmentLanguage: ({ assessmentLanguages }) => assessmentLanguages.map(concept),
  grading: ({ gradingScheme }) => [words(gradingScheme)],
  supervision: ({ supervision }) => [concept(supervision)],
  stackability: ({ stackability }) => [concept(stackability?.kind) ?? words(stackability?.text)],
  setting: ({ setting }) => [concept(setting)],
  field: ({ fields }) => fields.map(concept),
  subject: ({ subjects }) =>
    subjects.map(({ label, language }) => (label ? { text: label, ...(language ? { language } : {}) } : undefined)),
  targetGroup: ({ targetGroups }) => targetGroups.map(concept),
};

/** What the catalogue says about one matter; a value that comes twice is there once. */
export function fact(id: FactId, offer: Offer, asked: Asked): Fact {
  const values = new Map<string, FactValue>();
  for (const value of readers[id](offer, asked)) {
    if (value === undefined) continue;
    const key = `${value.text}\n${value.note ?? ''}`;
    const known = values.get(key);
    if (known === undefined || (known.evidence !== undefined && value.evidence === undefined)) values.set(key, value);
  }
  return { id, values: [...values.values()] };
}

/** Everything that offers are described and compared by. */
export function facts(offer: Offer, asked: Asked): Fact[] {
  return factIds.map((id) => fact(id, offer, asked));
}

/** Message with the name of a fact. */
export function labelOf(id: FactId): MessageKey {
  return `fact.${id}`;
}
