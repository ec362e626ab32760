import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Probe } from '../../../src/harvest/discovery/probe.js';
import { probeLog } from '../../../src/harvest/discovery/probe-log.js';

const probe = (domain: string): Probe => ({
  ...{ domain, method: 'dns', address: domain, outcome: 'none', at: '2026-11-23T12:00:00.000Z' },
});

test('attempts of discovery are kept, a line each, and the log does not grow for ever', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lotse-probes-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'discovery', 'probes.ndjson');
  const record = probeLog(path);
  await record([probe('a.example'), probe('b.example')]);
  await record([]);
  await record([probe('c.example')]);
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual(['a.example', 'b.example', 'c.example'].map(probe));
  await writeFile(path, 'x'.repeat(10 * 2 ** 20 + 1));
  await Promise.all(['d.example', 'e.example', 'f.example'].map((domain) => record([probe(domain)])));
  expect(await readFile(path, 'utf8')).toBe(
    ['d.example', 'e.example', 'f.example'].map((domain) => `${JSON.stringify(probe(domain))}\n`).join(''),
  );
  expect((await readFile(`${path}.1`, 'utf8')).startsWith('xx')).toBe(true);
});
