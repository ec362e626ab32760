import type { Logger } from 'pino';
import type { Politeness } from './politeness.js';
import type { SignatureAlgorithm } from './signature-algorithms.js';
import type { TransportMemory } from './transport-memory.js';

/** Bounds on what a transport accepts; each holds for one feed. */
export interface TransportLimits {
  /** Bytes after decompression. */
  readonly maxBytes: number;
  /** From the first connection to the last byte, redirects, retries and the reader's own time included, waiting for turns not. */
  readonly timeoutMs: number;
  /** Longest wait for the answer to begin, and for more of it. */
  readonly idleTimeoutMs: number;
  readonly connectTimeoutMs: number;
  readonly maxRedirects: number;
  /** Bytes after decompression for each byte before it; looked at beyond the first MiB. */
  readonly maxRatio: number;
  /** First wait before a request is repeated; doubles, and varies by half. @default 500 */
  readonly retryDelayMs?: number;
}

/** What proves to the hosts of a source who asks, and is in no address or header that anybody gets to see. */
export interface Authorisation {
  /** Query parameters of every request; none for another host than those of the source. */
  parametersFor(address: URL): Readonly<Record<string, string>>;
  /** An address that a server gave, as it may be known: without these parameters, on another host without the secrets. */
  bare(address: URL): URL;
  /** Gets what the headers need, a token. It may ask a host for that, so that no turn may be held. */
  prepare(address: URL): Promise<void>;
  /** Whether what was prepared can still be used. */
  isReady(address: URL): boolean;
  /** Headers of one request, made anew: signatures, and the token that was prepared; none for another host. */
  headersFor(address: URL, method: string): Promise<Readonly<Record<string, string>>>;
  /** After an answer that asks who we are (401): whether another one may come of asking again. */
  renew(address: URL): boolean;
}

/** What transports may use. */
export interface TransportContext {
  /** Folder of the sources file, against which its paths are resolved. */
  readonly baseDir: string;
  readonly limits: TransportLimits;
  /** Exact `host:port` that may be contacted though its address is not public. */
  readonly allowHosts: readonly string[];
  /** Says who asks, with an address for complaints. */
  readonly userAgent: string;
  /** Load on each host, shared by all sources of a process. @default one for each opening */
  readonly politeness?: Politeness;
  /** An existing folder for what must be kept while it is read. @default the system's folder for temporary files */
  readonly scratchDir?: string;
  /** The value of an environment variable, for `${NAME}` in headers. */
  readonly env: (name: string) => string | undefined;
  /** Decrypts a secret of a source that was encrypted with our public key, Base64. @default there is no key */
  readonly decrypt?: (encrypted: string) => Promise<string>;
  /** Headers that sign a request with a key of ours (RFC 9421). @default there is no key */
  readonly sign?: (
    alg: SignatureAlgorithm,
    request: { readonly address: URL; readonly method: string },
  ) => Promise<Readonly<Record<string, string>>>;
  /** Proves to the hosts of the source that is being read who asks. @default nothing does */
  readonly authorisation?: Authorisation | undefined;
  /** Decrypted headers for the source that is being read, by lower-case name; see {@link credentialsOf}. */
  readonly credentials?: Readonly<Record<string, string>>;
  readonly log: Pick<Logger, 'debug' | 'warn'>;
  /** Ends everything with CANCELLED. */
  readonly signal: AbortSignal;
  /** What is known from earlier runs. @default nothing, and nothing is kept */
  readonly memory?: TransportMemory;
}
