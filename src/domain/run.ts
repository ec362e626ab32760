import { z } from 'zod';
import { sourced } from './evidence.js';
import { identifierSchema } from './organisation.js';
import { conceptIri, geoPoint, isoDate, isoDuration, languageMap, webUrl } from './primitives.js';

/** Where a run takes place (ELM `dc:Location`). */
export const placeSchema = z.strictObject({
  name: z.string().min(1).optional(),
  address: z.string().min(1).optional(),
  city: z.string().min(1).optional(),
  country: sourced(conceptIri).optional().describe('EU country authority.'),
  nuts: sourced(conceptIri).optional().describe('NUTS region, as deep as is known.'),
  geo: geoPoint.optional(),
});
export type Place = z.infer<typeof placeSchema>;

/** What one pays (ELM `PriceDetail`). An amount has a currency; a price that is only text keeps the text. */
export const priceSchema = z
  .strictObject({
    amount: z.number().min(0).optional(),
    currency: conceptIri.optional().describe('EU currency authority.'),
    kind: z.string().min(1).optional().describe('What the price is for, in the words of the source.'),
    text: languageMap.optional(),
  })
  .refine((price) => (price.amount === undefined) === (price.currency === undefined), 'an amount has a currency')
  .refine((price) => price.amount !== undefined || price.text !== undefined, 'a price has an amount or a text')
  .meta({
    anyOf: [{ required: ['amount'] }, { required: ['text'] }],
    dependentRequired: { amount: ['currency'], currency: ['amount'] },
  });
export type Price = z.infer<typeof priceSchema>;

/** A dated, placed run of an opportunity (ELM `LearningOpportunity`, MLO learning opportunity instance). */
export const runSchema = z.strictObject({
  id: z.uuid(),
  nativeIds: z.array(identifierSchema).default([]),
  period: z
    .strictObject({
      start: isoDate.optional(),
      end: isoDate.optional(),
      precision: z
        .enum(['day', 'month', 'term'])
        .describe('How exact the dates are; a month or term is kept by its first and last day.'),
      native: z.string().max(500).optional(),
    })
    .optional(),
  applicationWindows: z
    .array(z.strictObject({ opens: isoDate.optional(), closes: isoDate.optional(), url: webUrl.optional() }))
    .default([]),
  places: z.array(placeSchema).default([]),
  duration: isoDuration.optional().describe('Elapsed time, not workload.'),
  prices: z.array(priceSchema).default([]),
  free: sourced(z.boolean()).optional().describe('Only if stated, or a stated price of 0; never from a missing price.'),
  grants: z
    .array(z.strictObject({ title: languageMap, text: languageMap.optional(), url: webUrl.optional() }))
    .default([]),
  languages: z
    .array(sourced(conceptIri))
    .default([])
    .describe('Languages of instruction of this run, EU language authority.'),
  modes: z.array(sourced(conceptIri)).default([]).describe('Mode of participation of this run.'),
  schedules: z.array(sourced(conceptIri)).default([]).describe('Learning schedule of this run.'),
  state: z
    .enum(['open', 'closed', 'cancelled', 'unknown'])
    .default('unknown')
    .describe('As the source says; dates are judged at query time.'),
  capacity: z.int().min(0).optional(),
});
export type Run = z.infer<typeof runSchema>;
