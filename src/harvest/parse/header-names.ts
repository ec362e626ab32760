/**
 * Names of columns: trimmed, a name used again with a number (`name (2)`), so that no column hides another. Columns
 * without a name at the end are left out; others are named `''`.
 */
export function headerNames(cells: readonly string[]): string[] {
  const seen = new Map<string, number>();
  const names = cells.map((cell) => {
    const name = cell.trim();
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 || name === '' ? name : `${name} (${count})`;
  });
  while (names.at(-1) === '') names.pop();
  return names;
}
