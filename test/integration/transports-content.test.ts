import { mkdtemp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Mark } from '../../src/harvest/transports/transport-memory.js';
import { serve } from './faulty-server.js';
import { baseDir, read, started } from './read-feeds.js';

const toNobody = { listed: () => undefined, deleted: () => undefined, nothingNew: () => undefined };

test('of documents that are told by their content, of which one has changed, all are read, and no file is left', async () => {
  const bodies = new Map([
    ['/a', 'the one'],
    ['/b', 'the other'],
  ]);
  const server = await started(serve((request, response) => response.end(bodies.get(request.url ?? ''))));
  const location = ['a', 'b'].map((path) => `${server.url}${path}`);
  const scratchDir = await mkdtemp(join(baseDir, 'scratch-'));
  let marks = new Map<string, Mark>();
  const run = async () => {
    const learned = new Map<string, Mark>();
    const keep = (address: string, mark: Mark) => void learned.set(address, mark);
    const memory = { ...toNobody, onlyChanges: () => undefined, marks, keep };
    const feeds = await read(location, { allowHosts: [server.host], scratchDir, memory });
    marks = learned;
    expect(await readdir(scratchDir)).toEqual([]);
    return feeds.map(({ body }) => body);
  };
  expect(await run()).toEqual(['the one', 'the other']);
  expect(await run()).toEqual([]);
  bodies.set('/b', 'another');
  expect(await run()).toEqual(['the one', 'another']);
  bodies.set('/a', 'one more');
  expect(await run()).toEqual(['one more', 'another']);
});
