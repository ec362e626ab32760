import {
  constants,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  privateDecrypt,
  publicEncrypt,
} from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { KeyFile } from './key-file.js';

/** A secret that this gateway's key does not open. The message says nothing about its content. */
export class NotDecipherable extends Error {
  override readonly name = 'NotDecipherable';
}

const modulusLength = 3072;
const padding = constants.RSA_PKCS1_OAEP_PADDING;

/**
 * The RSA key pair that providers encrypt secrets for us with (QualityLink Data Exchange, "HTTP Request Header"; RFC 8017
 * §7.1). It is made when the public key is first asked for, and kept in `gateway-key.pem` (mode 0600) of the folder: whoever
 * loses that file loses all secrets that were encrypted for it.
 */
export class GatewayKeys {
  private readonly file: KeyFile;

  constructor(folder: string) {
    this.file = new KeyFile(join(folder, 'gateway-key.pem'), async () => {
      const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength });
      return privateKey;
    });
  }

  /** The public key, PEM (SubjectPublicKeyInfo), as `openssl pkeyutl -pubin` reads it. */
  async publicKeyPem(): Promise<string> {
    return createPublicKey(await this.file.key())
      .export({ type: 'spki', format: 'pem' })
      .toString();
  }

  /** Encrypts a text of at most 318 bytes (OAEP with SHA-256), Base64. */
  async encrypt(text: string): Promise<string> {
    const key = createPublicKey(await this.file.key());
    return publicEncrypt({ key, padding, oaepHash: 'sha256' }, Buffer.from(text)).toString('base64');
  }

  /**
   * Decrypts a Base64 text: OAEP with SHA-256, or with SHA-1, which `openssl pkeyutl` takes by itself. The function of MGF1
   * is the same one. A text that is not as long as the modulus is refused, as RFC 8017 (§7.1.2) has it: otherwise one that
   * begins with a zero byte would be good without it as well.
   *
   * @throws NotDecipherable
   */
  async decrypt(encrypted: string): Promise<string> {
    const key = await this.existingKey();
    const bytes = Buffer.from(encrypted, 'base64');
    const hashes = bytes.length === lengthOf(key) ? ['sha256', 'sha1'] : [];
    for (const oaepHash of hashes) {
      try {
        const text = privateDecrypt({ key, padding, oaepHash }, bytes);
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(text);
      } catch {
        // The other hash, or none.
      }
    }
    throw new NotDecipherable('it was not encrypted with the public key of this gateway');
  }

  private async existingKey(): Promise<KeyObject> {
    const key = await this.file.existing();
    if (key === undefined)
      throw new NotDecipherable('this gateway has no key yet, so nobody can have encrypted it for us');
    return key;
  }
}

/** Bytes of the modulus, and so of all that is encrypted with it. */
function lengthOf({ asymmetricKeyDetails }: KeyObject): number {
  return Math.ceil((asymmetricKeyDetails?.modulusLength ?? 0) / 8);
}
