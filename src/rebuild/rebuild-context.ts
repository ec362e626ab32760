import type { Logger } from 'pino';
import type { HarvestContext } from '../harvest/harvester.js';
import type { LockedIndexGate } from '../harvest/index-gate.js';
import type { HarvestReport } from '../harvest/report.js';
import type { SourceDefinition } from '../harvest/source.js';
import type { MeilisearchConnection } from '../meilisearch/connect.js';
import type { IndexNames } from '../meilisearch/index-settings.js';
import type { IndexWriter } from '../meilisearch/index-writer.js';

/** What building an index anew works with. */
export interface RebuildContext {
  readonly connection: Pick<MeilisearchConnection, 'write' | 'managed'>;
  /** What the names of all our indexes start with. */
  readonly prefix: string;
  /** The live indexes of this version. */
  readonly names: IndexNames;
  readonly index: IndexWriter;
  readonly gate: LockedIndexGate;
  /** How kept feeds are mapped again. */
  readonly harvest: HarvestContext;
  readonly sources: readonly SourceDefinition[];
  /** Awaited after another index has gone live. */
  readonly onChange: () => Promise<void>;
  /** How long searches that began before a swap may still need the old index, in milliseconds. @default 1000 */
  readonly lingerMs?: number;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
}

/**
 * How far it is: it waits for others that write (`source`) or build; copies records; maps kept feeds again (of `source`);
 * compares the new with the old; puts it in its place; is done.
 */
export interface RebuildProgress {
  readonly phase: 'wait' | 'copy' | 'map' | 'check' | 'swap' | 'done';
  readonly source?: string;
  /** Offers, withdrawn ones included. */
  readonly done: number;
  readonly total: number;
}

export interface RebuildOptions {
  /** Maps the feeds that are kept again, by the mappers of now, instead of only projecting the records anew. @default false */
  readonly fromFeeds?: boolean;
  readonly onProgress?: (progress: RebuildProgress) => void;
  readonly signal?: AbortSignal;
}

/** One source in a new index. */
export interface RebuiltSource {
  readonly source: string;
  /** Its offers; others may be found in the stead of some. */
  readonly offers: number;
  /** Where they come from. Those of a source without usable feeds come from its records. */
  readonly from: 'records' | 'feeds';
  /** What mapping its kept feeds came to, where they were to be used. */
  readonly run?: HarvestReport;
}

/** What building an index anew came to. */
export interface RebuildReport {
  /** Offers that can be found. */
  readonly offers: number;
  /** Withdrawn ones, which are only answered for. */
  readonly withdrawn: number;
  readonly providers: number;
  readonly sources: readonly RebuiltSource[];
  readonly seconds: number;
}
