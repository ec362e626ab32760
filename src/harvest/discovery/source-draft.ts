import type { z } from 'zod';
import type { sourceDefinition } from '../source.js';

/** An entry of a sources file before its defaults are filled in. */
export type SourceDraft = z.input<typeof sourceDefinition>;

export interface DraftOptions {
  /** Encrypts a secret with the public key of this gateway, Base64. */
  readonly encrypt: (text: string) => Promise<string>;
}
