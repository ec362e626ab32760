import { excerpt } from '../domain/issue.js';
import type { LearningOpportunity } from '../domain/learning-opportunity.js';

/** A value that differs; a side that has none is absent. Values are shortened (`excerpt`). */
export interface FieldChange {
  /** Names and, in lists of one length, numbers from 0: `runs.0.start`. */
  readonly path: string;
  readonly old?: string;
  readonly new?: string;
}

/**
 * Where two versions of a record differ in what their content hash is of: not where they were read, nor the source's own
 * date of change.
 */
export function recordDiff(before: Partial<LearningOpportunity>, after: LearningOpportunity): FieldChange[] {
  return [...differences('', contentOf(before), contentOf(after))];
}

function contentOf({ provenance: _, modifiedAtSource: __, ...content }: Partial<LearningOpportunity>): unknown {
  return content;
}

function* differences(path: string, before: unknown, after: unknown): Generator<FieldChange> {
  if (JSON.stringify(before) === JSON.stringify(after)) return;
  const [old, fresh] = [membersOf(before), membersOf(after)];
  if (old !== undefined && fresh !== undefined && shapeOf(before) === shapeOf(after)) {
    for (const key of new Set([...old.keys(), ...fresh.keys()]))
      yield* differences(path === '' ? key : `${path}.${key}`, old.get(key), fresh.get(key));
    return;
  }
  yield {
    path,
    ...(before === undefined ? {} : { old: excerpt(before) }),
    ...(after === undefined ? {} : { new: excerpt(after) }),
  };
}

function membersOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  return typeof value === 'object' && value !== null ? new Map<string, unknown>(Object.entries(value)) : undefined;
}

/** Only lists of one length are compared member by member. */
function shapeOf(value: unknown): number {
  return Array.isArray(value) ? value.length : -1;
}
