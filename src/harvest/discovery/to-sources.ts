import { type SourceDefinition, sourceDefinition } from '../source.js';
import type { Located } from './locate.js';
import type { ManifestSource } from './manifest.js';
import { accessOf } from './source-access.js';
import type { DraftOptions, SourceDraft } from './source-draft.js';
import { distinctIds } from './source-ids.js';
import { readingOf } from './source-reading.js';
import { scheduleOf } from './source-schedule.js';

export interface Drafted {
  /** Valid entries; those that need something from the operator first are not `enabled`. */
  readonly sources: readonly SourceDraft[];
  /** What could not be taken over, or must be done before a source can be harvested. Holds no secrets. */
  readonly problems: readonly string[];
}

/**
 * Makes sources of a manifest. Format and transport follow from `type`, `version` and `contentType`; secrets that are
 * encrypted for us stay so, and those that the manifest shows to everybody are encrypted, so that no sources file, log or
 * answer repeats them. Nothing is taken as the provider's word about itself but what the manifest says of its feeds.
 *
 * Header values with `${…}` are refused: our own secrets are filled in that way, and a stranger must not get them.
 */
export async function toSources({ manifest, domain, address }: Located, options: DraftOptions): Promise<Drafted> {
  const problems: string[] = [];
  const sources: SourceDraft[] = [];
  const ids = distinctIds(domain, manifest.sources);
  for (const [position, source] of manifest.sources.entries()) {
    const say = (key: string, text: string) => problems.push(`${domain}: sources[${source.index}].${key}: ${text}`);
    const id = ids[position] ?? '';
    const access = await accessOf(source, id, options, say);
    if (access === undefined) continue;
    const draft = {
      ...named(source, domain, id),
      ...readingOf(source, say),
      ...access,
      ...scheduleOf(source.refresh, say),
      origin: address,
    };
    const checked = sourceDefinition.safeParse(draft);
    if (checked.success) sources.push(draft);
    else for (const { path, message } of checked.error.issues) say(path.map(String).join('.') || 'path', message);
  }
  return { sources, problems };
}

function named({ name, type }: ManifestSource, domain: string, id: string): Pick<SourceDefinition, 'id' | 'name'> {
  return { id, name: name ?? `${domain} (${type})` };
}
