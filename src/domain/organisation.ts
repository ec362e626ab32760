import { z } from 'zod';
import { sourced } from './evidence.js';
import { conceptIri, languageMap, webUrl } from './primitives.js';

/** Most characters of an identifier. */
export const longestIdentifier = 1000;

/** An identifier in a named register (SCHAC, DEQARINST, ETER, EU-PIC, UKPRN, UAI, OID …). */
export const identifierSchema = z.strictObject({
  scheme: z.string().min(1).optional().describe('Name or IRI of the register; absent when the source names none.'),
  value: z.string().min(1).max(longestIdentifier),
});
export type Identifier = z.infer<typeof identifierSchema>;

/** Who offers or awards (ELM `Organisation`; Recommendation, clause 5 "provider"). Never keyed by its name. */
export const organisationSchema = z.strictObject({
  id: z.uuid(),
  names: languageMap,
  identifiers: z.array(identifierSchema).default([]),
  kinds: z.array(sourced(conceptIri)).default([]).describe('Concepts of the scheme provider-type.'),
  country: sourced(conceptIri).optional().describe('EU country authority (Annex I: country of the issuer).'),
  nuts: sourced(conceptIri).optional().describe('NUTS region (Annex I: region of the issuer).'),
  city: z.string().min(1).optional(),
  homepage: webUrl.optional(),
});
export type Organisation = z.infer<typeof organisationSchema>;
