import { expect, test } from 'vitest';
import { createLogger } from '../../src/telemetry/logger.js';

function lines(level: 'info' | 'silent' = 'info') {
  const written: string[] = [];
  return { written, log: createLogger({ level, write: (line) => written.push(line) }) };
}

test('a line is one JSON object with a level by name and a time, whatever the text', () => {
  const { written, log } = lines();
  log.info({ query: 'a\n{"level":"error"}' }, 'search\nfor');
  expect(written).toHaveLength(1);
  expect(written[0]?.trimEnd()).not.toContain('\n');
  const line = JSON.parse(written[0] ?? '');
  expect(line).toMatchObject({ level: 'info', msg: 'search\nfor', query: 'a\n{"level":"error"}' });
  expect(Date.parse(line.time)).toBeGreaterThan(0);
});

test('lines below the level are not written', () => {
  const { written, log } = lines();
  log.debug('no');
  log.warn('yes');
  expect(written).toHaveLength(1);
  const silent = lines('silent');
  silent.log.fatal('no');
  expect(silent.written).toEqual([]);
});

test('keys and passwords are not written', () => {
  const { written, log } = lines();
  log.info({ key: 'hunter2', headers: { authorization: 'hunter2' }, options: { password: 'hunter2' } }, 'start');
  expect(written.join()).not.toContain('hunter2');
});

test('an error is written with its cause', () => {
  const { written, log } = lines();
  log.error({ err: new Error('outer', { cause: new Error('inner') }) }, 'failed');
  expect(written[0]).toContain('outer');
  expect(written[0]).toContain('inner');
});
