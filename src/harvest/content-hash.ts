import { createHash } from 'node:crypto';
import type { LearningOpportunity } from '../domain/learning-opportunity.js';

/**
 * Hash of what a record says: SHA-256, base64url, 22 characters (132 bits). Where it was read and the source's own date
 * of change do not count: many feeds set that date anew on every record each night.
 */
export function contentHash({ provenance: _where, modifiedAtSource: _when, ...content }: LearningOpportunity): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 22);
}
