import { annex1States, completeness } from '../domain/annex1.js';
import { epochDay } from '../domain/days.js';
import type { Basis, Sourced } from '../domain/evidence.js';
import type { LearningOpportunity } from '../domain/learning-opportunity.js';
import { type VocabularyId, vocabulary } from '../domain/vocabularies/vocabulary.js';
import { placeKey } from './place-key.js';

/** A value as it is searched: the code of a concept, a number, an epoch day or an id. */
export interface SearchValue {
  readonly key: string | number | boolean;
  readonly basis: Basis;
}

/**
 * One thing that offers can be filtered and counted by. The table below is the only place that knows what a filter
 * means: projection, filters, facets and index settings are all made from it.
 */
export interface SearchField {
  /** `number` and `day` take ranges; `concept` takes codes of its vocabularies; `flag` is yes or no. */
  readonly type: 'concept' | 'identifier' | 'number' | 'day' | 'flag';
  /** An offer has at most one value. */
  readonly single?: true;
  /** Where the codes come from; several are searched in order. */
  readonly vocabularies?: readonly VocabularyId[];
  /** The ancestors of a value are values too. */
  readonly hierarchical?: true;
  /** Values always stand in the source as they are: there is nothing to exclude by evidence. */
  readonly alwaysStated?: true;
  /** Of an offer that several sources have, the values of all their records count, not only of the one in front. */
  readonly byAll?: true;
  read(record: LearningOpportunity): readonly SearchValue[];
}

type MaybeSourced = Sourced<string | number | boolean> | undefined;

function codes(vocabularies: readonly VocabularyId[], values: readonly MaybeSourced[]): SearchValue[] {
  const found: SearchValue[] = [];
  for (const value of values) {
    if (value === undefined) continue;
    const concept = findConcept(vocabularies, String(value.value));
    if (concept !== undefined && concept.placeholder !== true) found.push({ key: concept.code, basis: value.basis });
  }
  return found;
}

function withAncestors(id: VocabularyId, values: readonly SearchValue[]): SearchValue[] {
  const all: SearchValue[] = [];
  for (const { key, basis } of values) {
    all.push({ key, basis });
    for (const code of vocabulary(id).ancestors(String(key))) all.push({ key: code, basis });
  }
  return all;
}

/** First concept with this key in one of the vocabularies. */
export function findConcept(vocabularies: readonly VocabularyId[], key: string) {
  for (const id of vocabularies) {
    const concept = vocabulary(id).find(key);
    if (concept !== undefined) return concept;
  }
  return undefined;
}

function statedKeys(keys: readonly (string | number | boolean)[]): SearchValue[] {
  return keys.map((key) => ({ key, basis: 'stated' }));
}

function issuers({ awardingBodies, providers }: LearningOpportunity) {
  return awardingBodies.length > 0 ? awardingBodies : providers;
}

/** Places of the runs; where no run states one of these, the place of who awards (else provides) the offer. */
function whereabouts(record: LearningOpportunity, part: 'country' | 'nuts'): MaybeSourced[] {
  const places = record.runs
    .flatMap((run) => run.places.map((place) => place[part]))
    .filter((value) => value !== undefined);
  return places.length > 0 ? places : issuers(record).map((organisation) => organisation[part]);
}

function concept(
  vocabularies: readonly VocabularyId[],
  values: (record: LearningOpportunity) => readonly MaybeSourced[],
  more?: { single: true },
): SearchField {
  return { type: 'concept', vocabularies, ...more, read: (record) => codes(vocabularies, values(record)) };
}

const qualityAssurance: SearchField = {
  type: 'concept',
  vocabularies: ['accreditation-type', 'qa-evidence'],
  read: ({ qualityAssurance: entries }) =>
    entries.flatMap(({ type, evidence, basis }) => [
      ...codes(['accreditation-type'], [type]),
      { key: evidence, basis },
    ]),
};

const kind: SearchField = {
  type: 'concept',
  vocabularies: ['opportunity-type', 'offer-kind'],
  read: ({ kinds, microCredential }) => [
    ...codes(['opportunity-type'], kinds),
    ...(microCredential?.value === true ? [{ key: 'micro-credential', basis: microCredential.basis }] : []),
  ],
};

function hierarchical(id: VocabularyId, values: (record: LearningOpportunity) => readonly MaybeSourced[]): SearchField {
  return {
    type: 'concept',
    vocabularies: [id],
    hierarchical: true,
    read: (record) => withAncestors(id, codes([id], values(record))),
  };
}

function single(type: 'number' | 'flag', value: (record: LearningOpportunity) => MaybeSourced): SearchField {
  return {
    type,
    single: true,
    read: (record) => {
      const found = value(record);
      return found === undefined ? [] : [{ key: found.value, basis: found.basis }];
    },
  };
}

function days(dates: (record: LearningOpportunity) => readonly (string | undefined)[]): SearchField {
  return {
    type: 'day',
    alwaysStated: true,
    read: (record) => statedKeys(dates(record).flatMap((date) => (date === undefined ? [] : [epochDay(date)]))),
  };
}

export const searchFields = {
  eqfLevel: { ...single('number', ({ eqfLevel }) => eqfLevel), vocabularies: ['eqf'] },
  qfEheaCycle: concept(['qf-ehea-cycle'], ({ qfEheaCycle }) => [qfEheaCycle], { single: true }),
  ects: single('number', ({ ects }) => ects),
  workloadHours: single(
    'number',
    ({ workloadHours }) => workloadHours && { value: workloadHours.value.min, basis: workloadHours.basis },
  ),
  language: concept(['language'], ({ languages, runs }) => [...languages, ...runs.flatMap((run) => run.languages)]),
  mode: concept(['mode'], ({ modes, runs }) => [...modes, ...runs.flatMap((run) => run.modes)]),
  recognition: concept(['recognition-option'], ({ recognition }) => recognition.map(({ option }) => option)),
  setting: concept(['learning-setting'], ({ setting }) => [setting], { single: true }),
  kind,
  credential: concept(['credential-kind'], ({ credentials }) => credentials.map((credential) => credential.kind)),
  assessmentType: concept(['assessment-type'], ({ assessments }) => assessments.map(({ type }) => type)),
  supervision: concept(['supervision'], ({ supervision }) => [supervision], { single: true }),
  qualityAssurance,
  stackability: concept(['stackability'], ({ stackability }) => [stackability?.kind], { single: true }),
  country: concept(['country'], (record) => whereabouts(record, 'country')),
  nuts: hierarchical('nuts', (record) => whereabouts(record, 'nuts')),
  place: {
    type: 'identifier',
    alwaysStated: true,
    read: ({ runs }) => statedKeys(runs.flatMap(({ places }) => places.flatMap((place) => placeKey(place) ?? []))),
  },
  iscedF: hierarchical('isced-f', ({ fields }) => fields),
  escoSkill: concept(['esco-skill'], ({ learningOutcomes }) => learningOutcomes.flatMap(({ skills }) => skills)),
  provider: {
    type: 'identifier',
    alwaysStated: true,
    byAll: true,
    read: ({ providers }) => statedKeys(providers.map(({ id }) => id)),
  },
  providerType: concept(['provider-type'], ({ providers }) => providers.flatMap(({ kinds }) => kinds)),
  targetGroup: concept(['target-group'], ({ targetGroups }) => targetGroups),
  schedule: concept(['learning-schedule'], ({ schedules, runs }) => [
    ...schedules,
    ...runs.flatMap((run) => run.schedules),
  ]),
  startDate: days(({ runs }) => runs.map(({ period }) => period?.start)),
  deadline: days(({ runs }) =>
    runs.flatMap(({ applicationWindows }) => applicationWindows.map(({ closes }) => closes)),
  ),
  free: {
    type: 'flag',
    read: ({ runs }) =>
      runs.flatMap(({ free }) => (free === undefined ? [] : [{ key: free.value, basis: free.basis }])),
  },
  funding: {
    type: 'flag',
    single: true,
    alwaysStated: true,
    read: ({ runs }) => (runs.some(({ grants }) => grants.length > 0) ? statedKeys([true]) : []),
  },
  completeness: {
    type: 'number',
    single: true,
    alwaysStated: true,
    read: (record) => statedKeys([completeness(annex1States(record))]),
  },
  source: { type: 'identifier', alwaysStated: true, byAll: true, read: ({ source }) => statedKeys([source]) },
} as const satisfies Record<string, SearchField>;

export type SearchFieldName = keyof typeof searchFields;
export const searchFieldNames = Object.keys(searchFields) as SearchFieldName[];

/** The fields whose values are of all records of an offer; they are `by.<name>` in its document. */
export const byAllNames = searchFieldNames.filter((name) => searchField(name).byAll === true);

/** Attribute of a search field in the document. */
export function attributeOf(name: SearchFieldName): string {
  return `${searchField(name).byAll === true ? 'by' : 'f'}.${name}`;
}

/** The definition of a field, without the narrow type of its row. */
export function searchField(name: SearchFieldName): SearchField {
  return searchFields[name];
}
