import { constants, createPublicKey, publicEncrypt } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { GatewayKeys } from '../../../src/harvest/discovery/keys.js';

describe('the key pair of a gateway', async () => {
  const root = await mkdtemp(join(tmpdir(), 'lotse-keys-'));
  afterAll(() => rm(root, { recursive: true }));
  const folder = join(root, 'keys');
  const keys = new GatewayKeys(folder);
  const encrypt = (pem: string, oaepHash: string, text: string | Buffer) =>
    publicEncrypt({ key: pem, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash }, Buffer.from(text)).toString(
      'base64',
    );

  test('is made once, also by several at once, and only its owner can read it', async () => {
    const pems = await Promise.all(
      [keys, new GatewayKeys(folder), new GatewayKeys(folder)].map((each) => each.publicKeyPem()),
    );
    expect(new Set([...pems, await new GatewayKeys(folder).publicKeyPem()]).size).toBe(1);
    expect(pems[0]).toMatch(/^-----BEGIN PUBLIC KEY-----\n[\s\S]+\n-----END PUBLIC KEY-----\n$/);
    expect(createPublicKey(pems[0] ?? '').asymmetricKeyDetails).toMatchObject({ modulusLength: 3072 });
    expect(await readdir(folder)).toEqual(['gateway-key.pem']);
    expect((await stat(join(folder, 'gateway-key.pem'))).mode & 0o777).toBe(0o600);
  });

  test('opens what was encrypted with SHA-256, with SHA-1 as openssl does by itself, and by ourselves', async () => {
    const pem = await keys.publicKeyPem();
    for (const hash of ['sha256', 'sha1']) expect(await keys.decrypt(encrypt(pem, hash, 'Geheim ß'))).toBe('Geheim ß');
    expect(await keys.decrypt(await keys.encrypt('x'.repeat(318)))).toBe('x'.repeat(318));
    expect(await keys.encrypt('same')).not.toBe(await keys.encrypt('same'));
  });

  test('does not open what is for others, changed or no text', async () => {
    const pem = await keys.publicKeyPem();
    const other = await new GatewayKeys(join(root, 'other')).publicKeyPem();
    const changed = Buffer.from(encrypt(pem, 'sha256', 'text'), 'base64')
      .fill(0, 100, 104)
      .toString('base64');
    for (const text of [
      encrypt(other, 'sha256', 'text'),
      changed,
      encrypt(pem, 'sha256', Buffer.from([0xff])),
      'AAAA',
      '',
    ])
      await expect(keys.decrypt(text)).rejects.toMatchObject({ name: 'NotDecipherable' });
  });

  test('does not open what was cut by a zero byte at its beginning, or grown by one', async () => {
    let encrypted = Buffer.of(1);
    // One in 256.
    while (encrypted[0] !== 0) encrypted = Buffer.from(await keys.encrypt('text'), 'base64');
    expect(await keys.decrypt(encrypted.toString('base64'))).toBe('text');
    for (const other of [encrypted.subarray(1), Buffer.concat([Buffer.of(0), encrypted])])
      await expect(keys.decrypt(other.toString('base64'))).rejects.toMatchObject({ name: 'NotDecipherable' });
  });

  test('is not made by decrypting, and a file that is no key is not replaced', async () => {
    const unused = join(root, 'unused');
    await expect(new GatewayKeys(unused).decrypt('AAAA')).rejects.toThrow(/no key yet/);
    await expect(stat(unused)).rejects.toMatchObject({ code: 'ENOENT' });
    const broken = join(folder, '..', 'other', 'gateway-key.pem');
    await writeFile(broken, 'no key');
    await expect(new GatewayKeys(join(root, 'other')).publicKeyPem()).rejects.toThrow();
    expect((await stat(broken)).size).toBe(6);
  });
});
