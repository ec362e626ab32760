import type { MessageKey } from '../i18n/catalogue.js';
import type { Ui } from '../i18n/ui.js';
import { basisLabel, isWeak, type Judgement } from './basis.js';
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

/** Answers to a question on paper at most; how many more there are is said. */
const most = 4;

interface Asked {
  readonly ui: Ui;
  readonly today: string;
}

type Answer = HandoutLine['answers'][number];

function some(answers: readonly Answer[], { ui }: Asked): Answer[] {
  const rest = answers.length - most;
  const more = rest > 0 ? [{ text: ui.t('value.more', { count: rest }) }] : [];
  return [...answers.slice(0, most), ...more];
}

function texts(list: readonly { readonly text: string; readonly language: string }[]): Answer[] {
  return list.map(({ text, language }) => ({ text: beginning(plainText(text), 400), language }));
}

/** What one learns: outcomes in words, else as skills, else the description. */
function learned({ learningOutcomes, description }: Offer): Answer[] {
  const outcomes = learningOutcomes.flatMap(({ text }) => text ?? []);
  const skills = learningOutcomes.flatMap(({ skills: all }) => all.flatMap(({ concept }) => concept.label ?? []));
  if (outcomes.length + skills.length > 0) return texts([...outcomes, ...skills]);
  return description ? texts([description]) : [];
}

/** What the handout says of an offer, question by question. */
export function handoutLines(offer: Offer, asked: Asked): HandoutLine[] {
  const mark = (basis: Judgement) => (isWeak(basis) ? asked.ui.t(basisLabel(basis)) : undefined);
  return [
    { question: 'handout.learn', answers: some(learned(offer), asked) },
    { question: 'handout.need', answers: texts(offer.prerequisites ? [offer.prerequisites] : []) },
    ...questions.map(({ question, facts }) => ({
      question,
      answers: facts.flatMap((id) => {
        const values = fact(id, offer, asked).values.map((value) => ({
          text: factLine(value, mark),
          ...(value.language === undefined ? {} : { language: value.language }),
        }));
        return some(values, asked);
      }),
    })),
  ];
}

/** Words that a learner may not know, explained: those that stand on the handout. */
export function glossary(offers: readonly Offer[], asked: Asked): MessageKey[] {
  const ids = questions.flatMap(({ facts }) => facts);
  const values = offers.flatMap((offer) => ids.flatMap((id) => fact(id, offer, asked).values));
  const uses = (basis: Judgement) => values.some(({ evidence }) => evidence?.basis === basis);
  return [
    ...(offers.some(({ eqfLevel }) => eqfLevel) ? (['glossary.eqf'] as const) : []),
    ...(offers.some(({ ects }) => ects) ? (['glossary.ects'] as const) : []),
    ...(offers.some(({ microCredential }) => microCredential?.value) ? (['glossary.microCredential'] as const) : []),
    ...(offers.some(({ recognition }) => recognition.length > 0) ? (['glossary.recognition'] as const) : []),
    ...(uses('DERIVED') ? (['glossary.derived'] as const) : []),
    ...(uses('CLOSE') ? (['glossary.close'] as const) : []),
    'glossary.notStated',
  ];
}
