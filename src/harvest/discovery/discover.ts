import { domainOf, type ProviderHint } from './candidates.js';
import { type LocateContext, type Located, locateManifest, type Search } from './locate.js';
import type { DraftOptions, SourceDraft } from './source-draft.js';
import { toSources } from './to-sources.js';

/** What is known of one provider after discovery. */
export interface Discovery extends Omit<Search, 'found'> {
  /** The first domain that was tried, or what was given in its place. */
  readonly domain: string;
  readonly name?: string;
  readonly found?: Located;
  readonly sources: readonly SourceDraft[];
}

/** Finds the manifest of one provider and makes sources of it. */
export async function discover(
  provider: ProviderHint,
  context: LocateContext,
  options: DraftOptions,
): Promise<Discovery> {
  const search = await locateManifest(provider, context);
  const domain = search.candidates[0] ?? provider.schac ?? provider.website ?? '';
  const known = { domain, ...(provider.name === undefined ? {} : { name: provider.name }), ...search };
  if (search.candidates.length === 0) return { ...known, sources: [], problems: [`${domain}: is not a domain name`] };
  if (search.found === undefined) return { ...known, sources: [] };
  const { sources, problems } = await toSources(search.found, options);
  return { ...known, sources, problems: [...search.problems, ...doubtsAbout(search.found), ...problems] };
}

/** The SCHAC code in the manifest should be a domain that the manifest was found at, or a part of it. */
function doubtsAbout({ domain, manifest }: Located): string[] {
  const { schac } = manifest.meta;
  if (schac === undefined) return [];
  const stated = domainOf(schac);
  if (stated === domain || (stated !== undefined && (domain.endsWith(`.${stated}`) || stated.endsWith(`.${domain}`))))
    return [];
  return [`${domain}: meta.schac: names another domain than the one that the manifest was found at`];
}
