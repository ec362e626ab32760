import 'reflect-metadata';
import { registerEnumType } from 'type-graphql';
import type { Annex1Element, ElementState } from '../../domain/annex1.js';
import type { DuplicateRule } from '../../domain/duplicates/same-offer.js';
import type { Basis, EvidenceTier } from '../../domain/evidence.js';
import type { LearningOpportunity } from '../../domain/learning-opportunity.js';
import type { LifecycleStatus } from '../../domain/lifecycle.js';
import type { Run } from '../../domain/run.js';
import type { SortKey } from '../../search/search-plan.js';
import type { SuggestionKind } from '../../search/suggest.js';
import type { HarvestExtent, HarvestOutcome } from '../ports.js';

type QualityAssurance = LearningOpportunity['qualityAssurance'][number];
type Described<T extends string> = readonly (readonly [value: T, description: string])[];

/** `open-badge` → `OPEN_BADGE`, `startDate` → `START_DATE`. */
function enumName(value: string): string {
  return value
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toUpperCase();
}

/** Registers an enum whose values are those of the domain, in the spelling of GraphQL; each with its description. */
export function domainEnum<T extends string>(
  name: string,
  description: string,
  values: Described<T>,
): Record<string, T> {
  const members = Object.fromEntries(values.map(([value]) => [enumName(value), value]));
  const valuesConfig = Object.fromEntries(values.map(([value, text]) => [enumName(value), { description: text }]));
  registerEnumType(members, { name, description, valuesConfig });
  return members;
}

export const BasisEnum = domainEnum<Basis>('Basis', 'How a value came to be in the record.', [
  ['stated', 'The source says exactly this.'],
  ['mapped', 'An exact code-to-code crosswalk, named in `rule`.'],
  ['close', 'A crosswalk row that is marked as close, named in `rule`.'],
  ['derived', 'A rule that derives it from other stated values, named in `rule`.'],
  ['enriched', 'From another authority than the source, named in `rule`.'],
  ['source', 'A constant that is declared once for all records of the source, for the reason in `rule`.'],
]);

export const DuplicateRuleEnum = domainEnum<DuplicateRule>('DuplicateRule', 'Why two records are the same offer.', [
  ['operator', 'The operator of the gateway says so.'],
  ['course-identifier', 'They have the same course identifier, as QualityLink specifies it.'],
  ['global-id', 'They have the same identifier, which is unique in the world.'],
  ['provider-code', 'They have the same code of the same provider, and titles that do not differ.'],
  ['page', 'They have the same web page, and titles that agree.'],
  ['description', 'They have the same provider, title, level or size, and start.'],
]);

export const EvidenceEnum = domainEnum<EvidenceTier>(
  'Evidence',
  'How much evidence a reader asks for. Values with less neither fulfil a filter nor are they shown.',
  [
    ['stated', 'Only what the source says itself.'],
    ['exact', 'That, and exact mappings, declared constants and other authorities.'],
    ['any', 'Close matches and derived values as well.'],
  ],
);

export const SuggestionKindEnum = domainEnum<SuggestionKind>('SuggestionKind', 'What a suggestion is.', [
  ['title', 'The title of an offer.'],
  ['field', 'A field of education and training (ISCED-F 2013).'],
  ['skill', 'An ESCO skill.'],
  ['provider', 'A provider.'],
  ['place', 'A place of a run whose coordinates are stated.'],
]);

export const LifecycleStatusEnum = domainEnum<LifecycleStatus>(
  'LifecycleStatus',
  'Where an offer stands on a day, from the dates of its runs alone.',
  [
    ['open', 'The application window of a run holds the day, or, where none is stated, its period does.'],
    ['upcoming', 'None does, but one begins later.'],
    ['expired', 'Every dated run is over, and no run is undated.'],
    ['unknown', 'No run has dates.'],
  ],
);

export const AnnexIElementEnum = domainEnum<Annex1Element>(
  'AnnexIElement',
  'A standard element to describe a micro-credential (Council Recommendation 2022/C 243/02, Annex I) that an offer can carry.',
  [
    ['title', 'Title of the micro-credential.'],
    ['country', 'Country or region of the issuer.'],
    ['awarding-body', 'Awarding body or bodies.'],
    ['learning-outcomes', 'Learning outcomes.'],
    ['workload', 'Notional workload needed to achieve the learning outcomes (in ECTS credits, wherever possible).'],
    ['level', 'Level (and cycle, if applicable) of the learning experience (EQF, QF-EHEA), if applicable.'],
    ['assessment', 'Type of assessment.'],
    ['participation', 'Form of participation in the learning activity.'],
    ['quality-assurance', 'Type of quality assurance used to underpin the micro-credential.'],
    ['prerequisites', 'Prerequisites needed to enrol in the learning activity (optional element).'],
    ['supervision', 'Supervision and identity verification during assessment (optional element).'],
    ['stackability', 'Integration and stackability options (optional element).'],
  ],
);

export const ElementStateEnum = domainEnum<ElementState>('ElementState', 'Whether an Annex I element is there.', [
  ['present', 'A value is there whose evidence is exact.'],
  ['derived', 'There are only close or derived values.'],
  ['absent', 'There is no value.'],
]);

export const QualityAssuranceScopeEnum = domainEnum<NonNullable<QualityAssurance['scope']>>(
  'QualityAssuranceScope',
  'What was assured, in the terms of DEQAR.',
  [
    ['institutional', 'The institution.'],
    ['institutional-programme', 'The institution and its programmes.'],
    ['programme', 'The programme.'],
    ['joint-programme', 'The joint programme.'],
  ],
);

export const QualityAssuranceEvidenceEnum = domainEnum<QualityAssurance['evidence']>(
  'QualityAssuranceEvidence',
  'Who vouches for a statement on quality assurance.',
  [
    ['provider-claim', 'The feed itself.'],
    ['register', 'A register such as DEQAR.'],
    ['label', 'The owner of a quality label.'],
  ],
);

export const QualityDecisionEnum = domainEnum<NonNullable<QualityAssurance['decision']>>(
  'QualityDecision',
  'Outcome of an external review, in the terms of DEQAR.',
  [
    ['positive', 'Positive.'],
    ['conditions', 'Positive with conditions or restrictions.'],
    ['negative', 'Negative.'],
    ['not-applicable', 'The review takes no decision.'],
  ],
);

export const RecognitionStatusEnum = domainEnum<'actual' | 'prospective'>(
  'RecognitionStatus',
  'Whether an entitlement is granted or may be (ELM entitlement status).',
  [
    ['actual', 'Whoever holds the credential is entitled.'],
    ['prospective', 'Whoever holds the credential may be entitled.'],
  ],
);

export const RunStateEnum = domainEnum<Run['state']>('RunState', 'State of a run as the source says.', [
  ['open', 'Said to be open for applications.'],
  ['closed', 'Said to be closed for applications.'],
  ['cancelled', 'Said to be cancelled.'],
  ['unknown', 'The source does not say.'],
]);

export const DatePrecisionEnum = domainEnum<NonNullable<Run['period']>['precision']>(
  'DatePrecision',
  'How exact the dates of a period are.',
  [
    ['day', 'Stated as days.'],
    ['month', 'Stated as months; kept by their first and last day.'],
    ['term', 'Stated as a term; kept by its first and last day.'],
  ],
);

export const SortKeyEnum = domainEnum<SortKey>('LearningOpportunitySortKey', 'What results are ordered by.', [
  ['relevance', 'How well the words of the query match; the direction does not matter.'],
  ['title', 'Title, without regard to case.'],
  ['startDate', 'Earliest start of a run.'],
  ['deadline', 'Earliest application deadline.'],
  ['ects', 'ECTS credits.'],
  ['eqfLevel', 'EQF level.'],
  ['price', 'Price in the currency of `filter.price`, else EUR.'],
  ['completeness', 'Number of mandatory Annex I elements that are there.'],
  ['updated', 'When the gateway first saw the record as it is now.'],
  ['distance', 'Distance from the point in `filter.near`.'],
]);

export const SortDirectionEnum = domainEnum<'asc' | 'desc'>('SortDirection', 'Direction of an order.', [
  ['asc', 'Smallest, earliest or nearest first.'],
  ['desc', 'Largest, latest or farthest first.'],
]);

export const HarvestOutcomeEnum = domainEnum<HarvestOutcome>('HarvestOutcome', 'How a harvest run ended.', [
  ['succeeded', 'All records were taken over.'],
  ['succeeded_with_rejections', 'Some records had errors and were left out.'],
  ['unchanged', 'The feed has not changed since the last run.'],
  ['refused', 'The feed was read, but applying it would have lost too much; what is indexed stays.'],
  ['failed', 'The feed could not be read; what is indexed stays.'],
]);

export const HarvestExtentEnum = domainEnum<HarvestExtent>('HarvestExtent', 'How much of its source a run read.', [
  ['everything', 'All of it.'],
  ['changes', 'Only what the source said had changed.'],
  ['nothing', 'Nothing, since the source said that nothing had changed.'],
  ['part', 'The part before its feed broke, since a person forced it; nothing was withdrawn.'],
]);
