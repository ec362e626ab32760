import pLimit from 'p-limit';
import { appendSources } from '../../harvest/discovery/append-sources.js';
import { domainOf, type ProviderHint } from '../../harvest/discovery/candidates.js';
import { type Discovery, discover } from '../../harvest/discovery/discover.js';
import type { GatewayKeys } from '../../harvest/discovery/keys.js';
import type { LocateContext } from '../../harvest/discovery/locate.js';
import type { Probe } from '../../harvest/discovery/probe.js';
import { readProviderList } from '../../harvest/discovery/provider-list.js';
import { cleanText } from '../clean-text.js';
import { exitCodes } from '../exit-codes.js';
import { columns, type Output } from '../output.js';

export interface DiscoverCommandOptions {
  readonly json?: boolean;
  /** A file with more providers. */
  readonly providerList?: string;
  /** The sources file that what was found is added to. */
  readonly write?: string;
}

/** Providers that are looked at together; a host is never asked for more than its turn allows. */
const together = 8;

/**
 * `lotse discover DOMAIN…`: looks for QualityLink manifests and shows each attempt and the sources that were found;
 * attempts are recorded as well, each as it ends, so that none is lost when the command is interrupted. With `json` it
 * prints one {@link Discovery} a line. Returns the exit code: 0 when every provider has a manifest without problems, 1
 * when none has one, else 2.
 *
 * @throws ProviderListInvalid; SourcesInvalid; FeedError CANCELLED.
 */
export async function discoverCommand(
  domains: readonly string[],
  { json = false, providerList, write }: DiscoverCommandOptions,
  context: Omit<LocateContext, 'record'>,
  keys: Pick<GatewayKeys, 'encrypt'>,
  output: Output,
  record: (probes: readonly Probe[]) => Promise<void> = async () => undefined,
): Promise<number> {
  const providers: ProviderHint[] = domains.map(providerOf);
  if (providerList !== undefined) {
    const { providers: listed, without } = await readProviderList(providerList);
    if (without > 0) output.note(`${providerList}: ${without} rows without a domain are passed over`);
    providers.push(...listed);
  }
  if (providers.length === 0) {
    output.note('Name a domain, or a file with --provider-list.');
    return exitCodes.failed;
  }
  const limit = pLimit({ concurrency: together, rejectOnClear: true });
  const recording: LocateContext = { ...context, record: (probe) => record([probe]) };
  const searches = providers.map((provider) =>
    limit(() => discover(provider, recording, { encrypt: (text) => keys.encrypt(text) })),
  );
  for (const search of searches) search.catch(() => undefined);
  const discoveries: Discovery[] = [];
  try {
    for (const search of searches) {
      const discovery = await search;
      discoveries.push(discovery);
      if (json) output.line(JSON.stringify(shown(discovery)));
      else describe(discovery, output);
    }
  } finally {
    // What is under way has attempts to record.
    limit.clearQueue();
    await Promise.allSettled(searches);
  }
  const refused = write === undefined ? 0 : await writeTo(write, discoveries, output);
  const found = discoveries.filter((each) => each.found !== undefined);
  if (found.length === 0) return exitCodes.failed;
  const clean =
    refused === 0 && found.length === discoveries.length && found.every(({ problems }) => problems.length === 0);
  return clean ? exitCodes.ok : exitCodes.partial;
}

/** An address or host with `www.` is a website; any other domain may be a SCHAC code as well. */
function providerOf(text: string): ProviderHint {
  const domain = domainOf(text);
  return domain === undefined || /:\/\//.test(text) || domain.startsWith('www.')
    ? { website: text }
    : { schac: text, website: text };
}

function shown({ found, sources, ...rest }: Discovery): object {
  const { domain, method, address, manifest } = found ?? {};
  const meta = manifest?.meta;
  return {
    ...rest,
    ...(found === undefined ? {} : { found: { domain, method, address, meta } }),
    sources,
  };
}

function describe({ domain, name, probes, found, sources, problems }: Discovery, output: Output): void {
  const title = name === undefined ? domain : `${name} (${domain})`;
  output.line(
    found === undefined ? `${title}: no manifest` : `${title}: manifest at ${found.address} (${found.method})`,
  );
  const attempts = probes.map(({ method, outcome, status, address, detail }) => [
    ...[`  ${method}`, outcome, status === undefined ? '' : String(status), address, detail ?? ''],
  ]);
  for (const row of columns([['  tried', 'outcome', 'status', 'address', 'detail'], ...attempts])) output.line(row);
  for (const { id, format, location, query, refreshHours, enabled } of sources)
    output.line(
      [
        `  source ${id}: ${format ?? 'format told from the feed'}, ${[location].flat().join(' ')}`,
        ...(query === undefined ? [] : [`always with ${new URLSearchParams(query)}`]),
        ...(refreshHours === undefined ? [] : [`every ${refreshHours} h`]),
        ...(enabled === false ? ['not enabled'] : []),
      ].join(', '),
    );
  for (const problem of problems) output.line(`  problem: ${cleanText(problem)}`);
}

/** Adds what was found to a sources file; returns how many sources were refused. */
async function writeTo(path: string, discoveries: readonly Discovery[], output: Output): Promise<number> {
  const drafts = discoveries.flatMap(({ sources }) => sources);
  if (drafts.length === 0) return 0;
  const { added, refused } = await appendSources(path, drafts);
  output.note(`${path}: ${added.length} sources added`);
  for (const { source, reason } of refused) output.note(`${path}: "${source.id}" was not added: ${reason}`);
  return refused.length;
}
