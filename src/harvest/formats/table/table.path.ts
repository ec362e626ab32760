/** A cell that a path leads to; `path` is where it is, in the source's own terms. */
export interface Cell {
  readonly value: unknown;
  readonly path: string;
}

type Step = { readonly key: string } | { readonly index: number } | { readonly all: true };

const parsed = new Map<string, readonly Step[]>();

/**
 * The cells at a path: a column name as it stands, else keys separated by dots, `[n]` for one item of a list and `[*]`
 * for all of them. A key that meets a list looks into each of its items. What is not there yields no cell; never
 * throws.
 */
export function cellsAt(row: unknown, path: string): readonly Cell[] {
  if (isRecord(row) && Object.hasOwn(row, path)) return [{ value: row[path], path }];
  let cells: readonly Cell[] = [{ value: row, path: '' }];
  for (const step of steps(path)) cells = cells.flatMap((cell) => follow(cell, step));
  return cells;
}

/** The paths that a template `"${a} – ${b}"` names, in order. */
export function templatePaths(template: string): readonly string[] {
  return [...template.matchAll(/\$\{([^}]+)\}/g)].map((match) => (match[1] ?? '').trim());
}

/** Whether a value is a plain object, so that a key can be looked up in it. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function steps(path: string): readonly Step[] {
  const known = parsed.get(path);
  if (known !== undefined) return known;
  const list: Step[] = [];
  for (const [, key, index] of path.matchAll(/([^.[\]]+)|\[(\*|\d+)\]/g)) {
    if (key !== undefined) list.push({ key });
    else if (index === '*') list.push({ all: true });
    else if (index !== undefined) list.push({ index: Number(index) });
  }
  parsed.set(path, list);
  return list;
}

function follow({ value, path }: Cell, step: Step): readonly Cell[] {
  if ('key' in step) {
    if (Array.isArray(value)) return value.flatMap((item, at) => follow({ value: item, path: `${path}[${at}]` }, step));
    if (!isRecord(value) || !Object.hasOwn(value, step.key)) return [];
    return [{ value: value[step.key], path: path === '' ? step.key : `${path}.${step.key}` }];
  }
  const list: readonly unknown[] = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
  if ('all' in step) return list.map((item, at) => ({ value: item, path: `${path}[${at}]` }));
  return step.index < list.length ? [{ value: list[step.index], path: `${path}[${step.index}]` }] : [];
}
