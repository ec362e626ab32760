import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createSocketServer, type Socket } from 'node:net';

export interface RunningServer {
  /** `127.0.0.1:<port>`. */
  readonly host: string;
  readonly url: string;
  /** Requests that came, in order. */
  readonly requests: IncomingMessage[];
  close(): Promise<void>;
}

/** An HTTP server on a free loopback port. */
export async function serve(answer: RequestListener): Promise<RunningServer> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  return listening(server, requests);
}

/** A server that sends raw bytes, after the head of a request came. */
export async function serveRaw(answer: (socket: Socket) => void): Promise<RunningServer> {
  const server = createSocketServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => answer(socket));
  });
  return listening(server, []);
}

/** Answers the first requests with the given listeners, one each, and all later ones with the last. */
export function inTurn(...answers: RequestListener[]): RequestListener {
  let next = 0;
  return (request, response) => {
    const answer = answers[Math.min(next, answers.length - 1)];
    next += 1;
    answer?.(request, response);
  };
}

export const text =
  (body: string | Buffer, headers: Record<string, string> = {}, status = 200): RequestListener =>
  (_, response: ServerResponse) => {
    response.writeHead(status, headers).end(body);
  };

/** Lets a server listen on a free loopback port. */
export async function listening(
  server: Server | ReturnType<typeof createSocketServer>,
  requests: IncomingMessage[],
): Promise<RunningServer> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  return { host, url: `http://${host}/`, requests, close };
}
