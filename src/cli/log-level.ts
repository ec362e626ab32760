import type { Config } from '../config/config.js';

type LogLevel = NonNullable<Config['logLevel']>;

/**
 * What is logged where LOTSE_LOG_LEVEL says nothing. A server logs what happens; to a person at a terminal only what is
 * wrong, since lines of JSON would hide the progress and the address. Commands that end report by themselves.
 */
export function logLevelOf(
  { logLevel }: Pick<Config, 'logLevel'>,
  use: { readonly server: boolean; readonly terminal: boolean },
): LogLevel {
  if (logLevel !== undefined) return logLevel;
  if (!use.server) return 'error';
  return use.terminal ? 'warn' : 'info';
}
