import { generateKeyPairSync, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createSocketServer } from 'node:net';
import { listening, type RunningServer } from './faulty-server.js';

/** A server that speaks http and https at one port, as two sites whose addresses differ in nothing else; its `url` is https. */
export async function serveBoth(answer: RequestListener): Promise<RunningServer> {
  const requests: IncomingMessage[] = [];
  const listener: RequestListener = (request, response) => {
    requests.push(request);
    answer(request, response);
  };
  const plain = createServer(listener);
  const encrypted = createTlsServer(selfSigned(), listener);
  const server = createSocketServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (start) => {
      socket.pause();
      socket.unshift(start);
      (start[0] === tlsHandshake ? encrypted : plain).emit('connection', socket);
      process.nextTick(() => socket.resume());
    });
  });
  const running = await listening(server, requests);
  return { ...running, url: running.url.replace('http:', 'https:') };
}

/** Whether a request came over TLS. */
export const isEncrypted = ({ socket }: IncomingMessage): boolean => 'encrypted' in socket;

/** First byte of a connection (RFC 8446 §5.1). */
const tlsHandshake = 22;

/** A key with a certificate of its own (RFC 5280, version 1), which no client trusts. */
function selfSigned(): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const ecdsaWithSha256 = der(0x30, Buffer.from('06082a8648ce3d040302', 'hex'));
  const name = der(0x30, der(0x31, der(0x30, Buffer.from('0603550403', 'hex'), der(0x0c, Buffer.from('localhost')))));
  const validity = der(0x30, ...['200101000000Z', '491231235959Z'].map((time) => der(0x17, Buffer.from(time))));
  const content = der(
    0x30,
    ...[der(0x02, Buffer.of(1)), ecdsaWithSha256, name, validity, name],
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = der(0x03, Buffer.of(0), sign('sha256', content, privateKey));
  const certificate = der(0x30, content, ecdsaWithSha256, signature).toString('base64');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----\n`,
  };
}

/** A value in the Distinguished Encoding Rules (X.690 §8.1). */
function der(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  const length = body.length < 128 ? [body.length] : [0x82, body.length >> 8, body.length & 0xff];
  return Buffer.from([tag, ...length, ...body]);
}
