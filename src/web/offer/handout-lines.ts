import type { MessageKey } from '../i18n/catalogue.js';
import type { Ui } from '../i18n/ui.js';
import { type FactId, factLine, type Offer } from './fact.js';
import { fact } from './facts.js';
import { beginning, plainText } from './formatted-text.js';

/** A question that a learner asks, and what the catalogue answers; no answer where it says nothing. */
export interface HandoutLine {
  readonly question: MessageKey;
  readonly answers: readonly { readonly text: string; readonly language?: string }[];
}

const questions: readonly { readonly question: MessageKey; readonly facts: readonly FactId[] }[] = [
  { question: 'handout.when', facts: ['start', 'duration', 'schedule'] },
  { question: 'handout.where', facts: ['mode', 'place'] },
  { question: 'handout.language', facts: ['language'] },
  { question: 'handout.work', facts: ['ects', 'workload'] },
  { question: 'handout.level', facts: ['level'] },
  { question: 'handout.cost', facts: ['price'] },
  { question: 'handout.get', facts: ['credential', 'recognition'] },
  { question: 'handout.trust', facts: ['qualityAssurance'] },
  { question: 'handout.apply', facts: ['deadline'] },
];

/** Answers to a question on paper at most. */
const most = 4;

/** What the handout says of an offer, question by question. */
export function handoutLines(offer: Offer, asked: { readonly ui: Ui; readonly today: string }): HandoutLine[] {
  const outcomes = offer.learningOutcomes.flatMap(({ text }) => text ?? []);
  const learned = outcomes.length > 0 ? outcomes : offer.description ? [offer.description] : [];
  const texts = (list: typeof outcomes) =>
    list.slice(0, most).map(({ text, language }) => ({ text: beginning(plainText(text), 400), language }));
  return [
    { question: 'handout.learn', answers: texts(learned) },
    { question: 'handout.need', answers: texts(offer.prerequisites ? [offer.prerequisites] : []) },
    ...questions.map(({ question, facts }) => ({
      question,
      answers: facts
        .flatMap((id) => fact(id, offer, asked).values.slice(0, most))
        .map((value) => ({
          text: factLine(value, (basis) => asked.ui.t(`evidence.${basis}.short`)),
          ...(value.language === undefined ? {} : { language: value.language }),
        })),
    })),
  ];
}

/** Words that a learner may not know, explained: those that stand on the handout. */
export function glossary(offers: readonly Offer[]): MessageKey[] {
  return [
    ...(offers.some(({ eqfLevel }) => eqfLevel) ? (['glossary.eqf'] as const) : []),
    ...(offers.some(({ ects }) => ects) ? (['glossary.ects'] as const) : []),
    ...(offers.some(({ microCredential }) => microCredential?.value) ? (['glossary.microCredential'] as const) : []),
    ...(offers.some(({ recognition }) => recognition.length > 0) ? (['glossary.recognition'] as const) : []),
    'glossary.notStated',
  ];
}
