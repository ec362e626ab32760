import { createHash } from 'node:crypto';
import { z } from 'zod';
import { feedErrorCodes } from '../feed.js';
import type { SourceDefinition } from '../source.js';
import { markSchema } from '../source-state.js';

/** One kept feed, a line of `index.ndjson`: where its bytes are, and all that the transport said of it. */
export const rawEntrySchema = z.strictObject({
  /** File of gzip members (RFC 1952 §2.2), one a feed. */
  pack: z.string().regex(/^\d{5,}\.gz$/),
  /** Where the member begins in the file, and its size, in bytes. */
  offset: z.int().min(0),
  length: z.int().min(0),
  uri: z.string(),
  contentType: z.string().exactOptional(),
  charset: z.string().exactOptional(),
  part: z.strictObject({ id: z.string(), position: z.int().min(1) }).exactOptional(),
  mark: markSchema.exactOptional(),
  /** The bytes ended with this error. */
  error: z.strictObject({ code: z.enum(feedErrorCodes), message: z.string() }).exactOptional(),
});
export type RawEntry = z.infer<typeof rawEntrySchema>;

/** `raw.json`, written last: the kept feeds are all there. */
export const rawManifestSchema = z.strictObject({
  version: z.literal(1),
  /** The last applied run that they agree with. */
  run: z.string(),
  /** When they were read. */
  at: z.iso.datetime().exactOptional(),
  /** The run before, whose feeds are those of the release before, as this one changed offers. */
  replaces: z.string().exactOptional(),
  /** Of where they came from; see {@link originOf}. */
  origin: z.string(),
  feeds: z.int().min(0),
  /** Size of the packs. */
  bytes: z.int().min(0),
});
export type RawManifest = z.infer<typeof rawManifestSchema>;

/** Stands for where a source is and how it is fetched: feeds of another place say nothing about this one. */
export function originOf({ location, transport }: SourceDefinition): string {
  return createHash('sha256')
    .update(JSON.stringify([location, transport]))
    .digest('base64url')
    .slice(0, 22);
}

/** Whether all of a source is in local files, which can be read again at any time and so are never copied. */
export function isLocal({ location }: SourceDefinition): boolean {
  return [location].flat().every((place) => !/^https?:/i.test(place));
}
