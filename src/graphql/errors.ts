import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { InvalidArgument } from '../search/invalid-argument.js';
import { SearchUnavailable } from '../search/search-engine.js';
import { QueueAway } from './queue-away.js';

/** One kind of error of the API. */
export interface ErrorKind {
  /** When it happens. */
  readonly description: string;
  /** HTTP status of an answer that has no data because of it. */
  readonly status: number;
  /** Whether the same request may succeed later. */
  readonly retry: boolean;
}

/** All codes in `errors[].extensions.code`. They are part of the API; the table in the README is made from them. */
export const errorKinds = {
  BAD_REQUEST: {
    description: 'The HTTP request is no GraphQL request, or lacks a header against cross-site request forgery.',
    status: 400,
    retry: false,
  },
  GRAPHQL_PARSE_FAILED: { description: 'The document has a syntax error.', status: 400, retry: false },
  GRAPHQL_VALIDATION_FAILED: {
    description: 'The document does not fit the schema: an unknown field, argument, type or literal.',
    status: 400,
    retry: false,
  },
  OPERATION_RESOLUTION_FAILURE: {
    description: 'The document holds no operation of this name, or several and no name was given.',
    status: 400,
    retry: false,
  },
  BAD_USER_INPUT: {
    description:
      'A variable or argument cannot be used. `argument` is its path, `reason` a word for the fault, `allowed` what would be possible where that is a short list.',
    status: 400,
    retry: false,
  },
  QUERY_TOO_COMPLEX: {
    description: 'The operation asks for too much. `reason` says of what, with `limit` and `actual`.',
    status: 400,
    retry: false,
  },
  PERSISTED_QUERY_NOT_FOUND: {
    description: 'The hash of an automatic persisted query is not known: send the query once with its hash.',
    status: 200,
    retry: false,
  },
  PERSISTED_QUERY_MISMATCH: { description: 'The hash is not the SHA-256 of the query.', status: 400, retry: false },
  ORIGIN_NOT_ALLOWED: {
    description: 'The page that asks is of an origin that may not use the preset, or only presets.',
    status: 403,
    retry: false,
  },
  UNKNOWN_PRESET: { description: 'A widget names a preset that the gateway does not have.', status: 404, retry: false },
  UNAUTHENTICATED: {
    description: 'A field for administrators was asked for without their token, or with a wrong one.',
    status: 401,
    retry: false,
  },
  FORBIDDEN: {
    description: 'A field for administrators was asked for by GET, or of a server that has no token for them.',
    status: 403,
    retry: false,
  },
  NOT_FOUND: { description: 'There is nothing at this address.', status: 404, retry: false },
  METHOD_NOT_ALLOWED: { description: 'The HTTP method is neither GET nor POST.', status: 405, retry: false },
  UNSUPPORTED_MEDIA_TYPE: { description: 'The body is not JSON.', status: 415, retry: false },
  REQUEST_TOO_LARGE: { description: 'The body is larger than is allowed.', status: 413, retry: false },
  REQUEST_TIMEOUT: { description: 'The request did not arrive in time.', status: 408, retry: true },
  RATE_LIMITED: {
    description:
      'The budget of the address is used up. The header Retry-After, and `retryAfterSeconds`, say when it is whole again.',
    status: 429,
    retry: true,
  },
  SERVICE_UNAVAILABLE: {
    description:
      'The search engine, or for administrators the queue of runs, does not answer; `retryable` is true. An outage is never an empty list.',
    status: 503,
    retry: true,
  },
  UPSTREAM_TIMEOUT: { description: 'The answer was not ready in time.', status: 504, retry: true },
  INTERNAL_SERVER_ERROR: {
    description: 'Something unexpected. The text is always the same; the log has the cause under `requestId`.',
    status: 500,
    retry: false,
  },
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof errorKinds;

/** What too much was asked of. */
export type ComplexityReason = 'tokens' | 'depth' | 'aliases' | 'rootFields' | 'cost';

/** The operation asks for more than is allowed. */
export function tooComplex(reason: ComplexityReason, limit: number, actual?: number): GraphQLError {
  const found = actual === undefined ? '' : ` (it has ${actual})`;
  return new GraphQLError(`The operation exceeds the limit of ${limit} for ${reason}${found}.`, {
    extensions: {
      code: 'QUERY_TOO_COMPLEX',
      reason,
      limit,
      ...(actual === undefined ? {} : { actual }),
      http: { status: errorKinds.QUERY_TOO_COMPLEX.status },
    },
  });
}

/** The client has asked for too much lately. */
export function rateLimited(retryAfterSeconds: number): GraphQLError {
  return new GraphQLError('Too much was asked from this address. Please try again later.', {
    extensions: {
      ...{ code: 'RATE_LIMITED', retryable: true, retryAfterSeconds },
      http: { status: errorKinds.RATE_LIMITED.status },
    },
  });
}

export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(errorKinds, code);
}

/** Cuts quoted values in messages of graphql-js, so that no answer echoes what a client sent at length. */
function shortened(message: string): string {
  const cut = message.replace(/"([^"]{100})[^"]+"/g, '"$1…"');
  return cut.length > 600 ? `${cut.slice(0, 599)}…` : cut;
}

/** `Variable "$filter" got invalid value … at "filter.eqfLevel.min"; …` → `filter.eqfLevel.min`. */
function coercedArgument(message: string): string | undefined {
  const match = /^Variable "\$(\w+)"(?: got invalid value [\s\S]*? at "([\w.[\]]+)";)?/.exec(message);
  return match === null ? undefined : (match[2] ?? match[1])?.replaceAll(/\[(\d+)\]/g, '.$1');
}

function withCode(
  { message: _message, extensions: _extensions, ...place }: GraphQLFormattedError,
  code: ErrorCode,
  message: string,
  more: Readonly<Record<string, unknown>> = {},
): GraphQLFormattedError {
  return { message, ...place, extensions: { code, ...more } };
}

/** Extensions of our own errors that are shown. */
function shownExtensions({ extensions = {} }: GraphQLFormattedError): Record<string, unknown> {
  const shown = ['argument', 'reason', 'allowed', 'limit', 'actual', 'retryable', 'retryAfterSeconds'];
  return Object.fromEntries(shown.flatMap((key) => (extensions[key] === undefined ? [] : [[key, extensions[key]]])));
}

function awayOf(cause: unknown): string {
  return cause instanceof QueueAway ? 'The queue of runs' : 'The search engine';
}

const manyTokens = /contains more tha[nt] (\d+) tokens/;

/** The code of an error, whatever it was thrown as. */
export function codeOf(error: unknown): ErrorCode {
  const cause = unwrapResolverError(error);
  if (cause instanceof InvalidArgument) return 'BAD_USER_INPUT';
  if (cause instanceof SearchUnavailable || cause instanceof QueueAway) return 'SERVICE_UNAVAILABLE';
  if (!(error instanceof GraphQLError)) return 'INTERNAL_SERVER_ERROR';
  if (error.message === 'provided sha does not match query') return 'PERSISTED_QUERY_MISMATCH';
  if (error.message === 'Unsupported persisted query version') return 'BAD_REQUEST';
  const { code } = error.extensions;
  if (code === 'GRAPHQL_PARSE_FAILED' && manyTokens.test(error.message)) return 'QUERY_TOO_COMPLEX';
  return isErrorCode(code) ? code : 'INTERNAL_SERVER_ERROR';
}

/**
 * What a client may know of an error: those in {@link errorKinds} with their message, everything else as an
 * `INTERNAL_SERVER_ERROR` with a fixed text.
 */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const code = codeOf(error);
  const cause = unwrapResolverError(error);
  const { message } = formatted;
  if (cause instanceof InvalidArgument) {
    const { argument, reason, allowed } = cause;
    return withCode(formatted, code, cause.message, { argument, reason, ...(allowed && { allowed }) });
  }
  switch (code) {
    case 'SERVICE_UNAVAILABLE':
      return withCode(formatted, code, `${awayOf(cause)} does not answer. Please try again.`, { retryable: true });
    case 'INTERNAL_SERVER_ERROR':
      return withCode(formatted, code, 'Internal server error');
    case 'BAD_USER_INPUT':
      return withCode(formatted, code, shortened(message), {
        argument: coercedArgument(message),
        reason: 'INVALID_VALUE',
        ...shownExtensions(formatted),
      });
    case 'QUERY_TOO_COMPLEX': {
      const limit = Number(manyTokens.exec(message)?.[1]);
      if (Number.isNaN(limit)) return withCode(formatted, code, message, shownExtensions(formatted));
      return withCode(formatted, code, tooComplex('tokens', limit).message, { reason: 'tokens', limit });
    }
    default:
      return withCode(formatted, code, shortened(message), shownExtensions(formatted));
  }
}
