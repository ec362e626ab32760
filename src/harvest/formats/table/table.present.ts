/** Drops the keys without a value, so that what the source does not state is absent. */
export function present<T extends object>(value: T): T {
  for (const [key, inner] of Object.entries(value)) if (inner === undefined) Reflect.deleteProperty(value, key);
  return value;
}
