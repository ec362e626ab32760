import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import type { Config } from '../../config/config.js';
import { type Gateway, openGateway } from '../../gateway.js';
import { isRunMissed } from '../../harvest/missed-run.js';
import { isLocal } from '../../harvest/raw/raw-entry.js';
import type { SourceDefinition } from '../../harvest/source.js';
import { openServer, presetsOf } from '../../server.js';
import { createLogger } from '../../telemetry/logger.js';
import { startBackground } from '../background.js';
import { exitCodes } from '../exit-codes.js';
import { describeReport, harvestSources, wentWell } from '../harvest-sources.js';
import { logLevelOf } from '../log-level.js';
import type { Output } from '../output.js';
import { readyIndex } from '../ready-index.js';
import { startUpkeep } from '../upkeep.js';
import { removedNote } from './sources.js';

const firstSearch = new URL('../../../schema/operations/first-search.graphql', import.meta.url);

/**
 * `lotse serve`: brings up the engine, the index and the HTTP server. An index of another version is converted, and a lost
 * one is recovered from kept feeds, before the server listens. Catalogues in files that were never harvested are harvested
 * before it listens too, those on the web afterwards, so that a slow provider keeps nobody waiting, and so is what fell due
 * while no server ran; then sources are harvested at the times of their schedules. With Redis all of that is put into the queue that processes share.
 */
export async function serveCommand(
  config: Config,
  env: (name: string) => string | undefined,
  output: Output,
  signal: AbortSignal,
): Promise<number> {
  const log = createLogger({ level: logLevelOf(config, { server: true, terminal: output.stderr.isTTY }) });
  const gateway = await openGateway(config, env, log);
  try {
    const presets = await presetsOf(gateway);
    const prepared = await readyIndex(gateway, output, signal);
    if (signal.aborted) return exitCodes.ok;
    const due = await sourcesDue(gateway, config);
    const own = gateway.runs.shared === undefined ? due.filter(isLocal) : [];
    const first = prepared === 'emptied' ? due : own;
    await harvestNow(gateway, first, output, signal);
    if (signal.aborted) return exitCodes.ok;
    const server = await openServer(gateway, await readFile(firstSearch, 'utf8'), presets);
    await server.listen({ host: config.host, port: config.port });
    const { address, family, port } = server.server.address() as AddressInfo;
    const origin = `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
    output.note(welcome(origin));
    for (const source of await gateway.removedSources()) if (source.records > 0) output.note(removedNote(source));
    const missed = await sourcesMissed(gateway, config);
    const later = [...new Set([...due, ...missed])].filter((source) => !first.includes(source));
    const background = startBackground(gateway, later);
    const upkeep = startUpkeep(gateway);
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      else signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await Promise.all([server.close(), background.stop(), upkeep.stop()]);
    return exitCodes.ok;
  } finally {
    await gateway.close();
  }
}

/** Sources that are to be harvested on start. `auto`: those that never were, and all when the index is empty. */
async function sourcesDue(
  { sources: { sources }, sourceStatus }: Gateway,
  { harvestOnStart }: Config,
): Promise<SourceDefinition[]> {
  if (harvestOnStart === 'never') return [];
  const enabled = sources.filter((source) => source.enabled);
  if (harvestOnStart === 'always') return enabled;
  const states = new Map((await sourceStatus()).map((status) => [status.id, status]));
  return enabled.filter(({ id }) => states.get(id)?.lastSuccessAt === undefined || states.get(id)?.records === 0);
}

/** Sources that were due by their schedules while no server ran, or whose run was cut short by its end. */
async function sourcesMissed(
  { sources: { sources }, sourceStatus, now }: Gateway,
  { harvestOnStart, schedule }: Config,
): Promise<SourceDefinition[]> {
  if (harvestOnStart === 'never' || !schedule) return [];
  const states = new Map((await sourceStatus()).map((status) => [status.id, status]));
  return sources.filter((source) => isRunMissed(source, states.get(source.id) ?? {}, now()));
}

async function harvestNow(
  gateway: Gateway,
  sources: readonly SourceDefinition[],
  output: Output,
  signal: AbortSignal,
): Promise<void> {
  if (sources.length === 0) return;
  const reports = await harvestSources(gateway, sources, { output, signal, progress: true });
  for (const report of reports.filter((each) => !wentWell(each))) output.note(describeReport(report));
}

function welcome(origin: string): string {
  const query =
    '{ searchLearningOpportunities(query: "data", first: 3) { totalCount nodes { title { text } eqfLevel { level } ects { value } providers { name { text } } } } }';
  return [
    '',
    `Lotse serves GraphQL on ${origin}/graphql (open it in a browser to write queries).`,
    'Try:',
    `  curl -s ${origin}/graphql -H 'content-type: application/json' -d '${JSON.stringify({ query })}'`,
    '',
  ].join('\n');
}
