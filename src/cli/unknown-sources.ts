import type { Sources } from '../harvest/sources-file.js';

/** What to tell about ids of sources that the sources file does not have, with those that it has; undefined for none. */
export function unknownSources({ sources, path }: Sources, ids: readonly string[]): string | undefined {
  const unknown = ids.filter((id) => !sources.some((source) => source.id === id));
  if (unknown.length === 0) return undefined;
  return `There is no source ${unknown.map((id) => `"${id}"`).join(', ')} in ${path}; there are: ${sources.map(({ id }) => id).join(', ')}`;
}
