import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { GatewayKeys } from '../../src/harvest/discovery/keys.js';
import { lotse } from '../support/cli.js';
import { startTrivialApi } from '../support/trivial-api.js';

describe('the public key of a gateway', async () => {
  const data = await mkdtemp(join(tmpdir(), 'lotse-public-key-'));
  afterAll(() => rm(data, { recursive: true }));
  const keys = new GatewayKeys(join(data, 'keys'));
  const path = '/.well-known/lotse-public-key.pem';

  test('is served where providers look for it, and printed by the command of the same data folder', async () => {
    const { app, url } = await startTrivialApi({}, { publicKeyPem: () => keys.publicKeyPem() });
    const response = await fetch(`${url}${path}`);
    const served = await response.text();
    await app.close();
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/x-pem-file']);
    expect(served).toMatch(/^-----BEGIN PUBLIC KEY-----/);
    expect(await lotse(['discover', '--public-key'], { LOTSE_DATA: data })).toMatchObject({
      code: 0,
      stdout: served,
      stderr: '',
    });
  });

  test('is not served by a server that has none, and a failure tells no detail', async () => {
    const without = await startTrivialApi();
    expect((await fetch(`${without.url}${path}`)).status).toBe(404);
    await without.app.close();
    const broken = await startTrivialApi({}, { publicKeyPem: () => Promise.reject(new Error('EACCES /data/keys')) });
    const response = await fetch(`${broken.url}${path}`);
    expect([response.status, await response.text()]).toEqual([500, expect.not.stringContaining('/data/keys')]);
    await broken.app.close();
  });

  test('and the command need no engine; what is no domain is told', async () => {
    const finished = await lotse(['discover', '127.0.0.1'], { LOTSE_DATA: data });
    expect(finished).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('problem: 127.0.0.1: is not a domain name'),
    });
    expect(await lotse(['discover', '--provider-list', join(data, 'none')], { LOTSE_DATA: data })).toMatchObject({
      ...{ code: 1, stderr: expect.stringMatching(/^The provider list .* cannot be read\n$/) },
    });
  });
});
