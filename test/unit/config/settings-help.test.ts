import { expect, test } from 'vitest';
import { settings } from '../../../src/config/config.js';
import { settingsHelp, settingsTable } from '../../../src/config/settings-help.js';

test('the help names every variable once and keeps to the width', () => {
  const lines = settingsHelp(80).split('\n');
  for (const { env } of Object.values(settings)) expect(lines.filter((line) => line === `  ${env}`)).toHaveLength(1);
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
});

test('the table has a row of three cells for every variable', () => {
  const rows = settingsTable().split('\n').slice(2);
  expect(rows).toHaveLength(Object.keys(settings).length);
  expect(rows.filter((row) => row.split(/(?<!\\)\|/).length !== 5)).toEqual([]);
  expect(rows.find((row) => row.includes('`PORT`'))).toMatch(/^\| `PORT` \| 4000 \| /);
});

test('defaults that depend on where the package lies are described, not printed', () => {
  expect(settingsTable()).not.toContain(process.cwd());
});
