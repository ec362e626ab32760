import { z } from 'zod';

/** Whole documents from files and web addresses; what a source has when it names no transport. */
export const httpOptions = z.strictObject({
  type: z.literal('http').describe('Reads the files and web addresses of the location as they are.'),
  conditional: z
    .boolean()
    .default(true)
    .describe('Asks a server, or looks at a file, whether anything changed since the last run; false always reads.'),
});
export type HttpOptions = z.infer<typeof httpOptions>;
