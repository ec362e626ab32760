import { opportunityId } from '../../../domain/identifiers.js';
import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import type { Organisation } from '../../../domain/organisation.js';
import type { IssueLog, MapContext } from '../../format.js';
import { crosswalkConcept } from '../../mapping/concepts.js';
import { languageMapOf } from '../../mapping/texts.js';
import { plainText } from '../../parse/text.js';
import { formalDocument, qualificationAwarded } from './ooapi-v5.crosswalk.js';
import { providerOf, textsOf } from './ooapi-v5.organization.js';
import type {
  CompleteRecord,
  OoapiEducationSpecification,
  OoapiOffer,
  OoapiProgramReference,
} from './ooapi-v5.record.js';

/** The organization of the offer, and the institution that it is a part of; one that is only an id has no name. */
export function providersOf(
  { organizations, unresolvedOrganization }: Pick<CompleteRecord, 'organizations' | 'unresolvedOrganization'>,
  context: MapContext,
  log: IssueLog,
): Organisation[] {
  if (unresolvedOrganization !== undefined) {
    const message = 'The feed does not have the organization of this id; expand it, or add it to the bundle.';
    log.warning('UNRESOLVED_REFERENCE', 'organization', message, unresolvedOrganization);
  }
  return organizations.flatMap((organization) => providerOf(organization, context, log) ?? []);
}

/** `programs` and `parent` are what the offer is a part of, `children` its parts. */
export function stackabilityOf(offer: OoapiOffer, { source }: MapContext): LearningOpportunityDraft['stackability'] {
  const related = (program: OoapiProgramReference) => ({
    id: opportunityId(source.id, program.programId),
    title: languageMapOf(textsOf(program.name), source.language, plainText),
  });
  const wholes = [...(offer.parent === undefined ? [] : [offer.parent]), ...(offer.programs ?? [])];
  const isPartOf = wholes.filter(({ programId }) => programId !== '').map(related);
  const hasPart = (offer.children ?? []).filter(({ programId }) => programId !== '').map(related);
  return isPartOf.length === 0 && hasPart.length === 0 ? undefined : { isPartOf, hasPart, leadsTo: [] };
}

/** `qualificationAwarded` of the program and `formalDocument` of its education specification. */
export function credentialsOf(
  offer: OoapiOffer,
  specification: OoapiEducationSpecification | undefined,
  log: IssueLog,
) {
  const none = ['none', 'no official document', 'school advice'];
  const candidates = [
    [offer.qualificationAwarded, qualificationAwarded, 'qualificationAwarded', 'und'],
    [specification?.formalDocument, formalDocument, 'educationSpecification.formalDocument', 'en'],
  ] as const;
  return candidates.flatMap(([native, crosswalk, path, language]) => {
    if (native === undefined || native === '') return [];
    const kind = crosswalkConcept(crosswalk, native, path, log);
    if (none.includes(native.toLowerCase())) return [];
    return [{ title: { [language]: native }, kind }];
  });
}
