import type { Meilisearch, Settings } from 'meilisearch';
import { IndexBuildFailed } from './index-build-failed.js';
import { censusDifferences, censusOf, type IndexCensus } from './index-census.js';
import { type IndexNames, offerSettings, providerSettings, queryLocale, sourceSettings } from './index-settings.js';
import { settingsThatDiffer } from './index-settings-check.js';

/** Most differences that a message tells. */
const told = 5;

/** What was copied into new indexes. */
export interface CopiedIndex {
  readonly from: IndexNames;
  /** Of the documents as they were sent. */
  readonly census: IndexCensus;
  /** Titles of some offers that can be found, with their sources. */
  readonly titles: readonly { readonly source: string; readonly title: string }[];
}

export interface FitnessOptions {
  readonly client: Meilisearch;
  readonly built: IndexNames;
  /** Absent where they were built from feeds alone. */
  readonly copied?: CopiedIndex;
  /** Sources that were mapped anew after they were copied, so that their numbers may be others. */
  readonly mapped: ReadonlySet<string>;
}

/**
 * Whether indexes that were built aside may go live: they have their settings, no source that was only copied has lost or
 * won an offer or organisation, and offers are found by their titles; just as many as in the old index, where that is of
 * the same version. Returns the numbers. Throws `IndexBuildFailed` that says what is wrong.
 */
export async function checkFitness(options: FitnessOptions): Promise<IndexCensus> {
  const { client, built, copied, mapped } = options;
  const census = await censusOf(client, built);
  const wrong = await wrongSettings(client, built);
  if (copied !== undefined) {
    const sources = (id: string) => !mapped.has(id);
    // What is mapped anew may take the place of an offer of another source, or leave it.
    wrong.push(...censusDifferences(copied.census, census, { sources, live: mapped.size === 0 }));
    if (wrong.length === 0) wrong.push(...(await wrongAnswers(options, copied)));
  }
  if (wrong.length === 0) return census;
  const more = wrong.length > told ? `; and ${wrong.length - told} more` : '';
  throw new IndexBuildFailed(
    `The new index ${built.offers} is not fit to take the place of the old one: ${wrong.slice(0, told).join('; ')}${more}.`,
  );
}

async function wrongSettings(client: Meilisearch, built: IndexNames): Promise<string[]> {
  const wanted: Readonly<Record<keyof IndexNames, Settings>> = {
    ...{ offers: offerSettings, providers: providerSettings, sources: sourceSettings },
  };
  const wrong: string[] = [];
  for (const role of ['offers', 'providers', 'sources'] as const) {
    const differ = settingsThatDiffer(wanted[role], await client.index(built[role]).getSettings());
    if (differ.length > 0) wrong.push(`${role} lack the settings ${differ.join(', ')}`);
  }
  return wrong;
}

async function wrongAnswers(
  { client, built, mapped }: FitnessOptions,
  { from, titles }: CopiedIndex,
): Promise<string[]> {
  const settings = await client.index(from.offers).getSettings();
  const isAlike = mapped.size === 0 && settingsThatDiffer(offerSettings, settings).length === 0;
  const wrong: string[] = [];
  for (const { source, title } of titles) {
    if (mapped.has(source)) continue;
    const words = title.replaceAll(/["-]/g, ' ').slice(0, 60);
    const [before, after] = await Promise.all([
      total(client, from.offers, words, settings),
      total(client, built.offers, words, offerSettings),
    ]);
    if (isAlike ? before === after : before === 0 || after > 0) continue;
    wrong.push(`a search for "${words}" finds ${after} offers where ${before} were found`);
  }
  return wrong;
}

/** How many offers a search finds, by the rules by which the texts of the index are cut into words. */
async function total(client: Meilisearch, uid: string, q: string, { localizedAttributes }: Settings): Promise<number> {
  const locales = localizedAttributes?.some(({ locales: some }) => some.includes(queryLocale)) ? [queryLocale] : [];
  const options = { filter: 'live = true', limit: 0, matchingStrategy: 'all' as const };
  const { estimatedTotalHits = 0 } = await client
    .index(uid)
    .search(q, locales.length === 0 ? options : { ...options, locales: locales as never });
  return estimatedTotalHits;
}
