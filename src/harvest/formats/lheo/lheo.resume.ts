import { opportunityId, organisationId } from '../../../domain/identifiers.js';
import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import type { LanguageMap } from '../../../domain/multilingual.js';
import type { Organisation } from '../../../domain/organisation.js';
import type { Place } from '../../../domain/run.js';
import { distinctIdentifiers, readAddress } from '../../mapping/values.js';
import { attributeOf, contentOf, nodeAt, nodesAt, type XmlNode } from '../../mapping/xml-record.js';
import { certificationCodes, credentialsOf, qualityAssuranceOf } from './lheo.certification.js';
import { levelsOf, prerequisitesOf, subjectsOf, workloadOf } from './lheo.learning.js';
import { keyOf, pointOf } from './lheo.organisation.js';
import { grantsOf } from './lheo.price.js';
import { distinctRuns, modesOf, runsOf } from './lheo.run.js';
import { lineOf, modifiedOf, plainOf, type Reading, registerNumber } from './lheo-values.js';

/**
 * `resume-offre` of an index (`lheo-index`) → canonical record, in the order of that record.
 *
 * What a `formation` has and a summary has not: objective, content and results, the responsible organisation but for
 * name and SIRET, prices, languages, the country. The whole offer is at `@file`, in LHEO, which is not followed: a
 * source that gives it is to be harvested from there. Not mapped: `code-public-vise`, `departement`, `region` and
 * `code-INSEE-commune`, as of a `formation`; `adresse-inscription`, where one enrols; `contact-formation-resume`, persons.
 */
export function resumeOf(
  resume: XmlNode,
  nativeId: string,
  title: LanguageMap,
  reading: Reading,
): LearningOpportunityDraft {
  const { source, feed, position } = reading.context;
  const id = opportunityId(source.id, nativeId);
  const codes = certificationCodes(resume);
  const modes = modesOf(resume, 'modalites-enseignement', reading);
  const shared = { places: placesOf(resume, reading), grants: grantsOf(resume, reading), modes };
  const page = readAddress(attributeOf(resume, 'href'), 'resume-offre@href', reading.log);
  return {
    id,
    source: source.id,
    nativeIds: distinctIdentifiers([{ value: nativeId }, ...codes]),
    title,
    workloadHours: workloadOf(nodesAt(resume, 'nombre-heures-total'), 'nombre-heures-total', reading),
    ...levelsOf(extraOf(resume, 'complements', 'code-niveau-sortie'), 'extras/code-niveau-sortie', reading),
    subjects: subjectsOf(resume),
    modes,
    prerequisites: prerequisitesOf(resume, [], reading),
    providers: providersOf(resume, reading),
    qualityAssurance: qualityAssuranceOf(codes),
    credentials: credentialsOf(codes, reading),
    homepages: page === undefined ? [] : [{ url: page }],
    runs: distinctRuns(runsOf(resume, 'session', undefined, shared, id, reading), 'session', reading),
    modifiedAtSource: modifiedOf(resume, reading),
    provenance: { format: 'lheo', feed: feed.uri, record: nativeId, position },
  };
}

/** `nom-organisme` and `SIRET`. */
function providersOf(resume: XmlNode, reading: Reading): Organisation[] {
  const node = nodeAt(resume, 'nom-organisme');
  const names = plainOf(node, 'nom-organisme', reading);
  const siret = registerNumber('SIRET', nodeAt(resume, 'SIRET'), 'SIRET', reading);
  if (node === undefined || names === undefined) {
    reading.log.warning('MISSING_REQUIRED', 'nom-organisme', 'The organisation has no name.');
    return [];
  }
  const identifiers = siret === undefined ? [] : [siret];
  return [
    { id: organisationId(reading.context.source.id, keyOf(identifiers, node, names)), names, identifiers, kinds: [] },
  ];
}

/** `codepostal` and `ville`, of the place of training: one SIRET has offers in several towns. */
function placesOf(resume: XmlNode, reading: Reading): Place[] {
  const place: Place = {
    address: lineOf(nodeAt(resume, 'codepostal')),
    city: lineOf(nodeAt(resume, 'ville')),
    geo: pointOf(
      extraOf(resume, 'geolocalisation', 'latitude'),
      extraOf(resume, 'geolocalisation', 'longitude'),
      'extras/geolocalisation',
      reading,
    ),
  };
  return Object.values(place).every((value) => value === undefined) ? [] : [place];
}

/** What Intercarif puts into `extras` under the name of the element that a `formation` has for it. */
function extraOf(resume: XmlNode, group: string, name: string): string | undefined {
  const groups = nodesAt(resume, 'extras').filter((node) => attributeOf(node, 'info') === group);
  const extras = groups.flatMap((node) => nodesAt(node, 'extra'));
  return contentOf(extras.find((node) => attributeOf(node, 'info') === name));
}
