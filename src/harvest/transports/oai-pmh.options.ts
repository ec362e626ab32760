import { z } from 'zod';

/** A repository that is listed by the protocol of the Open Archives Initiative; the location is its base URL. */
export const oaiPmhOptions = z.strictObject({
  type: z.literal('oai-pmh').describe('Lists the records of an OAI-PMH 2.0 repository; the location is its base URL.'),
  metadataPrefix: z
    .string()
    .regex(/^[A-Za-z0-9\-_.!~*'()]+$/)
    .describe('Metadata format to ask for, as ListMetadataFormats of the repository names it.'),
  sets: z
    .array(z.string().min(1))
    .default([])
    .describe('setSpec of each set to list; the whole repository when there is none.'),
  incremental: z
    .boolean()
    .default(true)
    .describe('Asks only for what changed since the last run; false lists everything each time.'),
  windowDays: z
    .int()
    .positive()
    .optional()
    .describe(
      'Lists the records stamped in so many days at a time (from, until), for repositories that give no more than so many, or soon forget where a list was; everything at once when absent.',
    ),
  checkListSize: z
    .boolean()
    .default(true)
    .describe('Refuses a list that holds fewer records than its completeListSize says; false where that is a guess.'),
  maxPages: z
    .int()
    .positive()
    .default(10_000)
    .describe('Pages of one list, which is a set or a window of it; more of them fail the source.'),
});
export type OaiPmhOptions = z.infer<typeof oaiPmhOptions>;
