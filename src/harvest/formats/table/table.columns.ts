import type { TableOptions } from './table.options.js';
import { isRecord, templatePaths } from './table.path.js';
import type { Row } from './table.record.js';

/** Names of the enclosing XML elements that the options read (`^NAME.…`). */
export function enclosingElements(options: TableOptions): ReadonlySet<string> {
  return new Set(placesIn(options).flatMap((path) => /^\^([^.[\]]+)/.exec(path)?.[1] ?? []));
}

/** Columns that the options read and a CSV file does not have: a misspelt option, or a file that has changed. */
export function missingColumns(options: TableOptions, row: Row): readonly string[] {
  return [...new Set(placesIn(options).filter((path) => !Object.hasOwn(row, path)))];
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
