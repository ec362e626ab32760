import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { temporaryDirectory } from '../support/servers.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('SIGTERM to npm start ends the server too', async () => {
  const folder = await temporaryDirectory('npm-start');
  const child = spawn('npm', ['start'], {
    cwd: root,
    env: { ...process.env, LOTSE_DATA: folder.path, LOTSE_HARVEST_ON_START: 'never', PORT: '0' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  const url = await vi.waitUntil(() => /Lotse serves GraphQL on (\S+)\/graphql/.exec(stderr)?.[1], { timeout: 50_000 });
  expect((await fetch(`${url}/health/live`)).status).toBe(200);
  child.kill('SIGTERM');
  await once(child, 'exit');
  const gone = () =>
    fetch(`${url}/health/live`).then(
      () => false,
      () => true,
    );
  expect(await vi.waitUntil(gone, { timeout: 15_000, interval: 200 })).toBe(true);
  await folder.remove();
}, 120_000);
