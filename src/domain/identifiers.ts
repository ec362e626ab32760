import { v5 } from 'uuid';

/** Namespace of Lotse's name-based UUIDs (RFC 9562 §5.5). */
const namespace = '7d3c2a52-6b0e-5c0e-9d43-0c9c5f1e8a11';

/** Stable id of a learning opportunity: the same source and native id give the same id for ever. */
export function opportunityId(sourceId: string, nativeId: string): string {
  return v5(`${sourceId}|${nativeId}`, namespace);
}

/** Stable id of a dated instance of an opportunity. */
export function runId(opportunity: string, nativeId: string): string {
  return v5(`${opportunity}|run|${nativeId}`, namespace);
}

/**
 * Stable id of an organisation. `key` is its native id in the source, or `name:<name>` where the source has none:
 * then it is only told apart inside that source, and never matched with another by its name.
 */
export function organisationId(sourceId: string, key: string): string {
  return v5(`${sourceId}|organisation|${key}`, namespace);
}

/** Source ids are lower-case slugs: the engine compares without case, and ids appear in addresses. */
export const sourceIdPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;
