import { z } from 'zod';
import { degrees, listOf, scalarText } from '../../mapping/tolerant-parse.js';

/** `LanguageTypedString[]`: the language is in `recordLanguage`; some write `language`, and some one plain text. */
const languageTypedStrings = listOf(
  z.union([
    scalarText.transform((value) => ({ language: undefined, value })),
    z
      .object({ recordLanguage: z.string().optional(), language: z.string().optional(), value: scalarText })
      .transform(({ recordLanguage, language, value }) => ({ language: recordLanguage ?? language, value })),
  ]),
);
export type LanguageTypedStrings = z.output<typeof languageTypedStrings>;

/** `IdentifierEntry`. */
const identifierEntry = z.union([
  scalarText.transform((identifier) => ({ identifier, identifierType: undefined })),
  z.object({ identifier: scalarText, identifierType: scalarText.optional() }),
]);
export type IdentifierEntry = z.output<typeof identifierEntry>;

/** What templates, offerings and organizations have in common. */
const common = {
  sourcedId: scalarText.optional(),
  recordStatus: scalarText.optional(),
  recordLanguage: z.string().optional(),
  dateLastModified: scalarText.optional(),
  primaryCode: identifierEntry.optional(),
  otherCodes: listOf(identifierEntry).optional(),
};

/** `CourseTemplate` or `CollectionTemplate`: the offers of a catalogue. */
export const templateRecord = z.object({
  ...common,
  title: languageTypedStrings.optional(),
  description: languageTypedStrings.optional(),
  courseType: scalarText.optional(),
  collectionType: scalarText.optional(),
  learningOutcomes: listOf(languageTypedStrings).optional(),
  creditType: scalarText.optional(),
  creditsAwarded: scalarText.optional(),
  level: scalarText.optional(),
  subjectCodes: listOf(identifierEntry).optional(),
  teachingLanguage: listOf(scalarText).optional(),
  gradingScheme: languageTypedStrings.optional(),
  paceOfStudy: scalarText.optional(),
});
export type EduApiTemplate = z.output<typeof templateRecord>;

/** `GeoCoordinates`. */
const geoCoordinates = z.object({ latitude: degrees.optional(), longitude: degrees.optional() });

/** `Location`: where an offering takes place, in words or as a point. */
const location = z.object({
  description: languageTypedStrings.optional(),
  geoLocation: geoCoordinates.optional(),
});
export type EduApiLocation = z.output<typeof location>;

/** `CourseOffering` or `CollectionOffering`. */
export const offeringRecord = z.object({
  ...common,
  offeringFormat: listOf(scalarText).optional(),
  teachingLanguage: listOf(scalarText).optional(),
  startDate: scalarText.optional(),
  endDate: scalarText.optional(),
  academicSessionCode: scalarText.optional(),
  paceOfStudy: scalarText.optional(),
  maxNumberStudents: scalarText.optional(),
  registrationStatus: scalarText.optional(),
  locations: listOf(location).optional(),
});
export type EduApiOffering = z.output<typeof offeringRecord>;

/** `AcademicSession`, for an offering that has no dates of its own. */
export const academicSessionRecord = z.object({
  title: languageTypedStrings.optional(),
  startDate: scalarText.optional(),
  endDate: scalarText.optional(),
});

/** `Organization`, as far as a catalogue needs it. */
export const organizationRecord = z.object({
  ...common,
  title: languageTypedStrings.optional(),
  name: languageTypedStrings.optional(),
  primaryAddress: z
    .object({ addressCountryCode: scalarText.optional(), addressLocality: scalarText.optional() })
    .optional(),
});

/** A related template of which only the title is wanted. */
export const titledRecord = z.object({ title: languageTypedStrings.optional() });

/** What the reader puts together for one template. */
export const assembledRecord = z.object({
  kind: z.enum(['courseTemplate', 'collectionTemplate', 'offering', 'unknown']),
  resource: z.unknown().optional(),
  offerings: z
    .array(z.object({ resource: z.unknown().optional(), academicSession: z.unknown().optional() }))
    .default([]),
  organizations: z.array(z.object({ id: z.string(), resource: z.unknown().optional() })).default([]),
  parents: z.array(z.object({ id: z.string(), resource: z.unknown().optional() })).default([]),
});
export type AssembledRecord = z.input<typeof assembledRecord>;
export type CompleteRecord = z.output<typeof assembledRecord>;
