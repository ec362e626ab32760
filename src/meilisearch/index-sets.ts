import type { Meilisearch } from 'meilisearch';
import type { IndexNames } from './index-settings.js';

/** The three indexes that belong together. */
export const indexRoles = ['offers', 'providers', 'sources'] as const;
export type IndexRole = (typeof indexRoles)[number];

/** One complete set of indexes of some version of settings and projection. */
export interface IndexSet {
  readonly version: string;
  readonly names: IndexNames;
  /** When its offers were last written, milliseconds since 1970. */
  readonly updatedAt: number;
  /** When its index of offers was made. */
  readonly createdAt: number;
}

export interface KnownIndexes {
  /** Complete sets, the one that was written last first. */
  readonly sets: readonly IndexSet[];
  /** Indexes of versions that lack some of their set. */
  readonly incomplete: readonly string[];
  /** Indexes that are, or were, built aside, and when each was last written, milliseconds since 1970. */
  readonly aside: readonly { readonly uid: string; readonly updatedAt: number }[];
}

/** Names of the indexes in which the successors of others are built. */
export function asideNames(names: IndexNames): IndexNames {
  return {
    offers: `${names.offers}-next`,
    providers: `${names.providers}-next`,
    sources: `${names.sources}-next`,
  };
}

/** The version of settings and projection that these indexes are of. */
export function versionOf({ offers }: IndexNames): string {
  return offers.slice(offers.lastIndexOf('-') + 1);
}

/** All indexes of a prefix. What others have under similar names is not among them. */
export async function indexesOf(client: Meilisearch, prefix: string): Promise<KnownIndexes> {
  const ours = new RegExp(`^${prefix}-(offers|providers|sources)-([0-9a-f]{8})(-next)?$`);
  const versions = new Map<string, Map<string, { uid: string; updatedAt: string; createdAt: string }>>();
  const aside: { uid: string; updatedAt: number }[] = [];
  for (const { uid, updatedAt, createdAt } of await allIndexes(client)) {
    const [, role = '', version = '', next] = ours.exec(uid) ?? [];
    if (role === '') continue;
    if (next !== undefined) aside.push({ uid, updatedAt: Date.parse(updatedAt) });
    else versions.set(version, (versions.get(version) ?? new Map()).set(role, { uid, updatedAt, createdAt }));
  }
  const sets: IndexSet[] = [];
  const incomplete: string[] = [];
  for (const [version, roles] of versions) {
    const [offers, providers, sources] = indexRoles.map((role) => roles.get(role));
    if (offers === undefined || providers === undefined || sources === undefined) {
      incomplete.push(...[...roles.values()].map(({ uid }) => uid));
      continue;
    }
    const names = { offers: offers.uid, providers: providers.uid, sources: sources.uid };
    sets.push({ version, names, updatedAt: Date.parse(offers.updatedAt), createdAt: Date.parse(offers.createdAt) });
  }
  return { sets: sets.sort((a, b) => b.updatedAt - a.updatedAt), incomplete, aside };
}

async function allIndexes(client: Meilisearch) {
  const limit = 1000;
  const all = [];
  for (let offset = 0; ; offset += limit) {
    const { results } = await client.getRawIndexes({ limit, offset });
    all.push(...results);
    if (results.length < limit) return all;
  }
}
