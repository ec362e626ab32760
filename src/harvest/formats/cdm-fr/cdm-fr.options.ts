import { z } from 'zod';
import { FeedError } from '../../feed.js';
import type { SourceDefinition } from '../../source.js';

const blockFields = ['description', 'learningOutcomes', 'prerequisites', 'assessments', 'ignore'] as const;
export type BlockField = (typeof blockFields)[number];

/**
 * Options of a source in CDM-fr. Unknown ones are passed over.
 * - `cycleFromLevel`: read `level@level` L, M, Doc as first, second, third cycle of the QF-EHEA (rule `cdmfr-cycle`).
 *   Off by default: the schema says that they are the stages of the French LMD, not that they are cycles.
 * - `blocks`: where the text of `subBlock[@userDefined='name']` belongs, by name. The names are private to an exporter,
 *   and many put their useful data there; a block that is not named here is part of the text in which it stands.
 */
const options = z.object({
  cycleFromLevel: z.boolean().default(false),
  blocks: z.record(z.string(), z.enum(blockFields)).default({}),
});
export type CdmOptions = z.output<typeof options>;

/**
 * The checked options of a source.
 *
 * @throws FeedError CONFIG_INVALID naming the source and what is wrong
 */
export function cdmOptions(source: SourceDefinition): CdmOptions {
  const result = options.safeParse(source.options);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `options.${path.join('.')}: ${message}`);
  throw new FeedError('CONFIG_INVALID', `Source "${source.id}", ${problems.join('; ')}`, { cause: result.error });
}

/** The options of a source that was read; defaults where they are wrong, which {@link cdmOptions} has told by then. */
export function readOptions(source: SourceDefinition): CdmOptions {
  return options.safeParse(source.options).data ?? options.parse({});
}
