type Path = readonly string[];

/** Paths to everything in a JSON value, but not to the value itself. */
export function* pathsIn(value: unknown, path: Path = []): Generator<Path> {
  if (path.length > 0) yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) yield* pathsIn(item, [...path, key]);
}

/** A copy of a JSON value with something else at one path. */
export function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  if (typeof value !== 'object' || value === null) return value;
  const swap = (name: string, item: unknown) => (name === key ? replaced(item, rest, by) : item);
  if (Array.isArray(value)) return value.map((item, index) => swap(String(index), item));
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, swap(name, item)]));
}
