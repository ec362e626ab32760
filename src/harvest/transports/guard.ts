import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { buildConnector } from 'undici';
import { parseUrl } from '../../domain/parse-url.js';
import { FeedError } from '../feed.js';
import { hostAndPort } from './address.js';

export interface GuardOptions {
  /** Exact `host:port` that are exempt. */
  readonly allowHosts: readonly string[];
  readonly connectTimeoutMs: number;
  /** Told when a connection breaks, also where HTTP would take the break for the end of the body. */
  readonly onBroken: (error: Error) => void;
  /** Name resolution, replaced in tests. */
  readonly lookup?: LookupFunction;
}

/** The only block of IPv6 that public addresses are given out of (RFC 4291 §2.4, IANA). */
const globalUnicast = ipaddr.parseCIDR('2000::/3');

/**
 * Whether an IP address is on the public internet. IPv4 mapped to IPv6 counts as what it stands for; other ways to write
 * it there (IPv4-compatible, NAT64, 6to4, Teredo) count as private.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const found = ipaddr.process(address);
  return found.range() === 'unicast' && (found.kind() === 'ipv4' || found.match(globalUnicast));
}

/**
 * Connects to public addresses only (against server-side request forgery): a literal host is judged as it stands, a name
 * by every address it resolves to, at the moment of connecting and with the very addresses used.
 *
 * The callback gets a FeedError SSRF_BLOCKED for anything else.
 */
export function guardedConnector(options: GuardOptions): buildConnector.connector {
  const lookup: LookupFunction = options.lookup ?? systemLookup;
  const open = buildConnector({ timeout: options.connectTimeoutMs, lookup });
  const guarded = buildConnector({ timeout: options.connectTimeoutMs, lookup: publicOnly(lookup) });
  const exempt = new Set(options.allowHosts.map(normalised));
  return (target, callback) => {
    const host = target.hostname.replace(/^\[|\]$/g, '');
    const isExempt = exempt.has(hostAndPort(target.hostname, target.port, target.protocol));
    if (!isExempt && ipaddr.isValid(host) && !isPublicAddress(host)) {
      callback(blocked(host), null);
      return;
    }
    const connect = isExempt ? open : guarded;
    connect(target, (...outcome) => {
      outcome[1]?.on('error', (error: Error & { readonly code?: unknown }) => {
        if (typeof error.code === 'string' && /^(E|HPE_|SSL|TLS)/.test(error.code)) options.onBroken(error);
      });
      callback(...outcome);
    });
  };
}

function publicOnly(lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, resolved) => {
      const addresses = typeof resolved === 'string' ? [{ address: resolved, family: 0 }] : resolved;
      const first = addresses?.[0];
      if (error) callback(error, '');
      else if (first === undefined) callback(Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), '');
      else if (!addresses.every(({ address }) => isPublicAddress(address))) callback(blocked(hostname), '');
      else if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

function blocked(host: string): FeedError {
  return new FeedError('SSRF_BLOCKED', `${host} is not, or does not only resolve to, a public address`);
}

function normalised(entry: string): string {
  const url = parseUrl(`http://${entry}`);
  if (url === undefined) return entry.toLowerCase();
  const port = /:(\d+)$/.exec(entry)?.[1] ?? '';
  return hostAndPort(url.hostname, port, 'http:');
}
