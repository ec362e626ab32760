import { createHash, timingSafeEqual } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { type ErrorCode, errorKinds } from '../errors.js';

/** What of a request tells whether an administrator sent it. */
export interface AdminRequest {
  /** HTTP method; absent where the request did not come by HTTP. */
  readonly method?: string | undefined;
  /** The header `Authorization`. */
  readonly authorization?: string | undefined;
}

/**
 * Throws unless an administrator asks: `FORBIDDEN` where the server has no token or the request is no POST,
 * `UNAUTHENTICATED` for a wrong token or none.
 */
export function checkAdmin(tokens: readonly string[], { method = 'POST', authorization }: AdminRequest): void {
  if (tokens.length === 0) {
    throw refused('FORBIDDEN', 'This server has no administrators: LOTSE_ADMIN_TOKEN is not set.');
  }
  if (method !== 'POST') throw refused('FORBIDDEN', 'The fields for administrators are answered by POST only.');
  const [, given] = /^bearer +(\S+) *$/i.exec(authorization ?? '') ?? [];
  if (given === undefined) {
    throw refused(
      'UNAUTHENTICATED',
      'This needs the header "Authorization: Bearer" with the token of an administrator.',
    );
  }
  if (!isOneOf(tokens, given)) throw refused('UNAUTHENTICATED', 'The token is not that of an administrator.');
}

/** Compares with all of them, in time that depends on none. */
function isOneOf(tokens: readonly string[], given: string): boolean {
  const asked = digest(given);
  return tokens.map((token) => timingSafeEqual(digest(token), asked)).includes(true);
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function refused(code: ErrorCode, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status: errorKinds[code].status } } });
}
