#!/usr/bin/env node
/**
 * A server for the benchmarks, in a process of its own. `gateway`: as `lotse serve` runs it. `stock`: the same schema on
 * Apollo's standalone server as it comes. `proxy`: a bare node:http server that sends given multi-search bodies to the
 * engine and hands the answers through. Prints its address on stdout.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { Pool } from 'undici';

const [kind, dataDir, extra] = process.argv.slice(2);
const silent = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };

async function proxy(engineUrl, bodiesFile) {
  const { key, bodies } = JSON.parse(readFileSync(bodiesFile, 'utf8'));
  const pool = new Pool(engineUrl, { connections: 32 });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}`, 'accept-encoding': 'identity' };
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', async () => {
      const { index } = JSON.parse(Buffer.concat(chunks).toString());
      const answer = await pool.request({
        path: '/multi-search',
        method: 'POST',
        headers,
        body: bodies[index % bodies.length],
      });
      response.writeHead(answer.statusCode, { 'content-type': 'application/json' });
      response.end(Buffer.from(await answer.body.arrayBuffer()));
    });
  });
  server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
}

async function graphql() {
  const { loadConfig } = await import('../../dist/config/load-config.js');
  const { openGateway } = await import('../../dist/gateway.js');
  const config = loadConfig({
    LOTSE_DATA: dataDir,
    PATH: process.env.PATH,
    LOTSE_LOG_LEVEL: 'silent',
    ...JSON.parse(extra ?? '{}'),
  });
  const { createLogger } = await import('../../dist/telemetry/logger.js');
  const gateway = await openGateway(config, (name) => process.env[name], createLogger({ level: 'silent' }));
  if (kind === 'gateway') {
    const { openServer } = await import('../../dist/server.js');
    const server = await openServer(gateway, '{ __typename }');
    await server.listen({ host: '127.0.0.1', port: 0 });
    console.log(`http://127.0.0.1:${server.server.address().port}`);
    return;
  }
  const { ApolloServer } = await import('@apollo/server');
  const { startStandaloneServer } = await import('@apollo/server/standalone');
  const { graphqlOf } = await import('../../dist/server.js');
  const { schema, createContext } = graphqlOf(gateway);
  const { url } = await startStandaloneServer(new ApolloServer({ schema }), {
    listen: { port: 0, host: '127.0.0.1' },
    context: async () => createContext({ requestId: 'bench', log: silent }),
  });
  console.log(url.replace(/\/$/, ''));
}

await (kind === 'proxy' ? proxy(dataDir, extra) : graphql());
