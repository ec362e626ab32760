import { FeedError } from '../../feed.js';
import type { TableOptions } from './table.options.js';
import { isRecord, templatePaths } from './table.path.js';
import { asList } from './table.value-options.js';

/** Names of the enclosing XML elements that the options read (`^NAME.…`). */
export function enclosingElements(options: TableOptions): ReadonlySet<string> {
  return new Set(placesIn(options).flatMap((path) => /^\^([^.[\]]+)/.exec(path)?.[1] ?? []));
}

/** Columns that the options read and a spreadsheet does not have: a misspelt option, or a file that has changed. */
export function missingColumns(options: TableOptions, columns: readonly string[]): readonly string[] {
  const there = new Set(columns);
  return [...new Set(placesIn(options).filter((path) => !there.has(path)))];
}

/**
 * Without the columns of id and title no row can be mapped: the file is another one than the options describe.
 *
 * @throws FeedError CONFIG_INVALID
 */
export function checkColumns(
  columns: readonly string[],
  sourceId: string,
  { fields }: TableOptions,
  uri: string,
): void {
  const titles = asList(fields.title).flatMap((title) => asList(title.from));
  for (const [key, names] of [
    ['id', asList(fields.id.from)],
    ['title', titles],
  ] as const) {
    if (names.length === 0 || names.some((name) => columns.includes(name))) continue;
    const quoted = (list: readonly string[]) => list.map((name) => `"${name}"`).join(', ');
    throw new FeedError(
      'CONFIG_INVALID',
      `Source "${sourceId}", options.fields.${key}.from: ${uri} has no column ${quoted(names)}; it has ${quoted(columns)}`,
    );
  }
}

/** Every `from` and every cell of a template, in the order of the canonical record. */
function placesIn(option: unknown): readonly string[] {
  if (Array.isArray(option)) return option.flatMap(placesIn);
  if (!isRecord(option)) return [];
  return Object.entries(option).flatMap(([key, inner]) => {
    if (key === 'map' || key === 'labels') return [];
    if (key === 'template' && typeof inner === 'string') return templatePaths(inner);
    if (key !== 'from') return placesIn(inner);
    return [inner].flat().filter((it): it is string => typeof it === 'string');
  });
}
