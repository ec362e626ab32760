import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { interrupted } from '../../../src/cli/interrupted.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A process that is sent signals, how it was ended, and what it said. */
function aProcess() {
  const exits: number[] = [];
  const notes: string[] = [];
  const host = Object.assign(new EventEmitter(), { exit: (code: number) => void exits.push(code) });
  const output = { note: (text: string) => void notes.push(text) };
  const signal = interrupted(output, host as unknown as Parameters<typeof interrupted>[1]);
  return { host, signal, exits, notes };
}

test('a process that is told to end has time for it, and is ended when that is over', async () => {
  const { host, signal, exits, notes } = aProcess();
  await vi.advanceTimersByTimeAsync(600_000);
  expect([signal.aborted, exits]).toEqual([false, []]);
  host.emit('SIGTERM');
  expect(signal.aborted).toBe(true);
  await vi.advanceTimersByTimeAsync(59_000);
  expect([exits, notes]).toEqual([[], []]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect([exits, notes]).toEqual([[1], [expect.stringContaining('within 60 s')]]);
});

test('Ctrl-C twice ends it at once', () => {
  const { host, exits } = aProcess();
  host.emit('SIGINT');
  host.emit('SIGTERM');
  expect(exits).toEqual([]);
  host.emit('SIGINT');
  expect(exits).toEqual([130]);
});
