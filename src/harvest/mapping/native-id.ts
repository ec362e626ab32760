/** Longest native id that records are told by. */
const longest = 1000;

/** The text at a path of raw data, whatever their shape, where it can serve as a native id. */
export function idAt(data: unknown, ...path: readonly string[]): string | undefined {
  let value = data;
  for (const name of path) value = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  if (typeof value !== 'string') return undefined;
  const id = value.trim();
  return id === '' || id.length > longest ? undefined : id;
}
