/** Requests repeated at most. */
export const maxRetries = 3;

const transientStatus = new Set([408, 429, 502, 503, 504]);
const transientCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/**
 * Milliseconds to wait before the request is repeated after this answer, or `undefined` when it should not be. A server
 * that asks for a longer wait than `longestMs` is not asked again.
 */
export function delayAfterStatus(
  status: number,
  retryAfter: string | undefined,
  attempt: number,
  { firstDelayMs, longestMs }: { readonly firstDelayMs: number; readonly longestMs: number },
): number | undefined {
  if (!transientStatus.has(status) || attempt >= maxRetries) return undefined;
  const asked = askedDelayMs(status, retryAfter);
  if (asked === undefined) return backoff(attempt, firstDelayMs);
  return asked > longestMs ? undefined : Math.max(asked, backoff(attempt, firstDelayMs));
}

/** The same after a connection that failed before an answer began. */
export function delayAfterFailure(error: unknown, attempt: number, firstDelayMs: number): number | undefined {
  return attempt < maxRetries && transientCodes.has(errorCode(error)) ? backoff(attempt, firstDelayMs) : undefined;
}

/** Milliseconds for which the host of an answer asks to be left alone, where it does. */
export function askedDelayMs(status: number, retryAfter: string | undefined): number | undefined {
  return transientStatus.has(status) && retryAfter !== undefined ? retryAfterMs(retryAfter, Date.now()) : undefined;
}

/** The system's or undici's code of an error, also of the first of several. */
export function errorCode(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return errorCode(error.errors[0]);
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** Retry-After (RFC 9110 §10.2.3): seconds, or a date. */
export function retryAfterMs(value: string, now: number): number | undefined {
  if (/^\s*\d{1,9}\s*$/.test(value)) return Number(value) * 1000;
  const date = /GMT\s*$/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function backoff(attempt: number, firstDelayMs: number): number {
  return firstDelayMs * 2 ** attempt * (0.5 + Math.random());
}
