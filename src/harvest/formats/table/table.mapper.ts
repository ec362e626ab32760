import { opportunityId } from '../../../domain/identifiers.js';
import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import { vocabulary } from '../../../domain/vocabularies/vocabulary.js';
import { IssueLog, type MapContext, type Mapped } from '../../format.js';
import { repeatsText } from '../../mapping/texts.js';
import { parseInstant } from '../../parse/values.js';
import { readText, readTexts, type Scope } from './table.cells.js';
import { readQuality, readSubjects } from './table.lists.js';
import { readLevels, readMeasures } from './table.measures.js';
import type { TableFields, TableOptions } from './table.options.js';
import { readOrganisations } from './table.organisation.js';
import { present } from './table.present.js';
import { readLanguageMap, readLanguageMaps, readPlainText, readPlainTexts, readUrls } from './table.read-text.js';
import { readCode, readConcept, readConcepts, readFlag } from './table.read-value.js';
import { type Row, rowOf, tableRecord } from './table.record.js';
import { readRuns } from './table.run.js';
import { asList } from './table.value-options.js';

type Draft = LearningOpportunityDraft;

/** Maps one row by the declared options. Pure; never throws. */
export function mapTableRecord(data: unknown, options: TableOptions, context: MapContext): Mapped {
  const log = new IssueLog(context.source.id, `#${context.position}`);
  const record = tableRecord.safeParse(data);
  if (!record.success) {
    log.error('UNSUPPORTED_RECORD', '', 'A record must be a row, an object or an element with fields.', data);
    return { issues: log.issues };
  }
  if (record.data.oversized !== undefined) {
    log.error('LIMIT_RECORD_SIZE', '', `The record has ${record.data.oversized} characters, more than are read.`);
    return { issues: log.issues };
  }
  if (record.data.misfit !== undefined) {
    const { expected, found } = record.data.misfit;
    log.error('UNSUPPORTED_RECORD', '', `The row has ${found} cells, but the header has ${expected} columns.`);
    return { issues: log.issues };
  }
  return mapRow(scopeOf(rowOf(record.data), options, context, log), options.fields, record.data.missing ?? [], context);
}

function scopeOf(row: Row, options: TableOptions, { source }: MapContext, log: IssueLog): Scope {
  const { decimal, empty } = options;
  const reading = { sourceId: source.id, language: source.language, timezone: source.timezone, decimal, empty, log };
  return { row, at: '', reading };
}

function mapRow(scope: Scope, fields: TableFields, missing: readonly string[], context: MapContext): Mapped {
  const { log } = scope.reading;
  const nativeId = readText(scope, fields.id)?.text.slice(0, 1000);
  if (nativeId === undefined) {
    log.error('MISSING_ID', placeOf(fields.id), 'The record has no id, so it cannot be told apart from others.');
    return { issues: log.issues };
  }
  log.identify(nativeId);
  for (const column of missing) {
    log.warning(
      'UNRESOLVED_REFERENCE',
      column,
      'The file has no such column, though the options of the source read it.',
    );
  }
  const title = readLanguageMap(scope, fields.title);
  if (title === undefined) {
    log.error('MISSING_REQUIRED', asList(fields.title).map(placeOf).join(', '), 'The record has no title.');
    return { issues: log.issues };
  }
  const opportunity = record(scope, fields, { nativeId, title }, context);
  return { opportunity, issues: log.issues };
}

/** The canonical record, field by field in its order. */
function record(
  scope: Scope,
  fields: TableFields,
  known: { nativeId: string; title: Draft['title'] },
  context: MapContext,
): Draft {
  const id = opportunityId(context.source.id, known.nativeId);
  const measures = readMeasures(scope, fields);
  const levels = readLevels(scope, fields);
  return present({
    id,
    source: context.source.id,
    nativeIds: [{ value: known.nativeId }, ...readIdentifiers(scope, fields)],
    title: known.title,
    description: readLanguageMap(scope, fields.description),
    kinds: readConcepts(scope, fields.kinds, 'opportunity-type'),
    microCredential: readFlag(scope, fields.microCredential),
    learningOutcomes: readOutcomes(scope, fields, known.title),
    credits: measures.credits,
    ects: measures.ects,
    workloadHours: measures.workloadHours,
    workloadStatement: readLanguageMap(scope, fields.workloadStatement),
    eqfLevel: levels.eqfLevel,
    nqfLevels: fields.nqfLevels.flatMap(({ framework, label }) =>
      readLanguageMaps(scope, label).map((map) => present({ framework, label: Object.values(map)[0] ?? '' })),
    ),
    qfEheaCycle: levels.qfEheaCycle,
    notLevelled: readFlag(scope, fields.notLevelled)?.value === true ? true : undefined,
    educationLevels: fields.educationLevels.flatMap(({ scheme, code }) =>
      readPlainTexts(scope, code).map((it) => present({ scheme, code: it })),
    ),
    fields: readConcepts(scope, fields.fields, 'isced-f'),
    subjects: asList(fields.subjects).flatMap((subject) => readSubjects(scope, subject)),
    languages: readConcepts(scope, fields.languages, 'language'),
    assessmentLanguages: readConcepts(scope, fields.assessmentLanguages, 'language'),
    modes: readConcepts(scope, fields.modes, 'mode'),
    schedules: readConcepts(scope, fields.schedules, 'learning-schedule'),
    setting: readConcept(scope, fields.setting, 'learning-setting'),
    activityTypes: readConcepts(scope, fields.activityTypes, 'activity-type'),
    assessments: readAssessments(scope, fields),
    gradingScheme: readLanguageMap(scope, fields.gradingScheme),
    supervision: readConcept(scope, fields.supervision, 'supervision'),
    prerequisites: readLanguageMap(scope, fields.prerequisites),
    targetGroups: readConcepts(scope, fields.targetGroups, 'target-group'),
    awardingBodies: readOrganisations(scope, fields.awardingBodies),
    providers: readOrganisations(scope, fields.providers),
    qualityAssurance: asList(fields.qualityAssurance).flatMap((quality) => readQuality(scope, quality)),
    recognition: readRecognition(scope, fields),
    stackability: readStackability(scope, fields),
    credentials: readCredentials(scope, fields),
    homepages: asList(fields.homepages).flatMap((homepage) => readUrls(scope, homepage)),
    runs: readRuns(scope, fields.runs, id, currencyOf(context)),
    licence: readPlainText(scope, fields.licence)?.slice(0, 500),
    modifiedAtSource: readInstant(scope, fields),
    provenance: { format: 'table', feed: context.feed.uri, record: known.nativeId, position: context.position },
  });
}

function readIdentifiers(scope: Scope, fields: TableFields): Draft['nativeIds'] {
  return fields.identifiers.flatMap(({ scheme, value }) =>
    readTexts(scope, value).map(({ text }) => ({ scheme, value: text.slice(0, 1000) })),
  );
}

/** A text that only repeats the title is no outcome (domain model §5.3). */
function readOutcomes(scope: Scope, fields: TableFields, title: Draft['title']): Draft['learningOutcomes'] {
  const texts = readLanguageMaps(scope, fields.learningOutcomes).filter((text) => {
    const repeats = repeatsText(text, title);
    if (repeats) {
      const path = asList(fields.learningOutcomes).map(placeOf).join(', ');
      scope.reading.log.warning('PLACEHOLDER_VALUE', path, 'The learning outcome only repeats the title.', text);
    }
    return !repeats;
  });
  const skills = readConcepts(scope, fields.skills, 'esco-skill');
  return [...texts.map((text) => ({ text })), ...(skills.length === 0 ? [] : [{ skills }])];
}

function readAssessments(scope: Scope, { assessments }: TableFields): Draft['assessments'] {
  const types = readConcepts(scope, assessments?.type, 'assessment-type');
  const text = readLanguageMap(scope, assessments?.text);
  if (types.length === 0) return text === undefined ? [] : [{ text }];
  return types.map((type, at) => (at === 0 ? present({ type, text }) : { type }));
}

function readRecognition(scope: Scope, { recognition }: TableFields): Draft['recognition'] {
  const text = readLanguageMap(scope, recognition?.text);
  return readConcepts(scope, recognition?.option, 'recognition-option').map((option) => present({ option, text }));
}

function readStackability(scope: Scope, { stackability }: TableFields): Draft['stackability'] {
  const code = readCode(scope, stackability?.kind, 'stackability');
  const text = readLanguageMap(scope, stackability?.text);
  const value = code?.value === 'stackable' ? 'stackable' : 'standalone';
  const kind = code === undefined ? undefined : ({ ...code, value } as const);
  if (kind === undefined) return text === undefined ? undefined : { text };
  return present({ kind, text });
}

/** One credential for each title; kind and digital format hold for all of them. */
function readCredentials(scope: Scope, { credentials }: TableFields): Draft['credentials'] {
  const common = present({
    kind: readConcept(scope, credentials?.kind, 'credential-kind'),
    digitalFormat: readPlainText(scope, credentials?.digitalFormat),
  });
  const titles = readLanguageMaps(scope, credentials?.title);
  if (titles.length > 0) return titles.map((title) => ({ title, ...common }));
  return Object.keys(common).length === 0 ? [] : [common];
}

function readInstant(scope: Scope, { modifiedAtSource }: TableFields): string | undefined {
  const read = readText(scope, modifiedAtSource);
  if (read === undefined) return undefined;
  const instant = parseInstant(read.text, { timezone: scope.reading.timezone });
  if (instant === undefined) {
    scope.reading.log.warning('INVALID_DATE', read.path, 'This is not an instant in ISO 8601.', read.text);
  }
  return instant;
}

function currencyOf({ source }: MapContext): string | undefined {
  const code = source.constants?.currency;
  return code === undefined ? undefined : vocabulary('currency').find(code)?.iri;
}

function placeOf(spec: { from?: string | string[] | undefined; template?: string | undefined }): string {
  return spec.template ?? asList(spec.from).join(' + ');
}
