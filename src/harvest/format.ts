import { excerpt, type Issue, type IssueCode } from '../domain/issue.js';
import type { LearningOpportunityDraft } from '../domain/learning-opportunity.js';
import type { Feed } from './feed.js';
import type { SourceDefinition } from './source.js';

/** Bounds on what one feed may ask of the reader. */
export interface ReadLimits {
  /** Deepest nesting of elements or values. @default 64 */
  readonly maxDepth: number;
  /** Largest raw record in bytes; a larger one is skipped with an issue, or fails the feed where it cannot be skipped. */
  readonly maxRecordBytes: number;
}

/** What a reader may use. */
export interface ReadContext {
  readonly source: SourceDefinition;
  readonly limits: ReadLimits;
  /** An existing, empty folder for spooled objects (forward references); removed after the run. */
  readonly scratchDir: string;
}

/** One raw record, in the shape of its format, not yet validated. */
export interface RawRecord {
  /** Position in the feed, from 1. */
  readonly position: number;
  /** Raw content; each format's `*.record.ts` has its zod schema. */
  readonly data: unknown;
  /** The same as JSON text, where the feed has it so: what is sent to another thread need not be written again. */
  readonly json?: string;
  /** Address of the document that it came in, where several were read together. @default that of the feed */
  readonly uri?: string;
}

/** What a mapper may know beside the record. */
export interface MapContext {
  readonly source: SourceDefinition;
  readonly feed: { readonly uri: string };
  /** The record's position in the feed, from 1. */
  readonly position: number;
  /** "Now", for rules that need it (`LOTSE_NOW` in tests). */
  readonly now: Date;
}

/** A mapped record: the opportunity, unless an issue of severity `error` says why there is none. */
export interface Mapped {
  readonly opportunity?: LearningOpportunityDraft;
  readonly issues: readonly Issue[];
}

/** Documents that are read as one: what one of them says of an object completes what others say. */
export interface JointReading {
  /** Reads a document in. Throws as {@link Format.read}. */
  add(feed: Feed): Promise<void>;
  /** The raw records of all documents. */
  records(): AsyncIterable<RawRecord>;
  /** Lets go of what is on disk; to be called in any case. */
  close(): Promise<void>;
}

/**
 * A metadata format. `read` throws {@link FeedError} for a feed that is malformed or not complete, and yields a raw
 * record for everything in it that looks like an offer; `map` is pure and never throws.
 */
export interface Format {
  /** Id in the sources file, for example `xcri-cap`. */
  readonly id: string;
  /** Name and version of the standard. */
  readonly title: string;
  /**
   * Version of reader and mapper. Raise it when they make other records of the same feed: then feeds are read again that
   * did not change. @default 1
   */
  readonly version?: number;
  /** Whether the first characters of a feed (at most 64 kB, decoded leniently) look like this format. */
  sniff(head: string, uri: string): boolean;
  read(feed: Feed, context: ReadContext): AsyncIterable<RawRecord>;
  /** Begins to read the documents of a source together. @default each document stands for itself */
  join?(context: ReadContext): Promise<JointReading>;
  map(record: RawRecord, context: MapContext): Mapped;
  /**
   * The native id of a record by which `map` would know it, read from its data whatever their shape, for one that the
   * mapper fails on. @default none is known
   */
  nativeId?(data: unknown): string | undefined;
}

/** Collects the issues of one record, so that each names its source and record. */
export class IssueLog {
  readonly issues: Issue[] = [];
  constructor(
    private readonly source: string,
    private record: string,
  ) {}

  /** Names the record once its id is known. */
  identify(record: string): void {
    this.record = record;
  }

  /** The record cannot be indexed. */
  error(code: IssueCode, path: string, message: string, value?: unknown): void {
    this.add('error', code, path, message, value);
  }

  /** The record is indexed without, or with less of, this value. */
  warning(code: IssueCode, path: string, message: string, value?: unknown): void {
    this.add('warning', code, path, message, value);
  }

  private add(severity: Issue['severity'], code: IssueCode, path: string, message: string, value: unknown): void {
    const issue = { code, severity, source: this.source, record: this.record, path, message };
    this.issues.push(value === undefined ? issue : { ...issue, excerpt: excerpt(value) });
  }
}
