import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { GatewayKeys } from '../../src/harvest/discovery/keys.js';
import { SigningKeys } from '../../src/harvest/discovery/signing-keys.js';
import { lotse } from '../support/cli.js';
import { startTrivialApi } from '../support/trivial-api.js';

describe('the public key of a gateway', async () => {
  const data = await mkdtemp(join(tmpdir(), 'lotse-public-key-'));
  afterAll(() => rm(data, { recursive: true }));
  const keys = new GatewayKeys(join(data, 'keys'));
  const path = '/.well-known/lotse-public-key.pem';
  const signing = new SigningKeys(join(data, 'keys'));
  const publicKeys = { encryptionPem: () => keys.publicKeyPem(), signing: () => signing.published() };

  test('is served where providers look for it, and printed by the command of the same data folder', async () => {
    const { app, url } = await startTrivialApi({}, { publicKeys });
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

  test('that requests are signed with is served as a JWK set, and printed by the command, private parts left out', async () => {
    const { app, url } = await startTrivialApi({}, { publicKeys });
    const response = await fetch(`${url}/.well-known/http-message-signatures-directory`);
    const served: unknown = await response.json();
    await app.close();
    expect([response.status, response.headers.get('content-type')]).toEqual([
      ...[200, 'application/http-message-signatures-directory+json; charset=utf-8'],
    ]);
    const common = { kid: expect.stringMatching(/^[\w-]{43}$/), use: 'sig' };
    expect(served).toEqual({
      keys: [
        { ...common, kty: 'OKP', crv: 'Ed25519', x: expect.any(String), http_signature_alg: 'ed25519' },
        {
          ...{ ...common, kty: 'EC', crv: 'P-256', x: expect.any(String), y: expect.any(String) },
          http_signature_alg: 'ecdsa-p256-sha256',
        },
        { ...common, kty: 'RSA', n: expect.any(String), e: 'AQAB', http_signature_alg: 'rsa-pss-sha512' },
      ],
    });
    const printed = await lotse(['discover', '--signing-keys'], { LOTSE_DATA: data });
    expect(printed).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(printed.stdout)).toEqual(served);
  });

  test('is not served by a server that has none, and a failure tells no detail', async () => {
    const without = await startTrivialApi();
    expect((await fetch(`${without.url}${path}`)).status).toBe(404);
    await without.app.close();
    const encryptionPem = () => Promise.reject(new Error('EACCES /data/keys'));
    const broken = await startTrivialApi({}, { publicKeys: { ...publicKeys, encryptionPem } });
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
