import type { OpportunityFilter } from './filter.js';
import { InvalidArgument } from './invalid-argument.js';

/** Most values in one list, deepest nesting of and/or/not, most filters within one, and most circles among them. */
export const filterLimits = { values: 200, depth: 8, conditions: 200, circles: 8 } as const;

/** The filters directly within a filter, with their paths. */
function partsOf({ and = [], or = [], not }: OpportunityFilter, path: string): [string, OpportunityFilter][] {
  return [
    ...and.map((part, index): [string, OpportunityFilter] => [`${path}.and.${index}`, part]),
    ...or.map((part, index): [string, OpportunityFilter] => [`${path}.or.${index}`, part]),
    ...(not === undefined ? [] : [[`${path}.not`, not] satisfies [string, OpportunityFilter]]),
  ];
}

/** Refuses a filter that is nested too deep or has too many parts, before anything else looks into it. */
export function checkFilterSize(filter: OpportunityFilter, path = 'filter'): void {
  let filters = 0;
  let circles = 0;
  const visit = (part: OpportunityFilter, at: string, depth: number): void => {
    filters += 1;
    circles += part.near === undefined ? 0 : 1;
    if (depth > filterLimits.depth)
      throw new InvalidArgument(at, 'TOO_DEEP', `Filters can be nested ${filterLimits.depth} deep.`);
    if (filters > filterLimits.conditions)
      throw new InvalidArgument(at, 'TOO_MANY_VALUES', `At most ${filterLimits.conditions} filters can be combined.`);
    if (circles > filterLimits.circles)
      throw new InvalidArgument(
        `${at}.near`,
        'TOO_MANY_VALUES',
        `At most ${filterLimits.circles} circles are allowed.`,
      );
    for (const [where, inner] of partsOf(part, at)) visit(inner, where, depth + 1);
  };
  visit(filter, path, 0);
}
