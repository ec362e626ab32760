import type { SourceDefinition } from '../source.js';
import type { DeadLetterSummary } from './dead-letter.js';

/**
 * The enabled sources that have dead letters which another mapper, or another definition of the source, could not map:
 * the one there is now may do better.
 */
export function sourcesToRetry(
  sources: readonly SourceDefinition[],
  summaries: readonly DeadLetterSummary[],
  fingerprintOf: (source: SourceDefinition) => string,
): SourceDefinition[] {
  const known = new Map(summaries.map((summary) => [summary.source, summary]));
  return sources.filter((source) => {
    const summary = known.get(source.id);
    return source.enabled && (summary?.total ?? 0) > 0 && summary?.fingerprint !== fingerprintOf(source);
  });
}
