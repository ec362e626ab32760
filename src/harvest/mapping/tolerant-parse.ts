import { z } from 'zod';
import type { IssueLog } from '../format.js';
import { parseDegrees } from '../parse/values.js';

/** Most value problems that one record reports; the rest are left out just the same. */
const maxReported = 25;

/** Longest list of a record that is read; whatever is after it is left out. */
const maxElements = 5_000;

/** A text, or a number that a system wrote where a text belongs. */
export const scalarText = z.transform((value: unknown, context): string => {
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  context.issues.push({ code: 'invalid_type', expected: 'string', input: value });
  return z.NEVER;
});

/** True or false, also where a system writes it as a text. */
export const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);

/** Decimal degrees, also where a system writes them as a text. */
export const degrees = z.union([z.number(), z.string().transform(parseDegrees).pipe(z.number())]);

/** A list, also where a system writes its only value without one. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.preprocess((value) => (value === undefined || Array.isArray(value) ? value : [value]), z.array(item));
}

/**
 * Reads a JSON value as `schema`, leaving out whatever does not fit: each value of the wrong type becomes a warning
 * INVALID_VALUE and is removed (a list loses the element, an object the property). `null` properties count as absent.
 * A list of more than 5,000 elements is cut, with a warning TRUNCATED_VALUE.
 *
 * @returns undefined when nothing of the value fits, without an issue: the caller knows what that means
 */
export function parseTolerantly<T extends z.ZodType>(schema: T, data: unknown, log: IssueLog): z.output<T> | undefined {
  const first = isTidy(data) ? schema.safeParse(data) : undefined;
  if (first?.success === true) return first.data;
  const copy = tidied(data, [], log);
  let reported = 0;
  for (;;) {
    const result = schema.safeParse(copy);
    if (result.success) return result.data;
    const paths = distinct(result.error.issues.map((issue) => existing(copy, issue.path.filter(isStep))));
    if (paths.some((path) => path.length === 0)) return undefined;
    for (const path of paths.slice(0, maxReported - reported)) {
      const message = 'The value is not of the type that the standard gives this element.';
      log.warning('INVALID_VALUE', path.join('.'), message, valueAt(copy, path));
      reported += 1;
    }
    remove(copy, paths);
  }
}

type Step = string | number;
type Path = readonly Step[];

function isStep(step: PropertyKey): step is Step {
  return typeof step !== 'symbol';
}

/** Whether {@link tidied} would copy a value as it is, as it mostly does; the copy then need not be made. */
function isTidy(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.length <= maxElements && value.every(isTidy);
  for (const key in value) {
    const item = (value as Record<string, unknown>)[key];
    if (item === null || item === undefined || !isTidy(item)) return false;
  }
  return true;
}

/** A copy without `null` properties and without what is beyond the longest list. */
function tidied(value: unknown, path: Step[], log: IssueLog): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    if (value.length > maxElements) {
      log.warning('TRUNCATED_VALUE', path.join('.'), `Only the first ${maxElements} elements of this list are read.`);
    }
    return value.slice(0, maxElements).map((item, index) => within(index, item));
  }
  const entries = Object.entries(value).filter(([, item]) => item !== null && item !== undefined);
  return Object.fromEntries(entries.map(([key, item]) => [key, within(key, item)]));

  function within(step: Step, item: unknown): unknown {
    path.push(step);
    const copy = tidied(item, path, log);
    path.pop();
    return copy;
  }
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

function distinct(paths: readonly Path[]): readonly Path[] {
  return [...new Map(paths.map((path) => [JSON.stringify(path), path])).values()];
}

/** Takes the values at all paths out at once, so that no removal moves what another path points to. */
function remove(root: unknown, paths: readonly Path[]): void {
  const lists = new Map<unknown[], Set<Step>>();
  for (const path of paths) {
    const container = valueAt(root, path.slice(0, -1));
    const key = path.at(-1);
    if (key === undefined) continue;
    if (Array.isArray(container)) lists.set(container, (lists.get(container) ?? new Set()).add(key));
    else if (isObject(container)) delete container[key];
  }
  for (const [list, removed] of lists) {
    const kept = list.filter((_, index) => !removed.has(index));
    list.splice(0, list.length, ...kept);
  }
}
