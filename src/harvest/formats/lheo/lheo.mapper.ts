import { opportunityId } from '../../../domain/identifiers.js';
import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import type { LanguageMap } from '../../../domain/multilingual.js';
import { IssueLog, type MapContext, type Mapped, type RawRecord } from '../../format.js';
import { distinctConcepts } from '../../mapping/concepts.js';
import { joinHtml } from '../../mapping/texts.js';
import { distinctIdentifiers, readAddress } from '../../mapping/values.js';
import { attributeOf, contentAt, contentOf, nodeAt, nodesAt, type XmlNode } from '../../mapping/xml-record.js';
import {
  certificationCodes,
  credentialsOf,
  qualityAssuranceOf,
  resultsOf,
  stackabilityOf,
} from './lheo.certification.js';
import { levelsOf, outcomesOf, prerequisitesOf, subjectsOf, workloadOf } from './lheo.learning.js';
import { providersOf } from './lheo.organisation.js';
import { type LheoRecord, lheoRecord } from './lheo.record.js';
import { resumeOf } from './lheo.resume.js';
import { distinctRuns, mapAction } from './lheo.run.js';
import { formationId, lineOf, modifiedOf, plainOf, proseOf, type Reading } from './lheo-values.js';

/**
 * LHEO 2.2 and 2.3: `formation` with its `action`s and their `session`s → canonical record, in the order of that record.
 *
 * Not in the format: micro-credential, credits and ECTS, EQF level, cycle, ISCED-F, languages of assessment, setting,
 * activity types, assessment, supervision, awarding body (the certifier is in the RNCP). Not mapped, for want of a
 * crosswalk: `code-public-vise` (FORMACODE), `organisme-financeur`, `objectif-general-formation`, `parcours-de-formation`,
 * `rythme-formation` (text). Persons in `coordonnees` and contacts are never read.
 */
export function mapOffer(raw: RawRecord, context: MapContext): Mapped {
  const log = new IssueLog(context.source.id, `#${raw.position}`);
  const record = lheoRecord.safeParse(raw.data).data;
  if (record === undefined) {
    log.error('UNSUPPORTED_RECORD', 'formation', 'Not a formation element of LHEO.');
    return { issues: log.issues };
  }
  const nativeId = formationId(record.formation);
  if (nativeId !== undefined) log.identify(nativeId);
  const isResume = record.formation.name === 'resume-offre';
  const element = isResume ? 'resume-offre' : 'formation';
  if (record.oversized !== undefined) {
    log.error(
      'LIMIT_RECORD_SIZE',
      element,
      'The offer is larger than a record may be.',
      `${record.oversized} characters`,
    );
    return { issues: log.issues };
  }
  if (nativeId === undefined) {
    log.error('MISSING_ID', `${element}@numero`, `The ${element} has neither @numero nor @uri nor @ref.`);
    return { issues: log.issues };
  }
  const reading: Reading = { context, log };
  const title = plainOf(nodeAt(record.formation, 'intitule-formation'), 'intitule-formation', reading);
  if (title === undefined) {
    log.error('MISSING_REQUIRED', 'intitule-formation', `The ${element} has no title.`);
    return { issues: log.issues };
  }
  const opportunity = isResume
    ? resumeOf(record.formation, nativeId, title, reading)
    : opportunityOf(record, nativeId, title, reading);
  return { opportunity, issues: log.issues };
}

function opportunityOf(
  { formation, modules }: LheoRecord,
  nativeId: string,
  title: LanguageMap,
  reading: Reading,
): LearningOpportunityDraft {
  const { source, feed, position } = reading.context;
  const id = opportunityId(source.id, nativeId);
  const codes = certificationCodes(formation);
  const results = resultsOf(formation, title, reading);
  const actions = nodesAt(formation, 'action').map((action) => mapAction(action, id, reading));
  return {
    id,
    source: source.id,
    nativeIds: distinctIdentifiers([
      { value: nativeId },
      { scheme: 'uri', value: attributeOf(formation, 'uri') },
      { scheme: 'identifiant-module', value: contentAt(formation, 'identifiant-module') },
      ...codes,
    ]),
    title,
    description: joinHtml([
      proseOf(nodeAt(formation, 'contenu-formation'), 'contenu-formation', reading),
      results.description,
    ]),
    learningOutcomes: outcomesOf(formation, title, reading),
    workloadHours: workloadOf(
      nodesAt(formation, 'action', 'nombre-heures-total'),
      'action/nombre-heures-total',
      reading,
    ),
    ...levelsOf(lineOf(nodeAt(formation, 'code-niveau-sortie')), 'code-niveau-sortie', reading),
    subjects: subjectsOf(formation),
    languages: distinctConcepts(actions.flatMap(({ languages }) => languages)),
    modes: distinctConcepts(actions.flatMap(({ modes }) => modes)),
    prerequisites: prerequisitesOf(formation, modules, reading),
    providers: providersOf(formation, reading),
    qualityAssurance: qualityAssuranceOf(codes),
    stackability: stackabilityOf(formation, modules, reading),
    credentials: [...credentialsOf(codes, reading), ...results.credentials],
    homepages: homepagesOf(formation, reading),
    runs: distinctRuns(
      actions.flatMap(({ runs }) => runs),
      'action/session',
      reading,
    ),
    modifiedAtSource: modifiedOf(formation, reading),
    provenance: { format: 'lheo', feed: feed.uri, record: nativeId, position },
  };
}

/** `url-formation`, `@href` (a page that describes the whole offer), and `url-action` of each action. */
function homepagesOf(formation: XmlNode, { log }: Reading): { url: string }[] {
  const candidates = [
    ...nodesAt(formation, 'url-formation', 'urlweb').map((node) => [contentOf(node), 'url-formation/urlweb'] as const),
    [attributeOf(formation, 'href'), 'formation@href'] as const,
    ...nodesAt(formation, 'action', 'url-action', 'urlweb').map(
      (node) => [contentOf(node), 'action/url-action/urlweb'] as const,
    ),
  ];
  const urls = candidates.flatMap(([text, path]) => readAddress(text, path, log) ?? []);
  return [...new Set(urls)].map((url) => ({ url }));
}
