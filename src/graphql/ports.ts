import type { Organisation } from '../domain/organisation.js';
import type { HarvestReport } from '../harvest/report.js';

export type { HarvestExtent, HarvestOutcome, HarvestReport } from '../harvest/report.js';

/** What to find among the providers. */
export interface ProviderQuestion {
  readonly query?: string;
  /** Code of the vocabulary `country`. */
  readonly country?: string;
  /** Code of the vocabulary `provider-type`. */
  readonly kind?: string;
  /** Id of a source. */
  readonly source?: string;
  readonly offset: number;
  /** May be 0, for the total only. */
  readonly limit: number;
}

/** The providers of all indexed offers. Throws `SearchUnavailable` when they cannot be read. */
export interface ProviderStore {
  /** Providers by id, in no order; unknown ids are left out. */
  byIds(ids: readonly string[]): Promise<readonly Organisation[]>;
  /** In a stable order. `total` is exact. */
  search(question: ProviderQuestion): Promise<{ readonly total: number; readonly providers: readonly Organisation[] }>;
}

/** A configured source, and what became of its last harvest. */
export interface SourceStatus {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  /** Id of the metadata format. */
  readonly format?: string;
  readonly homepage?: string;
  readonly licence?: string;
  readonly attribution?: string;
  readonly origin?: string;
  readonly enabled: boolean;
  /** Offers of the source that are in the index and not withdrawn. */
  readonly records: number;
  readonly lastRun?: HarvestReport;
  /** When the last run that applied its feed was over; ISO 8601 instant. */
  readonly lastSuccessAt?: string;
  readonly lastError?: { readonly code: string; readonly message: string; readonly at: string };
  /** Since when it is held at an earlier release; ISO 8601 instant. */
  readonly heldSince?: string;
}

export interface SourceStore {
  /** All configured sources, in the order of the sources file. */
  all(): Promise<readonly SourceStatus[]>;
  /** Names of the configured sources by id. They stay as they are for the life of the process. */
  readonly names: ReadonlyMap<string, string>;
}

/** What the API writes to its log; a pino logger fits. */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  warn(details: object, message: string): void;
  error(message: string): void;
  error(details: object, message: string): void;
}
