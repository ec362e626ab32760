import { z } from 'zod';

/** The answer of a SPARQL endpoint to one query; the location is its address. */
export const sparqlOptions = z.strictObject({
  type: z.literal('sparql').describe('Asks a SPARQL 1.1 endpoint; the location is its address.'),
  query: z
    .string()
    .min(1)
    .describe('SELECT, whose rows become JSON records (for the format table), or CONSTRUCT, which gives RDF.'),
  method: z.enum(['get', 'post']).default('post').describe('How the query is sent: in the address, or as a form.'),
  pageSize: z
    .int()
    .positive()
    .optional()
    .describe(
      'Asks for so many solutions at a time (LIMIT, OFFSET); the query must end with an ORDER BY without ties.',
    ),
  maxPages: z.int().positive().default(10_000).describe('Pages to read; more of them fail the source.'),
});
export type SparqlOptions = z.output<typeof sparqlOptions>;
