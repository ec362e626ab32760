import type { Sourced } from '../../../domain/evidence.js';
import { opportunityId, organisationId } from '../../../domain/identifiers.js';
import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import type { Organisation } from '../../../domain/organisation.js';
import { crosswalkConcept } from '../../mapping/concepts.js';
import { joinLanguageMaps } from '../../mapping/texts.js';
import { parseTolerantly } from '../../mapping/tolerant-parse.js';
import { distinctIdentifiers, readAddress } from '../../mapping/values.js';
import { webAddress } from '../../parse/values.js';
import { assurances, credentialClass } from './ctdl.crosswalk.js';
import {
  conditionProfile,
  type LearningOpportunityProfile,
  type Link,
  type NamedResource,
  namedResource,
} from './ctdl.record.js';
import { followed, idOf, namedOf, oneText, type Reading, textMap } from './ctdl-links.js';
import { classesOf, isNode, isOnOffer } from './ctdl-nodes.js';

type Stackability = NonNullable<LearningOpportunityDraft['stackability']>;
type RelatedOffer = NonNullable<Stackability['hasPart']>[number];

/** Organisations behind links; one that is only an id has no name and gives UNRESOLVED_REFERENCE. */
export function organisationsOf(links: readonly Link[] | undefined, path: string, reading: Reading): Organisation[] {
  const organisations = (links ?? []).flatMap((link) => {
    const agent = namedOf(link, reading);
    if (agent !== undefined) return organisationOf(agent, path, reading) ?? [];
    const message = 'The feed does not have this organisation; add it to the graph.';
    reading.log.warning('UNRESOLVED_REFERENCE', path, message, link);
    return [];
  });
  return [...new Map(organisations.map((it) => [it.id, it])).values()];
}

function organisationOf(agent: NamedResource, path: string, reading: Reading): Organisation | undefined {
  const names = textMap(agent['ceterms:name'], reading);
  if (names === undefined) return undefined;
  const ctid = agent['ceterms:ctid'] || undefined;
  return {
    id: organisationId(reading.context.source.id, ctid ?? `name:${Object.values(names)[0]}`),
    names,
    identifiers: distinctIdentifiers([{ scheme: 'ctid', value: ctid }]),
    kinds: [],
    homepage: readAddress(agent['ceterms:subjectWebpage'], `${path}.ceterms:subjectWebpage`, reading.log),
  };
}

/** Accreditation, approval, recognition and regulation, as whoever published the record claims them. */
export function claimsOf(offer: LearningOpportunityProfile, reading: Reading) {
  return assurances.flatMap(([property, label]) =>
    (offer[property] ?? []).flatMap((link): NonNullable<LearningOpportunityDraft['qualityAssurance']> => {
      const agency = oneText(namedOf(link, reading)?.['ceterms:name'], reading);
      if (agency !== undefined) {
        const text = { en: `${label} ${agency}` };
        return [{ scope: 'programme', evidence: 'provider-claim', text, agency, basis: 'stated' }];
      }
      reading.log.warning('UNRESOLVED_REFERENCE', property, 'The feed does not have this organisation.', link);
      return [];
    }),
  );
}

/** The best vocabulary of stackability of all formats: parts, wholes, and what an offer gives advanced standing for. */
export function stackabilityOf(offer: LearningOpportunityProfile, reading: Reading): Stackability | undefined {
  const related = (links: readonly Link[] | undefined) =>
    (links ?? []).flatMap((link) => relatedOf(link, reading) ?? []);
  const leadsTo = [
    ...(offer['ceterms:isAdvancedStandingFor'] ?? []),
    ...(offer['ceterms:isPreparationFor'] ?? []),
    ...(offer['ceterms:isRequiredFor'] ?? []),
  ].flatMap((link) => targetsOf(link, reading));
  const from = (offer['ceterms:advancedStandingFrom'] ?? []).map((link) => {
    const resource = followed(link, reading);
    const condition = resource === undefined ? undefined : parseTolerantly(conditionProfile, resource, reading.log);
    return textMap(condition?.['ceterms:description'] ?? condition?.['ceterms:name'], reading);
  });
  const stackability = {
    text: joinLanguageMaps(from, '\n'),
    hasPart: related(offer['ceterms:hasPart']),
    isPartOf: related(offer['ceterms:isPartOf']),
    leadsTo,
  };
  const { text, ...lists } = stackability;
  return text === undefined && Object.values(lists).every((list) => list.length === 0) ? undefined : stackability;
}

/** An offer or credential of the feed with its name; else the address by which it is referred to. */
function relatedOf(link: Link, reading: Reading): RelatedOffer | undefined {
  const { context } = reading;
  const resource = followed(link, reading);
  const named = resource === undefined ? undefined : parseTolerantly(namedResource, resource, reading.log);
  const title = textMap(named?.['ceterms:name'], reading);
  const nativeId = named?.['ceterms:ctid'] || named?.['@id'];
  const isLocal = isNode(resource) && isOnOffer(resource) && nativeId !== undefined;
  const url = webAddress(named?.['ceterms:subjectWebpage'] ?? idOf(link) ?? '');
  const id = isLocal && nativeId !== '' ? opportunityId(context.source.id, nativeId) : undefined;
  if (id === undefined && title === undefined && url === undefined) return undefined;
  return { id, title, url };
}

/** The targets of a ConditionProfile, else its own words; or what is linked to without one. */
function targetsOf(link: Link, reading: Reading): RelatedOffer[] {
  const resource = followed(link, reading);
  const isProfile = isNode(resource) && classesOf(resource['@type']).includes('conditionprofile');
  if (!isProfile) return [relatedOf(link, reading) ?? []].flat();
  const condition = parseTolerantly(conditionProfile, resource, reading.log) ?? {};
  const links = [
    ...(condition['ceterms:targetLearningOpportunity'] ?? []),
    ...(condition['ceterms:targetCredential'] ?? []),
  ];
  const targets = links.flatMap((target) => relatedOf(target, reading) ?? []);
  const title = textMap(condition['ceterms:name'] ?? condition['ceterms:description'], reading);
  return targets.length > 0 || title === undefined ? targets : [{ title }];
}

/** What is awarded: the credentials whose only required learning opportunity this is, and who owns them. */
export function awardOf(awarded: readonly unknown[], reading: Reading) {
  const read = awarded.flatMap((resource) => parseTolerantly(namedResource, resource, reading.log) ?? []);
  const isMicro = read.some((it) => classesOf(it['@type']).includes('microcredential'));
  const microCredential: Sourced<boolean> | undefined = isMicro
    ? { value: true, basis: 'mapped', rule: 'ctdl-class', path: '@type', native: 'ceterms:MicroCredential' }
    : undefined;
  return {
    microCredential,
    credentials: read.flatMap((credential) => {
      const title = textMap(credential['ceterms:name'], reading);
      const name = classesOf(credential['@type']).find((it) => Object.hasOwn(credentialClass.rows, it));
      const kind = name === undefined ? undefined : crosswalkConcept(credentialClass, name, '@type', reading.log);
      return title === undefined && kind === undefined ? [] : [{ title, kind }];
    }),
    awardingBodies: organisationsOf(
      read.flatMap((credential) => credential['ceterms:ownedBy'] ?? []),
      'ceterms:ownedBy',
      reading,
    ),
  };
}
