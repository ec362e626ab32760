import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import { IssueLog, type Mapped } from '../../format.js';
import { webAddress } from '../../parse/values.js';
import { type ElmObject, isElmObject } from './elm-object.js';

/**
 * What the QualityLink application profile (ontology v1, 1.1.0-alpha) changes or adds. Of its own properties
 * `enrolmentCapacity` and `registrationPortal` of an instance have a place in the canonical record; conditions for
 * single groups of learners, pass rates, grade distributions and staff ratios have none.
 */

/** In QualityLink an instance has a title only if it is another than that of its specification. */
export function withTitle(offer: ElmObject): ElmObject {
  if (offer.properties.title !== undefined) return offer;
  const specification = offer.properties.learningAchievementSpecification?.find(isElmObject);
  const title = specification?.properties.title;
  return title === undefined ? offer : { ...offer, properties: { ...offer.properties, title } };
}

/** Adds the enrolment properties of an instance to its run. */
export function withEnrolment(mapped: Mapped, data: unknown, source: string): Mapped {
  const { opportunity } = mapped;
  const [run] = opportunity?.runs ?? [];
  const properties = propertiesOf(data);
  if (opportunity === undefined || run === undefined || properties === undefined) return mapped;
  const log = new IssueLog(source, opportunity.provenance.record);
  const capacity = capacityOf(literal(properties.enrolmentCapacity), log);
  const url = portalOf(literal(properties.registrationPortal), log);
  const windows = run.applicationWindows ?? [];
  const extended: NonNullable<LearningOpportunityDraft['runs']>[number] = {
    ...run,
    ...(capacity === undefined ? {} : { capacity }),
    ...(url === undefined
      ? {}
      : { applicationWindows: windows.length === 0 ? [{ url }] : windows.map((window) => ({ ...window, url })) }),
  };
  return { opportunity: { ...opportunity, runs: [extended] }, issues: [...mapped.issues, ...log.issues] };
}

function capacityOf(text: string | undefined, log: IssueLog): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  log.warning('INVALID_NUMBER', 'enrolmentCapacity', 'The number of places is not a whole number.', text);
  return undefined;
}

function portalOf(text: string | undefined, log: IssueLog): string | undefined {
  if (text === undefined) return undefined;
  const url = webAddress(text);
  if (url === undefined)
    log.warning('INVALID_URL', 'registrationPortal', 'The text is not an absolute http or https address.', text);
  return url;
}

function propertiesOf(data: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof data !== 'object' || data === null || !('properties' in data)) return undefined;
  const { properties } = data;
  return typeof properties === 'object' && properties !== null ? (properties as Record<string, unknown>) : undefined;
}

/** A typed literal, or the IRI that stands for one (`xsd:anyURI` is often written as a resource). */
function literal(values: unknown): string | undefined {
  const first: unknown = Array.isArray(values) ? values[0] : undefined;
  if (typeof first !== 'object' || first === null) return undefined;
  const { text, id } = first as Partial<Record<'text' | 'id', unknown>>;
  const value = text ?? id;
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
