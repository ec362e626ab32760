import { tmpdir } from 'node:os';
import { dirname, relative, resolve } from 'node:path';
import { stringify } from 'yaml';
import { parseUrl } from '../../domain/parse-url.js';
import { appendSources } from '../../harvest/discovery/append-sources.js';
import { glance, type Proposal, type ProposeContext, proposeReading } from '../../harvest/discovery/propose.js';
import type { SourceDraft } from '../../harvest/discovery/source-draft.js';
import { slug } from '../../harvest/discovery/source-ids.js';
import { type Feed, FeedError } from '../../harvest/feed.js';
import type { ReaderOptions } from '../../harvest/reader.js';
import { sourceDefinition } from '../../harvest/source.js';
import { shownAddress } from '../../harvest/transports/address.js';
import { cleanText } from '../clean-text.js';
import { exitCodes } from '../exit-codes.js';
import type { Output } from '../output.js';
import { type TrialSettings, tried } from '../tried.js';

export interface SourcesAddOptions extends TrialSettings {
  /** The sources file; it is made where there is none. */
  readonly file: string;
  readonly id?: string;
  readonly name?: string;
  readonly format?: string;
  readonly language?: string;
  readonly licence?: string;
  /** Shows the entry and writes nothing. */
  readonly dryRun?: boolean;
  /** Adds it though it gives no offers now. */
  readonly force?: boolean;
  readonly json?: boolean;
}

/**
 * `lotse sources add ADDRESS`: looks at what is there, proposes how to read it, reads its first records in that way, and
 * adds the entry to a sources file, whose comments stay. Returns the exit code: 0 when it was added and gives offers, 2
 * when it was added by force and does not, 1 when nothing was written.
 *
 * @throws SourcesInvalid for a file that is no sources file.
 */
export async function sourcesAddCommand(
  address: string,
  options: SourcesAddOptions,
  reader: ReaderOptions,
  output: Output,
  signal: AbortSignal,
): Promise<number> {
  const isWeb = /^https?:/i.test(address);
  const location = isWeb ? address : relative(resolve(dirname(options.file)), resolve(address));
  let proposal: Proposal;
  try {
    if (isWeb) refuseSecrets(location);
    proposal = await proposeReading(location, lookWith(reader, signal));
  } catch (cause) {
    if (!(cause instanceof FeedError)) throw cause;
    output.note(`${cause.code}: ${cleanText(cause.message)}`);
    return exitCodes.failed;
  }
  const { reading, notes } = proposal;
  const draft: SourceDraft = {
    id: options.id ?? idOf(location),
    name: options.name ?? nameOf(location),
    ...reading,
    ...(options.format === undefined ? {} : { format: options.format }),
    ...(options.language === undefined ? {} : { language: options.language }),
    ...(options.licence === undefined ? {} : { licence: options.licence }),
  };
  const checked = sourceDefinition.safeParse(draft);
  if (!checked.success) {
    for (const { path, message } of checked.error.issues) output.note(`${path.map(String).join('.')}: ${message}`);
    return exitCodes.failed;
  }
  for (const note of notes) output.note(`${address}: ${cleanText(note)}`);
  const trial = await tried(checked.data, reader, options, signal);
  const { outcome, offers, broken, error } = trial;
  output.note(
    `${draft.id}: of its first records ${offers.length} can be taken over and ${broken} cannot (${outcome}${trial.format === undefined ? '' : `, ${trial.format}`})`,
  );
  if (error !== undefined) output.note(`${error.code}: ${cleanText(error.message)}`);
  const works = outcome === 'readable' || outcome === 'slow';
  if (options.json === true) output.line(JSON.stringify(draft));
  else output.line(stringify([draft], { lineWidth: 0 }).trimEnd());
  if (options.dryRun === true) return works ? exitCodes.ok : exitCodes.failed;
  if (!works && options.force !== true) {
    output.note('Not added: it gives no offers now (--force adds it all the same).');
    return exitCodes.failed;
  }
  const { refused } = await appendSources(options.file, [draft]);
  for (const { reason } of refused) output.note(`Not added to ${options.file}: ${reason}`);
  if (refused.length > 0) return exitCodes.failed;
  output.note(
    `Added to ${options.file}. "lotse sources preview ${draft.id}" shows its offers, "lotse harvest ${draft.id}" takes them.`,
  );
  return works ? exitCodes.ok : exitCodes.partial;
}

/** What is typed here ends up in a file that others read. */
function refuseSecrets(location: string): void {
  const url = parseUrl(location);
  if (url === undefined) throw new FeedError('CONFIG_INVALID', 'this is not a web address');
  const shown = shownAddress(url);
  url.hash = '';
  if (shown !== url.href)
    throw new FeedError(
      'CONFIG_INVALID',
      `${shown}: holds a secret; write the entry by hand, with headers or query that name environment variables`,
    );
}

function lookWith(reader: ReaderOptions, signal: AbortSignal): ProposeContext {
  const open = (location: string): AsyncIterable<Feed> =>
    reader.openFeeds(glance(location), signal, undefined, tmpdir());
  return { formats: reader.formats, open };
}

function idOf(location: string): string {
  const url = parseUrl(location);
  const isWeb = url?.protocol === 'http:' || url?.protocol === 'https:';
  const parts = isWeb
    ? [url.hostname.replace(/^www\./, ''), url.pathname.replace(/\.\w+$/, '')]
    : [location.replace(/^.*[\\/]|\.\w+$/g, '')];
  return slug(parts.join(' ')).slice(0, 64).replace(/-+$/, '') || 'source';
}

function nameOf(location: string): string {
  const url = /^https?:/.test(location) ? parseUrl(location) : undefined;
  return url?.hostname ?? location.replace(/^.*[\\/]/, '');
}
