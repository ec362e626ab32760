import type { LearningOpportunity as OpportunityRecord } from '../../domain/learning-opportunity.js';
import type { VocabularyId } from '../../domain/vocabularies/vocabulary.js';
import type { PartialDocument } from '../../search/search-engine.js';
import { LearningOpportunity } from '../types/learning-opportunity.type.js';
import { accepted, sourcedConcept, sourcedConcepts } from './concepts.js';
import { assessments, credentials, credits, eqfLevel, learningOutcomes, nqfLevels, workloadHours } from './learning.js';
import { toOrganisation } from './organisation.js';
import type { Reader } from './reader.js';
import { qualityAssurance, recognition, stackability } from './recognition.js';
import { toRun } from './run.js';
import { sameOffers } from './same-offers.js';
import { unconfiguredSource } from './source.js';
import { annex1Parts, annexI, nextStart, statusOf } from './standing.js';
import { allTexts, requiredText, text } from './texts.js';

type Field = Exclude<keyof LearningOpportunity, 'reader'>;
type Lists =
  | 'kinds'
  | 'fields'
  | 'languages'
  | 'assessmentLanguages'
  | 'modes'
  | 'schedules'
  | 'activityTypes'
  | 'targetGroups';

/** What a field of the API is made from: the paths of the document that it needs, and how it is read from them. */
interface FieldView<T> {
  readonly paths: readonly string[];
  read(document: PartialDocument, reader: Reader): T;
}

type RecordView<K extends keyof OpportunityRecord, T> = (value: OpportunityRecord[K] | undefined, reader: Reader) => T;

/** A field that is made from one part of the record. */
function part<K extends keyof OpportunityRecord, T>(key: K, read: RecordView<K, T>): FieldView<T> {
  return { paths: [`record.${key}`], read: ({ record }, reader) => read(record?.[key], reader) };
}

function concepts(key: Lists, scheme: VocabularyId) {
  return part(key, (values, reader) => sourcedConcepts(scheme, values, reader));
}

function required<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`the index holds a record without ${name}`);
  return value;
}

/**
 * Every field of an offer: what it needs and how it is made. From this table follow both what is fetched from the
 * engine and what is computed, so that a query pays for no more than it selects.
 */
export const opportunityFields: { readonly [K in Field]: FieldView<LearningOpportunity[K]> } = {
  id: { paths: [], read: ({ id }) => id },
  title: part('title', requiredText),
  titles: part('title', allTexts),
  description: part('description', text),
  descriptions: part('description', allTexts),
  kinds: concepts('kinds', 'opportunity-type'),
  microCredential: part('microCredential', accepted),
  learningOutcomes: part('learningOutcomes', (values, reader) => learningOutcomes(values ?? [], reader)),
  credits: part('credits', (values, reader) => credits(values ?? [], reader)),
  ects: part('ects', accepted),
  workloadHours: part('workloadHours', workloadHours),
  workloadStatement: part('workloadStatement', text),
  eqfLevel: part('eqfLevel', eqfLevel),
  nqfLevels: part('nqfLevels', (values, reader) => nqfLevels(values ?? [], reader)),
  qfEheaCycle: part('qfEheaCycle', (value, reader) => sourcedConcept('qf-ehea-cycle', value, reader)),
  notLevelled: part('notLevelled', (value) => value),
  educationLevels: part('educationLevels', (values) => values ?? []),
  fields: concepts('fields', 'isced-f'),
  subjects: part('subjects', (values) => values ?? []),
  languages: concepts('languages', 'language'),
  assessmentLanguages: concepts('assessmentLanguages', 'language'),
  modes: concepts('modes', 'mode'),
  schedules: concepts('schedules', 'learning-schedule'),
  setting: part('setting', (value, reader) => sourcedConcept('learning-setting', value, reader)),
  activityTypes: concepts('activityTypes', 'activity-type'),
  assessments: part('assessments', (values, reader) => assessments(values ?? [], reader)),
  gradingScheme: part('gradingScheme', text),
  supervision: part('supervision', (value, reader) => sourcedConcept('supervision', value, reader)),
  prerequisites: part('prerequisites', text),
  targetGroups: concepts('targetGroups', 'target-group'),
  awardingBodies: part('awardingBodies', (values, reader) => (values ?? []).map((it) => toOrganisation(it, reader))),
  providers: part('providers', (values, reader) => (values ?? []).map((it) => toOrganisation(it, reader))),
  qualityAssurance: part('qualityAssurance', (values, reader) => qualityAssurance(values ?? [], reader)),
  recognition: part('recognition', (values, reader) => recognition(values ?? [], reader)),
  stackability: part('stackability', stackability),
  credentials: part('credentials', (values, reader) => credentials(values ?? [], reader)),
  homepages: part('homepages', (values) => values ?? []),
  runs: part('runs', (values, reader) => (values ?? []).map((run) => toRun(run, reader))),
  nextStart: part('runs', (values, reader) => nextStart(values ?? [], reader)),
  status: part('runs', (values, reader) => statusOf(values ?? [], reader)),
  annexI: {
    paths: annex1Parts.map((name) => `record.${name}`),
    read: ({ record }, reader) => annexI(record ?? {}, reader),
  },
  licence: part('licence', (value) => value),
  modifiedAtSource: part('modifiedAtSource', (value) => value),
  updatedAt: {
    paths: ['updated'],
    read: ({ updated }) => (updated === undefined ? undefined : new Date(updated * 1000).toISOString()),
  },
  source: part('source', (id) => unconfiguredSource(required(id, 'its source'))),
  provenance: part('provenance', (value) => required(value, 'its provenance')),
  alsoOfferedBy: { paths: ['cluster'], read: ({ id, cluster }) => sameOffers(id, cluster) },
  mergedInto: {
    paths: ['cluster'],
    read: ({ id, cluster }) => (cluster && cluster.front !== id ? cluster.front : undefined),
  },
  withdrawn: { paths: ['withdrawn'], read: ({ withdrawn }) => withdrawn },
  nativeIds: part('nativeIds', (values) => values ?? []),
};

function isField(name: string): name is Field {
  return Object.hasOwn(opportunityFields, name);
}

/** What to fetch of a document so that these fields can be made. Always the id. */
export function retrievePaths(fields: Iterable<string>): string[] {
  const paths = [...fields].flatMap((name) => (isField(name) ? opportunityFields[name].paths : []));
  return ['id', ...new Set(paths)].sort();
}

/** An offer as a reader sees it, with these fields of it. */
export function toOpportunity(
  document: PartialDocument,
  reader: Reader,
  fields: Iterable<string>,
): LearningOpportunity {
  const values: { -readonly [K in Field]?: LearningOpportunity[K] } = {};
  const set = <K extends Field>(name: K) => {
    values[name] = opportunityFields[name].read(document, reader);
  };
  for (const name of fields) if (isField(name)) set(name);
  return Object.assign(new LearningOpportunity(), values, { id: document.id, reader });
}
