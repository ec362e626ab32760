import { z } from 'zod';
import type { TaggedText } from '../../mapping/texts.js';
import { listOf, scalarText } from '../../mapping/tolerant-parse.js';

/** `rdf:langString`: a bare text, or a map of language to one or more texts; several are put in a list. */
const oneText = z.union([
  scalarText.transform((text): TaggedText[] => [{ text }]),
  z
    .record(z.string(), z.union([scalarText.transform((text) => [text]), z.array(scalarText)]))
    .transform((map): TaggedText[] =>
      Object.entries(map).flatMap(([language, texts]) => texts.map((text) => ({ language, text }))),
    ),
]);
const texts = listOf(oneText).transform((lists): TaggedText[] => lists.flat());

/** A reference: an IRI or blank node id, bare or as `{"@id": …}`. */
const reference = z.union([scalarText, z.object({ '@id': scalarText }).transform((it) => it['@id'])]);

const alignmentObject = z.object({
  'ceterms:framework': reference.optional(),
  'ceterms:frameworkName': texts.optional(),
  'ceterms:targetNode': reference.optional(),
  'ceterms:targetNodeName': texts.optional(),
  'ceterms:codedNotation': scalarText.optional(),
  'ceasn:competencyText': texts.optional(),
  'ceterms:name': texts.optional(),
});
export type Alignment = z.output<typeof alignmentObject>;

/** `CredentialAlignmentObject`: a concept of a framework; a bare concept where a system wrote one. */
const alignment = z.union([
  alignmentObject,
  scalarText.transform((node): Alignment => ({ 'ceterms:targetNode': node })),
]);

/** What a property refers to: the id of a resource, or the resource itself where the record has it inside. */
const link = z.union([scalarText, z.record(z.string(), z.unknown())]);
export type Link = z.output<typeof link>;

/** An organisation, credential or offer that another resource refers to. */
export const namedResource = z.object({
  '@id': scalarText.optional(),
  '@type': listOf(scalarText).optional(),
  'ceterms:ctid': scalarText.optional(),
  'ceterms:name': texts.optional(),
  'ceterms:subjectWebpage': reference.optional(),
  'ceterms:ownedBy': listOf(link).optional(),
});
export type NamedResource = z.output<typeof namedResource>;

const number = z.union([scalarText, z.object({ '@value': scalarText }).transform((it) => it['@value'])]);

const duration = z.object({ 'ceterms:exactDuration': scalarText.optional() });

export const conditionProfile = z.object({
  'ceterms:name': texts.optional(),
  'ceterms:description': texts.optional(),
  'ceterms:condition': texts.optional(),
  'ceterms:targetLearningOpportunity': listOf(link).optional(),
  'ceterms:targetCredential': listOf(link).optional(),
});
export type ConditionProfile = z.output<typeof conditionProfile>;

const costProfile = z.object({
  'ceterms:name': texts.optional(),
  'ceterms:price': number.optional(),
  'ceterms:currency': scalarText.optional(),
  'ceterms:directCostType': listOf(alignment).optional(),
  'ceterms:audienceType': listOf(alignment).optional(),
  'ceterms:residencyType': listOf(alignment).optional(),
});
export type CostProfile = z.output<typeof costProfile>;

const place = z.object({
  'ceterms:name': texts.optional(),
  'ceterms:streetAddress': texts.optional(),
  'ceterms:postalCode': scalarText.optional(),
  'ceterms:addressLocality': texts.optional(),
  'ceterms:addressRegion': texts.optional(),
  'ceterms:addressCountry': texts.optional(),
  'ceterms:latitude': number.optional(),
  'ceterms:longitude': number.optional(),
});
export type CtdlPlace = z.output<typeof place>;

const valueProfile = z.object({
  'ceterms:creditUnitType': listOf(alignment).optional(),
  'ceterms:creditLevelType': listOf(alignment).optional(),
  'schema:value': number.optional(),
  'schema:description': texts.optional(),
});

/** What an offer and its scheduled offerings have in common. */
const offering = {
  '@id': scalarText.optional(),
  'ceterms:ctid': scalarText.optional(),
  'ceterms:startDate': scalarText.optional(),
  'ceterms:endDate': scalarText.optional(),
  'ceterms:availableAt': listOf(place).optional(),
  'ceterms:estimatedCost': listOf(costProfile).optional(),
  'ceterms:estimatedDuration': listOf(duration).optional(),
  'ceterms:deliveryType': listOf(alignment).optional(),
  'ceterms:lifeCycleStatusType': listOf(alignment).optional(),
};

/** `ceterms:ScheduledOffering`. */
export const scheduledOffering = z.object(offering);
export type ScheduledOffering = z.output<typeof scheduledOffering>;

/** `ceterms:LearningOpportunityProfile` and its subclasses. */
export const learningOpportunityProfile = z.object({
  ...offering,
  '@type': listOf(scalarText).optional(),
  'ceterms:name': texts.optional(),
  'ceterms:description': texts.optional(),
  'ceterms:subjectWebpage': reference.optional(),
  'ceterms:codedNotation': scalarText.optional(),
  'ceterms:ownedBy': listOf(link).optional(),
  'ceterms:offeredBy': listOf(link).optional(),
  'ceterms:inLanguage': listOf(scalarText).optional(),
  'ceterms:keyword': texts.optional(),
  'ceterms:subject': listOf(alignment).optional(),
  'ceterms:instructionalProgramType': listOf(alignment).optional(),
  'ceterms:occupationType': listOf(alignment).optional(),
  'ceterms:audienceLevelType': listOf(alignment).optional(),
  'ceterms:learningMethodType': listOf(alignment).optional(),
  'ceterms:assessmentMethodDescription': texts.optional(),
  'ceterms:teaches': listOf(z.union([scalarText, alignmentObject])).optional(),
  'ceterms:targetCompetency': listOf(z.union([scalarText, alignmentObject])).optional(),
  'ceterms:creditValue': listOf(valueProfile).optional(),
  'ceterms:creditUnitType': listOf(alignment).optional(),
  'ceterms:creditUnitValue': number.optional(),
  'ceterms:creditHourType': texts.optional(),
  'ceterms:creditHourValue': number.optional(),
  'ceterms:requires': listOf(link).optional(),
  'ceterms:entryCondition': listOf(link).optional(),
  'ceterms:accreditedBy': listOf(link).optional(),
  'ceterms:approvedBy': listOf(link).optional(),
  'ceterms:recognizedBy': listOf(link).optional(),
  'ceterms:regulatedBy': listOf(link).optional(),
  'ceterms:hasPart': listOf(link).optional(),
  'ceterms:isPartOf': listOf(link).optional(),
  'ceterms:advancedStandingFrom': listOf(link).optional(),
  'ceterms:isAdvancedStandingFor': listOf(link).optional(),
  'ceterms:isPreparationFor': listOf(link).optional(),
  'ceterms:isRequiredFor': listOf(link).optional(),
  'ceterms:hasOffering': listOf(link).optional(),
});
export type LearningOpportunityProfile = z.output<typeof learningOpportunityProfile>;

/** What the reader puts together: the offer, what it refers to, and the credentials that are earned with it alone. */
export const assembledRecord = z.object({
  resource: z.unknown(),
  linked: z.record(z.string(), z.unknown()).default({}),
  awarded: z.array(z.unknown()).default([]),
});
export type AssembledRecord = z.input<typeof assembledRecord>;
