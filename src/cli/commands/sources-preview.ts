import type { Issue } from '../../domain/issue.js';
import type { ReaderOptions } from '../../harvest/reader.js';
import type { SourceDefinition } from '../../harvest/source.js';
import type { Sources } from '../../harvest/sources-file.js';
import { cleanText } from '../clean-text.js';
import { exitCodes } from '../exit-codes.js';
import { offerCard } from '../offer-card.js';
import type { Output } from '../output.js';
import { type TrialSettings, tried } from '../tried.js';
import { unknownSources } from '../unknown-sources.js';

export interface SourcesPreviewOptions extends TrialSettings {
  readonly json?: boolean;
}

/**
 * `lotse sources preview ID`: the first records of a source as they would be indexed, as cards of text, or with `json` as
 * `{"record": …}` and `{"issue": …}`, one a line. Needs no engine; writes nothing. Returns the exit code: 0 when all of
 * them can be taken over, 1 when none can, else 2.
 */
export async function sourcesPreviewCommand(
  known: Sources,
  id: string,
  options: SourcesPreviewOptions,
  reader: ReaderOptions,
  output: Output,
  signal: AbortSignal,
): Promise<number> {
  const source = known.sources.find((each) => each.id === id);
  if (source !== undefined) return preview(source, options, reader, output, signal);
  output.note(unknownSources(known, [id]) ?? '');
  return exitCodes.failed;
}

/** Shows the first records of a source. */
export async function preview(
  source: SourceDefinition,
  options: SourcesPreviewOptions,
  reader: ReaderOptions,
  output: Output,
  signal: AbortSignal,
): Promise<number> {
  const { offers, issues, broken, error, outcome } = await tried(source, reader, options, signal);
  const shown = new Set(offers.map(({ provenance }) => provenance.record));
  if (options.json === true) {
    for (const record of offers) output.line(JSON.stringify({ record }));
    for (const issue of issues) output.line(JSON.stringify({ issue }));
  } else {
    for (const offer of offers) {
      const own = issues.filter(({ record }) => record === offer.provenance.record);
      for (const line of offerCard(offer, own)) output.line(line);
      output.line('');
    }
    for (const issue of issues) if (!shown.has(issue.record)) output.line(refusal(issue));
  }
  if (error !== undefined) output.note(`${source.id}: ${error.code}: ${cleanText(error.message)}`);
  else if (outcome === 'slow') output.note(`${source.id}: it answers, but no record came in time (--timeout)`);
  else if (outcome === 'no_offers') output.note(`${source.id}: there is no offer in it that can be taken`);
  if (offers.length === 0) return exitCodes.failed;
  return error === undefined && broken === 0 ? exitCodes.ok : exitCodes.partial;
}

function refusal({ severity, record, path, code, message }: Issue): string {
  return cleanText(`${severity} in ${record} at ${path || '(record)'}: ${code}: ${message}`);
}
