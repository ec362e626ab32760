#!/usr/bin/env node
/**
 * What a process of another version of settings and projection does when it starts: it makes its own index of what is
 * there, while others go on serving theirs. Then it removes the indexes that nobody uses. Prints what became of it.
 *
 * Usage (with the settings of the running server): node scripts/bench/other-version.js
 */
const { environment, loadConfig } = await import('../../dist/config/load-config.js');
const { openGateway } = await import('../../dist/gateway.js');
const { IndexWriter } = await import('../../dist/meilisearch/index-writer.js');
const { IndexLife } = await import('../../dist/rebuild/index-life.js');
const { LockedIndexGate } = await import('../../dist/harvest/index-gate.js');
const { createLogger } = await import('../../dist/telemetry/logger.js');

const log = createLogger({ level: 'error' });
const config = loadConfig(environment());
const gateway = await openGateway(config, (name) => process.env[name], log);
const names = Object.fromEntries(
  Object.entries(gateway.names).map(([role, name]) => [role, name.replace(/[0-9a-f]{8}$/, '0123abcd')]),
);
const { connection, harvestContext: harvest, sources } = gateway;
const life = new IndexLife(
  {
    ...{ connection, names, harvest, log, prefix: config.meiliPrefix, sources: sources.sources },
    index: new IndexWriter(connection.write, names, { log }),
    gate: new LockedIndexGate(harvest.lock),
    onChange: async () => undefined,
  },
  harvest.lock,
);
try {
  const started = performance.now();
  const prepared = await life.prepare();
  const seconds = (performance.now() - started) / 1000;
  await life.dropOthers();
  const { results } = await connection.write.getRawIndexes({ limit: 100 });
  const left = results.map(({ uid }) => uid).filter((uid) => uid.startsWith(`${config.meiliPrefix}-offers-`));
  console.log(JSON.stringify({ prepared, seconds, names, left }));
} finally {
  await life.close();
  await gateway.close();
}
