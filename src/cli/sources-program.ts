import { dirname } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ReaderOptions } from '../harvest/reader.js';
import type { Sources } from '../harvest/sources-file.js';
import { sourcesAddCommand } from './commands/sources-add.js';
import { sourcesCheckCommand } from './commands/sources-check.js';
import { sourcesPreviewCommand } from './commands/sources-preview.js';
import { exitCodes } from './exit-codes.js';
import type { Output } from './output.js';

/** What the commands on sources work with; nothing of it is opened before a command runs. */
export interface SourcesProgram {
  /** Lists the sources with what the engine knows of them. */
  readonly list: (options: { readonly json?: boolean }) => Promise<number>;
  /** Path of the sources file of the settings. */
  readonly file: () => string;
  /** The sources file, checked. */
  readonly load: () => Promise<Sources>;
  /** Reads sources whose files begin at a folder. */
  readonly reader: (baseDir: string) => ReaderOptions;
  readonly formats: readonly string[];
  readonly output: Output;
  readonly signal: () => AbortSignal;
  /** Told the exit code. */
  readonly done: (code: number) => void;
  readonly exitHelp: string;
}

interface Shared {
  readonly json?: boolean;
  readonly records: number;
  readonly timeout: number;
}

/** Adds `sources` with `check`, `preview` and `add` to a program. */
export function addSourcesCommands(program: Command, cli: SourcesProgram): void {
  const sources = program
    .command('sources')
    .description('List the sources with their offers, last run and last error; or check, preview or add some.')
    .option('--json', 'one object a source, a line each, on stdout')
    .action(async (options: { json?: boolean }) => cli.done(await cli.list(options)));
  const readerFor = ({ baseDir }: Sources) => cli.reader(baseDir);

  command('check', 'Check the sources file, and read the beginning of each source. Needs no engine.', 20)
    .argument('[source...]', 'ids of sources; all enabled ones when absent')
    .action(async (ids: string[], _: object, command: Command) => {
      const known = await cli.load();
      const options = command.optsWithGlobals<Shared>();
      await run((signal) => sourcesCheckCommand(known, ids, options, readerFor(known), cli.output, signal));
    });

  command('preview', 'Show the first records of a source as they would be indexed. Needs no engine.', 5)
    .argument('<source>', 'id of the source')
    .action(async (id: string, _: object, command: Command) => {
      const known = await cli.load();
      const options = command.optsWithGlobals<Shared>();
      await run((signal) => sourcesPreviewCommand(known, id, options, readerFor(known), cli.output, signal));
    });

  command('add', 'Look at what is at an address, and add it to a sources file. Needs no engine.', 5)
    .argument('<address>', 'http(s) address or file')
    .option('--file <file>', 'sources file; that of LOTSE_SOURCES when absent')
    .option('--id <id>', 'id of the source; part of the ids of its records, so it must never change')
    .option('--name <name>', 'name of the source')
    .addOption(new Option('--format <id>', 'format; told from what is there when absent').choices([...cli.formats]))
    .option('--language <tag>', 'language of texts that are not tagged (BCP 47)')
    .option('--licence <text>', 'licence of the catalogue')
    .option('--dry-run', 'show the entry and write nothing')
    .option('--force', 'add it though it gives no offers now')
    .action(async (address: string, _: object, command: Command) => {
      const options = command.optsWithGlobals<Shared & { readonly file?: string }>();
      const file = options.file ?? cli.file();
      const reader = cli.reader(dirname(file));
      await run((signal) => sourcesAddCommand(address, { ...options, file }, reader, cli.output, signal));
    });

  async function run(work: (signal: AbortSignal) => Promise<number>): Promise<void> {
    const signal = cli.signal();
    try {
      cli.done(await work(signal));
    } catch (error) {
      if (!signal.aborted) throw error;
      cli.output.note('Stopped.');
      cli.done(exitCodes.failed);
    }
  }

  function command(name: string, description: string, records: number): Command {
    return sources
      .command(name)
      .description(description)
      .option('--json', 'JSON on stdout, one object a line')
      .option('--records <number>', 'records to read', positive, records)
      .option('--timeout <seconds>', 'time for each source', positive, 60)
      .addHelpText('after', cli.exitHelp);
  }
}

function positive(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0 && number <= 100_000) return number;
  throw new InvalidArgumentError('It is not a whole number from 1 to 100000.');
}
