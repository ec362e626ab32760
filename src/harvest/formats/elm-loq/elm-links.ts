/**
 * How an offer reaches other objects (LOQ application profile 3.1.0 and 3.3.x, object properties of the classes that an
 * offer can lead to). Everything not named here is part of its object, and is kept with it.
 */

/** Links to objects of their own: followed, the whole object is embedded. */
const followed = [
  'learningAchievementSpecification',
  'learningActivitySpecification',
  'learningOutcome',
  'influencedBy',
  'provenBy',
  'entitlesTo',
  'awardingOpportunity',
  'awardingBody',
  'providedBy',
  'location',
  'accreditation',
  'gradingScheme',
] as const;

/** Links of which the name, identifiers and address suffice. */
const summarised = ['hasPart', 'isPartOf', 'limitOrganisation', 'accreditingAgent', 'groupMemberOf'] as const;

/** Links that are only compared by their id. */
const named = ['limitQualification'] as const;

/**
 * Links back to where one came from or away from the offer: never followed. `specialisationOf` says what a specification
 * is a narrower version of, which is neither part nor whole.
 */
const ignored = [
  'influences',
  'proves',
  'entitledBy',
  'learningOpportunity',
  'publisher',
  'creator',
  'member',
  'organisation',
  'hasSubOrganization',
  'subOrganizationOf',
  'specialisationOf',
  'generalisationOf',
  'contactPoint',
] as const;

/** Media carry their body in the feed: `MediaObject` has no address, only base64. */
const media = ['bannerImage', 'logo', 'image', 'content'] as const;

/** Properties of a summary. */
const summaryProperties = ['title', 'prefLabel', 'legalName', 'altLabel', 'identifier', 'homepage'] as const;

const followedLinks: ReadonlySet<string> = new Set(followed);
const summarisedLinks: ReadonlySet<string> = new Set(summarised);
const namedLinks: ReadonlySet<string> = new Set(named);
const mediaProperties: ReadonlySet<string> = new Set(media);
const ignoredProperties: ReadonlySet<string> = new Set([...ignored, ...media]);
const summary: ReadonlySet<string> = new Set(summaryProperties);

/** What to do with the values of a property; `part` for what belongs to the object itself. */
export type Reach = 'follow' | 'summarise' | 'name' | 'ignore' | 'part';

export function reachOf(property: string): Reach {
  if (followedLinks.has(property)) return 'follow';
  if (summarisedLinks.has(property)) return 'summarise';
  if (namedLinks.has(property)) return 'name';
  return ignoredProperties.has(property) ? 'ignore' : 'part';
}

/** Whether a summary keeps the property. */
export function inSummary(property: string): boolean {
  return summary.has(property);
}

/** Whether the property holds an embedded picture or file; its body never leaves the reader. */
export function isMedia(property: string): boolean {
  return mediaProperties.has(property);
}
