import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Document, isMap, isNode, isScalar, parseDocument } from 'yaml';
import type { z } from 'zod';
import { type SourceDefinition, sourcesFile } from './source.js';

/** The sources file cannot be used. The message lists every problem with file, line and key. */
export class SourcesInvalid extends Error {
  override readonly name = 'SourcesInvalid';
}

export interface Sources {
  readonly path: string;
  /** Folder that relative locations start from. */
  readonly baseDir: string;
  readonly sources: readonly SourceDefinition[];
}

/**
 * Reads and checks a sources file (YAML, schema `schema/sources.schema.json`). `formats` are the ids that a source may
 * name. Throws {@link SourcesInvalid}.
 */
export async function loadSources(path: string, formats?: readonly string[]): Promise<Sources> {
  const text = await readFile(path, 'utf8').catch((cause) => {
    throw new SourcesInvalid(
      `The sources file ${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  });
  const document = parseDocument(text, { prettyErrors: true });
  if (document.errors.length > 0) {
    throw new SourcesInvalid(
      `The sources file ${path} is not YAML:\n${document.errors.map(({ message }) => `  ${message.split('\n')[0]}`).join('\n')}`,
    );
  }
  const result = sourcesFile.safeParse(contentOf(document, path));
  if (result.success) {
    const unknown = result.data.sources.flatMap(({ format }, index) =>
      format === undefined || formats === undefined || formats.includes(format) ? [] : [{ format, index }],
    );
    if (unknown.length === 0) return { path, baseDir: dirname(path), sources: result.data.sources };
    const lines = unknown.map(({ format, index }) => {
      const line = lineOf(document, text, ['sources', index, 'format']);
      return `  line ${line}: sources.${index}.format: there is no format "${format}"; known are ${formats?.join(', ')}`;
    });
    throw new SourcesInvalid(`The sources file ${path} has problems:\n${lines.join('\n')}`);
  }
  const problems = result.error.issues.flatMap((issue) =>
    keysOf(issue).map((keys) => {
      const line = lineOf(document, text, keys);
      return { line, text: `  line ${line}: ${keys.length === 0 ? '' : `${keys.join('.')}: `}${issue.message}` };
    }),
  );
  problems.sort((a, b) => a.line - b.line);
  throw new SourcesInvalid(`The sources file ${path} has problems:\n${problems.map((each) => each.text).join('\n')}`);
}

/** The content; an alias that leads nowhere, or to too much, is a problem of the file. */
function contentOf(document: Document, path: string): unknown {
  try {
    return document.toJS();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SourcesInvalid(`The sources file ${path} is not YAML that can be used: ${reason}`, { cause });
  }
}

/** Where a problem is: keys that nobody knows are named themselves, not only what they stand in. */
function keysOf(issue: z.core.$ZodIssue): PropertyKey[][] {
  return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
}

/** Line of a key, or of the nearest thing around it that is there, from 1. */
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
