import type { Run } from '../../domain/run.js';

/** A run of which nothing is known. */
export function emptyRun(id: string): Run {
  return {
    id,
    nativeIds: [],
    applicationWindows: [],
    places: [],
    prices: [],
    grants: [],
    languages: [],
    modes: [],
    schedules: [],
    state: 'unknown',
  };
}
