import { z } from 'zod';
import type { IssueLog } from '../format.js';

/** Most value problems that one record reports; the rest are left out just the same. */
const maxReported = 25;

/** A text, or a number that a system wrote where a text belongs. */
export const scalarText = z.union([z.string(), z.number().transform(String)]).transform((text) => text.trim());

/** A list, also where a system writes its only value without one. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.preprocess((value) => (value === undefined || Array.isArray(value) ? value : [value]), z.array(item));
}

/**
 * Reads a JSON value as `schema`, leaving out whatever does not fit: each value of the wrong type becomes a warning
 * INVALID_VALUE and is removed (a list loses the element, an object the property). `null` properties count as absent.
 *
 * @returns undefined when nothing of the value fits, without an issue: the caller knows what that means
 */
export function parseTolerantly<T extends z.ZodType>(schema: T, data: unknown, log: IssueLog): z.output<T> | undefined {
  const copy = withoutNulls(data);
  let reported = 0;
  for (;;) {
    const result = schema.safeParse(copy);
    if (result.success) return result.data;
    const paths = removalOrder(result.error.issues.map((issue) => existing(copy, issue.path.filter(isStep))));
    for (const path of paths) {
      if (path.length === 0) return undefined;
      reported += 1;
      if (reported <= maxReported) {
        log.warning(
          'INVALID_VALUE',
          path.join('.'),
          'The value is not of the type that the standard gives this element.',
          valueAt(copy, path),
        );
      }
      remove(copy, path);
    }
  }
}

type Step = string | number;
type Path = readonly Step[];

function isStep(step: PropertyKey): step is Step {
  return typeof step !== 'symbol';
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) =>
      item === null || item === undefined ? [] : [[key, withoutNulls(item)]],
    ),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function step(container: unknown, key: Step): unknown {
  if (Array.isArray(container)) return typeof key === 'number' ? container[key] : undefined;
  return isObject(container) && Object.hasOwn(container, key) ? container[key] : undefined;
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce(step, root);
}

/** The longest part of a path at which there is something to remove (a missing property faults its parent). */
function existing(root: unknown, path: Path): Path {
  let current = path;
  while (current.length > 0 && valueAt(root, current) === undefined) current = current.slice(0, -1);
  return current;
}

/** Distinct paths, outermost only, later list elements first so that earlier positions stay valid. */
function removalOrder(paths: readonly Path[]): readonly Path[] {
  const distinct = [...new Map(paths.map((path) => [JSON.stringify(path), path])).values()];
  const outermost = distinct.filter((path) => !distinct.some((other) => other !== path && isPrefix(other, path)));
  return outermost.sort(laterFirst);
}

function isPrefix(prefix: Path, path: Path): boolean {
  return prefix.length < path.length && prefix.every((key, index) => key === path[index]);
}

function laterFirst(a: Path, b: Path): number {
  for (const [index, key] of a.entries()) {
    const other = b[index];
    if (typeof key === 'number' && typeof other === 'number' && key !== other) return other - key;
  }
  return 0;
}

function remove(root: unknown, path: Path): void {
  const key = path.at(-1);
  const container = valueAt(root, path.slice(0, -1));
  if (Array.isArray(container) && typeof key === 'number') container.splice(key, 1);
  else if (isObject(container) && key !== undefined) delete container[key];
}
