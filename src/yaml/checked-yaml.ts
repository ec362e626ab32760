import { readFile } from 'node:fs/promises';
import { type Document, isMap, isNode, isScalar, parseDocument } from 'yaml';
import type { z } from 'zod';

/** A YAML file that was read and found to be of its schema. */
export interface CheckedYaml<T> {
  readonly content: T;
  /** Line of a key, or of the nearest thing around it that is there, from 1. */
  lineOf(keys: readonly PropertyKey[]): number;
}

/** The file cannot be used. The message lists every problem with file, line and key. */
export class YamlInvalid extends Error {
  override readonly name = 'YamlInvalid';
}

/** Reads a YAML file and checks it. `what` names the file in messages: `sources file`. Throws {@link YamlInvalid}. */
export async function readYaml<T>(path: string, what: string, schema: z.ZodType<T>): Promise<CheckedYaml<T>> {
  const text = await readFile(path, 'utf8').catch((cause) => {
    throw new YamlInvalid(`The ${what} ${path} cannot be read: ${messageOf(cause)}`, { cause });
  });
  const document = parseDocument(text, { prettyErrors: true });
  if (document.errors.length > 0) {
    const lines = document.errors.map(({ message }) => `  ${message.split('\n')[0]}`);
    throw new YamlInvalid(`The ${what} ${path} is not YAML:\n${lines.join('\n')}`);
  }
  const result = schema.safeParse(contentOf(document, path, what));
  const line = (keys: readonly PropertyKey[]) => lineOf(document, text, keys);
  if (result.success) return { content: result.data, lineOf: line };
  const problems = result.error.issues.flatMap((issue) =>
    keysOf(issue).map((keys) => ({ keys, message: issue.message })),
  );
  throw new YamlInvalid(describeProblems(path, what, problems, line));
}

/** The message of a file with problems, in the order of its lines. */
export function describeProblems(
  path: string,
  what: string,
  problems: readonly { readonly keys: readonly PropertyKey[]; readonly message: string }[],
  lineOf: CheckedYaml<unknown>['lineOf'],
): string {
  const lines = problems.map(({ keys, message }) => {
    const line = lineOf(keys);
    return { line, text: `  line ${line}: ${keys.length === 0 ? '' : `${keys.join('.')}: `}${message}` };
  });
  lines.sort((a, b) => a.line - b.line);
  return `The ${what} ${path} has problems:\n${lines.map(({ text }) => text).join('\n')}`;
}

/** The content; an alias that leads nowhere, or to too much, is a problem of the file. */
function contentOf(document: Document, path: string, what: string): unknown {
  try {
    return document.toJS();
  } catch (cause) {
    throw new YamlInvalid(`The ${what} ${path} is not YAML that can be used: ${messageOf(cause)}`, { cause });
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

/** Where a problem is: keys that nobody knows are named themselves, not only what they stand in. */
function keysOf(issue: z.core.$ZodIssue): PropertyKey[][] {
  return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
}

function lineOf(document: Document, text: string, keys: readonly PropertyKey[]): number {
  for (let depth = keys.length; depth > 0; depth -= 1) {
    const parent = depth === 1 ? document.contents : document.getIn(keys.slice(0, depth - 1), true);
    const key = keys[depth - 1];
    const pair = isMap(parent) ? parent.items.find((item) => isScalar(item.key) && item.key.value === key) : undefined;
    const node = pair?.key ?? document.getIn(keys.slice(0, depth), true);
    if (isNode(node) && node.range) return text.slice(0, node.range[0]).split('\n').length;
  }
  return 1;
}
