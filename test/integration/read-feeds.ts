import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Feed, FeedError } from '../../src/harvest/feed.js';
import { sourceDefinition } from '../../src/harvest/source.js';
import { openFeeds, type TransportContext } from '../../src/harvest/transports/open-feeds.js';
import { cleanUp } from '../support/clean-up.js';
import type { RunningServer } from './faulty-server.js';

export const started = async (server: Promise<RunningServer>): Promise<RunningServer> => {
  const running = await server;
  cleanUp(() => running.close());
  return running;
};

/** Folder of the files that a test has its sources read. */
export const baseDir = mkdtempSync(join(tmpdir(), 'lotse-transports-'));
process.on('exit', () => rmSync(baseDir, { recursive: true, force: true }));

type Overrides = Partial<Omit<TransportContext, 'limits'>> & { limits?: Partial<TransportContext['limits']> };

export function contextOf({ limits, ...others }: Overrides): TransportContext {
  return {
    baseDir,
    allowHosts: [],
    userAgent: 'Lotse/test (+https://lotse.example)',
    env: () => undefined,
    log: { debug: () => undefined, warn: () => undefined },
    signal: new AbortController().signal,
    ...others,
    limits: {
      maxBytes: 10_000_000,
      timeoutMs: 30_000,
      idleTimeoutMs: 15_000,
      connectTimeoutMs: 5000,
      maxRedirects: 5,
      maxRatio: 200,
      retryDelayMs: 5,
      ...limits,
    },
  };
}

/** Opens and reads everything. */
export async function read(location: string | string[], overrides: Overrides = {}, source: object = {}) {
  const definition = sourceDefinition.parse({ id: 'test', name: 'Test', location, ...source });
  const feeds: (Omit<Feed, 'bytes'> & { readonly body: string })[] = [];
  for await (const { bytes, ...feed } of openFeeds(definition, contextOf(overrides))) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of bytes) chunks.push(chunk);
    feeds.push({ ...feed, body: Buffer.concat(chunks).toString() });
  }
  return feeds;
}

export const bodyOf = async (server: RunningServer, overrides: Overrides = {}, source: object = {}) =>
  (await read(server.url, { allowHosts: [server.host], ...overrides }, source))[0]?.body;

export const codeOf = async (result: Promise<unknown>): Promise<string> => {
  const error: unknown = await result.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  return error instanceof FeedError ? error.code : `not a FeedError: ${String(error)}`;
};

/** A placeholder for an environment variable. */
export const fromEnv = (name: string) => `\${${name}}`;

export const large = Buffer.from(Array.from({ length: 20_000 }, (_, n) => `<course id="${n * 7919}"/>`).join(''));
