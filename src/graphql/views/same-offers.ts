import type { Cluster } from '../../domain/duplicates/cluster.js';
import type { DuplicateRule } from '../../domain/duplicates/same-offer.js';
import type { Basis } from '../../domain/evidence.js';
import type { PartialDocument } from '../../search/search-engine.js';
import type { SameOffer } from '../types/same-offer.type.js';
import { unconfiguredSource } from './source.js';

/** What is fetched of each of the other records. */
export const sameOfferPaths = ['present', 'record.homepages', 'record.provenance'] as const;

/** Not known before the record is fetched. */
const unread = { format: '', feed: '', record: '', position: 1 };

function basisOf(rule: DuplicateRule): Basis {
  if (rule === 'operator') return 'source';
  return rule === 'description' ? 'derived' : 'stated';
}

/** The other records of an offer, as far as it knows them itself: their provenance and pages are in their documents. */
export function sameOffers(id: string, cluster: Cluster | null | undefined): SameOffer[] {
  const others = (cluster?.members ?? []).filter((member) => member.id !== id);
  return others.map(({ id: its, source, rule, shared }) => ({
    ...{ id: its, source: unconfiguredSource(source), provenance: unread, homepages: [] },
    ...{ rule, basis: basisOf(rule), shared: shared === '' ? undefined : shared },
  }));
}

/** With what its document says; nothing for one that has meanwhile gone. */
export function completed(offer: SameOffer, document: PartialDocument | undefined): SameOffer | undefined {
  const { provenance, homepages = [] } = document?.record ?? {};
  if (document?.present !== true || provenance === undefined) return undefined;
  return { ...offer, provenance, homepages };
}
