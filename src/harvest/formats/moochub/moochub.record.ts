import { z } from 'zod';
import { degrees, listOf, scalarText } from '../../mapping/tolerant-parse.js';

/** `MultilingualLabel` of v3: names with their language; a bare text where a system wrote one. */
const multilingualLabel = listOf(
  z.union([
    z.object({ inLanguage: z.string().optional(), name: scalarText }),
    scalarText.transform((name) => ({ inLanguage: undefined, name })),
  ]),
);
export type MultilingualLabel = z.output<typeof multilingualLabel>;

/** `DateTimeSeries` of v3, one text in v2; empty places keep the series parallel. */
const dateTimeSeries = listOf(scalarText.nullable());

/** v3 `Skill`, and v3 `CourseReference` in `competencyRequired`; v2 wrote objectives as plain HTML. */
const skill = z.object({
  name: multilingualLabel.optional(),
  educationalFramework: scalarText.optional(),
  shortCode: scalarText.optional(),
  targetUrl: scalarText.optional(),
});
export type MoochubSkill = z.output<typeof skill>;

/** v3 `EducationalAlignment` and `EducationalLevel`: a concept of a framework. */
const frameworkConcept = z.object({
  name: multilingualLabel.optional(),
  educationalFramework: scalarText.optional(),
  educationalFrameworkVersion: scalarText.optional(),
  shortCode: scalarText.optional(),
  targetUrl: scalarText.optional(),
});
export type FrameworkConcept = z.output<typeof frameworkConcept>;

/** v3 `Organization` or `Person`, whose address openHPI and oncampus write as `identifier`; v2 `moocProvider`. */
const agent = z.object({
  type: scalarText.optional(),
  name: scalarText.optional(),
  url: scalarText.optional(),
  identifier: scalarText.optional(),
});
export type MoochubAgent = z.output<typeof agent>;

/** v3 `License` has `identifier`, v2 had `id`; the first version an address alone. */
const licence = z.union([
  z.object({
    identifier: scalarText.optional(),
    id: scalarText.optional(),
    url: scalarText.optional(),
    contentUrl: scalarText.optional(),
    name: scalarText.optional(),
  }),
  scalarText.transform((url) => ({
    identifier: undefined,
    id: undefined,
    url,
    contentUrl: undefined,
    name: undefined,
  })),
]);
export type MoochubLicence = z.output<typeof licence>;

/** v3 `Workload`, a rate; v2 "weekly hours" as an integer. */
const workload = z.union([
  z.object({ timeValue: scalarText, timeUnit: scalarText }),
  scalarText.transform((timeValue) => ({ timeValue, timeUnit: 'h/week' })),
]);
export type MoochubWorkload = z.output<typeof workload>;

/** v3 `Offer`; openHPI writes the same names in snake case. */
const offer = z
  .object({
    price: scalarText.optional(),
    priceCurrency: scalarText.optional(),
    price_currency: scalarText.optional(),
    paymentFrequency: scalarText.optional(),
    payment_frequency: scalarText.optional(),
    category: scalarText.optional(),
  })
  .transform(({ price_currency: currency, payment_frequency: frequency, ...it }) => ({
    price: it.price,
    priceCurrency: it.priceCurrency ?? currency,
    paymentFrequency: it.paymentFrequency ?? frequency?.replaceAll('_', '-'),
    category: it.category,
  }));
export type MoochubOffer = z.output<typeof offer>;

/** v3 `Location`. */
const location = z.object({
  name: scalarText.optional(),
  latitude: degrees.optional(),
  longitude: degrees.optional(),
  address: z
    .object({
      addressCountry: scalarText.optional(),
      streetAddress: scalarText.optional(),
      city: scalarText.optional(),
      postalCode: scalarText.optional(),
      description: scalarText.optional(),
    })
    .optional(),
});
export type MoochubLocation = z.output<typeof location>;

/** v3 `ProgramReference`. */
const programReference = z.object({ url: scalarText.optional(), title: scalarText.optional() });

/** `attributes` of a course, of every version: an element has the same meaning in all that have it. */
export const courseAttributes = z.object({
  name: scalarText.optional(),
  courseCode: scalarText.optional(),
  /** Since v2; before v3 next to `abstract`. */
  description: scalarText.optional(),
  /** Until v2. */
  abstract: scalarText.optional(),
  courseMode: listOf(scalarText).optional(),
  inLanguage: listOf(scalarText).optional(),
  /** Until v2. */
  languages: listOf(scalarText).optional(),
  startDate: dateTimeSeries.optional(),
  endDate: dateTimeSeries.optional(),
  expires: dateTimeSeries.optional(),
  /** Until v2. */
  availableUntil: dateTimeSeries.optional(),
  applicationStartDate: scalarText.optional(),
  applicationDeadline: scalarText.optional(),
  duration: scalarText.optional(),
  workload: workload.optional(),
  numberOfCredits: scalarText.optional(),
  teaches: listOf(skill).optional(),
  /** Until v2. */
  learningObjectives: listOf(scalarText).optional(),
  competencyRequired: listOf(skill).optional(),
  educationalAlignment: listOf(frameworkConcept).optional(),
  educationalLevel: listOf(frameworkConcept).optional(),
  keywords: listOf(scalarText).optional(),
  educationalCredentialsAwarded: listOf(scalarText).optional(),
  publisher: agent.optional(),
  creator: listOf(agent).optional(),
  /** Until v2. */
  moocProvider: agent.optional(),
  url: scalarText.optional(),
  /** Before v2, and still served. */
  uniformResourceLocator: scalarText.optional(),
  license: listOf(licence).optional(),
  /** v2. */
  courseLicenses: listOf(licence).optional(),
  /** Before v2. */
  licence: listOf(licence).optional(),
  access: listOf(scalarText).optional(),
  offer: listOf(offer).optional(),
  /** The name that openHPI gives to `offer`. */
  offers: listOf(offer).optional(),
  contentLocation: listOf(location).optional(),
  isPartOf: listOf(programReference).optional(),
  dateModified: scalarText.optional(),
});
export type CourseAttributes = z.output<typeof courseAttributes>;

/** A JSON:API resource. */
export const courseResource = z.object({
  id: scalarText.optional(),
  type: scalarText.optional(),
  attributes: courseAttributes.optional(),
});
