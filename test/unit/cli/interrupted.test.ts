import { expect, test } from 'vitest';
import { harvestCommand } from '../../../src/cli/commands/harvest.js';
import { purgeCommand } from '../../../src/cli/commands/purge.js';
import type { Gateway } from '../../../src/gateway.js';
import { sourceDefinition } from '../../../src/harvest/source.js';

/** A gateway of three sources, and what a command that is ended by Ctrl-C says. */
function interrupted() {
  const sources = ['a', 'b', 'c'].map((id) => sourceDefinition.parse({ id, name: id, location: '-' }));
  const ending = new AbortController();
  const notes: string[] = [];
  const gateway = {
    sources: { sources, path: 'sources.yaml' },
    life: { prepare: async () => 'present' },
    removedSources: async () => [],
    async purge({ id: source }: { id: string }) {
      if (source === 'b') ending.abort();
      return { source, withdrawn: 0, expired: 0 };
    },
  } as unknown as Gateway;
  const output = { line: () => undefined, note: (text: string) => void notes.push(text), stderr: process.stderr };
  return { gateway, ending, notes, output };
}

test('a harvest that was ended before any run has not gone well', async () => {
  const { gateway, ending, notes, output } = interrupted();
  ending.abort();
  expect(await harvestCommand(gateway, [], { json: true }, output, ending.signal)).toBe(1);
  expect(notes).toEqual(['Stopped; 3 of 3 sources were not run.']);
});

test('a purge that was ended does not say that nothing is left to do', async () => {
  const { gateway, ending, notes, output } = interrupted();
  expect(await purgeCommand(gateway, [], {}, output, ending.signal)).toBe(2);
  expect(await purgeCommand(gateway, [], {}, output, ending.signal)).toBe(1);
  expect(notes).toEqual(['Stopped; 1 of 3 sources were not looked at.', 'Stopped; 3 of 3 sources were not looked at.']);
});
