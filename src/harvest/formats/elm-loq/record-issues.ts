import { z } from 'zod';
import { IssueLog } from '../../format.js';
import { parseTolerantly } from '../../mapping/tolerant-parse.js';
import { type LearningOpportunityRecord, loqRecord } from './elm-loq.record.js';

/** Most links that one record reports. */
const maxReported = 25;
const maxDepth = 64;

const unread = z.object({
  id: z.string().optional(),
  oversized: z.number().optional(),
  unreadable: z.string().optional(),
});

/**
 * The record by its schema, values that do not fit left out with a warning; or undefined with an error when the reader
 * could not take it in or it is no record at all.
 */
export function parseRecord(data: unknown, log: IssueLog): LearningOpportunityRecord | undefined {
  const state = unread.safeParse(data).data;
  if (state?.id !== undefined && state.id !== '') log.identify(state.id);
  if (state?.oversized !== undefined) {
    log.error('LIMIT_RECORD_SIZE', '', 'The record is larger than the limit for one record.', state.oversized);
    return undefined;
  }
  if (state?.unreadable !== undefined) {
    log.error('UNSUPPORTED_RECORD', '', 'The record is not valid JSON-LD.', state.unreadable);
    return undefined;
  }
  const misfits = new IssueLog('', '');
  const record = parseTolerantly(loqRecord, data, misfits);
  if (record === undefined) {
    log.error('UNSUPPORTED_RECORD', '', 'The record is not an object of the European Learning Model.', data);
    return undefined;
  }
  for (const { code, path, message, excerpt } of misfits.issues)
    log.warning(code, modelPath(path.split('.')), message, excerpt);
  return record;
}

/** A warning for every link that leads to nothing in the feed, or further than one record may. */
export function reportLinks(data: unknown, log: IssueLog): void {
  let reported = 0;
  const visit = (value: unknown, path: readonly string[]): void => {
    if (reported >= maxReported || path.length > maxDepth) return;
    if (Array.isArray(value)) for (const item of value) visit(item, path);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    const { id, unresolved, truncated, properties } = value as Record<string, unknown>;
    if (unresolved === true || truncated === true) {
      reported += 1;
      const code = unresolved === true ? 'UNRESOLVED_REFERENCE' : 'TRUNCATED_VALUE';
      const message =
        unresolved === true
          ? 'The feed has no object with this id.'
          : 'The object was left out, since the record would become too large.';
      log.warning(code, path.join('/'), message, id);
      return;
    }
    if (typeof properties !== 'object' || properties === null) return;
    for (const [name, values] of Object.entries(properties)) visit(values, [...path, name]);
  };
  visit(data, []);
}

/** A path in the raw record, in terms of the model: property names only. */
function modelPath(steps: readonly string[]): string {
  return steps.filter((step) => step !== 'properties' && !/^\d+$/.test(step)).join('/');
}
