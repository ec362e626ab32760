import { z } from 'zod';
import { degrees, listOf, scalarText } from '../../mapping/tolerant-parse.js';
import {
  codes,
  cost,
  languageTypedStrings,
  type OoapiAddress,
  type OoapiOrganization,
  studyLoad,
} from '../ooapi-v5/ooapi-v5.record.js';

/** `Country`: one or more codes of the same country; v5 wrote the code of two letters alone. */
const country = z.union([
  scalarText,
  z
    .object({ 'iso3166-1-alpha2': scalarText.optional(), 'iso3166-1-alpha3': scalarText.optional() })
    .transform((it) => it['iso3166-1-alpha2'] ?? it['iso3166-1-alpha3'] ?? ''),
]);

/** `Address`, as v5 has it: only the post code and the country are written differently. */
const address = z
  .object({
    addressType: scalarText.optional(),
    street: scalarText.optional(),
    streetNumber: scalarText.optional(),
    additional: languageTypedStrings.optional(),
    postCode: scalarText.optional(),
    city: scalarText.optional(),
    countryCode: country.optional(),
    geolocation: z.object({ latitude: degrees, longitude: degrees }).optional(),
  })
  .transform(({ postCode, ...rest }): OoapiAddress => ({ ...rest, postalCode: postCode }));

/** `Organisation`, as v5 has it. */
export const organisationRecord = z
  .object({
    ...codes,
    organisationId: scalarText.optional(),
    name: languageTypedStrings.optional(),
    shortName: scalarText.optional(),
    addresses: listOf(address).optional(),
    link: scalarText.optional(),
  })
  .transform(({ organisationId, ...rest }): OoapiOrganization => ({ ...rest, organizationId: organisationId }));

/** `LearningOutcome`. */
export const learningOutcomeRecord = z.object({
  learningOutcomeId: scalarText.optional(),
  name: languageTypedStrings.optional(),
  description: languageTypedStrings.optional(),
});
export type OoapiLearningOutcome = z.output<typeof learningOutcomeRecord>;

/** `CourseOffering` or `ProgrammeOffering`. */
export const offeringRecord = z.object({
  ...codes,
  courseOfferingId: scalarText.optional(),
  programmeOfferingId: scalarText.optional(),
  state: scalarText.optional(),
  teachingLanguages: listOf(scalarText).optional(),
  modesOfDelivery: listOf(scalarText).optional(),
  startDateTime: scalarText.optional(),
  endDateTime: scalarText.optional(),
  flexibleEntryPeriodStartDateTime: scalarText.optional(),
  flexibleEntryPeriodEndDateTime: scalarText.optional(),
  enrolmentPeriods: listOf(
    z.object({
      startDateTime: scalarText.optional(),
      endDateTime: scalarText.optional(),
      enrolmentUrl: scalarText.optional(),
    }),
  ).optional(),
  maxNumberStudents: scalarText.optional(),
  addresses: listOf(address).optional(),
  priceInformation: listOf(cost).optional(),
});
export type OoapiOffering = z.output<typeof offeringRecord>;

/** `AcademicSession`, for an offering that has no dates of its own. */
export const academicSessionRecord = z.object({
  name: languageTypedStrings.optional(),
  startDateTime: scalarText.optional(),
  endDateTime: scalarText.optional(),
});

/** A related programme of which only name and address are wanted. */
export const namedRecord = z.object({ name: languageTypedStrings.optional(), link: scalarText.optional() });

/** `Course` or `Programme`: the offers of a catalogue. What only one of them has is absent in the other. */
export const offerRecord = z.object({
  ...codes,
  courseId: scalarText.optional(),
  programmeId: scalarText.optional(),
  abbreviation: scalarText.optional(),
  name: languageTypedStrings.optional(),
  description: languageTypedStrings.optional(),
  supplementaryInformation: listOf(
    z.object({ type: scalarText.optional(), value: languageTypedStrings.optional() }),
  ).optional(),
  programmeType: scalarText.optional(),
  studyLoad: listOf(studyLoad).optional(),
  qualificationAwarded: scalarText.optional(),
  qualificationDesignations: listOf(scalarText).optional(),
  formalDocument: scalarText.optional(),
  levelOfQualification: scalarText.optional(),
  level: scalarText.optional(),
  fieldsOfStudy: scalarText.optional(),
  admissionRequirements: languageTypedStrings.optional(),
  qualificationRequirements: languageTypedStrings.optional(),
  teachingLanguages: listOf(scalarText).optional(),
  modesOfDelivery: listOf(scalarText).optional(),
  modeOfStudy: scalarText.optional(),
  assessment: languageTypedStrings.optional(),
  duration: scalarText.optional(),
  link: scalarText.optional(),
  addresses: listOf(address).optional(),
});
export type OoapiOffer = z.output<typeof offerRecord>;

/** A resource that an offer refers to by its id, with the resource where the feed has it. */
const referred = z.array(z.object({ id: z.string().optional(), resource: z.unknown().optional() })).default([]);
export type Referred = z.output<typeof referred>;

/** What the reader puts together for one offer: the resource and those it refers to, as far as the feed has them. */
export const assembledRecord = z.object({
  kind: z.enum(['course', 'programme', 'offering', 'unknown']),
  resource: z.unknown().optional(),
  offerings: z
    .array(z.object({ resource: z.unknown().optional(), academicSession: z.unknown().optional() }))
    .default([]),
  organisations: z.array(z.unknown()).default([]),
  unresolvedOrganisation: z.string().optional(),
  learningOutcomes: referred,
  isPartOf: referred,
  hasPart: referred,
});
export type AssembledRecord = z.input<typeof assembledRecord>;
export type CompleteRecord = z.output<typeof assembledRecord>;
