import { createPrivateKey, createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { SigningKeys } from '../../../src/harvest/discovery/signing-keys.js';

describe('the keys that requests are signed with', async () => {
  const root = await mkdtemp(join(tmpdir(), 'lotse-signing-'));
  afterAll(() => rm(root, { recursive: true }));
  const now = () => new Date('2026-11-23T12:00:00.900Z');
  const created = 1795435200;

  /** By RFC 9421 §3.2, with the signature base of §2.5 written out. */
  const verified = {
    ed25519: (base: Buffer, key: JsonWebKey, signature: Buffer) =>
      verify(null, base, createPublicKey({ key, format: 'jwk' }), signature),
    'ecdsa-p256-sha256': (base: Buffer, key: JsonWebKey, signature: Buffer) =>
      verify('sha256', base, { key, format: 'jwk', dsaEncoding: 'ieee-p1363' }, signature),
    'rsa-pss-sha512': (base: Buffer, key: JsonWebKey, signature: Buffer) =>
      verify('sha512', base, { key, format: 'jwk', padding: 6, saltLength: 64 }, signature),
  };

  test.each(['ed25519', 'ecdsa-p256-sha256', 'rsa-pss-sha512'] as const)(
    'sign with %s as RFC 9421 has it',
    async (alg) => {
      const keys = new SigningKeys(join(root, 'own'), now);
      const { keys: published } = await new SigningKeys(join(root, 'own')).published();
      const key = published.find((each) => each.http_signature_alg === alg);
      const headers = await keys.sign(alg, { address: new URL('https://Data.Uni.example:443/elm?a=b'), method: 'GET' });
      const parameters = `("@authority");created=${created};expires=${created + 300};keyid="${key?.kid}";alg="${alg}";tag="qualitylink-v1"`;
      expect(headers['signature-input']).toBe(`sig=${parameters}`);
      const signature = Buffer.from(/^sig=:(.*):$/.exec(headers.signature)?.[1] ?? '', 'base64');
      const base = `"@authority": data.uni.example\n"@signature-params": ${parameters}`;
      expect(verified[alg](Buffer.from(base), { ...key }, signature)).toBe(true);
      expect(verified[alg](Buffer.from(base.replace('uni', 'other')), { ...key }, signature)).toBe(false);
    },
  );

  test('a port that is not the usual one belongs to the authority', async () => {
    const keys = new SigningKeys(join(root, 'own'), now);
    const { keys: published } = await keys.published();
    const address = new URL('http://uni.example:8080/');
    const headers = await keys.sign('ed25519', { address, method: 'POST' });
    const base = `"@authority": uni.example:8080\n"@signature-params": ${headers['signature-input'].slice(4)}`;
    const signature = Buffer.from(headers.signature.slice(5, -1), 'base64');
    expect(verified.ed25519(Buffer.from(base), { ...published[0] }, signature)).toBe(true);
  });

  test('are named by their thumbprint (RFC 8037 appendix A.3), and made once by several at once', async () => {
    const folder = join(root, 'given');
    await mkdir(folder);
    // RFC 8037 appendix A.1.
    const key = {
      ...{ kty: 'OKP', crv: 'Ed25519', d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A' },
      x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
    };
    const pem = createPrivateKey({ key, format: 'jwk' }).export({ format: 'pem', type: 'pkcs8' });
    await writeFile(join(folder, 'signing-ed25519.pem'), pem);
    const sets = await Promise.all([new SigningKeys(folder), new SigningKeys(folder)].map((keys) => keys.published()));
    expect(sets[0]?.keys[0]?.kid).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
    expect(sets[0]).toEqual(sets[1]);
    expect(await readdir(folder)).toEqual([
      ...['signing-ecdsa-p256-sha256.pem', 'signing-ed25519.pem', 'signing-rsa-pss-sha512.pem'],
    ]);
  });
});
