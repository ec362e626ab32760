import { z } from 'zod';
import { flag, listOf, scalarText } from '../../mapping/tolerant-parse.js';

/**
 * `LangString`: the text is in `value`; in what EMIL 2 left over, in `content`, where 3.0.4 says what kind of text the
 * value is.
 */
const langString = z.object({
  strings: listOf(
    z.object({ lang: z.string().optional(), content: scalarText.optional(), value: scalarText.optional() }),
  ).optional(),
});
export type LangString = z.output<typeof langString>;

const langUrl = z.object({
  urls: listOf(z.object({ lang: z.string().optional(), value: scalarText.optional() })).optional(),
});
export type LangUrl = z.output<typeof langUrl>;

/** A value of a code list; `type` names the list (`C_Subject_ISCED2013`). */
const codeValue = z.object({ type: scalarText.optional(), code: scalarText.optional() });
export type CodeValue = z.output<typeof codeValue>;

const address = z.object({
  country: scalarText.optional(),
  areaCode: scalarText.optional(),
  town: scalarText.optional(),
  postalCode: scalarText.optional(),
  streetAddress: scalarText.optional(),
  organization: langString.optional(),
  studyLocation: langString.optional(),
});
export type EmilAddress = z.output<typeof address>;

/** `EducationInfo`: what one can study. `subject` is what the API requires, `subjects` what it defines. */
export const infoRecord = z.object({
  identifier: scalarText.optional(),
  code: scalarText.optional(),
  lastEdited: scalarText.optional(),
  title: langString.optional(),
  description: langString.optional(),
  url: langUrl.optional(),
  type: codeValue.optional(),
  educationLevels: listOf(codeValue).optional(),
  configuration: codeValue.optional(),
  subjects: listOf(codeValue).optional(),
  subject: listOf(codeValue).optional(),
  resultIsDegree: flag.optional(),
  degrees: langString.optional(),
  qualificationLevel: codeValue.optional(),
  credits: z
    .object({ system: codeValue.optional(), credits: scalarText.optional(), min: scalarText.optional() })
    .optional(),
  extent: z
    .object({
      length: scalarText.optional(),
      max: scalarText.optional(),
      unit: codeValue.optional(),
      note: langString.optional(),
    })
    .optional(),
  eligibility: langString.optional(),
  recommendedPriorKnowledge: langString.optional(),
  eligibleForStudentAid: codeValue.optional(),
});
export type EmilInfo = z.output<typeof infoRecord>;

const extension = z.object({
  type: z.string().optional(),
  startPeriod: z
    .object({
      week: scalarText.optional(),
      period: z.object({ year: scalarText.optional(), semester: scalarText.optional() }).optional(),
    })
    .optional(),
  tuitionFee: z.object({ first: scalarText.optional(), total: scalarText.optional() }).optional(),
  applicationDetails: z
    .object({ onlyAsPartOfPackage: flag.optional(), onlyAsPartOfProgram: flag.optional() })
    .optional(),
});
export type EmilExtension = z.output<typeof extension>;

/** `EducationEvent`: one occasion on which an education is given. */
export const eventRecord = z.object({
  identifier: scalarText.optional(),
  providers: listOf(scalarText).optional(),
  examiningBodies: listOf(scalarText).optional(),
  title: langString.optional(),
  description: langString.optional(),
  /** A list of texts by 3.0.2; systems also write one text that has them all. */
  keywords: listOf(langString).optional(),
  url: langUrl.optional(),
  locations: listOf(address).optional(),
  languageOfInstructions: listOf(scalarText).optional(),
  execution: z.object({ start: scalarText.optional(), end: scalarText.optional() }).optional(),
  isCancelled: flag.optional(),
  fees: listOf(
    z.object({
      totalAmount: scalarText.optional(),
      currency: scalarText.optional(),
      condition: langString.optional(),
    }),
  ).optional(),
  places: scalarText.optional(),
  paceOfStudy: z.object({ percentage: scalarText.optional() }).optional(),
  isApprenticeship: flag.optional(),
  distance: z.object({ noOfMandatorySessions: scalarText.optional() }).optional(),
  application: z
    .object({ first: scalarText.optional(), last: scalarText.optional(), url: langUrl.optional() })
    .optional(),
  extensions: listOf(extension).optional(),
});
export type EmilEvent = z.output<typeof eventRecord>;

/** `EducationProvider`, as far as a catalogue needs it. */
export const providerRecord = z.object({
  identifier: scalarText.optional(),
  name: langString.optional(),
  url: langUrl.optional(),
  visitAddresses: listOf(address).optional(),
  contactAddress: address.optional(),
  organisationNumber: scalarText.optional(),
});
export type EmilProvider = z.output<typeof providerRecord>;

/** What the reader puts together for one education: it, its occasions and the organisations that they name. */
export const assembledRecord = z.object({
  kind: z.enum(['info', 'event', 'unknown']),
  resource: z.unknown().optional(),
  events: z.array(z.unknown()).default([]),
  providers: z.array(z.object({ id: z.string(), resource: z.unknown().optional() })).default([]),
  packageParts: z.array(z.object({ id: z.string(), title: z.unknown().optional() })).default([]),
});
export type AssembledRecord = z.input<typeof assembledRecord>;
export type CompleteRecord = z.output<typeof assembledRecord>;

/** Title of another education, as the reader passes it on. */
export const relatedTitle = langString;
