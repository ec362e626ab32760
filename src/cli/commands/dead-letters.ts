import type { Gateway } from '../../gateway.js';
import type { DeadLetter, DeadLetterSummary } from '../../harvest/archive/dead-letter.js';
import { counted, oneLine } from '../../report/shown-text.js';
import { exitCodes } from '../exit-codes.js';
import type { Output } from '../output.js';
import { unknownSources } from '../unknown-sources.js';

/** Dead letters of one source that are shown to people. */
const mostShown = 20;

/** Dead letters that are read at a time. */
const pageSize = 500;

/**
 * `lotse dead-letters [source…]`: the records of the named sources, else of all, that could not be taken over. As text,
 * or as JSON: one dead letter a line. Returns the exit code.
 */
export async function deadLettersCommand(
  { sources, archive }: Pick<Gateway, 'sources' | 'archive'>,
  ids: readonly string[],
  { json = false }: { readonly json?: boolean },
  output: Output,
): Promise<number> {
  const summaries = (await archive.summaries()).filter(({ source }) => ids.length === 0 || ids.includes(source));
  const configured = ids.filter((id) => !summaries.some(({ source }) => source === id));
  const unknown = unknownSources(sources, configured);
  if (unknown !== undefined) {
    output.note(unknown);
    return exitCodes.failed;
  }
  for (const summary of summaries) {
    if (!json) output.line(headOf(summary));
    const most = json ? Number.POSITIVE_INFINITY : mostShown;
    for await (const letter of lettersOf(archive, summary.source, most))
      if (json) output.line(JSON.stringify(letter));
      else for (const line of linesOf(letter)) output.line(oneLine(line));
    const more = summary.total - mostShown;
    if (!json && more > 0) output.line(`    and ${more} more (--json lists them)`);
  }
  if (summaries.length === 0 && !json) output.note('There are no dead letters.');
  return exitCodes.ok;
}

async function* lettersOf(archive: Gateway['archive'], source: string, most: number): AsyncGenerator<DeadLetter> {
  for (let offset = 0; offset < most; offset += pageSize) {
    const limit = Math.min(pageSize, most - offset);
    const { letters } = await archive.deadLetters({ source, offset, limit });
    yield* letters;
    if (letters.length < limit) return;
  }
}

function headOf({ source, total, byCode, at }: DeadLetterSummary): string {
  const kinds = Object.entries(byCode).map(([code, count]) => `${code} ${count}`);
  return `${source}: ${counted(total, 'dead letter')} (${kinds.join(', ')}), as of ${at}`;
}

function linesOf({ record, position, code, path, reason, excerpt, firstSeenAt }: DeadLetter): string[] {
  const where = position === undefined || record === `#${position}` ? record : `${record} (#${position})`;
  return [
    `    ${where}  ${code}${path === '' ? '' : ` at ${path}`}: ${reason} (since ${firstSeenAt})`,
    ...(excerpt === undefined ? [] : [`        ${excerpt.slice(0, 160)}`]),
  ];
}
