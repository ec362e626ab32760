import type { RequestListener, ServerResponse } from 'node:http';
import { type RunningServer, serve } from './faulty-server.js';

/** A web server of catalogues (CSV with `code;title`), one at each path, which it can hold back half way. */
export interface HeldCatalogues extends RunningServer {
  /** The same catalogues under several addresses, as no more than two requests go to one host at a time. */
  readonly urls: readonly string[];
  /** How often each was asked for. */
  readonly asked: Map<string, number>;
  /** Most requests for one catalogue that were open at a time. */
  mostAtOnce(): number;
  /** From now on these send half of themselves and then nothing, until {@link release}. */
  hold(...paths: string[]): void;
  /** Sends the rest of what was begun, and holds nothing more back. */
  release(): void;
  /** How many requests are held now. */
  held(): number;
  close(): Promise<void>;
}

export const offersEach = 40;

export async function heldCatalogues(): Promise<HeldCatalogues> {
  const asked = new Map<string, number>();
  const open = new Map<string, number>();
  const waiting = new Map<ServerResponse, string>();
  const holding = new Set<string>();
  let most = 0;
  const answer: RequestListener = (request, response) => {
    const path = request.url ?? '';
    asked.set(path, (asked.get(path) ?? 0) + 1);
    open.set(path, (open.get(path) ?? 0) + 1);
    most = Math.max(most, open.get(path) ?? 0);
    response.on('close', () => {
      open.set(path, (open.get(path) ?? 0) - 1);
      waiting.delete(response);
    });
    const rows = Array.from({ length: offersEach }, (_, index) => `${index};Course ${index} of ${path.slice(1)}\n`);
    const text = `code;title\n${rows.join('')}`;
    response.writeHead(200, { 'content-type': 'text/csv' });
    if (!holding.has(path)) {
      response.end(text);
      return;
    }
    response.write(text.slice(0, text.length / 2));
    waiting.set(response, text.slice(text.length / 2));
  };
  const servers = await Promise.all([1, 2, 3].map(() => serve(answer)));
  const [server] = servers as [RunningServer, ...RunningServer[]];
  const release = () => {
    holding.clear();
    for (const [response, rest] of waiting) response.end(rest);
    waiting.clear();
  };
  return {
    ...server,
    host: servers.map(({ host }) => host).join(','),
    urls: servers.map(({ url }) => url),
    close: async () => {
      await Promise.all(servers.map((each) => each.close()));
    },
    ...{ asked, release, mostAtOnce: () => most, held: () => waiting.size },
    hold(...paths) {
      for (const path of paths) holding.add(path);
    },
  };
}

/** The sources file for catalogues at such paths, with the same ids. */
export function sourcesOf({ urls }: HeldCatalogues, ids: readonly string[], more = ''): string {
  const options = `{ records: { type: csv, delimiter: ';' }, fields: { id: { from: code }, title: { from: title } } }`;
  const entries = ids.map(
    (id, index) =>
      `  - { id: ${id}, name: ${id}, format: table, location: '${urls[index % urls.length]}${id}', language: en, options: ${options}${more} }`,
  );
  return `sources:\n${entries.join('\n')}\n`;
}
