import { z } from 'zod';
import { flag, listOf, scalarText } from '../../mapping/tolerant-parse.js';

/** `StringWithOptionalLang[]` and `MultilineStringWithOptionalLang[]`; some systems write one plain text. */
const texts = listOf(
  z.union([
    scalarText.transform((text) => ({ text, lang: undefined })),
    z
      .object({ string: scalarText, lang: z.string().optional() })
      .transform(({ string, lang }) => ({ text: string, lang })),
    z
      .object({ multiline: scalarText, lang: z.string().optional() })
      .transform(({ multiline, lang }) => ({ text: multiline, lang })),
  ]),
);
export type OccapiTexts = z.output<typeof texts>;

/** `HttpWithOptionalLang[]`. */
const urls = listOf(
  z.union([
    scalarText.transform((uri) => ({ uri, lang: undefined })),
    z.object({ uri: scalarText, lang: z.string().optional() }),
  ]),
);

/** Bare identifiers of concepts of the European Learning Model (`e92d221e4d`). */
const elmConcepts = listOf(scalarText);

/** A JSON:API resource identifier. */
const identifier = z.object({ id: scalarText });
const relationship = z.object({ data: listOf(identifier).optional() });

/** Attributes that a course, a programme and an instance of a course have in common. */
const common = {
  ects: scalarText.optional(),
  languageOfInstruction: listOf(scalarText).optional(),
  lastModified: scalarText.optional(),
  elmAssessmentType: elmConcepts.optional(),
  elmLearningActivityType: elmConcepts.optional(),
  elmLearningOpportunityType: elmConcepts.optional(),
  elmModeOfLearning: elmConcepts.optional(),
};

/** Attributes of `course` and `programme`. What only one of them has is absent in the other. */
const offerAttributes = z.object({
  ...common,
  title: texts.optional(),
  code: scalarText.optional(),
  description: texts.optional(),
  courseContent: texts.optional(),
  teachingMethod: texts.optional(),
  learningOutcomes: texts.optional(),
  eqfLevelProvided: scalarText.optional(),
  elmLearningScheduleType: elmConcepts.optional(),
  iscedCode: listOf(scalarText).optional(),
  localClassification: listOf(
    z.object({ classificationSystem: scalarText.optional(), classificationValue: scalarText }),
  ).optional(),
  academicTerm: listOf(scalarText).optional(),
  length: scalarText.optional(),
  assessmentMethod: texts.optional(),
  prerequisites: texts.optional(),
  restrictedToLocalStudents: flag.optional(),
  restrictedToAllianceStudents: flag.optional(),
  url: urls.optional(),
});
export type OfferAttributes = z.output<typeof offerAttributes>;

/** A `course` or `programme`. `meta.global` (v1) is what holds for a course in every programme that has it. */
export const offerResource = z.object({
  type: z.string().optional(),
  id: scalarText.optional(),
  attributes: offerAttributes.optional(),
  meta: z.object({ global: z.object({ eqfLevel: scalarText.optional() }).optional() }).optional(),
  relationships: z.object({ relatedProgramme: relationship.optional() }).optional(),
});
export type OccapiOffer = z.output<typeof offerResource>;

/** An `instance` of a course. */
export const instanceResource = z.object({
  id: scalarText.optional(),
  attributes: z
    .object({
      ...common,
      startDate: scalarText.optional(),
      endDate: scalarText.optional(),
      academicTermId: scalarText.optional(),
      engagementHours: scalarText.optional(),
      gradingScheme: z.object({ label: texts.optional() }).optional(),
    })
    .optional(),
});
export type OccapiInstance = z.output<typeof instanceResource>;

/** A `hei`, an institution; its id is its SCHAC code. */
export const heiResource = z.object({
  id: scalarText.optional(),
  attributes: z.object({ title: texts.optional(), heiId: scalarText.optional(), url: urls.optional() }).optional(),
});

/** Attributes of a resource of which only the title is wanted. */
export const titledResource = z.object({ attributes: z.object({ title: texts.optional() }).optional() });

/** What the reader puts together for one offer. */
export const assembledRecord = z.object({
  kind: z.enum(['course', 'programme', 'instance', 'unknown']),
  resource: z.unknown().optional(),
  instances: z.array(z.unknown()).default([]),
  hei: z.unknown().optional(),
  programmes: z.array(z.object({ id: z.string(), resource: z.unknown().optional() })).default([]),
  prerequisiteCourses: z.array(z.unknown()).default([]),
});
export type AssembledRecord = z.input<typeof assembledRecord>;
export type CompleteRecord = z.output<typeof assembledRecord>;
