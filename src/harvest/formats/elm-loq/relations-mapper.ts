import { opportunityId } from '../../../domain/identifiers.js';
import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import type { LanguageMap } from '../../../domain/multilingual.js';
import { vocabulary } from '../../../domain/vocabularies/vocabulary.js';
import { type Crosswalk, crosswalkConcept } from '../../mapping/concepts.js';
import { specificationPath } from './achievement-mapper.js';
import type { ElmAchievement, ElmEntitlement, ElmSummary, LearningOpportunityRecord } from './elm-loq.record.js';
import { addressesOf, found, namesOf, oneConcept, oneText, plainTexts, type Reading } from './elm-reading.js';
import { nativeIdOf } from './organisation-mapper.js';

type Recognition = NonNullable<LearningOpportunityDraft['recognition']>[number];
type Stackability = NonNullable<LearningOpportunityDraft['stackability']>;
type RelatedOffer = NonNullable<Stackability['leadsTo']>[number];

/**
 * EU entitlement types against the recognition options of Annex II of the Recommendation. A membership is no option of
 * the Recommendation.
 */
const entitlementRows: Crosswalk = {
  occupation: { code: 'employment', match: 'exact' },
  'learning-opportunity': { code: 'further-learning', match: 'exact' },
  membership: 'none',
};
const entitlementCrosswalk = {
  rule: 'elm-entitlement-type',
  vocabulary: 'recognition-option',
  rows: entitlementRows,
} as const;

const entitlementPath = `${specificationPath}/entitlesTo`;

/** `elm:entitlesTo`: what the holder may do. */
export function recognitionOf(specification: ElmAchievement, reading: Reading): Recognition[] {
  return found(specification.entitlesTo).flatMap((entitlement): Recognition[] => {
    const type = entitlementType(entitlement, reading);
    if (type === undefined) return [];
    const option = crosswalkConcept(entitlementCrosswalk, type, `${entitlementPath}/type`, reading.log);
    if (option === undefined) return [];
    const path = `${entitlementPath}/entitlementStatus`;
    const status = oneConcept('entitlement-status', entitlement.entitlementStatus, path, reading);
    const code = status === undefined ? undefined : vocabulary('entitlement-status').find(status.value)?.code;
    const by = found(entitlement.limitOrganisation).flatMap((it) => [...it.legalName, ...it.prefLabel]);
    return [
      {
        option: { ...option, native: entitlement.type[0]?.id?.slice(0, 500) },
        status: code === 'actual' || code === 'prospective' ? code : undefined,
        text: plainTexts(entitlement.title, reading) ?? plainTexts(entitlement.description, reading),
        by: oneText(by, reading),
        url: addressesOf(entitlement.homepage, `${entitlementPath}/homepage`, reading)[0]?.url,
      },
    ];
  });
}

/**
 * Parts and wholes of the offer and of its specification, what it entitles one to learn next, and notes on pathways.
 * Parts of the offer are offers and get the id of their record; parts of the specification only have a title and address.
 */
export function stackabilityOf(
  record: LearningOpportunityRecord,
  specification: ElmAchievement,
  pathways: LanguageMap | undefined,
  reading: Reading,
): Stackability | undefined {
  const offers = (related: readonly ElmSummary[], path: string) =>
    others(related, record.id).flatMap((it) => relatedOffer(it, offerId(it, reading), path, reading));
  const specifications = (related: readonly ElmSummary[], path: string) =>
    others(related, specification.id).flatMap((it) =>
      relatedOffer(it, undefined, `${specificationPath}/${path}`, reading),
    );
  const stackability: Stackability = {
    kind: partialQualification(specification),
    text: pathways,
    hasPart: distinct([...offers(record.hasPart, 'hasPart'), ...specifications(specification.hasPart, 'hasPart')]),
    isPartOf: distinct([...offers(record.isPartOf, 'isPartOf'), ...specifications(specification.isPartOf, 'isPartOf')]),
    leadsTo: distinct(
      found(specification.entitlesTo)
        .filter((entitlement) => entitlementType(entitlement) === 'learning-opportunity')
        .flatMap(({ title, homepage }) =>
          relatedOffer({ ...noSummary, title, homepage }, undefined, entitlementPath, reading),
        ),
    ),
  };
  const { kind, text, hasPart, isPartOf, leadsTo } = stackability;
  const nothing =
    kind === undefined && text === undefined && [hasPart, isPartOf, leadsTo].every((it) => it?.length === 0);
  return nothing ? undefined : stackability;
}

/** Nothing is a part of itself. */
function others(related: readonly ElmSummary[], id: string | undefined): ElmSummary[] {
  return related.filter((it) => it.id === undefined || it.id !== id);
}

const noSummary = { types: [], title: [], prefLabel: [], legalName: [], altLabel: [], identifier: [], homepage: [] };

/** A qualification that is part of another one by its own statement; that it is a full one says nothing on stacking. */
function partialQualification({ isPartialQualification }: ElmAchievement): Stackability['kind'] {
  const stated = isPartialQualification[0]?.trim().toLowerCase();
  if (stated !== 'true' && stated !== '1') return undefined;
  const path = `${specificationPath}/isPartialQualification`;
  return { value: 'stackable', basis: 'close', rule: 'elm-partial-qualification', path, native: 'true' };
}

function relatedOffer(related: ElmSummary, id: string | undefined, path: string, reading: Reading): RelatedOffer[] {
  const title = namesOf(related, reading);
  const url = addressesOf(related.homepage, `${path}/homepage`, reading)[0]?.url;
  return id === undefined && title === undefined && url === undefined ? [] : [{ id, title, url }];
}

function offerId(related: ElmSummary, { context }: Reading): string | undefined {
  const nativeId = nativeIdOf(related.id);
  return nativeId === undefined ? undefined : opportunityId(context.source.id, nativeId);
}

function entitlementType(entitlement: ElmEntitlement, reading?: Reading): string | undefined {
  const [type] = entitlement.type;
  if (type?.id === undefined) return undefined;
  const code = vocabulary('entitlement-type').find(type.id)?.code;
  if (code === undefined)
    reading?.log.warning(
      'UNMAPPED_VALUE',
      `${entitlementPath}/type`,
      'The value is not in the vocabulary "entitlement-type".',
      type.id,
    );
  return code;
}

function distinct(offers: readonly RelatedOffer[]): RelatedOffer[] {
  return [...new Map(offers.map((offer) => [JSON.stringify(offer), offer])).values()];
}
