import { z } from 'zod';

/**
 * How a value came to be in the canonical record (Lotse domain model §4.1), strongest first.
 * - `stated`: the source says exactly this.
 * - `mapped`: an exact code-to-code crosswalk, named in `rule`.
 * - `close`: a crosswalk row that is marked close, named in `rule`.
 * - `derived`: a rule of the domain model §5.1, named in `rule`.
 * - `enriched`: from another authority, named in `rule`.
 * - `source`: a constant that the owner of the source declares once for all its records, named in `rule`.
 */
export const bases = ['stated', 'mapped', 'enriched', 'source', 'close', 'derived'] as const;
export const basisSchema = z.enum(bases);
export type Basis = (typeof bases)[number];

/**
 * How much evidence a reader asks for.
 * - `stated`: only what the source says itself;
 * - `exact`: that, and exact mappings, declared constants and other authorities (the default);
 * - `any`: close matches and derived values as well.
 */
export const evidenceTiers = ['stated', 'exact', 'any'] as const;
export type EvidenceTier = (typeof evidenceTiers)[number];

const exactBases: readonly Basis[] = ['stated', 'mapped', 'enriched', 'source'];

/** Whether a value of this basis counts at this tier. */
export function meets(basis: Basis, tier: EvidenceTier): boolean {
  if (tier === 'any') return true;
  return tier === 'stated' ? basis === 'stated' : exactBases.includes(basis);
}

const evidenceShape = {
  basis: basisSchema,
  rule: z
    .string()
    .min(1)
    .optional()
    .describe('Crosswalk, rule or authority; present whenever the basis is not "stated".'),
  path: z.string().min(1).optional().describe('Where in the source record the value was read.'),
  native: z.string().max(500).optional().describe('The value as the source writes it, where it differs.'),
};

/** A value with its evidence. A basis other than `stated` must name its rule. */
export function sourced<T extends z.ZodType>(value: T) {
  return z
    .strictObject({ value, ...evidenceShape })
    .refine((it) => it.basis === 'stated' || it.rule !== undefined, {
      path: ['rule'],
      message: 'a value that is not stated names its rule',
    })
    .meta({ anyOf: [{ properties: { basis: { const: 'stated' } } }, { required: ['rule'] }] });
}

export interface Evidence {
  readonly basis: Basis;
  readonly rule?: string | undefined;
  readonly path?: string | undefined;
  readonly native?: string | undefined;
}

export interface Sourced<T> extends Evidence {
  readonly value: T;
}

/** A value that the source states at `path`. */
export function stated<T>(value: T, path?: string): Sourced<T> {
  return path === undefined ? { value, basis: 'stated' } : { value, basis: 'stated', path };
}
