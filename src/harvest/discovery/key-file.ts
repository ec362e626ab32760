import { createPrivateKey, type KeyObject, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A private key in a file of its own (PKCS #8, PEM, mode 0600). A file that is no key is never replaced. */
export class KeyFile {
  private loaded: Promise<KeyObject> | undefined;

  constructor(
    private readonly path: string,
    private readonly generate: () => Promise<KeyObject>,
  ) {}

  /** The key, which is made where there is none. */
  key(): Promise<KeyObject> {
    this.loaded ??= this.readOrCreate().catch((cause: unknown) => {
      this.loaded = undefined;
      throw cause;
    });
    return this.loaded;
  }

  /** The key, if there is one. */
  async existing(): Promise<KeyObject | undefined> {
    try {
      return createPrivateKey(await readFile(this.path));
    } catch (error) {
      if (isCode(error, 'ENOENT')) return undefined;
      throw error;
    }
  }

  private async readOrCreate(): Promise<KeyObject> {
    const existing = await this.existing();
    if (existing !== undefined) return existing;
    const key = await this.generate();
    await mkdir(dirname(this.path), { recursive: true, mode: 0o700 });
    const draft = join(dirname(this.path), `.${randomUUID()}.pem`);
    try {
      await writeFile(draft, key.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx', flush: true });
      // Two processes may do this at once: the first one's key stays.
      await link(draft, this.path).catch((error: unknown) => {
        if (!isCode(error, 'EEXIST')) throw error;
      });
    } finally {
      await rm(draft, { force: true });
    }
    const kept = await this.existing();
    if (kept === undefined) throw new Error(`${this.path} has gone`);
    return kept;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
