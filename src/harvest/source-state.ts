import { z } from 'zod';

/** A mark as it is kept in files. */
export const markSchema = z.strictObject({
  etag: z.string().exactOptional(),
  lastModified: z.string().exactOptional(),
  digest: z.string().exactOptional(),
  at: z.string().exactOptional(),
  datestamp: z.string().exactOptional(),
});

/** What is remembered of the last applied run of a source. Without it, or when it does not fit, everything is read. */
export const sourceStateSchema = z.strictObject({
  version: z.literal(1),
  /** Of the source's definition and the code that maps it; with another one old feeds may give new records. */
  fingerprint: z.string(),
  /** The run; the index knows which one was applied to it last. */
  runId: z.string(),
  /** Instant of the last run that read everything. */
  fullAt: z.iso.datetime(),
  /** Live records of the source after the run. */
  records: z.int().min(0),
  /** Metadata format, as reported. */
  format: z.string().exactOptional(),
  /** By address. */
  marks: z.record(z.string(), markSchema),
  /** Ids of the records that each part of a list (see `Feed.part`) has brought. */
  parts: z.record(z.string(), z.array(z.string())),
});
export type SourceState = z.infer<typeof sourceStateSchema>;

/** Keeps the states of sources. */
export interface SourceStates {
  /** Nothing when there is none that can be read. */
  load(source: string): Promise<SourceState | undefined>;
  /** Replaces the state at once, or not at all. */
  save(source: string, state: SourceState): Promise<void>;
  /** To be called before the index changes: what is remembered no longer fits. */
  forget(source: string): Promise<void>;
}
