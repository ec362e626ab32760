import { expect, test } from 'vitest';
import { logLevelOf } from '../../../src/cli/log-level.js';
import { loadConfig } from '../../../src/config/load-config.js';

test.each([
  ['a server whose log is collected', { server: true, terminal: false }, 'info'],
  ['a server that a person started', { server: true, terminal: true }, 'warn'],
  ['a command', { server: false, terminal: true }, 'error'],
])('%s logs by default what its reader needs', (_, use, level) => {
  expect(logLevelOf(loadConfig({}), use)).toBe(level);
});

test('a level that was set is the level, whoever reads', () => {
  const config = loadConfig({ LOTSE_LOG_LEVEL: 'info' });
  for (const server of [true, false]) expect(logLevelOf(config, { server, terminal: true })).toBe('info');
});
