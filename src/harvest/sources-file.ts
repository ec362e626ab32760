import { dirname } from 'node:path';
import type { JudgedPairs } from '../domain/duplicates/cluster.js';
import { describeProblems, readYaml, YamlInvalid } from '../yaml/checked-yaml.js';
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
  /** Records that an operator has judged. */
  readonly duplicates: JudgedPairs;
}

const what = 'sources file';

/**
 * Reads and checks a sources file (YAML, schema `schema/sources.schema.json`). `formats` are the ids that a source may
 * name. Throws {@link SourcesInvalid}.
 */
export async function loadSources(path: string, formats?: readonly string[]): Promise<Sources> {
  const { content, lineOf } = await readYaml(path, what, sourcesFile).catch((error: unknown) => {
    if (error instanceof YamlInvalid) throw new SourcesInvalid(error.message, { cause: error });
    throw error;
  });
  const unknown = content.sources.flatMap(({ format }, index) =>
    format === undefined || formats === undefined || formats.includes(format)
      ? []
      : [
          {
            keys: ['sources', index, 'format'],
            message: `there is no format "${format}"; known are ${formats.join(', ')}`,
          },
        ],
  );
  if (unknown.length > 0) throw new SourcesInvalid(describeProblems(path, what, unknown, lineOf));
  return { path, baseDir: dirname(path), sources: content.sources, duplicates: content.duplicates };
}
