import { z } from 'zod';
import { parseUrl } from '../../domain/parse-url.js';
import { textOf } from './manifest-values.js';

const text = z.preprocess(textOf, z.string().trim().min(1).max(4096));
/** RSA ciphertext in Base64, which `base64` breaks into lines. */
const encrypted = z
  .string()
  .transform((value) => value.replace(/\s+/g, ''))
  .refine((value) => /^[A-Za-z0-9+/]{100,1400}={0,2}$/.test(value), 'expected an encrypted value in Base64');
const endpoint = z
  .string()
  .trim()
  .max(2048)
  .refine((value) => /^https?:\/\//i.test(value) && parseUrl(value) !== undefined, 'expected an http(s) address')
  .refine((value) => new URL(value).username === '' && new URL(value).password === '', 'the address holds credentials');

/**
 * How a source wants to be asked (Data Exchange Specification, "Access Control"). Secrets are encrypted with the public
 * key of the aggregator; without one, the provider hands it over in another way.
 */
const forms = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('none') }).transform(({ type }) => ({ type })),
  z.looseObject({ type: z.literal('httpsig'), alg: text.optional() }).transform(({ type, alg }) => ({ type, alg })),
  z
    .looseObject({
      type: z.literal('httpheader'),
      field: z
        .string()
        .trim()
        .regex(/^[\w!#$%&'*+.^`|~-]{1,100}$/, 'expected the name of a header')
        .optional(),
      value: encrypted.optional(),
    })
    .transform(({ type, field, value }) => ({ type, field, value })),
  z
    .looseObject({
      type: z.literal('oauth2.0'),
      token_endpoint: endpoint,
      scope: text.optional(),
      client_id: text.optional(),
      client_secret: encrypted.optional(),
    })
    .transform(({ type, token_endpoint, scope, client_id, client_secret }) => ({
      ...{ type, tokenEndpoint: token_endpoint, scope },
      ...{ clientId: client_id, clientSecret: client_secret },
    })),
]);
export type ManifestAuth = z.output<typeof forms>;

/** Absent is `none`; the bare name of a type will do. */
export const manifestAuth: z.ZodType<ManifestAuth> = z.preprocess((value) => {
  if (value === undefined || value === null) return { type: 'none' };
  if (typeof value === 'string') return { type: value.trim().toLowerCase() };
  if (typeof value !== 'object' || !('type' in value) || typeof value.type !== 'string') return value;
  const kept = Object.entries(value).filter(([, each]) => each !== null && each !== '');
  return { ...Object.fromEntries(kept), type: value.type.trim().toLowerCase() };
}, forms);
