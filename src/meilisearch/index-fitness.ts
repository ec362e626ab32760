import type { Meilisearch, Settings } from 'meilisearch';
import { quote } from './filter-text.js';
import { IndexBuildFailed } from './index-build-failed.js';
import { censusDifferences, type IndexCensus } from './index-census.js';
import { type IndexNames, offerSettings, providerSettings, queryLocale, sourceSettings } from './index-settings.js';
import { settingsThatDiffer } from './index-settings-check.js';

/** Offers whose titles are searched for. */
const sampleSize = 5;

/** Most differences that a message tells. */
const told = 5;

export interface FitnessOptions {
  readonly client: Meilisearch;
  readonly built: IndexNames;
  readonly census: IndexCensus;
  /** What the new indexes are copied from; absent where they were built from feeds alone. */
  readonly from?: { readonly names: IndexNames; readonly census: IndexCensus };
  /** Sources that were copied and not changed since, so that all their numbers are to be the same. */
  readonly isCopied: (source: string) => boolean;
  /** Both sets are of one version and nothing was mapped anew: with the same settings each search finds the same in both. */
  readonly alike: boolean;
}

/**
 * Whether indexes that were built aside may go live: they have their settings, no copied source has lost or won an offer,
 * and searches find what they should. Throws `IndexBuildFailed` that says what is wrong.
 */
export async function checkFitness(options: FitnessOptions): Promise<void> {
  const { built, census, from, isCopied } = options;
  const wrong = await wrongSettings(options);
  if (from !== undefined) {
    wrong.push(...censusDifferences(from.census, census, isCopied));
    if (wrong.length === 0) wrong.push(...(await wrongAnswers(options, from)));
  }
  if (wrong.length === 0) return;
  const more = wrong.length > told ? `; and ${wrong.length - told} more` : '';
  throw new IndexBuildFailed(
    `The new index ${built.offers} is not fit to take the place of the old one: ${wrong.slice(0, told).join('; ')}${more}.`,
  );
}

async function wrongSettings({ client, built }: FitnessOptions): Promise<string[]> {
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

/** Searches some titles of the old index in both. */
async function wrongAnswers(
  { client, built, alike, isCopied }: FitnessOptions,
  { names: old, census }: NonNullable<FitnessOptions['from']>,
): Promise<string[]> {
  const copied = Object.keys(census.found).filter(isCopied);
  if (copied.length === 0) return [];
  const { results } = await client.index(old.offers).getDocuments<{ readonly text?: { readonly title?: object } }>({
    filter: `live = true AND f.source IN [${copied.map(quote).join(', ')}]`,
    ...{ limit: sampleSize, fields: ['text.title'] as never },
  });
  const settings = await client.index(old.offers).getSettings();
  const isAlike = alike && settingsThatDiffer(offerSettings, settings).length === 0;
  const titles = results.flatMap(({ text }) =>
    Object.values(text?.title ?? {})
      .slice(0, 1)
      .map(String),
  );
  const total = async (uid: string, q: string) => {
    const filter = 'live = true';
    const options = { filter, limit: 0, matchingStrategy: 'all' as const, locales: [queryLocale] as never };
    return (await client.index(uid).search(q, options)).estimatedTotalHits ?? 0;
  };
  const wrong: string[] = [];
  for (const title of titles) {
    const words = title.replaceAll(/["-]/g, ' ').slice(0, 60);
    const [before, after] = await Promise.all([total(old.offers, words), total(built.offers, words)]);
    const isRight = isAlike ? before === after : before === 0 || after > 0;
    if (!isRight) wrong.push(`a search for "${words}" finds ${after} offers where ${before} were found`);
  }
  return wrong;
}
