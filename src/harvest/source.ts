import { z } from 'zod';
import { sourceIdPattern } from '../domain/identifiers.js';
import { identifierSchema } from '../domain/organisation.js';
import { languageMap, webUrl } from '../domain/primitives.js';
import { cronProblem } from './cron.js';
import { openSecrets } from './source-secrets.js';
import { archiveOptions } from './transports/archive.options.js';
import { httpOptions } from './transports/http.options.js';
import { oaiPmhOptions } from './transports/oai-pmh.options.js';
import { pagesOptions } from './transports/pages.options.js';
import { signatureAlgorithms } from './transports/signature-algorithms.js';
import { sitemapOptions } from './transports/sitemap.options.js';
import { sparqlOptions } from './transports/sparql.options.js';

/** How a catalogue is fetched; each transport has its options in a file of its own, and is one line here. */
const transport = z.discriminatedUnion('type', [
  httpOptions,
  oaiPmhOptions,
  pagesOptions,
  sitemapOptions,
  sparqlOptions,
  archiveOptions,
]);

/** An organisation that the source declares once for all its records. */
const organisationConstant = z.strictObject({
  names: languageMap,
  identifiers: z.array(identifierSchema).default([]),
  kind: z.string().optional().describe('Code of the vocabulary provider-type.'),
  country: z.string().optional().describe('ISO 3166-1 alpha-2 code.'),
  nuts: z.string().optional().describe('NUTS code.'),
  city: z.string().optional(),
  homepage: webUrl.optional(),
});

/**
 * Constants that hold for every record of the source, where the record itself is silent. They enter the canonical
 * record with basis `source`. `reason` says who declares them, or where they can be read.
 */
const constants = z.strictObject({
  reason: z.string().min(10),
  provider: organisationConstant.optional(),
  awardingBody: organisationConstant.optional(),
  country: z.string().optional().describe('Country of the providers, ISO 3166-1 alpha-2.'),
  kinds: z.array(z.string()).optional().describe('Codes of the vocabulary opportunity-type.'),
  languages: z.array(z.string()).optional().describe('Languages of instruction, ISO 639 codes.'),
  modes: z.array(z.string()).optional().describe('Codes of the vocabulary mode.'),
  setting: z.string().optional().describe('Code of the vocabulary learning-setting.'),
  qfEheaCycle: z.enum(['short', 'first', 'second', 'third']).optional(),
  providerKind: z.string().optional().describe('Code of the vocabulary provider-type.'),
  currency: z.string().optional().describe('ISO 4217 code of prices that come without one.'),
});

/** OAuth 2.0 client credentials grant (RFC 6749 §4.4): the token goes with every request as `Authorization: Bearer`. */
const oauth = z
  .strictObject({
    tokenEndpoint: webUrl.describe('Address of the token endpoint.'),
    scope: z.string().optional(),
    clientId: z.string().min(1).describe('As in headers, environment variables are filled in.'),
    clientSecret: z
      .string()
      .regex(/^\$\{[A-Za-z_]\w*\}$/)
      .optional()
      .describe('The environment variable that holds the secret: its NAME in braces after a dollar sign.'),
    encryptedClientSecret: z.base64().optional().describe('The secret, encrypted as in encryptedHeaders.'),
  })
  .refine(
    ({ clientSecret, encryptedClientSecret: encrypted }) => (clientSecret === undefined) !== (encrypted === undefined),
    {
      message: 'needs either clientSecret or encryptedClientSecret',
      path: ['clientSecret'],
    },
  );

const graceDays = z.union([z.int().min(0), z.literal('never')]).exactOptional();

/** One entry of the sources file: a catalogue, where it is, and what holds for all of it. */
export const sourceDefinition = z.strictObject({
  id: z
    .string()
    .regex(sourceIdPattern)
    .max(64)
    .describe('Lower-case slug; part of every record id, so never change it.'),
  name: z.string().min(1),
  description: z.string().optional(),
  format: z.string().optional().describe('Id of a format; sniffed from the feed when absent.'),
  location: z
    .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
    .describe(
      'File, folder or folder/*.ext pattern (relative to the sources file), or http(s) address; several are read in order.',
    ),
  transport: transport.optional().describe('How the location is read; whole documents (http) when absent.'),
  refreshFullDays: z
    .number()
    .positive()
    .default(7)
    .describe('Days after which everything is read again, though the source says that nothing, or a part, changed.'),
  schedule: z
    .string()
    .optional()
    .describe(
      'When a running server harvests the source: a cron expression of five fields (minute, hour, day of month, month, day of week) by the clocks of its timezone, or @hourly, @daily, @weekly, @monthly. Absent: on start and by hand only.',
    ),
  scheduleJitterMinutes: z
    .number()
    .min(0)
    .max(1440)
    .default(5)
    .describe('A scheduled run starts up to so many minutes late, always the same for one source.'),
  staleAfterHours: z
    .number()
    .positive()
    .optional()
    .describe(
      'Hours without an applied run after which the source counts as stale. Absent: three times its schedule, or 7 days.',
    ),
  purge: z
    .strictObject({
      withdrawnDays: graceDays.describe('Days for which a withdrawn offer is still answered for.'),
      expiredDays: graceDays.describe(
        'Days for which an offer is kept after its last window ended; what ended earlier is not taken over.',
      ),
    })
    .exactOptional()
    .describe('What holds for this source instead of LOTSE_PURGE_WITHDRAWN_DAYS and LOTSE_PURGE_EXPIRED_DAYS.'),
  keepRaw: z
    .boolean()
    .default(true)
    .describe('Whether the feeds of the last good run are kept, for `lotse remap`; files are never copied.'),
  language: z.string().default('und').describe('BCP 47 tag of texts that the feed does not tag.'),
  timezone: z.string().default('UTC').describe('IANA zone of times that come without one.'),
  licence: z.string().optional().describe('Licence of the catalogue.'),
  attribution: z.string().optional(),
  origin: z.string().optional().describe('Where the catalogue was taken from.'),
  homepage: webUrl.optional(),
  constants: constants.optional(),
  options: z.record(z.string(), z.unknown()).default({}).describe('Settings of the format, checked by the format.'),
  allowHosts: z
    .array(z.string().regex(/^[^\s/@]+:\d{1,5}$/, 'expected host:port'))
    .exactOptional()
    .describe(
      'Private or link-local host:port pairs that this source may be read from, whatever leads there; public ones need no entry.',
    ),
  headers: z
    .record(z.string(), z.string())
    .default({})
    .describe('Request headers; a NAME in braces after a dollar sign is replaced by that environment variable.'),
  encryptedHeaders: z
    .record(z.string(), z.base64())
    .optional()
    .describe('Request headers whose values are encrypted with the public key of this gateway (RSA-OAEP, Base64).'),
  query: z
    .record(z.string().min(1), z.string())
    .exactOptional()
    .describe('Query parameters of every request to the hosts of the location, filled in as headers, and never shown.'),
  encryptedQuery: z
    .record(z.string().min(1), z.base64())
    .exactOptional()
    .describe('The same, encrypted as encryptedHeaders are.'),
  oauth: oauth.optional(),
  httpSignature: z
    .strictObject({
      alg: z.enum(signatureAlgorithms).default(signatureAlgorithms[0]).describe('Algorithm, and so the key of ours.'),
    })
    .optional()
    .describe(
      'Signs every request with a key of this gateway (HTTP Message Signatures, RFC 9421, as QualityLink has them).',
    ),
  refreshHours: z
    .number()
    .positive()
    .optional()
    .describe('Least hours between two harvests that the provider wishes; `lotse discover` makes the schedule of it.'),
  guard: z
    .strictObject({
      maxDropShare: z
        .number()
        .min(0)
        .max(1)
        .default(0.2)
        .describe('Largest share of the records that one run may withdraw; one record may always go, unless it is 0.'),
      maxInvalidShare: z
        .number()
        .min(0)
        .max(1)
        .default(0.5)
        .describe('Largest share of records with errors that is applied.'),
    })
    .prefault({}),
  limits: z
    .strictObject({
      maxBytes: z.int().positive().optional(),
      maxRecordBytes: z.int().positive().optional(),
      timeoutMs: z.int().positive().optional(),
    })
    .prefault({}),
  enabled: z.boolean().default(true),
});
export type SourceDefinition = z.infer<typeof sourceDefinition>;

const pairs = z.array(z.tuple([z.uuid(), z.uuid()])).default([]);

/** The sources file. Ids are unique, and schedules are cron expressions. */
export const sourcesFile = z.strictObject({
  $schema: z.string().optional(),
  duplicates: z
    .strictObject({
      never: pairs.describe('Pairs of offers that are never shown as one, whatever they have in common.'),
      always: pairs.describe('Pairs of offers, of different sources, that are shown as one.'),
    })
    .prefault({})
    .describe(
      'What you have judged of offers that several sources have, by their ids; it holds from the next harvest on.',
    ),
  sources: z.array(sourceDefinition).superRefine((sources, context) => {
    const seen = new Set<string>();
    for (const [index, source] of sources.entries()) {
      const { id, schedule, timezone } = source;
      for (const { path, message } of openSecrets(source))
        context.addIssue({ code: 'custom', path: [index, ...path], message });
      const problem = schedule === undefined ? undefined : cronProblem(schedule, timezone);
      if (problem !== undefined) context.addIssue({ code: 'custom', path: [index, 'schedule'], message: problem });
      if (seen.has(id))
        context.addIssue({ code: 'custom', path: [index, 'id'], message: `the id "${id}" is used twice` });
      seen.add(id);
    }
  }),
});
