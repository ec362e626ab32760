import { z } from 'zod';
import { type EvidenceTier, evidenceTiers } from '../domain/evidence.js';
import { parseUrl } from '../domain/parse-url.js';

const origin = z
  .string()
  .transform((text) => text.toLowerCase())
  .refine((text) => /^https?:/.test(text) && parseUrl(text)?.origin === text, {
    message: 'expected an origin, such as https://www.example.org',
  });

const preset = z.strictObject({
  title: z.string().min(1).optional().describe('Names it in the configurator.'),
  filter: z
    .record(z.string(), z.unknown())
    .default({})
    .describe('What every search fulfils: a LearningOpportunityFilter, as in schema/schema.graphql.'),
  evidence: z.enum(evidenceTiers).default('exact').describe('Evidence that values must have.'),
  origins: z
    .array(origin)
    .min(1)
    .optional()
    .describe(
      'Web origins whose pages may use it. They get nothing of the API but their presets. Without it: LOTSE_CORS_ORIGINS.',
    ),
  languages: z
    .array(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/))
    .default([])
    .describe('Languages that it answers in, BCP 47; the first one stands for all others. Without it: any.'),
});

/** A file of presets for widgets: id, and what each fixes. */
export const widgetsFile = z.strictObject({
  widgets: z.record(z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/), preset),
});

/** What widgets of one kind are held to, by the server. */
export interface WidgetPreset {
  readonly id: string;
  readonly title?: string | undefined;
  /** A `LearningOpportunityFilter` of the API. */
  readonly filter: Readonly<Record<string, unknown>>;
  readonly evidence: EvidenceTier;
  /** Lower case, as browsers send them. Absent: whoever may use the API. */
  readonly origins?: readonly string[] | undefined;
  /** Empty: any. */
  readonly languages: readonly string[];
}
