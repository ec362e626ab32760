/** Every place in a value where something else could stand. */
export function placesIn(value: unknown): { container: object; key: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [{ container: value, key }, ...placesIn(inner)]);
}
