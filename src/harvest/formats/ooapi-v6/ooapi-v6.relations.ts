import { opportunityId } from '../../../domain/identifiers.js';
import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import type { LanguageMap } from '../../../domain/multilingual.js';
import type { Organisation } from '../../../domain/organisation.js';
import type { IssueLog, MapContext } from '../../format.js';
import { crosswalkConcept } from '../../mapping/concepts.js';
import { joinHtml, joinLanguageMaps, languageMapOf, repeatsText } from '../../mapping/texts.js';
import { parseTolerantly } from '../../mapping/tolerant-parse.js';
import { cleanHtml, plainText } from '../../parse/text.js';
import { organisationOf, textsOf } from '../ooapi-v5/ooapi-v5.organization.js';
import { formalDocument, qualificationAwarded } from './ooapi-v6.crosswalk.js';
import {
  type CompleteRecord,
  learningOutcomeRecord,
  namedRecord,
  type OoapiOffer,
  organisationRecord,
  type Referred,
} from './ooapi-v6.record.js';

/** `learningOutcomes`: the name is the statement, the description more of it. Outcomes that are only ids say nothing. */
export function outcomesOf(outcomes: Referred, title: LanguageMap, { source }: MapContext, log: IssueLog) {
  const missing = outcomes.filter(({ resource }) => resource === undefined || resource === null);
  if (missing.length > 0) {
    const message = 'The feed does not have a learning outcome of this id; expand it, or add it to the bundle.';
    log.warning('UNRESOLVED_REFERENCE', 'learningOutcomeIds', message, missing[0]?.id);
  }
  return outcomes.flatMap(({ id, resource }) => {
    if (resource === undefined || resource === null) return [];
    const outcome = parseTolerantly(learningOutcomeRecord, resource, log);
    const parts = [outcome?.name, outcome?.description].map(textsOf);
    const text = joinHtml(parts.map((it) => languageMapOf(it, source.language, cleanHtml)));
    if (text === undefined) return [];
    const plain = joinLanguageMaps(
      parts.map((it) => languageMapOf(it, source.language, plainText)),
      '\n',
    );
    if (!repeatsText(plain ?? {}, title)) return [{ text, ...(id === undefined ? {} : { nativeId: id }) }];
    log.warning('PLACEHOLDER_VALUE', 'learningOutcomes', 'A learning outcome only repeats the name.', text);
    return [];
  });
}

/** The organisation of the offer, and the institution that it is a part of; one that is only an id has no name. */
export function providersOf(
  { organisations, unresolvedOrganisation }: CompleteRecord,
  context: MapContext,
  log: IssueLog,
): Organisation[] {
  if (unresolvedOrganisation !== undefined) {
    const message = 'The feed does not have the organisation of this id; expand it, or add it to the bundle.';
    log.warning('UNRESOLVED_REFERENCE', 'organisationId', message, unresolvedOrganisation);
  }
  return organisations.flatMap((resource) => {
    const organisation = parseTolerantly(organisationRecord, resource, log);
    return organisation === undefined ? [] : (organisationOf(organisation, 'organisation', context, log) ?? []);
  });
}

/** `programmes` and `parent` are what the offer is a part of, `children` its parts. */
export function stackabilityOf(
  { isPartOf, hasPart }: CompleteRecord,
  { source }: MapContext,
): LearningOpportunityDraft['stackability'] {
  const related = (programmes: Referred) =>
    programmes.flatMap(({ id, resource }) => {
      const name = namedRecord.safeParse(resource).data?.name;
      const title = languageMapOf(textsOf(name), source.language, plainText);
      return id === undefined ? [] : [{ id: opportunityId(source.id, id), title }];
    });
  const wholes = related(isPartOf);
  const parts = related(hasPart);
  return wholes.length === 0 && parts.length === 0 ? undefined : { isPartOf: wholes, hasPart: parts, leadsTo: [] };
}

/** `qualificationAwarded`, with its designations (`bachelor`, `of Science`), and `formalDocument`. */
export function credentialsOf(offer: OoapiOffer, log: IssueLog) {
  const designations = (offer.qualificationDesignations ?? []).join(', ');
  const candidates = [
    [offer.qualificationAwarded, qualificationAwarded, 'qualificationAwarded', designations],
    [offer.formalDocument, formalDocument, 'formalDocument', ''],
  ] as const;
  return candidates.flatMap(([native, crosswalk, path, more]) => {
    if (native === undefined || native === '') return [];
    const kind = crosswalkConcept(crosswalk, native, path, log);
    const key = native.toLowerCase();
    if (Object.hasOwn(crosswalk.rows, key) && crosswalk.rows[key] === 'none') return [];
    const words = [native.replace(/^x-/i, '').replaceAll('_', ' '), more].filter((it) => it.trim() !== '').join(' ');
    return words === '' ? [] : [{ title: { en: words }, kind }];
  });
}
