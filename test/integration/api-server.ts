import type { IncomingMessage, ServerResponse } from 'node:http';
import { Politeness } from '../../src/harvest/transports/politeness.js';
import { type RunningServer, serve } from './faulty-server.js';
import { read, started } from './read-feeds.js';

/** What a route answers: JSON, or anything. */
export interface Reply {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer | object;
}

/** A server whose answers depend on the address; `undefined` is a 404. */
export async function api(
  answer: (url: URL, request: IncomingMessage, response: ServerResponse) => Reply | undefined | 'handled',
): Promise<RunningServer> {
  return started(
    serve((request, response) => {
      const reply = answer(new URL(request.url ?? '/', 'http://api.example'), request, response);
      if (reply === 'handled') return;
      const { status = 200, headers = {}, body = '' } = reply ?? { status: 404 };
      const isObject = typeof body === 'object' && !Buffer.isBuffer(body);
      response.writeHead(status, { ...(isObject ? { 'content-type': 'application/json' } : {}), ...headers });
      response.end(isObject ? JSON.stringify(body) : body);
    }),
  );
}

/** All feeds of a source on that server, asked without waiting between requests. */
export function readFrom(
  server: RunningServer,
  path: string,
  transport: object,
  more: Parameters<typeof read>[1] = {},
) {
  const context = { allowHosts: [server.host], politeness: new Politeness({ minIntervalMs: 0 }), ...more };
  return read(`${server.url}${path}`, context, { transport });
}

/** What was asked for, in order. */
export const asked = (server: RunningServer): string[] => server.requests.map(({ url }) => url ?? '');
