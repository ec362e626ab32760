import { type Gateway, storedRecords } from '../../gateway.js';
import type { CatalogueIndex } from '../../harvest/catalogue-index.js';
import type { Preview, RecordChange } from '../../harvest/preview.js';
import type { SourceDefinition } from '../../harvest/source.js';
import { exitCodes } from '../exit-codes.js';
import { chosenSources, describeReport, exitCodeOf, harvestSources } from '../harvest-sources.js';
import type { Output } from '../output.js';

/** Records of each kind that are shown to people, fields of each, and characters of each value. */
const shown = { records: 10, fields: 6, characters: 60 };

const kinds = ['new', 'changed', 'withdrawn'] as const;

export interface DryRunOptions {
  readonly json?: boolean;
  readonly force?: boolean;
  /** Tells what going back to the release before the last one would change. */
  readonly earlier?: boolean;
}

/** `lotse harvest --dry-run`: says what a harvest would change, and changes nothing. Returns the exit code. */
export async function dryRunCommand(
  gateway: Gateway,
  ids: readonly string[],
  { json = false, force = false, earlier = false }: DryRunOptions,
  output: Output,
  signal: AbortSignal,
): Promise<number> {
  const chosen = chosenSources(gateway, ids, output);
  if (chosen === undefined) return exitCodes.failed;
  const isEmpty = !(await gateway.index.exists());
  const stored: Preview['stored'] = async (wanted) => (isEmpty ? [] : storedRecords(gateway.plainEngine, wanted));
  const examples = new Map<string, RecordChange[]>();
  const preview = ({ id }: SourceDefinition): Preview => ({
    stored,
    onChange: (change) => {
      if (json) output.line(JSON.stringify({ ...change, source: id }));
      else keepExample(examples, id, change);
    },
  });
  const reports = await harvestSources(gateway, chosen, {
    ...{ force, earlier, signal, output, progress: !json || output.stderr.isTTY },
    preview: { of: preview, index: isEmpty ? emptyIndex : gateway.index },
    onReport: (report) => {
      if (json) output.line(JSON.stringify(report));
    },
  });
  if (json) return exitCodeOf(reports, chosen.length);
  for (const report of reports) {
    output.line(describeReport(report));
    for (const line of exampleLines(examples.get(report.source) ?? [])) output.line(line);
  }
  return exitCodeOf(reports, chosen.length);
}

/** What a harvest would find before there is any index. */
const emptyIndex: CatalogueIndex = {
  async *stored() {},
  count: async () => 0,
  appliedRun: async () => undefined,
  held: async () => undefined,
  apply: () => Promise.reject(new Error('a preview writes nothing')),
  remember: () => Promise.reject(new Error('a preview writes nothing')),
};

function keepExample(examples: Map<string, RecordChange[]>, source: string, change: RecordChange): void {
  const kept = examples.get(source) ?? [];
  if (kept.filter((each) => each.change === change.change).length < shown.records) kept.push(change);
  examples.set(source, kept);
}

function exampleLines(examples: readonly RecordChange[]): string[] {
  return kinds.flatMap((kind) =>
    examples
      .filter(({ change }) => change === kind)
      .flatMap(({ nativeId, title, fields = [] }) => [
        `    ${kind} ${nativeId}: ${short(title)}`,
        ...fields
          .slice(0, shown.fields)
          .map((field) => `        ${field.path}: ${short(field.old ?? '(none)')} → ${short(field.new ?? '(none)')}`),
        ...(fields.length > shown.fields ? [`        and ${fields.length - shown.fields} more`] : []),
      ]),
  );
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > shown.characters ? `${line.slice(0, shown.characters - 1)}…` : line;
}
