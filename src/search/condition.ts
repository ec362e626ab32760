/**
 * What a document must fulfil, free of any engine's syntax. Attributes are those of the search document; a comparison
 * with an attribute that holds several values asks whether one of them fulfils it.
 */
export type Condition =
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'in'; readonly attribute: string; readonly values: readonly (string | number | boolean)[] }
  | { readonly kind: 'range'; readonly attribute: string; readonly min: number; readonly max: number };

/** Every document. */
export const everything: Condition = { kind: 'all', of: [] };
/** No document. */
export const nothing: Condition = { kind: 'any', of: [] };

/** Documents that fulfil all of these; flattened, so that the same question always looks the same. */
export function allOf(conditions: readonly Condition[]): Condition {
  const flat = conditions.flatMap((condition) => (condition.kind === 'all' ? condition.of : [condition]));
  const [only] = flat;
  return flat.length === 1 && only !== undefined ? only : { kind: 'all', of: flat };
}

/** Documents that fulfil one of these. */
export function anyOf(conditions: readonly Condition[]): Condition {
  const flat = conditions.flatMap((condition) => (condition.kind === 'any' ? condition.of : [condition]));
  const [only] = flat;
  return flat.length === 1 && only !== undefined ? only : { kind: 'any', of: flat };
}

/** Documents that do not fulfil it; those that lack the attribute are among them. */
export function noneOf(condition: Condition): Condition {
  return condition.kind === 'not' ? condition.of : { kind: 'not', of: condition };
}

/** Documents that have one of these values. */
export function isIn(attribute: string, values: readonly (string | number | boolean)[]): Condition {
  return { kind: 'in', attribute, values };
}

/** Documents that have a value from `min` to `max`, both included. */
export function within(attribute: string, min: number, max: number): Condition {
  return min > max ? nothing : { kind: 'range', attribute, min, max };
}
