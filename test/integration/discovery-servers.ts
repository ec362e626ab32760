import type { RequestListener } from 'node:http';
import type { TxtResolver } from '../../src/harvest/discovery/dns-records.js';
import type { LocateContext } from '../../src/harvest/discovery/locate.js';
import { type RunningServer, serve, text } from './faulty-server.js';
import { contextOf, started } from './read-feeds.js';

/** TXT records by name; all others do not exist. Asked names are noted. */
export function fakeDns(
  records: Readonly<Record<string, string[][] | Error>>,
): TxtResolver & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    resolveTxt: async (name) => {
      asked.push(name);
      const found = records[name] ?? Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
      if (found instanceof Error) throw found;
      return found;
    },
  };
}

export const record = (address: string) => [[`v=qldiscover1; m=${address}`]];

/** A server that answers by path, and anything else with 404. */
export const site = (pages: Readonly<Record<string, RequestListener>> = {}): Promise<RunningServer> =>
  started(
    serve((request, response) => {
      const page = pages[request.url ?? ''] ?? text('not here', {}, 404);
      page(request, response);
    }),
  );

/** Discovery where the domains are on local servers. */
export function locateContext(
  hosts: Readonly<Record<string, RunningServer>>,
  resolver: TxtResolver = fakeDns({}),
  others: Parameters<typeof contextOf>[0] = {},
): LocateContext {
  const allowHosts = Object.values(hosts).map(({ host }) => host);
  return {
    transport: contextOf({ allowHosts, ...others }),
    resolver,
    now: () => new Date('2026-11-23T12:00:00Z'),
    originOf: (domain) => hosts[domain]?.url ?? 'http://127.0.0.1:1/',
  };
}

export const wellKnown = '/.well-known/quality-link-manifest';

export const manifestOf = (...sources: object[]): RequestListener =>
  text(JSON.stringify({ sources }), { 'content-type': 'application/json' });
