import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { type Config, clockOf } from '../config/config.js';
import { ConfigInvalid, environment, loadConfig } from '../config/load-config.js';
import { settingsHelp } from '../config/settings-help.js';
import { keysOf, openGateway, readerOf, signingKeysOf, transportOf } from '../gateway.js';
import { systemResolver } from '../harvest/discovery/dns-records.js';
import { probeLog } from '../harvest/discovery/probe-log.js';
import { ProviderListInvalid } from '../harvest/discovery/provider-list.js';
import { FeedError } from '../harvest/feed.js';
import { formats } from '../harvest/formats/registry.js';
import { JobsAway } from '../harvest/jobs/job-queue.js';
import { loadSources, SourcesInvalid } from '../harvest/sources-file.js';
import { Politeness } from '../harvest/transports/politeness.js';
import { IndexBuildFailed } from '../meilisearch/index-build-failed.js';
import { MeilisearchUnavailable } from '../meilisearch/unavailable.js';
import { SearchUnavailable } from '../search/search-engine.js';
import { createLogger } from '../telemetry/logger.js';
import { WidgetsInvalid } from '../widgets/widgets-file.js';
import { checkCommand } from './commands/check.js';
import { deadLettersCommand } from './commands/dead-letters.js';
import type { DiscoverCommandOptions } from './commands/discover.js';
import { dryRunCommand } from './commands/dry-run.js';
import { type HarvestCommandOptions, harvestCommand } from './commands/harvest.js';
import { purgeCommand } from './commands/purge.js';
import { rebuildCommand } from './commands/rebuild.js';
import { reportCommand } from './commands/report.js';
import { type RollbackCommandOptions, rollbackCommand } from './commands/rollback.js';
import { sourcesCommand } from './commands/sources.js';
import { type WithdrawCommandOptions, withdrawCommand } from './commands/withdraw.js';
import { workerCommand } from './commands/worker.js';
import { exitCodes } from './exit-codes.js';
import { interrupted } from './interrupted.js';
import { logLevelOf } from './log-level.js';
import { terminal } from './output.js';
import { addSourcesCommands } from './sources-program.js';

const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };
const exitHelp =
  '\nExit codes: 0 all went well; 1 nothing could be done (usage, settings, engine, no source or record that works); 2 some of it failed.';

/** Runs a command line (without `node lotse`) and returns its exit code. Never throws for what the operator can mend. */
export async function main(args: readonly string[]): Promise<number> {
  let code: number = exitCodes.ok;
  const program = new Command('lotse')
    .description("An open GraphQL gateway to Europe's learning opportunities.")
    .version(version)
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(text) })
    .addHelpText('after', exitHelp);

  program
    .command('serve')
    .description('Start the search engine if needed, harvest catalogues that are not indexed yet, and serve GraphQL.')
    .addHelpText('after', () => `\n${settingsHelp()}`)
    .action(async () => {
      const { serveCommand } = await import('./commands/serve.js');
      code = await serveCommand(settings(), environmentOf, terminal, interrupted(terminal));
    });
  program
    .command('harvest')
    .description('Harvest the named sources, or all enabled ones.')
    .argument('[source...]', 'ids of sources')
    .option('--json', 'one report object a source, a line each, on stdout')
    .option(
      '--force',
      'read everything, changed or not, apply runs that the guard would refuse (empty ones excepted), and of a feed that breaks what came before; also ends a hold',
    )
    .addOption(new Option('--queue', 'have `lotse worker` processes do it, by way of Redis').conflicts('dryRun'))
    .option('--dry-run', 'read and judge, write nothing, and tell what would change; with --json a record a line too')
    .addHelpText('after', exitHelp)
    .action(async (ids: string[], options: HarvestCommandOptions & { dryRun?: boolean }) => {
      const command = options.dryRun === true ? dryRunCommand : harvestCommand;
      code = await withGateway((gateway, signal) => command(gateway, ids, options, terminal, signal));
    });
  program
    .command('remap')
    .description('Map the kept feeds of the named sources again, or of all enabled ones, without asking any provider.')
    .argument('[source...]', 'ids of sources')
    .option('--json', 'one report object a source, a line each, on stdout')
    .option('--force', 'apply runs that the guard would refuse (empty feeds excepted)')
    .option('--dead-letters', 'only sources with dead letters that another mapper or definition has left')
    .option('--queue', 'have `lotse worker` processes do it, by way of Redis')
    .addHelpText('after', exitHelp)
    .action(async (ids: string[], options: HarvestCommandOptions) => {
      const again = { ...options, again: true };
      code = await withGateway((gateway, signal) => harvestCommand(gateway, ids, again, terminal, signal));
    });
  program
    .command('dead-letters')
    .description(
      'List the records that could not be taken over: where they are, what is wrong with them, and since when.',
    )
    .argument('[source...]', 'ids of sources; all when absent')
    .option('--json', 'one object a dead letter, a line each, on stdout')
    .action(async (ids: string[], options: { json?: boolean }) => {
      code = await withGateway((gateway) => deadLettersCommand(gateway, ids, options, terminal));
    });
  program
    .command('rebuild')
    .description('Build the index anew beside the live one and swap it in; searches go on, and harvests wait to write.')
    .option('--from-feeds', 'also map the kept feeds of all enabled sources again; no provider is asked')
    .option('--json', 'what it came to as one object on stdout')
    .addHelpText('after', exitHelp)
    .action(async (options: { fromFeeds?: boolean; json?: boolean }) => {
      code = await withGateway((gateway, signal) => rebuildCommand(gateway, options, terminal, signal));
    });
  program
    .command('purge')
    .description(
      'Delete offers that were withdrawn or expired longer ago than their grace, as a running server does daily.',
    )
    .argument('[source...]', 'ids of sources; all, also removed ones, when absent')
    .option('--dry-run', 'delete nothing, and tell how many would be')
    .option('--json', 'one object a source, a line each, on stdout')
    .addHelpText('after', exitHelp)
    .action(async (ids: string[], options: { dryRun?: boolean; json?: boolean }) => {
      code = await withGateway((gateway, signal) => purgeCommand(gateway, ids, options, terminal, signal));
    });
  program
    .command('rollback')
    .description(
      'Take a source back to the release before the last one, from its kept feeds, and hold it there. No provider is asked.',
    )
    .argument('<source>', 'id of the source')
    .option('--dry-run', 'change nothing, and tell what would change')
    .addOption(
      new Option('--release', 'change nothing, and let harvests take the source forward again').conflicts('dryRun'),
    )
    .option('--json', 'the report as one object on stdout; with --dry-run a record a line too')
    .addHelpText('after', exitHelp)
    .action(async (id: string, options: RollbackCommandOptions) => {
      code = await withGateway((gateway, signal) => rollbackCommand(gateway, id, options, terminal, signal));
    });
  program
    .command('withdraw')
    .description(
      'Take all offers of a source down, also of one that is no longer in the sources file. Each leaves a tombstone.',
    )
    .argument('<source>', 'id of the source')
    .option('--reason <text>', 'on the tombstones, for portals that ask', 'the source was withdrawn')
    .option('--dry-run', 'withdraw nothing, and tell how many would be')
    .option('--json', 'the report of the run as one object on stdout')
    .addHelpText('after', exitHelp)
    .action(async (id: string, options: WithdrawCommandOptions) => {
      code = await withGateway((gateway, signal) => withdrawCommand(gateway, id, options, terminal, signal));
    });
  program
    .command('worker')
    .description('Run harvests that servers and `lotse harvest --queue` put into Redis, until SIGTERM.')
    .addOption(
      new Option('--concurrency <n>', 'runs under way at a time; LOTSE_RUNS_AT_ONCE when absent').argParser(positive),
    )
    .addHelpText('after', () => `\n${settingsHelp()}`)
    .action(async (options: { concurrency?: number }) => {
      code = await withGateway((gateway, signal) => workerCommand(gateway, options, terminal, signal), true);
    });
  addSourcesCommands(program, {
    list: (options) => withGateway((gateway) => sourcesCommand(gateway, options, terminal)),
    file: () => settings().sourcesFile,
    load: () =>
      loadSources(
        settings().sourcesFile,
        formats.map(({ id }) => id),
      ),
    reader: (baseDir) => readerOf(settings(), { baseDir }, environmentOf, commandLog(settings())),
    formats: formats.map(({ id }) => id),
    ...{ output: terminal, signal: () => interrupted(terminal), exitHelp },
    done: (exitCode) => {
      code = exitCode;
    },
  });
  program
    .command('report')
    .description('Tell how good the catalogues are: Annex I elements, problems with advice and examples, freshness.')
    .argument('[source...]', 'ids of sources; all enabled ones when absent')
    .option('--provider <id>', 'only the offers of this provider, by the id that the report on its source tells')
    .addOption(new Option('--json', 'one object a source, a line each, on stdout').conflicts('html'))
    .option('--html <file>', 'write one page to send to the provider; it needs nothing else')
    .addHelpText('after', exitHelp)
    .action(async (ids: string[], options: { json?: boolean; html?: string; provider?: string }) => {
      code = await withGateway((gateway) => reportCommand(gateway, ids, options, terminal));
    });
  program
    .command('check')
    .description('Read a file or address as a harvest would, and report what is wrong with it. Needs no engine.')
    .argument('<file>', 'file or http(s) address')
    .addOption(
      new Option('--format <id>', 'format of the file; told from the file when absent').choices(
        formats.map(({ id }) => id),
      ),
    )
    .option('--source <id>', 'use the settings of this source of the sources file (language, constants, options)')
    .option('--json', 'one object a line on stdout: {"record": …} or {"issue": …}')
    .addHelpText('after', exitHelp)
    .action(async (file: string, options: { json?: boolean; format?: string; source?: string }) => {
      code = await check(file, options);
    });
  program
    .command('discover')
    .description('Find the catalogues that providers publish by a QualityLink manifest. Needs no engine.')
    .argument('[domain...]', 'SCHAC codes, domains or websites of providers')
    .option('--json', 'one object a provider, a line each, on stdout')
    .option('--provider-list <file>', 'JSON or CSV with the columns schac (or domain), website and name')
    .option('--write <file>', 'add the sources that are found to this sources file')
    .option('--public-key', 'print the public key that providers encrypt secrets with, and do nothing else')
    .option('--signing-keys', 'print the public keys that requests are signed with, and do nothing else')
    .addHelpText('after', exitHelp)
    .action(async (domains: string[], options: DiscoverOptions) => {
      code = await discover(domains, options);
    });

  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.failed;
    if (isForTheOperator(error)) {
      terminal.note(error.message);
      return exitCodes.failed;
    }
    throw error;
  }
}

function isForTheOperator(error: unknown): error is Error {
  const kinds = [
    IndexBuildFailed,
    ConfigInvalid,
    SourcesInvalid,
    WidgetsInvalid,
    MeilisearchUnavailable,
    SearchUnavailable,
    ProviderListInvalid,
    JobsAway,
  ];
  if (kinds.some((kind) => error instanceof kind)) return true;
  return (
    error instanceof Error &&
    'code' in error &&
    ['EADDRINUSE', 'EACCES', 'EROFS', 'ENOSPC', 'EADDRNOTAVAIL'].includes(String(error.code))
  );
}

function positive(text: string): number {
  if (!/^[1-9]\d{0,1}$/.test(text)) throw new InvalidArgumentError('expected a whole number from 1 to 99.');
  return Number(text);
}

function settings() {
  return loadConfig(environment());
}

function environmentOf(name: string): string | undefined {
  return environment()[name];
}

function commandLog(config: Config, server = false) {
  return createLogger({ level: logLevelOf(config, { server, terminal: terminal.stderr.isTTY }) });
}

async function withGateway(
  work: (gateway: Awaited<ReturnType<typeof openGateway>>, signal: AbortSignal) => Promise<number>,
  server = false,
): Promise<number> {
  const config = settings();
  const gateway = await openGateway(config, environmentOf, commandLog(config, server));
  try {
    return await work(gateway, interrupted(terminal));
  } finally {
    await gateway.close();
  }
}

type DiscoverOptions = DiscoverCommandOptions & { readonly publicKey?: boolean; readonly signingKeys?: boolean };

async function discover(domains: readonly string[], options: DiscoverOptions): Promise<number> {
  const { discoverCommand } = await import('./commands/discover.js');
  const config = settings();
  const keys = keysOf(config);
  if (options.publicKey === true) {
    terminal.line((await keys.publicKeyPem()).trimEnd());
    return exitCodes.ok;
  }
  if (options.signingKeys === true) {
    terminal.line(JSON.stringify(await signingKeysOf(config).published(), null, 2));
    return exitCodes.ok;
  }
  const log = commandLog(config);
  const transport = transportOf(config, { baseDir: process.cwd() }, environmentOf, log, interrupted(terminal));
  const context = {
    transport: { ...transport, politeness: new Politeness() },
    resolver: systemResolver(),
    now: clockOf(config),
  };
  try {
    const record = probeLog(join(config.dataDir, 'discovery', 'probes.ndjson'));
    return await discoverCommand(domains, options, context, keys, terminal, record);
  } catch (error) {
    if (!(error instanceof FeedError) || error.code !== 'CANCELLED') throw error;
    terminal.note('Stopped.');
    return exitCodes.failed;
  }
}

async function check(
  file: string,
  { json, format, source: id }: { json?: boolean; format?: string; source?: string },
): Promise<number> {
  const config = settings();
  const sources =
    id === undefined
      ? undefined
      : await loadSources(
          config.sourcesFile,
          formats.map(({ id }) => id),
        );
  const source = sources?.sources.find((candidate) => candidate.id === id);
  if (id !== undefined && source === undefined)
    throw new SourcesInvalid(`There is no source "${id}" in ${config.sourcesFile}.`);
  const log = commandLog(config);
  const options = {
    ...(json === true ? { json } : {}),
    ...(format === undefined ? {} : { format }),
    ...(source === undefined ? {} : { source }),
  };
  return checkCommand(
    file,
    options,
    readerOf(config, { baseDir: process.cwd() }, environmentOf, log),
    terminal,
    interrupted(terminal),
  );
}
