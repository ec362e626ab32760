import { FeedError } from '../feed.js';
import { shownAddress } from '../transports/address.js';
import { HttpSession } from '../transports/http-session.js';
import type { TransportContext } from '../transports/transport-context.js';
import { candidateDomains, type ProviderHint } from './candidates.js';
import { manifestRecords, type TxtResolver } from './dns-records.js';
import { type Manifest, readManifest } from './manifest.js';
import type { Probe, ProbeMethod } from './probe.js';

export interface LocateContext {
  /** How documents are fetched; its limits are lowered to those of manifests. */
  readonly transport: TransportContext;
  readonly resolver: TxtResolver;
  readonly now: () => Date;
  /** Keeps each attempt as it ends, those of a search that is cancelled too. @default nothing does */
  readonly record?: (probe: Probe) => Promise<void>;
  /** Where the well-known addresses of a domain begin. @default https */
  readonly originOf?: (domain: string) => string;
}

/** A manifest that was found. */
export interface Located {
  readonly domain: string;
  readonly method: ProbeMethod;
  /** Where it was read, after redirects; to be shown. */
  readonly address: string;
  readonly manifest: Manifest;
}

export interface Search {
  /** Domains in the order in which they are tried. */
  readonly candidates: readonly string[];
  /** All attempts, in their order. */
  readonly probes: readonly Probe[];
  readonly found?: Located;
  /** What is wrong with the manifest, or with what there is in place of one; each begins with the domain. */
  readonly problems: readonly string[];
}

/** Bytes of a manifest, and milliseconds for it. */
const maxManifest = 1_000_000;
const maxMs = 15_000;

const wellKnown = [
  ['well-known', '/.well-known/quality-link-manifest'],
  ['well-known-json', '/.well-known/quality-link-manifest.json'],
  ['well-known-yaml', '/.well-known/quality-link-manifest.yaml'],
] as const;

/** Failures that the other addresses of the same host would meet as well. */
const ofTheHost = new Set(['SOURCE_UNREACHABLE', 'SOURCE_TIMEOUT']);

/** Failures that say something of a well-known address, and not only that nothing is there. */
const telling = new Set(['FEED_TOO_LARGE', 'SSRF_BLOCKED']);

/**
 * Looks for the manifest of a provider (Data Source Discovery Specification, "Discovery Mechanism"): at each domain the
 * DNS record, then the well-known addresses; the first usable manifest ends the search. One that is broken is reported,
 * and the search goes on. Addresses come from strangers, so all are asked through the guard of {@link HttpSession}.
 *
 * @throws FeedError CANCELLED
 */
export async function locateManifest(provider: ProviderHint, context: LocateContext): Promise<Search> {
  const candidates = candidateDomains(provider);
  const probes: Probe[] = [];
  const problems: string[] = [];
  const session = new HttpSession(bounded(context.transport));
  try {
    for (const domain of candidates) {
      const found = await new DomainSearch(domain, session, context, probes, problems).run();
      if (found !== undefined) return { candidates, probes, found, problems };
    }
    return { candidates, probes, problems };
  } finally {
    await session.close();
  }
}

function bounded(transport: TransportContext): TransportContext {
  const { limits } = transport;
  return {
    ...transport,
    limits: {
      ...{ ...limits, retryDelayMs: limits.retryDelayMs ?? 200 },
      ...{ maxBytes: Math.min(limits.maxBytes, maxManifest), timeoutMs: Math.min(limits.timeoutMs, maxMs) },
    },
  };
}

class DomainSearch {
  constructor(
    private readonly domain: string,
    private readonly session: HttpSession,
    private readonly context: LocateContext,
    private readonly probes: Probe[],
    private readonly problems: string[],
  ) {}

  async run(): Promise<Located | undefined> {
    this.refuseCancelled();
    const answer = await manifestRecords(this.domain, this.context.resolver);
    if (answer.kind === 'addresses') {
      for (const address of answer.addresses) {
        const { found } = await this.probe('dns', address);
        if (found !== undefined) return found;
      }
    } else {
      await this.note('dns', this.domain, answer.kind, answer.kind === 'none' ? {} : { detail: answer.detail });
      if (answer.kind === 'broken') this.problems.push(`${this.domain} (dns): ${answer.detail}`);
    }
    const origin = this.context.originOf?.(this.domain) ?? `https://${this.domain}`;
    for (const [method, path] of wellKnown) {
      const { found, hostIsAway } = await this.probe(method, new URL(path, origin));
      if (found !== undefined) return found;
      if (hostIsAway) break;
    }
    return undefined;
  }

  private async probe(
    method: ProbeMethod,
    address: URL,
  ): Promise<{ readonly found?: Located; readonly hostIsAway?: boolean }> {
    this.refuseCancelled();
    const target = new URL(address);
    target.username = '';
    target.password = '';
    const shown = shownAddress(target);
    try {
      const { status, bytes, at } = await this.read(target);
      if (bytes === undefined) {
        const gone = [401, 403, 404, 405, 410].includes(status);
        await this.note(method, shown, gone ? 'none' : 'failed', { status });
        if (method === 'dns') this.problems.push(`${this.domain} (${shown}): answered with status ${status}`);
        return {};
      }
      const reading = readManifest(bytes);
      await this.note(method, shown, reading.kind, {
        status,
        ...(reading.kind === 'manifest' ? {} : { detail: reading.problems[0] }),
      });
      if (reading.kind === 'other' && method !== 'dns') return {};
      this.problems.push(...reading.problems.map((problem) => `${this.domain} (${shown}): ${problem}`));
      if (reading.kind !== 'manifest') return {};
      return { found: { domain: this.domain, method, address: at, manifest: reading.manifest } };
    } catch (cause) {
      if (!(cause instanceof FeedError)) throw cause;
      await this.note(method, shown, 'failed', { detail: `${cause.code}: ${cause.message}` });
      if (cause.code === 'CANCELLED') throw cause;
      if (method === 'dns' || telling.has(cause.code))
        this.problems.push(`${this.domain}: ${cause.code}: ${cause.message}`);
      return { hostIsAway: method !== 'dns' && ofTheHost.has(cause.code) };
    }
  }

  /** The document, where the status is 200. */
  private async read(address: URL) {
    const headers = {
      'user-agent': this.context.transport.userAgent,
      accept: 'application/json, application/yaml, text/yaml; q=0.9, */*; q=0.5',
      'accept-encoding': 'gzip, br',
    };
    for await (const { status, feed } of this.session.ask({ address, headers })) {
      if (status !== 200) return { status, at: feed.uri };
      const chunks: Uint8Array[] = [];
      for await (const chunk of feed.bytes) chunks.push(chunk);
      return { status, bytes: Buffer.concat(chunks), at: feed.uri };
    }
    throw new FeedError('SOURCE_UNREACHABLE', `${shownAddress(address)}: no answer`);
  }

  /** What has not begun when the search is cancelled is no attempt. */
  private refuseCancelled(): void {
    if (this.context.transport.signal.aborted)
      throw new FeedError('CANCELLED', `${this.domain}: the search was cancelled`);
  }

  private async note(
    method: ProbeMethod,
    address: string,
    outcome: Probe['outcome'],
    more: { readonly status?: number; readonly detail?: string | undefined } = {},
  ): Promise<void> {
    const { status, detail } = more;
    const probe: Probe = {
      ...{ domain: this.domain, method, address, outcome },
      ...(status === undefined ? {} : { status }),
      ...(detail === undefined ? {} : { detail }),
      at: this.context.now().toISOString(),
    };
    this.probes.push(probe);
    await this.context.record?.(probe);
  }
}
