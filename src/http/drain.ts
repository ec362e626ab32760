import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** How often connections that have become idle are looked for while the server closes, milliseconds. */
const sweepMs = 50;

/** A connection without any request, as browsers open them to be ready, is hung up after so many sweeps. */
const graceSweeps = 4;

/**
 * Makes `close()` end: it waits for requests under way, but neither for connections that are only kept open nor for
 * requests that take longer than `drainMs`.
 */
export function drainOnClose(app: FastifyInstance, drainMs: number): void {
  const unused = unusedConnections(app.server);
  const timers: NodeJS.Timeout[] = [];
  let closing = false;
  app.addHook('onSend', async (_, reply) => {
    if (closing) reply.header('connection', 'close');
  });
  app.addHook('preClose', async () => {
    closing = true;
    let sweeps = 0;
    const sweep = () => {
      app.server.closeIdleConnections();
      sweeps += 1;
      if (sweeps >= graceSweeps) for (const socket of unused) socket.destroy();
    };
    timers.push(setInterval(sweep, sweepMs).unref());
    timers.push(setTimeout(() => app.server.closeAllConnections(), drainMs).unref());
  });
  app.server.on('close', () => {
    for (const timer of timers) clearTimeout(timer);
  });
}

/** Connections that no request came by yet; Node does not count them as idle. */
function unusedConnections(server: Server): ReadonlySet<Socket> {
  const unused = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  server.on('request', ({ socket }) => unused.delete(socket));
  return unused;
}
