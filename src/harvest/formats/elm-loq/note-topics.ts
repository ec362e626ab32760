import type { LanguageMap } from '../../../domain/multilingual.js';
import { joinHtml, joinLanguageMaps, languageMapOf } from '../../mapping/texts.js';
import { cleanHtml } from '../../parse/text.js';
import type { ElmNote, ElmText } from './elm-loq.record.js';
import { plainTexts, type Reading } from './elm-reading.js';

/** Topics of notes for which the canonical record has a field of its own; other notes go to the description. */
const topicsWithField = [
  'assessment',
  'pathways',
  'entry-requirements',
  'learning-outcomes',
  'accreditation-and-quality-assurance',
  'costs',
  'start-date',
] as const;
export type NoteTopic = (typeof topicsWithField)[number];

/** Notes of an offer, by the topic that their `dc:subject` names. */
export interface TopicNotes {
  /** Plain text of the notes on a topic. */
  on(topic: NoteTopic): LanguageMap | undefined;
  /** Notes without a topic, or with one that has no field. */
  readonly other: readonly ElmNote[];
}

/**
 * Sorts notes by the topics of the LOQ profile (`http://data.europa.eu/snb/qualification-topics#…` and
 * `…/learningOpportunity-topics#…`).
 */
export function notesByTopic(notes: readonly ElmNote[], reading: Reading): TopicNotes {
  return {
    on: (topic) =>
      noteText(
        notes.filter((note) => topicOf(note) === topic),
        reading,
      ),
    other: notes.filter((note) => topicOf(note) === undefined),
  };
}

/** Plain text of notes, below each other. */
export function noteText(notes: readonly ElmNote[], reading: Reading): LanguageMap | undefined {
  return joinLanguageMaps(
    notes.map((note) => plainTexts(note.noteLiteral, reading)),
    '\n',
  );
}

/** A description and the notes that go with it, as HTML of the LOQ white list. */
export function describedBy(
  description: readonly ElmText[],
  notes: readonly ElmNote[],
  { context }: Reading,
): LanguageMap | undefined {
  const parts = [description, ...notes.map((note) => note.noteLiteral)];
  return joinHtml(parts.map((texts) => languageMapOf(texts, context.source.language, cleanHtml)));
}

function topicOf(note: ElmNote): NoteTopic | undefined {
  const names = note.subject.map(
    ({ id }) => /(?:qualification|learningOpportunity)-topics#([\w-]+)$/.exec(id ?? '')?.[1],
  );
  return topicsWithField.find((topic) => names.includes(topic));
}
