/** Ids of offers are UUIDs (see `learningOpportunity(id)` in the API). */
const pattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The id of an offer as the API knows it, if it can be one. */
export function offerId(text: string): string | undefined {
  const id = text.trim().toLowerCase();
  return pattern.test(id) ? id : undefined;
}

/** The offers that an address names: `ids=a,b&ids=c`, each once, in their order, `most` at most. */
export function offerIds(params: URLSearchParams, most: number): string[] {
  const named = params.getAll('ids').flatMap((list) => list.split(','));
  return [...new Set(named.flatMap((text) => offerId(text) ?? []))].slice(0, most);
}
