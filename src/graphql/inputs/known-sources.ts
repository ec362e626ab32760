import type { OpportunityFilter } from '../../search/filter.js';
import { InvalidArgument } from '../../search/invalid-argument.js';

/** Refuses ids of sources that are not configured, wherever they stand in a filter. Throws {@link InvalidArgument}. */
export function checkSources(filter: OpportunityFilter, known: readonly string[], path = 'filter'): void {
  for (const [index, id] of (filter.source?.in ?? []).entries()) {
    if (known.includes(id)) continue;
    const allowed = known.length <= 40 ? [...known] : undefined;
    throw new InvalidArgument(
      `${path}.source.in.${index}`,
      'UNKNOWN_CODE',
      `"${id.slice(0, 80)}" is no source; the field sources lists them.`,
      allowed,
    );
  }
  for (const [index, part] of (filter.and ?? []).entries()) checkSources(part, known, `${path}.and.${index}`);
  for (const [index, part] of (filter.or ?? []).entries()) checkSources(part, known, `${path}.or.${index}`);
  if (filter.not !== undefined) checkSources(filter.not, known, `${path}.not`);
}
