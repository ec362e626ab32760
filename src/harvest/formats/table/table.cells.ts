import type { IssueLog } from '../../format.js';
import { type Cell, cellsAt, isRecord, templatePaths } from './table.path.js';
import { asList, type Condition, separatorOf, type ValueSpec } from './table.value-options.js';

/** What reading a cell needs beside the row. */
export interface Reading {
  readonly sourceId: string;
  /** BCP 47 tag of texts whose language is not declared. */
  readonly language: string;
  readonly timezone: string;
  readonly decimal: '.' | ',';
  readonly empty: readonly string[];
  readonly log: IssueLog;
}

/** A row, or a nested object that `each` leads to, with all that is needed to read its cells. */
export interface Scope {
  readonly row: unknown;
  /** Path of `row` in the record; empty for the record itself. */
  readonly at: string;
  readonly reading: Reading;
}

/** A plain value that was read. */
export interface Text {
  readonly text: string;
  readonly path: string;
  /** The value itself, where the cell held a number and not the text of one. */
  readonly number?: number;
}

/** The scopes that `each` leads to; the scope itself when it is not given. */
export function scopes(scope: Scope, each: string | undefined): readonly Scope[] {
  if (each === undefined) return [scope];
  return cellsAt(scope.row, each)
    .flatMap((cell) =>
      Array.isArray(cell.value) ? cell.value.map((value, at) => ({ value, path: `${cell.path}[${at}]` })) : [cell],
    )
    .filter((cell) => isRecord(cell.value))
    .map((cell) => ({ ...scope, row: cell.value, at: absolute(scope, cell.path) }));
}

/** All values at the declared place, trimmed, split, without empty ones, in order. */
export function readTexts(scope: Scope, spec: ValueSpec | undefined): readonly Text[] {
  if (spec === undefined || !holds(scope, spec.when)) return [];
  const found = spec.template === undefined ? readPlaces(scope, spec) : readTemplate(scope, spec.template);
  return spec.split === undefined ? found : found.flatMap((it) => split(it, spec.split ?? ''));
}

/** The first value at the declared place. */
export function readText(scope: Scope, spec: ValueSpec | undefined): Text | undefined {
  return readTexts(scope, spec)[0];
}

/** The cells at the first of the declared places that has any; objects and lists as they are. */
export function readCells(scope: Scope, spec: ValueSpec): readonly Cell[] {
  for (const path of asList(spec.from)) {
    const cells = cellsAt(scope.row, path).filter((cell) => isRecord(cell.value) || textOf(scope, cell) !== undefined);
    if (cells.length > 0) return cells.map((cell) => ({ value: cell.value, path: absolute(scope, cell.path) }));
  }
  return [];
}

/** Whether a condition holds for the row. */
export function holds(scope: Scope, when: Condition | undefined): boolean {
  if (when === undefined) return true;
  const texts = cellsAt(scope.row, when.from).flatMap((cell) => textOf(scope, cell) ?? []);
  if (when.equals !== undefined) return texts.some((text) => asList(when.equals).includes(text));
  return !texts.some((text) => asList(when.not).includes(text));
}

function readPlaces(scope: Scope, spec: ValueSpec): readonly Text[] {
  const places = asList(spec.from);
  if (spec.join === undefined) {
    for (const path of places) {
      const found = textsAt(scope, path);
      if (found.length > 0) return found;
    }
    return [];
  }
  const parts = places.map((path) => textsAt(scope, path));
  if (parts.some((part) => part.length === 0)) return [];
  const text = parts.flatMap((part) => part.map((it) => it.text)).join(spec.join);
  return [{ text, path: places.map((path) => absolute(scope, path)).join(' + ') }];
}

function readTemplate(scope: Scope, template: string): readonly Text[] {
  const paths = templatePaths(template);
  const values = new Map(
    paths.map((path) => [
      path,
      textsAt(scope, path)
        .map((it) => it.text)
        .join(', '),
    ]),
  );
  if ([...values.values()].some((value) => value === '')) return [];
  const text = template.replace(/\$\{([^}]+)\}/g, (_, path: string) => values.get(path.trim()) ?? '').trim();
  return text === '' ? [] : [{ text, path: paths.map((path) => absolute(scope, path)).join(' + ') }];
}

function textsAt(scope: Scope, path: string): readonly Text[] {
  return cellsAt(scope.row, path).flatMap((cell) => {
    const text = textOf(scope, cell);
    if (text === undefined) return [];
    const number = typeof cell.value === 'number' ? { number: cell.value } : {};
    return [{ text, path: absolute(scope, cell.path), ...number }];
  });
}

function textOf(scope: Scope, { value }: Cell): string | undefined {
  if (isRecord(value) && typeof value['#text'] === 'string') return textOf(scope, { value: value['#text'], path: '' });
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return undefined;
  const text = String(value).trim();
  return text === '' || scope.reading.empty.includes(text) ? undefined : text;
}

function split({ text, path }: Text, separator: string): readonly Text[] {
  return text
    .split(separatorOf(separator))
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => ({ text: part, path }));
}

function absolute(scope: Scope, path: string): string {
  return scope.at === '' ? path : `${scope.at}.${path}`;
}
