import { readdirSync, readFileSync } from 'node:fs';

/** An operation of schema/operations. */
export interface Example {
  /** Name of the operation. */
  readonly name: string;
  /** Its first comment. */
  readonly about: string;
  readonly text: string;
}

const folder = new URL('../../../../schema/operations/', import.meta.url);
let known: readonly Example[] | undefined;

/** What one begins with, and then keeps a copy up to date with. */
const order = ['FirstSearch', 'Opportunity', 'Facets', 'Suggestions', 'Export', 'Changes', 'Withdrawn'];

/** The sample operations that the package brings, the usual ones first; read once. */
export function examples(): readonly Example[] {
  known ??= readdirSync(folder)
    .filter((file) => file.endsWith('.graphql'))
    .map((file) => exampleOf(readFileSync(new URL(file, folder), 'utf8')))
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
  return known;
}

function rank({ name }: Example): number {
  const at = order.indexOf(name);
  return at < 0 ? order.length : at;
}

function exampleOf(text: string): Example {
  const name = /^(?:query|mutation)\s+(\w+)/m.exec(text)?.[1] ?? '';
  const comment = /^(?:#.*\n)+/.exec(text)?.[0] ?? '';
  return {
    name,
    about: comment.replace(/^#\s?/gm, '').replaceAll('\n', ' ').trim(),
    text: text.slice(comment.length).trim(),
  };
}

/** What of this gateway examples are shown with. */
export interface ExampleFacts {
  /** Ids of offers that there are. */
  readonly ids: readonly string[];
  /** ISO 8601 date. */
  readonly today: string;
}

/** Variables with which an example finds something here. */
export function variablesOf({ name }: Example, { ids, today }: ExampleFacts): Readonly<Record<string, unknown>> {
  const week = 7 * 24 * 60 * 60 * 1000;
  const all: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    FirstSearch: { query: 'data', language: 'en', first: 10 },
    Opportunity: { id: ids[0] ?? '', language: 'en' },
    Facets: { query: 'data' },
    Suggestions: { query: 'data' },
    Changes: { since: new Date(Date.parse(today) - week).toISOString() },
    Withdrawn: { ids },
    Vocabulary: { scheme: 'mode' },
  };
  return all[name] ?? {};
}
