import { z } from 'zod';
import { degrees, listOf, scalarText } from '../../mapping/tolerant-parse.js';

/** `LanguageTypedString[]`; OOAPI 4 wrote one plain text, which some systems still do. */
export const languageTypedStrings = listOf(
  z.union([
    z.object({ language: z.string().optional(), value: scalarText }),
    scalarText.transform((value) => ({ language: undefined, value })),
  ]),
);
export type LanguageTypedStrings = z.output<typeof languageTypedStrings>;

/** `IdentifierEntry`: `codeType` is an extensible enumeration (`brin`, `crohoCreboCode`, `x-…`). */
const identifierEntry = z.object({ codeType: scalarText.optional(), code: scalarText });
export type IdentifierEntry = z.output<typeof identifierEntry>;

export const codes = { primaryCode: identifierEntry.optional(), otherCodes: listOf(identifierEntry).optional() };

/** `geolocation`; an object without anything in it states none. */
const point = z.union([
  z.object({ latitude: degrees, longitude: degrees }),
  z.strictObject({}).transform((): undefined => undefined),
]);

/** `Address`; the standard does not say which addresses teaching takes place at unless `addressType` does. */
export const address = z.object({
  addressType: scalarText.optional(),
  street: scalarText.optional(),
  streetNumber: scalarText.optional(),
  additional: languageTypedStrings.optional(),
  postalCode: scalarText.optional(),
  city: scalarText.optional(),
  countryCode: scalarText.optional(),
  geolocation: point.optional(),
  /** OSIRIS writes the property so, the second one with a space at its end. */
  geoLocation: point.optional(),
  'geoLocation ': point.optional(),
});
export type OoapiAddress = z.output<typeof address>;

/** `Cost`: `amount` is a text with a decimal point. */
export const cost = z.object({
  costType: scalarText.optional(),
  amount: scalarText.optional(),
  currency: scalarText.optional(),
  displayAmount: languageTypedStrings.optional(),
});
export type OoapiCost = z.output<typeof cost>;

/** `Consumer`: of all consumers, only RIO's elements are read. */
const consumer = z.object({
  consumerKey: scalarText.optional(),
  registrationStatus: scalarText.optional(),
  teachingLanguages: listOf(scalarText).optional(),
});

export const studyLoad = z.object({ studyLoadUnit: scalarText.optional(), value: scalarText });
export type OoapiStudyLoad = z.output<typeof studyLoad>;

/** `Organization`, as far as a catalogue needs it. */
export const organizationRecord = z.object({
  ...codes,
  organizationId: scalarText.optional(),
  name: languageTypedStrings.optional(),
  shortName: scalarText.optional(),
  addresses: listOf(address).optional(),
  link: scalarText.optional(),
});
export type OoapiOrganization = z.output<typeof organizationRecord>;

/** `EducationSpecification`: what an offer is "a more concrete implementation" of. */
export const educationSpecificationRecord = z.object({
  educationSpecificationType: scalarText.optional(),
  formalDocument: scalarText.optional(),
  level: scalarText.optional(),
  levelOfQualification: scalarText.optional(),
});
export type OoapiEducationSpecification = z.output<typeof educationSpecificationRecord>;

/** `CourseOffering` or `ProgramOffering`. */
export const offeringRecord = z.object({
  ...codes,
  offeringId: scalarText.optional(),
  teachingLanguage: scalarText.optional(),
  modeOfDelivery: listOf(scalarText).optional(),
  startDate: scalarText.optional(),
  endDate: scalarText.optional(),
  enrollStartDate: scalarText.optional(),
  enrollEndDate: scalarText.optional(),
  flexibleEntryPeriodStart: scalarText.optional(),
  flexibleEntryPeriodEnd: scalarText.optional(),
  maxNumberStudents: scalarText.optional(),
  addresses: listOf(address).optional(),
  priceInformation: listOf(cost).optional(),
  consumers: listOf(consumer).optional(),
});
export type OoapiOffering = z.output<typeof offeringRecord>;

/** `AcademicSession`, for an offering that has no dates of its own. */
export const academicSessionRecord = z.object({
  name: languageTypedStrings.optional(),
  startDate: scalarText.optional(),
  endDate: scalarText.optional(),
});
export type OoapiAcademicSession = z.output<typeof academicSessionRecord>;

/** A related program: its id, and its name and address where the program itself is there. */
const programReference = z.union([
  scalarText.transform((programId) => ({ programId, name: undefined, link: undefined })),
  z.object({ programId: scalarText, name: languageTypedStrings.optional(), link: scalarText.optional() }),
]);
export type OoapiProgramReference = z.output<typeof programReference>;

/** `Course` or `Program`: the offers of a catalogue. What only one of them has is absent in the other. */
export const offerRecord = z.object({
  ...codes,
  courseId: scalarText.optional(),
  programId: scalarText.optional(),
  abbreviation: scalarText.optional(),
  name: languageTypedStrings.optional(),
  description: languageTypedStrings.optional(),
  programType: scalarText.optional(),
  studyLoad: studyLoad.optional(),
  qualificationAwarded: scalarText.optional(),
  levelOfQualification: scalarText.optional(),
  level: scalarText.optional(),
  sector: scalarText.optional(),
  fieldsOfStudy: scalarText.optional(),
  learningOutcomes: listOf(languageTypedStrings).optional(),
  admissionRequirements: languageTypedStrings.optional(),
  qualificationRequirements: languageTypedStrings.optional(),
  teachingLanguage: scalarText.optional(),
  modeOfDelivery: listOf(scalarText).optional(),
  modeOfStudy: scalarText.optional(),
  assessment: languageTypedStrings.optional(),
  duration: scalarText.optional(),
  link: scalarText.optional(),
  addresses: listOf(address).optional(),
  consumers: listOf(consumer).optional(),
  programs: listOf(programReference).optional(),
  parent: programReference.optional(),
  children: listOf(programReference).optional(),
});
export type OoapiOffer = z.output<typeof offerRecord>;

/** What the reader puts together for one offer: the resource and those it refers to, as far as the feed has them. */
export const assembledRecord = z.object({
  kind: z.enum(['course', 'program', 'offering', 'unknown']),
  resource: z.unknown().optional(),
  offerings: z
    .array(z.object({ resource: z.unknown().optional(), academicSession: z.unknown().optional() }))
    .default([]),
  organizations: z.array(z.unknown()).default([]),
  unresolvedOrganization: z.string().optional(),
  educationSpecification: z.unknown().optional(),
});
export type AssembledRecord = z.input<typeof assembledRecord>;
export type CompleteRecord = z.output<typeof assembledRecord>;
