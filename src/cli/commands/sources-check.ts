import pLimit from 'p-limit';
import type { ReaderOptions } from '../../harvest/reader.js';
import type { SourceDefinition } from '../../harvest/source.js';
import type { Trial } from '../../harvest/source-trial.js';
import type { Sources } from '../../harvest/sources-file.js';
import { cleanText } from '../clean-text.js';
import { exitCodes } from '../exit-codes.js';
import { columns, type Output } from '../output.js';
import { type TrialSettings, tried } from '../tried.js';
import { unknownSources } from '../unknown-sources.js';

export interface SourcesCheckOptions extends TrialSettings {
  readonly json?: boolean;
}

/** Sources that are tried at once. */
const atOnce = 4;

/** What each error comes from and what can be done, where that is not in its message. */
const advice: Readonly<Record<string, string>> = {
  SSRF_BLOCKED: 'its address is not public: name host:port in LOTSE_ALLOW_HOSTS if it may be asked',
  ROBOTS_DISALLOWED: 'robots.txt of the site does not allow it: ask the provider',
  SOURCE_TIMEOUT: 'the server is slow: see LOTSE_FEED_TIMEOUT_MS and LOTSE_FEED_IDLE_TIMEOUT_MS',
  SOURCE_UNREACHABLE: 'nothing answers there: is the location right?',
  SOURCE_HTTP_STATUS: 'is the location right, and does it need credentials (headers, oauth)?',
  UNKNOWN_FORMAT: 'name the format in the sources file if you know it',
  CONFIG_INVALID: 'mend the entry in the sources file',
};

/**
 * `lotse sources check [ID…]`: reads the beginning of each source, of those that are enabled or named, and tells whether
 * it can be reached, in which format it is, and how many of its first records can be taken over. Needs no engine; writes
 * nothing. With `json` one object a source a line. Returns the exit code: 0 when all can be read, 1 when none can, else 2.
 */
export async function sourcesCheckCommand(
  known: Sources,
  ids: readonly string[],
  options: SourcesCheckOptions,
  reader: ReaderOptions,
  output: Output,
  signal: AbortSignal,
): Promise<number> {
  const unknown = unknownSources(known, ids);
  if (unknown !== undefined) {
    output.note(unknown);
    return exitCodes.failed;
  }
  const chosen = known.sources.filter(({ id, enabled }) => (ids.length > 0 ? ids.includes(id) : enabled));
  output.note(`${known.path}: ${known.sources.length} sources, all entries valid; ${chosen.length} are tried`);
  const limit = pLimit(atOnce);
  const trials = await Promise.all(chosen.map((source) => limit(() => tried(source, reader, options, signal))));
  if (options.json === true) for (const trial of trials) output.line(JSON.stringify(summaryOf(trial)));
  else describe(chosen, trials, output);
  const good = trials.filter(isGood).length;
  if (good === trials.length) return exitCodes.ok;
  return good === 0 ? exitCodes.failed : exitCodes.partial;
}

/** A source that answers and is only slow to give records may be well. */
function isGood({ outcome, offers, broken }: Trial): boolean {
  return outcome === 'slow' || (outcome === 'readable' && offers.length >= broken);
}

function summaryOf({ offers, issues, ...trial }: Trial): object {
  return { ...trial, offers: offers.length, issues: countsOf({ issues }), ...adviceFor(trial) };
}

function adviceFor({ error }: Pick<Trial, 'error'>): { readonly advice?: string } {
  const text = advice[error?.code ?? ''];
  return text === undefined ? {} : { advice: text };
}

function countsOf({ issues }: Pick<Trial, 'issues'>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { code } of issues) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

function describe(sources: readonly SourceDefinition[], trials: readonly Trial[], output: Output): void {
  const rows = trials.map(({ source, outcome, format, offers, broken, bytes, seconds, complete }) => [
    ...[source, outcome, format ?? '', offers.length, broken, complete ? 'all' : 'beginning'],
    ...[`${Math.ceil(bytes / 1024)} kB`, `${seconds.toFixed(1)} s`],
  ]);
  const head = ['source', 'outcome', 'format', 'offers', 'broken', 'read', 'bytes', 'time'];
  for (const row of columns([head, ...rows])) output.line(row);
  for (const [index, trial] of trials.entries()) {
    const location = [sources[index]?.location ?? []].flat().length;
    const say = (text: string) => output.line(`${trial.source}: ${cleanText(text)}`);
    if (trial.error !== undefined) {
      say(`${trial.error.code}: ${trial.error.message}`);
      const { advice: text } = adviceFor(trial);
      if (text !== undefined) say(text);
    }
    if (trial.outcome === 'slow')
      say(`${trial.documents} documents of ${location} locations were begun, and no record came in time (--timeout)`);
    if (trial.outcome === 'no_offers') say('what came holds no offer that can be taken');
    const problems = Object.entries(countsOf(trial)).map(([code, count]) => `${code} ${count}`);
    if (problems.length > 0) say(problems.join(', '));
  }
}
