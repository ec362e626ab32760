import { z } from 'zod';

const extensions = [
  'xml',
  'rdf',
  'json',
  'jsonld',
  'jsonl',
  'ndjson',
  'csv',
  'tsv',
  'ttl',
  'nt',
  'html',
  'htm',
  'xlsx',
  'xlsm',
];

/** Documents in zip archives, from files and web addresses. */
export const archiveOptions = z.strictObject({
  type: z.literal('archive').describe('Reads the documents in zip archives; the location names the archives.'),
  entries: z
    .array(z.string().min(1))
    .min(1)
    .default(extensions.map((extension) => `*.${extension}`))
    .describe('Which entries to read, by path in the archive (upserts/*.json); * stands for any characters.'),
  maxEntries: z.int().positive().default(10_000).describe('Entries of an archive; more of them fail the source.'),
});
export type ArchiveOptions = z.output<typeof archiveOptions>;
