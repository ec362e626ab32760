import { OffersDocument } from '../generated/graphql.js';
import type { PageRequest } from '../page.js';
import type { Offer } from './fact.js';

/** Offers in one question to the API: so many that its limits for anybody are kept. */
const atOnce = 20;

/** Offers by id, in the order of the ids; undefined for one that is not known. */
export async function readOffers(
  ids: readonly string[],
  { query, ui, signal }: Pick<PageRequest, 'query' | 'ui' | 'signal'>,
): Promise<(Offer | undefined)[]> {
  const pages: string[][] = [];
  for (let from = 0; from < ids.length; from += atOnce) pages.push(ids.slice(from, from + atOnce));
  const read = await Promise.all(
    pages.map((page) => query(OffersDocument, { ids: page, language: ui.language }, signal)),
  );
  return read.flatMap(({ learningOpportunities }) => learningOpportunities.map((offer) => offer ?? undefined));
}
