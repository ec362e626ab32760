import { coerceInputValue, type GraphQLSchema, isInputType } from 'graphql';
import type { EvidenceTier } from '../../domain/evidence.js';
import { compileFilter } from '../../search/compile-filter.js';
import { checkFilterSize } from '../../search/filter-size.js';
import { InvalidArgument } from '../../search/invalid-argument.js';
import { toFilter } from './filter.input.js';
import { checkSources } from './known-sources.js';

/** What is wrong with a filter that an operator wrote: where in it, and what. */
export interface FilterProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Everything that is wrong with a `LearningOpportunityFilter` in JSON; nothing when the API would take it. */
export function filterProblems(
  schema: GraphQLSchema,
  value: unknown,
  { sources, evidence }: { readonly sources: readonly string[]; readonly evidence: EvidenceTier },
): readonly FilterProblem[] {
  const type = schema.getType('LearningOpportunityFilter');
  if (!isInputType(type)) throw new Error('the schema has no filter');
  const problems: FilterProblem[] = [];
  const coerced: unknown = coerceInputValue(value, type, (path, _, { message }) => problems.push({ path, message }));
  if (problems.length > 0) return problems;
  try {
    const filter = toFilter(coerced as Parameters<typeof toFilter>[0]);
    checkFilterSize(filter);
    checkSources(filter, sources);
    compileFilter(filter, { evidence, asOf: 0, points: [] });
    return [];
  } catch (error) {
    if (!(error instanceof InvalidArgument)) throw error;
    const [, ...path] = error.argument.split('.');
    return [{ path, message: error.message }];
  }
}
