import { createHash } from 'node:crypto';
import type { LearningOpportunity } from '../domain/learning-opportunity.js';

/** Hash of what a record says: SHA-256 of the record without its provenance, base64url, 22 characters (132 bits). */
export function contentHash({ provenance: _where, ...content }: LearningOpportunity): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 22);
}
