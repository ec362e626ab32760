import type { Sourced } from '../../../domain/evidence.js';
import { opportunityId } from '../../../domain/identifiers.js';
import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import type { LanguageMap } from '../../../domain/multilingual.js';
import { IssueLog, type MapContext, type Mapped, type RawRecord } from '../../format.js';
import { crosswalkConcept, distinctConcepts } from '../../mapping/concepts.js';
import { languageMapOf, repeatsText } from '../../mapping/texts.js';
import { parseTolerantly } from '../../mapping/tolerant-parse.js';
import { distinctIdentifiers, readAddress } from '../../mapping/values.js';
import { cleanHtml } from '../../parse/text.js';
import { offerClass } from './ctdl.crosswalk.js';
import {
  activitiesOf,
  creditsOf,
  educationLevelsOf,
  eqfOf,
  languagesOf,
  outcomesOf,
  prerequisitesOf,
  subjectsAndFieldsOf,
} from './ctdl.learning.js';
import { assembledRecord, type LearningOpportunityProfile, learningOpportunityProfile } from './ctdl.record.js';
import { awardOf, claimsOf, organisationsOf, stackabilityOf } from './ctdl.relations.js';
import { modesOf, runsOf } from './ctdl.run.js';
import { type Reading, textMap } from './ctdl-links.js';
import { classesOf, isNode, isOffer } from './ctdl-nodes.js';

/** Maps a `ceterms:LearningOpportunityProfile`, `Course` or `LearningProgram` to the canonical record. */
export function mapCtdl(record: RawRecord, context: MapContext): Mapped {
  const log = new IssueLog(context.source.id, `#${record.position}`);
  const assembled = assembledRecord.safeParse(record.data);
  const resource = assembled.success ? assembled.data.resource : undefined;
  if (!assembled.success || !isNode(resource) || !isOffer(resource)) {
    log.error('UNSUPPORTED_RECORD', '@type', 'The resource is no learning opportunity of CTDL.', record.data);
    return { issues: log.issues };
  }
  const offer = parseTolerantly(learningOpportunityProfile, resource, log) ?? {};
  const nativeId = offer['ceterms:ctid'] || offer['@id'];
  if (nativeId === undefined || nativeId === '' || nativeId.length > 1000) {
    log.error('MISSING_ID', 'ceterms:ctid', 'The resource has no CTID and no address.', nativeId);
    return { issues: log.issues };
  }
  log.identify(nativeId);
  const reading: Reading = { context, log, linked: assembled.data.linked };
  const title = textMap(offer['ceterms:name'], reading);
  if (title === undefined) {
    log.error('MISSING_REQUIRED', 'ceterms:name', 'The resource has no name in any language.');
    return { issues: log.issues };
  }
  const opportunity = opportunityOf(nativeId, title, offer, assembled.data.awarded, record, reading);
  return { opportunity, issues: log.issues };
}

function opportunityOf(
  nativeId: string,
  title: LanguageMap,
  offer: LearningOpportunityProfile,
  awarded: readonly unknown[],
  record: RawRecord,
  reading: Reading,
): LearningOpportunityDraft {
  const { context, log } = reading;
  const id = opportunityId(context.source.id, nativeId);
  const outcomes = outcomesOf(offer, reading).filter(({ text }) => text === undefined || !repeatsText(text, title));
  const assessment = textMap(offer['ceterms:assessmentMethodDescription'], reading);
  const offeredBy = offer['ceterms:offeredBy'] ?? [];
  return {
    id,
    source: context.source.id,
    nativeIds: distinctIdentifiers([
      { scheme: offer['ceterms:ctid'] === nativeId ? 'ctid' : undefined, value: nativeId },
      { scheme: 'codedNotation', value: offer['ceterms:codedNotation'] },
    ]),
    title,
    description: languageMapOf(offer['ceterms:description'] ?? [], context.source.language, cleanHtml),
    kinds: kindsOf(offer, log),
    learningOutcomes: outcomes,
    ...creditsOf(offer, reading),
    eqfLevel: eqfOf(offer, reading),
    educationLevels: educationLevelsOf(offer),
    ...subjectsAndFieldsOf(offer, reading),
    languages: languagesOf(offer, reading),
    modes: modesOf(offer['ceterms:deliveryType'], reading),
    activityTypes: activitiesOf(offer, reading),
    assessments: assessment === undefined ? [] : [{ text: assessment }],
    prerequisites: prerequisitesOf(offer, reading),
    providers: organisationsOf(
      offeredBy.length > 0 ? offeredBy : offer['ceterms:ownedBy'],
      offeredBy.length > 0 ? 'ceterms:offeredBy' : 'ceterms:ownedBy',
      reading,
    ),
    qualityAssurance: claimsOf(offer, reading),
    stackability: stackabilityOf(offer, reading),
    ...awardOf(awarded, reading),
    homepages: [readAddress(offer['ceterms:subjectWebpage'], 'ceterms:subjectWebpage', log)].flatMap((url) =>
      url === undefined ? [] : [{ url }],
    ),
    runs: runsOf(id, offer, reading),
    provenance: { format: 'ctdl', feed: context.feed.uri, record: nativeId, position: record.position },
  };
}

function kindsOf({ '@type': types = [] }: LearningOpportunityProfile, log: IssueLog): Sourced<string>[] {
  const known = classesOf(types).filter((name) => Object.hasOwn(offerClass.rows, name));
  return distinctConcepts(known.map((name) => crosswalkConcept(offerClass, name, '@type', log)));
}
