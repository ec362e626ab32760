import { writeFile } from 'node:fs/promises';
import type { Gateway } from '../../gateway.js';
import { buildReport } from '../../report/build-report.js';
import type { ReportedProvider } from '../../report/ports.js';
import { reportPage } from '../../report/report-html.js';
import { nameOf, oneLine } from '../../report/shown-text.js';
import type { SourceReport } from '../../report/source-report.js';
import { exitCodes } from '../exit-codes.js';
import type { Output } from '../output.js';
import { readyIndex } from '../ready-index.js';
import { reportLines } from '../report-text.js';
import { unknownSources } from '../unknown-sources.js';

export interface ReportCommandOptions {
  readonly json?: boolean;
  /** File for the page. */
  readonly html?: string;
  /** Id of the provider whose offers are reported on. */
  readonly provider?: string;
}

/** Most providers that are named when an unknown one was asked for. */
const mostNamed = 50;

/**
 * `lotse report [source…]`: how good the catalogues of the named sources (else of all enabled ones) are, as text, as
 * JSON (an object a source, a line each; schema/report.schema.json) or as a page. Returns the exit code.
 */
export async function reportCommand(
  gateway: Gateway,
  ids: readonly string[],
  { json = false, html, provider: providerId }: ReportCommandOptions,
  output: Output,
): Promise<number> {
  const unknown = unknownSources(gateway.sources, ids);
  if (unknown !== undefined) {
    output.note(unknown);
    return exitCodes.failed;
  }
  await readyIndex(gateway, output);
  const { offers, issues } = gateway.reporting;
  const provider = providerId === undefined ? undefined : await offers.provider(providerId.toLowerCase());
  if (providerId !== undefined && (provider === undefined || (ids.length > 0 && !ids.includes(provider.source)))) {
    output.note(await unknownProvider(gateway, providerId, ids));
    return exitCodes.failed;
  }
  const now = gateway.now();
  const reports: SourceReport[] = [];
  for (const source of await chosen(gateway, ids, provider)) {
    const report = await buildReport(source, { offers, issues, now, ...(provider === undefined ? {} : { provider }) });
    if (json) output.line(JSON.stringify(report));
    else if (html === undefined) for (const line of reportLines(report)) output.line(line);
    else reports.push(report);
  }
  return html === undefined ? exitCodes.ok : write(html, reportPage(reports, now), output);
}

async function chosen(gateway: Gateway, ids: readonly string[], provider: ReportedProvider | undefined) {
  const sources = await gateway.sourceStatus();
  if (provider !== undefined) return sources.filter(({ id }) => id === provider.source);
  return sources.filter(({ id, enabled }) => (ids.length > 0 ? ids.includes(id) : enabled));
}

async function unknownProvider(gateway: Gateway, id: string, ids: readonly string[]): Promise<string> {
  const { total, providers } = await gateway.reporting.offers.providers(ids, mostNamed);
  const lines = providers.map(({ id: each, source, names }) => `  ${each}  ${nameOf(names).text} (${source})`);
  const where = ids.length === 0 ? '' : ` in ${ids.join(', ')}`;
  return [
    `There is no provider "${id}"${where}; there are:`,
    ...(total === 0 ? ['  none'] : lines),
    ...(total > providers.length ? [`  and ${total - providers.length} more`] : []),
  ]
    .map(oneLine)
    .join('\n');
}

async function write(path: string, page: string, output: Output): Promise<number> {
  try {
    await writeFile(path, page);
    return exitCodes.ok;
  } catch (cause) {
    output.note(`The report cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`);
    return exitCodes.failed;
  }
}
