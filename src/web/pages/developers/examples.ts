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

/** The sample operations that the package brings, in the order of their names; read once. */
export function examples(): readonly Example[] {
  known ??= readdirSync(folder)
    .filter((file) => file.endsWith('.graphql'))
    .sort()
    .map((file) => exampleOf(readFileSync(new URL(file, folder), 'utf8')));
  return known;
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
