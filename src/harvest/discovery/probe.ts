/** How a manifest is looked for at a domain. */
export const probeMethods = ['dns', 'well-known', 'well-known-json', 'well-known-yaml'] as const;
export type ProbeMethod = (typeof probeMethods)[number];

/** What came of one attempt. Only `manifest` ends the search. */
export type ProbeOutcome =
  /** A manifest with at least one source that can be understood. */
  | 'manifest'
  /** No such record, name or document. */
  | 'none'
  /** Meant to be one, but unusable: a record without an address, a manifest without a usable source. */
  | 'broken'
  /** A document that is something else. */
  | 'other'
  /** Could not be asked: resolver, connection, server or a limit of ours failed. */
  | 'failed';

/** A record of one attempt. Holds no secrets: addresses are shown without credentials and secret parameters. */
export interface Probe {
  readonly domain: string;
  readonly method: ProbeMethod;
  /** What was asked for: the name of the TXT record, or an address. */
  readonly address: string;
  readonly outcome: ProbeOutcome;
  /** HTTP status, where there was an answer. */
  readonly status?: number;
  readonly detail?: string;
  /** When it ended, ISO 8601 in UTC. */
  readonly at: string;
}
