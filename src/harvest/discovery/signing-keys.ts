import { constants, createHash, createPublicKey, generateKeyPair, type KeyObject, sign } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { httpbis, type Request } from 'http-message-signatures';
import { type SignatureAlgorithm, signatureAlgorithms } from '../transports/signature-algorithms.js';
import { KeyFile } from './key-file.js';

/** A public key as providers find it (RFC 7517). */
export interface PublishedKey {
  /** What signatures name it by: its JWK thumbprint (RFC 7638). */
  readonly kid: string;
  readonly use: 'sig';
  /** The algorithm of RFC 9421 that it is used with. */
  readonly http_signature_alg: SignatureAlgorithm;
  readonly [member: string]: unknown;
}

const generatePair = promisify(generateKeyPair);

/** How the keys of an algorithm are made, and used (RFC 9421 §3.3.1, §3.3.4, §3.3.6). */
const algorithms: Readonly<
  Record<
    SignatureAlgorithm,
    {
      readonly generate: () => Promise<{ privateKey: KeyObject }>;
      readonly sign: (data: Buffer, key: KeyObject) => Buffer;
    }
  >
> = {
  ed25519: { generate: () => generatePair('ed25519'), sign: (data, key) => sign(null, data, key) },
  'ecdsa-p256-sha256': {
    generate: () => generatePair('ec', { namedCurve: 'P-256' }),
    sign: (data, key) => sign('sha256', data, { key, dsaEncoding: 'ieee-p1363' }),
  },
  'rsa-pss-sha512': {
    generate: () => generatePair('rsa', { modulusLength: 3072 }),
    sign: (data, key) => sign('sha512', data, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 64 }),
  },
};

/** How long a signature holds; QualityLink allows an hour. */
const validMs = 5 * 60_000;

/**
 * The key pairs that this gateway signs its requests with, one for each algorithm (QualityLink Data Exchange, "HTTP
 * Signature"; RFC 9421). They are made when they are first asked for, and kept in `signing-<algorithm>.pem` of the folder.
 */
export class SigningKeys {
  private readonly files: ReadonlyMap<SignatureAlgorithm, KeyFile>;

  constructor(
    folder: string,
    private readonly now: () => Date = () => new Date(),
  ) {
    const fileOf = (alg: SignatureAlgorithm) =>
      new KeyFile(join(folder, `signing-${alg}.pem`), async () => (await algorithms[alg].generate()).privateKey);
    this.files = new Map(signatureAlgorithms.map((alg) => [alg, fileOf(alg)]));
  }

  /** The headers that sign a request: its `@authority`, with `created`, `expires`, `keyid`, `alg` and `tag`. */
  async sign(alg: SignatureAlgorithm, { address, method }: { readonly address: URL; readonly method: string }) {
    const key = await this.keyOf(alg);
    const created = this.now();
    const unsigned: Request = { method, url: address, headers: {} };
    const { headers } = await httpbis.signMessage(
      {
        key: { id: kidOf(key), alg, sign: async (data) => algorithms[alg].sign(data, key) },
        fields: ['@authority'],
        params: ['created', 'expires', 'keyid', 'alg', 'tag'],
        paramValues: { created, expires: new Date(created.getTime() + validMs), tag: 'qualitylink-v1' },
      },
      unsigned,
    );
    return { 'signature-input': String(headers['Signature-Input']), signature: String(headers.Signature) };
  }

  /** All public keys, as a JWK set. */
  async published(): Promise<{ readonly keys: readonly PublishedKey[] }> {
    const keys = signatureAlgorithms.map(async (alg) => {
      const key = await this.keyOf(alg);
      return { ...publicJwk(key), kid: kidOf(key), use: 'sig' as const, http_signature_alg: alg };
    });
    return { keys: await Promise.all(keys) };
  }

  private async keyOf(alg: SignatureAlgorithm): Promise<KeyObject> {
    const file = this.files.get(alg);
    if (file === undefined) throw new Error(`there is no key for ${alg}`);
    return file.key();
  }
}

function publicJwk(key: KeyObject) {
  return createPublicKey(key).export({ format: 'jwk' });
}

/** The JWK thumbprint (RFC 7638 §3, RFC 8037 §2): SHA-256 of the required members in the order of their names. */
function kidOf(key: KeyObject): string {
  const jwk = publicJwk(key);
  const required = (['crv', 'e', 'kty', 'n', 'x', 'y'] as const).filter((name) => jwk[name] !== undefined);
  const canonical = JSON.stringify(Object.fromEntries(required.map((name) => [name, jwk[name]])));
  return createHash('sha256').update(canonical).digest('base64url');
}
