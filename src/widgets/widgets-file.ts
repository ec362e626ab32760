import { describeProblems, readYaml, YamlInvalid } from '../yaml/checked-yaml.js';
import { type WidgetPreset, widgetsFile } from './preset.js';

/** The widgets file cannot be used. The message lists every problem with file, line and key. */
export class WidgetsInvalid extends Error {
  override readonly name = 'WidgetsInvalid';
}

/** A problem of a filter: where in it, and what. */
export interface FilterProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

const what = 'widgets file';

/**
 * Reads and checks a file of presets (YAML, schema `schema/widgets.schema.json`). `problemsOf` says what is wrong with a
 * filter. Throws {@link WidgetsInvalid}: a preset that means less than is written there would show what it must not.
 */
export async function loadWidgets(
  path: string,
  problemsOf: (preset: WidgetPreset) => readonly FilterProblem[],
): Promise<ReadonlyMap<string, WidgetPreset>> {
  const { content, lineOf } = await readYaml(path, what, widgetsFile).catch((error: unknown) => {
    if (error instanceof YamlInvalid) throw new WidgetsInvalid(error.message, { cause: error });
    throw error;
  });
  const presets = Object.entries(content.widgets).map(([id, preset]): WidgetPreset => ({ id, ...preset }));
  const problems = presets.flatMap((preset) =>
    problemsOf(preset).map(({ path: at, message }) => ({ keys: ['widgets', preset.id, 'filter', ...at], message })),
  );
  if (problems.length > 0) throw new WidgetsInvalid(describeProblems(path, what, problems, lineOf));
  return new Map(presets.map((preset) => [preset.id, preset]));
}
