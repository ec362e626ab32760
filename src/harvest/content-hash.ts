import { hash } from 'node:crypto';
import type { LearningOpportunity } from '../domain/learning-opportunity.js';

/** A record as it is staged: one line of JSON, and the hash of what it says. */
export interface SerialisedRecord {
  readonly line: string;
  readonly hash: string;
}

/**
 * Writes a record as JSON, once. The hash (SHA-256, base64url, 22 characters, 132 bits) is of all but where the record
 * was read and the source's own date of change: many feeds set that date anew on every record each night.
 */
export function serialise(record: LearningOpportunity): SerialisedRecord {
  const { provenance, modifiedAtSource } = record;
  const rest = JSON.stringify(modifiedAtSource === undefined ? { provenance } : { modifiedAtSource, provenance });
  const whole = JSON.stringify(record);
  // These two are the last of a record by its schema; to take them out of an object takes as long as to write it.
  const said = whole.endsWith(rest.slice(1)) ? `${whole.slice(0, -rest.length)}}` : saidOf(record);
  return { line: `${said.slice(0, -1)},${rest.slice(1)}`, hash: hash('sha256', said, 'base64url').slice(0, 22) };
}

function saidOf({ provenance: _read, modifiedAtSource: _changed, ...said }: LearningOpportunity): string {
  return JSON.stringify(said);
}
