import { z } from 'zod';

/**
 * The raw record of both bindings of the LOQ application profile: an offer with everything it links to embedded, as
 * `ElmObject` of the reader. Every property may be missing or be there several times, whatever its cardinality in the
 * profile; a literal where an object belongs is read as the id of that object.
 */

const text = z.object({ text: z.string(), language: z.string().optional() });
const texts = z.array(text).default([]);
/** A literal without language; some contexts type dates as `@id`, so that they arrive as an object. */
const scalar = z.union([text.transform((it) => it.text), z.object({ id: z.string() }).transform((it) => it.id)]);
const scalars = z.array(scalar).default([]);

const head = {
  id: z.string().optional(),
  types: z.array(z.string()).default([]),
  unresolved: z.literal(true).optional(),
  truncated: z.literal(true).optional(),
};

function elmClass<S extends z.ZodRawShape>(shape: S) {
  return z.preprocess(
    literalAsReference,
    z
      .object({ ...head, properties: z.object(shape) })
      .transform(({ properties, ...rest }) => ({ ...rest, ...properties })),
  );
}

function literalAsReference(value: unknown): unknown {
  // A failed parse takes as long as a whole record.
  if (typeof value !== 'object' || value === null || !('text' in value)) return value;
  const literal = text.safeParse(value);
  return literal.success ? { id: literal.data.text, properties: {} } : value;
}

function listOf<T extends z.ZodType>(item: T) {
  return z.array(item).default([]);
}

const concept = elmClass({ prefLabel: texts, notation: scalars, inScheme: scalars });
const concepts = listOf(concept);

const note = elmClass({ noteLiteral: texts, subject: concepts });
const webResource = elmClass({ contentUrl: scalars, title: texts, language: concepts });
const identifier = elmClass({ notation: scalars, schemeName: scalars, schemeId: scalars, schemeAgency: texts });
const period = elmClass({ startDate: scalars, endDate: scalars, prefLabel: texts });

const location = elmClass({
  geographicName: texts,
  spatialCode: concepts,
  address: listOf(elmClass({ countryCode: concepts, fullAddress: listOf(note) })),
  geometry: listOf(elmClass({ latitude: scalars, longitude: scalars })),
});

/** What is known of an object that is only pointed at. */
const summary = elmClass({
  title: texts,
  prefLabel: texts,
  legalName: texts,
  altLabel: texts,
  identifier: listOf(identifier),
  homepage: listOf(webResource),
});

const accreditation = elmClass({
  type: concepts,
  title: texts,
  description: texts,
  report: listOf(webResource),
  accreditingAgent: listOf(summary),
  limitQualification: listOf(elmClass({})),
  issued: scalars,
  expiryDate: scalars,
});

const organisation = elmClass({
  legalName: texts,
  prefLabel: texts,
  altLabel: texts,
  identifier: listOf(identifier),
  registration: listOf(identifier),
  eidasLegalIdentifier: listOf(identifier),
  vatIdentifier: listOf(identifier),
  taxIdentifier: listOf(identifier),
  type: concepts,
  location: listOf(location),
  homepage: listOf(webResource),
  accreditation: listOf(accreditation),
});

const learningOutcome = elmClass({
  title: texts,
  type: concepts,
  reusabilityLevel: concepts,
  relatedESCOSkill: concepts,
  relatedSkill: concepts,
});

const activity = elmClass({ type: concepts, language: concepts, mode: concepts, volumeOfLearning: scalars });

const assessment = elmClass({
  title: texts,
  type: concepts,
  language: concepts,
  gradingScheme: listOf(elmClass({ title: texts, description: texts })),
  idVerification: concepts,
});

const entitlement = elmClass({
  title: texts,
  description: texts,
  type: concepts,
  entitlementStatus: concepts,
  limitOrganisation: listOf(summary),
  homepage: listOf(webResource),
});

/** `LearningAchievementSpecification`, `Qualification` or `QualificationReference`. */
const achievement = elmClass({
  identifier: listOf(identifier),
  title: texts,
  description: texts,
  category: texts,
  additionalNote: listOf(note),
  homepage: listOf(webResource),
  learningOutcomeSummary: listOf(note),
  learningOutcome: listOf(learningOutcome),
  ISCEDFCode: concepts,
  educationSubject: concepts,
  educationLevel: concepts,
  volumeOfLearning: scalars,
  creditPoint: listOf(elmClass({ framework: concepts, point: scalars })),
  language: concepts,
  mode: concepts,
  learningSetting: concepts,
  targetGroup: concepts,
  entryRequirement: listOf(note),
  influencedBy: listOf(activity),
  provenBy: listOf(assessment),
  entitlesTo: listOf(entitlement),
  awardingOpportunity: listOf(elmClass({ awardingBody: listOf(organisation) })),
  hasPart: listOf(summary),
  isPartOf: listOf(summary),
  EQFLevel: concepts,
  NQFLevel: concepts,
  isPartialQualification: scalars,
  accreditation: listOf(accreditation),
});

/** A specification that says nothing. */
export const noAchievement = achievement.parse({ properties: {} });

const priceDetail = elmClass({
  amount: listOf(elmClass({ unit: concepts, value: scalars })),
  prefLabel: texts,
  description: texts,
  additionalNote: listOf(note),
});

const grant = elmClass({
  title: texts,
  description: texts,
  contentUrl: scalars,
  supplementaryDocument: listOf(webResource),
});

/** `LearningOpportunity` with everything it reaches. */
export const loqRecord = elmClass({
  identifier: listOf(identifier),
  title: texts,
  description: texts,
  type: concepts,
  additionalNote: listOf(note),
  homepage: listOf(webResource),
  providedBy: listOf(organisation),
  learningAchievementSpecification: listOf(achievement),
  learningActivitySpecification: listOf(activity),
  temporal: listOf(period),
  duration: scalars,
  mode: concepts,
  learningSchedule: concepts,
  scheduleInformation: listOf(note),
  admissionProcedure: listOf(note),
  applicationDeadline: scalars,
  priceDetail: listOf(priceDetail),
  grant: listOf(grant),
  location: listOf(location),
  hasPart: listOf(summary),
  isPartOf: listOf(summary),
  status: scalars,
  modified: scalars,
});

export type ElmText = z.output<typeof text>;
export type ElmConcept = z.output<typeof concept>;
export type ElmNote = z.output<typeof note>;
export type ElmWebResource = z.output<typeof webResource>;
export type ElmIdentifier = z.output<typeof identifier>;
export type ElmLocation = z.output<typeof location>;
export type ElmSummary = z.output<typeof summary>;
export type ElmAccreditation = z.output<typeof accreditation>;
export type ElmOrganisation = z.output<typeof organisation>;
export type ElmActivity = z.output<typeof activity>;
export type ElmAssessment = z.output<typeof assessment>;
export type ElmEntitlement = z.output<typeof entitlement>;
export type ElmAchievement = z.output<typeof achievement>;
export type LearningOpportunityRecord = z.output<typeof loqRecord>;
