import type { Condition } from '../search/condition.js';

/** A string as a literal of the filter language: backslash first, then the quote. */
export function quote(value: string): string {
  return `"${value.toWellFormed().replace(/\\/g, '\\\\').replace(/"/g, '\\"')}"`;
}

/** Whether a document can have this id; asking for another one is an error to the engine. */
export function isDocumentId(id: string): boolean {
  return /^[A-Za-z0-9_-]{1,511}$/.test(id);
}

const open = Number.MAX_SAFE_INTEGER;
/** A filter that no document fulfils. */
const never = 'live IN []';

function literal(value: string | number | boolean): string {
  return typeof value === 'string' ? quote(value) : plainNumber(value);
}

/** Numbers of 1e21 and more are written without the plus sign, which the filter language does not know. */
function plainNumber(value: number | boolean): string {
  return String(value).replace('e+', 'e');
}

function range(attribute: string, min: number, max: number): string | undefined {
  if (min <= -open && max >= open) return undefined;
  if (min <= -open) return `${attribute} <= ${plainNumber(max)}`;
  if (max >= open) return `${attribute} >= ${plainNumber(min)}`;
  return `${attribute} ${plainNumber(min)} TO ${plainNumber(max)}`;
}

/**
 * A condition in Meilisearch's filter language; `undefined` for one that every document fulfils. `TO` asks for one
 * value in the range, so it is right for attributes with several values, where `>= AND <=` would not be.
 */
export function filterText(condition: Condition): string | undefined {
  switch (condition.kind) {
    case 'in': {
      const [only] = condition.values;
      if (condition.values.length === 1 && only !== undefined) return `${condition.attribute} = ${literal(only)}`;
      return condition.values.length === 0
        ? never
        : `${condition.attribute} IN [${condition.values.map(literal).join(', ')}]`;
    }
    case 'range':
      return range(condition.attribute, condition.min, condition.max) ?? `${condition.attribute} EXISTS`;
    case 'not': {
      const inner = filterText(condition.of);
      return inner === undefined ? never : `NOT (${inner})`;
    }
    case 'all': {
      const parts = condition.of.map(filterText).filter((part) => part !== undefined);
      return parts.length === 0 ? undefined : parts.map((part) => `(${part})`).join(' AND ');
    }
    case 'any': {
      const parts = condition.of.map(filterText);
      if (parts.includes(undefined)) return undefined;
      return parts.length === 0 ? never : parts.map((part) => `(${part})`).join(' OR ');
    }
  }
}
