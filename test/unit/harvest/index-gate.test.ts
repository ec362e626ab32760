import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { LockedIndexGate } from '../../../src/harvest/index-gate.js';

test('work on the whole index ends when another process has taken one of its locks', async () => {
  const losers = new Map<string, () => void>();
  const released: string[] = [];
  const gate = new LockedIndexGate({
    async acquire(name, onLost) {
      losers.set(name, onLost ?? (() => undefined));
      return async () => void released.push(name);
    },
  });
  const work = gate.alone(
    ['b', 'a'],
    new AbortController().signal,
    () => undefined,
    async (signal) => {
      losers.get('+write.a')?.();
      await sleep(1_000, undefined, { signal }).catch(() => undefined);
      signal.throwIfAborted();
    },
  );
  await expect(work).rejects.toMatchObject({ code: 'RUN_IN_PROGRESS' });
  expect(released).toEqual(['+write.b', '+write.a', '+index']);
});
