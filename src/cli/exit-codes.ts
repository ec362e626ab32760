/** Exit codes of all commands. */
export const exitCodes = {
  /** Everything went well. */
  ok: 0,
  /** Nothing could be done: bad usage or settings, no engine, or no source that worked. */
  failed: 1,
  /** Some of it did not work: sources refused or failed, records with errors. */
  partial: 2,
} as const;
