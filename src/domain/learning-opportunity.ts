import { z } from 'zod';
import { basisSchema, sourced } from './evidence.js';
import { identifierSchema, organisationSchema } from './organisation.js';
import { conceptIri, isoDate, isoInstant, languageMap, webUrl } from './primitives.js';
import { runSchema } from './run.js';

const concepts = z.array(sourced(conceptIri)).default([]);

const learningOutcome = z
  .strictObject({
    text: languageMap.optional(),
    skills: z.array(sourced(conceptIri)).default([]).describe('ESCO skills.'),
    skillType: sourced(conceptIri).optional(),
    reuseLevel: sourced(conceptIri).optional(),
    nativeId: z.string().min(1).optional(),
  })
  .refine((outcome) => outcome.text !== undefined || outcome.skills.length > 0, 'an outcome has a text or a skill')
  .meta({ anyOf: [{ required: ['text'] }, { properties: { skills: { minItems: 1 } } }] });

const qualityAssurance = z.strictObject({
  type: sourced(conceptIri).optional().describe('EU accreditation type.'),
  scope: z.enum(['institutional', 'institutional-programme', 'programme', 'joint-programme']).optional(),
  evidence: z.enum(['provider-claim', 'register', 'label']).describe('Who vouches: the feed itself, or a register.'),
  text: languageMap.optional(),
  agency: z.string().min(1).optional(),
  decision: z.enum(['positive', 'conditions', 'negative', 'not-applicable']).optional(),
  validFrom: isoDate.optional(),
  validTo: isoDate.optional(),
  reportUrl: webUrl.optional(),
  basis: basisSchema,
});

const recognition = z.strictObject({
  option: sourced(conceptIri).describe(
    'Concept of the scheme recognition-option (Recommendation, Annex II, principle 6).',
  ),
  status: z.enum(['actual', 'prospective']).optional(),
  text: languageMap.optional(),
  by: z.string().min(1).optional().describe('Who recognises.'),
  url: webUrl.optional(),
});

const relatedOffer = z
  .strictObject({
    id: z.uuid().optional().describe('Id that it has here, where the same source offers it too.'),
    nativeId: z
      .string()
      .min(1)
      .optional()
      .describe('Its id in the terms of the source, where it is no offer of this source.'),
    title: languageMap.optional(),
    url: webUrl.optional(),
  })
  .refine(
    (it) => [it.id, it.nativeId, it.title, it.url].some((part) => part !== undefined),
    'a related offer has an id, a title or an address',
  )
  .meta({ anyOf: ['id', 'nativeId', 'title', 'url'].map((part) => ({ required: [part] })) });

/**
 * The canonical record: what one can enrol in, apart from its dated runs (ELM 3 `LearningAchievementSpecification` and
 * `LearningOpportunity`; MLO EN 15982 specification and instance; Lotse domain model §4.2).
 *
 * Texts, titles, dates and links are always as stated by the source. Every value that may have come about otherwise
 * carries its evidence: `{ value, basis, rule?, path?, native? }`. What the source does not state is absent.
 * Concepts are IRIs of the EU controlled vocabularies, or of Lotse's own where the EU has none.
 */
export const learningOpportunitySchema = z.strictObject({
  id: z.uuid().describe('UUID v5 of source id and native id.'),
  source: z.string().describe('Id of the source that it was harvested from.'),
  nativeIds: z.array(identifierSchema).min(1),
  title: languageMap,
  description: languageMap.optional().describe('Sanitised HTML of the LOQ white list, or plain text.'),
  kinds: concepts.describe('EU learning opportunity type.'),
  microCredential: sourced(z.boolean())
    .optional()
    .describe('Leads to a micro-credential; never inferred from its size.'),
  learningOutcomes: z.array(learningOutcome).default([]),
  credits: z
    .array(
      z.strictObject({
        system: z.string().min(1).describe('IRI of the EU credit system, or its name.'),
        value: z.number().min(0),
        level: z.string().optional(),
      }),
    )
    .default([]),
  ects: sourced(z.number().min(0).max(1000)).optional().describe('ECTS credits; never from hours.'),
  workloadHours: sourced(z.strictObject({ min: z.number().min(0), max: z.number().min(0) }))
    .optional()
    .describe('Notional workload in hours of 60 minutes.'),
  workloadStatement: languageMap.optional().describe('The workload in the words of the source.'),
  eqfLevel: sourced(z.int().min(1).max(8)).optional(),
  nqfLevels: z
    .array(z.strictObject({ iri: conceptIri.optional(), framework: z.string().optional(), label: z.string().min(1) }))
    .default([])
    .describe('As stated; never turned into an EQF level.'),
  qfEheaCycle: sourced(z.enum(['short', 'first', 'second', 'third'])).optional(),
  notLevelled: z.boolean().optional().describe('The source says outright that the offer has no level.'),
  educationLevels: z.array(z.strictObject({ scheme: z.string().optional(), code: z.string().min(1) })).default([]),
  fields: concepts.describe('ISCED-F 2013, as deep as is known.'),
  subjects: z
    .array(
      z.strictObject({
        scheme: z.string().optional(),
        code: z.string().optional(),
        label: z.string().min(1).optional(),
        language: z.string().optional(),
      }),
    )
    .default([])
    .describe('Subjects in other schemes, or free key words, as stated.'),
  languages: concepts.describe('Languages of instruction, EU language authority.'),
  assessmentLanguages: concepts,
  modes: concepts.describe('Mode of participation, EU learning assessment list.'),
  schedules: concepts,
  setting: sourced(conceptIri).optional(),
  activityTypes: concepts,
  assessments: z
    .array(z.strictObject({ type: sourced(conceptIri).optional(), text: languageMap.optional() }))
    .default([]),
  gradingScheme: languageMap.optional(),
  supervision: sourced(conceptIri).optional().describe('Supervision and identity verification during assessment.'),
  prerequisites: languageMap.optional(),
  targetGroups: concepts,
  awardingBodies: z.array(organisationSchema).default([]),
  providers: z.array(organisationSchema).default([]),
  qualityAssurance: z.array(qualityAssurance).default([]),
  recognition: z.array(recognition).default([]),
  stackability: z
    .strictObject({
      kind: sourced(z.enum(['stackable', 'standalone'])).optional(),
      text: languageMap.optional(),
      hasPart: z.array(relatedOffer).default([]),
      isPartOf: z.array(relatedOffer).default([]),
      leadsTo: z.array(relatedOffer).default([]),
    })
    .optional()
    .describe('Integration options; whoever receives the credential decides what it counts for.'),
  credentials: z
    .array(
      z.strictObject({
        title: languageMap.optional(),
        kind: sourced(conceptIri).optional().describe('Concept of the scheme credential-kind.'),
        digitalFormat: z
          .string()
          .min(1)
          .optional()
          .describe('For example European Digital Credential, Open Badge 3.0.'),
      }),
    )
    .default([]),
  homepages: z.array(z.strictObject({ url: webUrl, language: z.string().optional() })).default([]),
  runs: z.array(runSchema).default([]),
  licence: z.string().min(1).max(500).optional().describe('Licence of the description (SPDX id, address or name).'),
  modifiedAtSource: isoInstant.optional(),
  provenance: z.strictObject({
    format: z.string(),
    feed: z.string().describe('File or address that the record was read from.'),
    record: z.string().describe('Native id of the record in the feed.'),
    position: z.int().min(1).describe('Position of the record in the feed, from 1.'),
  }),
});

/** A canonical record after validation: every list is there. */
export type LearningOpportunity = z.infer<typeof learningOpportunitySchema>;
/** What a mapper returns: lists may be left out. */
export type LearningOpportunityDraft = z.input<typeof learningOpportunitySchema>;
