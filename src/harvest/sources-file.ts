import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseDocument } from 'yaml';
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

/** Reads and checks a sources file (YAML, schema `schema/sources.schema.json`). Throws {@link SourcesInvalid}. */
export async function loadSources(path: string): Promise<Sources> {
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
  const result = sourcesFile.safeParse(document.toJS());
  if (result.success) return { path, baseDir: dirname(path), sources: result.data.sources };
  const lineOf = (keys: readonly PropertyKey[]) => {
    for (let depth = keys.length; depth > 0; depth -= 1) {
      const node = document.getIn(keys.slice(0, depth), true) as { range?: [number, number, number] } | undefined;
      if (node?.range !== undefined) return text.slice(0, node.range[0]).split('\n').length;
    }
    return 1;
  };
  const problems = result.error.issues.map(
    ({ path: keys, message }) => `  line ${lineOf(keys)}: ${keys.join('.')}: ${message}`,
  );
  throw new SourcesInvalid(`The sources file ${path} has problems:\n${problems.join('\n')}`);
}
