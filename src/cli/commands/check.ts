import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { annex1States, completeness, mandatoryElements } from '../../domain/annex1.js';
import { excerpt, type Issue } from '../../domain/issue.js';
import { FeedError } from '../../harvest/feed.js';
import { type ReaderOptions, readSource } from '../../harvest/reader.js';
import { type SourceDefinition, sourceDefinition } from '../../harvest/source.js';
import { recordOf } from '../../harvest/take-record.js';
import { exitCodes } from '../exit-codes.js';
import type { Output } from '../output.js';

export interface CheckOptions {
  readonly json?: boolean;
  readonly format?: string;
  /** A source whose settings (language, constants, options; for an address its transport too) are used for the file. */
  readonly source?: SourceDefinition;
}

/** What to do where a format needs to be told more than a file holds, as which columns a table has. */
const asSource = '; such options are declared in the sources file, and --source names the entry that has them';

/** How many examples of one kind of problem are shown to a person. */
const examples = 3;

/**
 * `lotse check FILE`: reads a file as a harvest would, without any engine. With `json` it prints one object a line:
 * `{"record": …}` for each canonical record and `{"issue": …}` for each problem, a broken feed included.
 */
export async function checkCommand(
  file: string,
  { json = false, format, source: given }: CheckOptions,
  reader: ReaderOptions,
  output: Output,
  signal: AbortSignal,
): Promise<number> {
  const isWeb = /^https?:/i.test(file);
  const { transport, ...settings } = given ?? sourceDefinition.parse({ id: 'check', name: 'check', location: file });
  const source: SourceDefinition = {
    ...settings,
    ...(transport !== undefined && isWeb ? { transport } : {}),
    location: isWeb ? file : resolve(file),
    ...(format === undefined ? {} : { format }),
  };
  const scratchDir = await mkdtemp(join(tmpdir(), 'lotse-check-'));
  const byCode = new Map<string, { count: number; readonly first: Issue[] }>();
  const present = new Map<string, number>();
  let records = 0;
  let broken = 0;
  let complete = 0;
  const issue = (found: Issue | (Omit<Issue, 'code'> & { code: string })) => {
    const known = byCode.get(found.code) ?? { count: 0, first: [] };
    known.count += 1;
    if (known.first.length < examples) known.first.push(found as Issue);
    byCode.set(found.code, known);
    if (json) output.line(JSON.stringify({ issue: found }));
  };
  try {
    for await (const harvested of readSource(source, reader, scratchDir, signal)) {
      const { issues } = harvested;
      const record = recordOf(harvested);
      for (const found of issues) issue(found);
      if (record === undefined) {
        broken += 1;
        continue;
      }
      records += 1;
      const states = annex1States(record);
      for (const element of mandatoryElements)
        if (states[element] === 'present') present.set(element, (present.get(element) ?? 0) + 1);
      if (completeness(states) === mandatoryElements.length) complete += 1;
      if (json) output.line(JSON.stringify({ record }));
    }
  } catch (cause) {
    if (!(cause instanceof FeedError)) throw cause;
    const message =
      given === undefined && cause.code === 'CONFIG_INVALID' ? `${cause.message}${asSource}` : cause.message;
    issue({
      code: cause.code,
      severity: 'error',
      source: source.id,
      record: '',
      path: '',
      message,
      excerpt: excerpt(file),
    });
    output.note(`${file}: ${cause.code}: ${message}`);
    return exitCodes.failed;
  } finally {
    await rm(scratchDir, { recursive: true, force: true });
  }
  if (records + broken === 0) {
    const message =
      'Nothing in it is an offer that can be taken: records that are archived, withdrawn or drafts are left out.';
    issue({ code: 'FEED_EMPTY', severity: 'error', source: source.id, record: '', path: '', message });
  }
  if (!json) summarise();
  if (records === 0) return exitCodes.failed;
  return broken > 0 ? exitCodes.partial : exitCodes.ok;

  function summarise(): void {
    output.line(
      `${file}: ${records} offers, ${broken} broken records, ${complete} with all ${mandatoryElements.length} mandatory Annex I elements`,
    );
    if (records > 0)
      output.line(
        `Annex I: ${mandatoryElements.map((element) => `${element} ${Math.round((100 * (present.get(element) ?? 0)) / records)} %`).join(', ')}`,
      );
    for (const [code, { count, first }] of byCode) {
      output.line(`${code} (${count})`);
      for (const each of first)
        output.line(
          `  ${each.severity} in ${each.record} at ${each.path || '(record)'}: ${each.message}${each.excerpt === undefined ? '' : ` [${each.excerpt}]`}`,
        );
    }
  }
}
