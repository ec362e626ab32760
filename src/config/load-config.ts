import { resolve } from 'node:path';
import { type Config, type Setting, settings } from './config.js';

/** The settings cannot be used. The message lists every problem, one a line, and no value that may be a secret. */
export class ConfigInvalid extends Error {
  override readonly name = 'ConfigInvalid';
  constructor(readonly problems: readonly string[]) {
    super(`The settings are not usable:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  }
}

/** The environment of this process. Nothing else in Lotse reads `process.env`. */
export function environment(): NodeJS.ProcessEnv {
  return process.env;
}

/**
 * Reads all settings. Empty variables count as unset, relative paths are made absolute.
 * @throws ConfigInvalid with all problems at once.
 */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries<Setting<unknown>>(settings)) {
    values[name] = readSetting(setting, env, problems);
  }
  if (problems.length > 0) throw new ConfigInvalid(problems);
  const config = values as unknown as Config;
  const { dataDir, sourcesFile, widgetsFile } = config;
  return {
    ...config,
    dataDir: resolve(dataDir),
    sourcesFile: resolve(sourcesFile),
    ...(widgetsFile === undefined ? {} : { widgetsFile: resolve(widgetsFile) }),
  };
}

function readSetting(setting: Setting<unknown>, env: NodeJS.ProcessEnv, problems: string[]): unknown {
  const given = textOf(env, setting.env);
  if (given !== undefined && setting.needs !== undefined && textOf(env, setting.needs) === undefined) {
    problems.push(`${setting.env}: is set without ${setting.needs}, which it belongs to`);
  }
  const text = given ?? setting.default;
  if (text === undefined) return undefined;
  const result = setting.kind.schema.safeParse(text);
  if (result.success) return result.data;
  const got = setting.secret === true ? '' : `, not ${JSON.stringify(text.slice(0, 100))}`;
  problems.push(`${setting.env}: expected ${setting.kind.expected}${got}`);
  return undefined;
}

function textOf(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const text = env[name]?.trim();
  return text === '' ? undefined : text;
}
