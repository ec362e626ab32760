import type { LearningOpportunity, LearningOpportunityDraft } from './learning-opportunity.js';
import type { Organisation } from './organisation.js';
import type { Run } from './run.js';

/** Every attribute of a record, so that none is forgotten here. */
type Whole<T> = { [K in keyof Required<T>]: T[K] };

type DraftOf<K extends keyof LearningOpportunityDraft> = NonNullable<LearningOpportunityDraft[K]>;

/**
 * A draft with all its lists, in the order of the schema: what the schema makes of one that is valid. What is not known
 * stays undefined; an attribute of the record, a run or an organisation that the schema does not have is left out.
 */
export function complete(draft: LearningOpportunityDraft): LearningOpportunity {
  return {
    id: draft.id,
    source: draft.source,
    nativeIds: draft.nativeIds,
    title: draft.title,
    description: draft.description,
    kinds: draft.kinds ?? [],
    microCredential: draft.microCredential,
    learningOutcomes: draft.learningOutcomes?.map(completeOutcome) ?? [],
    credits: draft.credits ?? [],
    ects: draft.ects,
    workloadHours: draft.workloadHours,
    workloadStatement: draft.workloadStatement,
    eqfLevel: draft.eqfLevel,
    nqfLevels: draft.nqfLevels ?? [],
    qfEheaCycle: draft.qfEheaCycle,
    notLevelled: draft.notLevelled,
    educationLevels: draft.educationLevels ?? [],
    fields: draft.fields ?? [],
    subjects: draft.subjects ?? [],
    languages: draft.languages ?? [],
    assessmentLanguages: draft.assessmentLanguages ?? [],
    modes: draft.modes ?? [],
    schedules: draft.schedules ?? [],
    setting: draft.setting,
    activityTypes: draft.activityTypes ?? [],
    assessments: draft.assessments ?? [],
    gradingScheme: draft.gradingScheme,
    supervision: draft.supervision,
    prerequisites: draft.prerequisites,
    targetGroups: draft.targetGroups ?? [],
    awardingBodies: draft.awardingBodies?.map(completeOrganisation) ?? [],
    providers: draft.providers?.map(completeOrganisation) ?? [],
    qualityAssurance: draft.qualityAssurance ?? [],
    recognition: draft.recognition ?? [],
    stackability: draft.stackability && completeStackability(draft.stackability),
    credentials: draft.credentials ?? [],
    homepages: draft.homepages ?? [],
    runs: draft.runs?.map(completeRun) ?? [],
    licence: draft.licence,
    modifiedAtSource: draft.modifiedAtSource,
    provenance: draft.provenance,
  } satisfies Whole<LearningOpportunity>;
}

function completeOutcome(draft: DraftOf<'learningOutcomes'>[number]): LearningOpportunity['learningOutcomes'][number] {
  return {
    text: draft.text,
    skills: draft.skills ?? [],
    skillType: draft.skillType,
    reuseLevel: draft.reuseLevel,
    nativeId: draft.nativeId,
  } satisfies Whole<LearningOpportunity['learningOutcomes'][number]>;
}

function completeOrganisation(draft: DraftOf<'providers'>[number]): Organisation {
  return {
    id: draft.id,
    names: draft.names,
    identifiers: draft.identifiers ?? [],
    kinds: draft.kinds ?? [],
    country: draft.country,
    nuts: draft.nuts,
    city: draft.city,
    homepage: draft.homepage,
  } satisfies Whole<Organisation>;
}

function completeStackability(draft: DraftOf<'stackability'>): NonNullable<LearningOpportunity['stackability']> {
  return {
    kind: draft.kind,
    text: draft.text,
    hasPart: draft.hasPart ?? [],
    isPartOf: draft.isPartOf ?? [],
    leadsTo: draft.leadsTo ?? [],
  } satisfies Whole<NonNullable<LearningOpportunity['stackability']>>;
}

function completeRun(draft: DraftOf<'runs'>[number]): Run {
  return {
    id: draft.id,
    nativeIds: draft.nativeIds ?? [],
    period: draft.period,
    applicationWindows: draft.applicationWindows ?? [],
    places: draft.places ?? [],
    duration: draft.duration,
    prices: draft.prices ?? [],
    free: draft.free,
    grants: draft.grants ?? [],
    languages: draft.languages ?? [],
    modes: draft.modes ?? [],
    schedules: draft.schedules ?? [],
    state: draft.state ?? 'unknown',
    capacity: draft.capacity,
  } satisfies Whole<Run>;
}
