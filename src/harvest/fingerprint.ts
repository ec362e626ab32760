import { createHash } from 'node:crypto';
import type { Format } from './format.js';
import type { SourceDefinition } from './source.js';

/**
 * Version of what all formats share: how dates and other values are read, and what becomes of a mapped record on its way
 * to the index (constants, derivations, cleaning, the canonical record). Raise it when the same feed gives other records;
 * then all sources are read again, changed or not. For a change in one format, raise its `version`.
 */
export const recordVersion = 3;

/** Stands for all that decides, beside the feed itself, what records it gives: not when it is read. */
export function fingerprintOf(source: SourceDefinition, formats: readonly Format[]): string {
  const { schedule: _schedule, scheduleJitterMinutes: _jitter, staleAfterHours: _stale, ...others } = source;
  const { refreshHours: _refresh, allowHosts: _allowed, ...reading } = others;
  const candidates = source.format === undefined ? formats : formats.filter(({ id }) => id === source.format);
  const readers = candidates.map(({ id, version = 1 }) => [id, version]);
  return createHash('sha256')
    .update(JSON.stringify([recordVersion, readers, reading]))
    .digest('base64url')
    .slice(0, 22);
}
