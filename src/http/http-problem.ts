import type { Socket } from 'node:net';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';

/** What can go wrong before or around GraphQL: status of the answer, and text for developers. */
export const httpProblems = {
  BAD_REQUEST: { status: 400, message: 'The request cannot be read.' },
  ORIGIN_NOT_ALLOWED: { status: 403, message: 'Pages of this origin may not use this address.' },
  UNKNOWN_PRESET: { status: 404, message: 'There is no preset of this name for widgets.' },
  NOT_FOUND: { status: 404, message: 'There is nothing at this address. The API is at /graphql.' },
  METHOD_NOT_ALLOWED: { status: 405, message: 'This address knows no such method.' },
  REQUEST_TIMEOUT: { status: 408, message: 'The request did not arrive in time.' },
  REQUEST_TOO_LARGE: { status: 413, message: 'The request is larger than is allowed.' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, message: 'The body must be JSON: send content-type application/json.' },
  RATE_LIMITED: { status: 429, message: 'Too much was asked from this address. Please try again later.' },
  INTERNAL_SERVER_ERROR: { status: 500, message: 'Internal server error' },
  UPSTREAM_TIMEOUT: { status: 504, message: 'The answer was not ready in time.' },
} as const;
export type HttpProblemCode = keyof typeof httpProblems;

/** Thrown by routes; answered as a GraphQL response with one error and no data. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  constructor(readonly code: HttpProblemCode) {
    super(httpProblems[code].message);
  }
}

const retryable: readonly HttpProblemCode[] = ['REQUEST_TIMEOUT', 'RATE_LIMITED', 'UPSTREAM_TIMEOUT'];

/** The body of every error answer: a well-formed GraphQL response, never HTML and never a text from inside. */
export function problemBody(code: HttpProblemCode, requestId?: string): string {
  const extensions = {
    code,
    ...(requestId === undefined ? {} : { requestId }),
    ...(retryable.includes(code) ? { retryable: true } : {}),
  };
  return JSON.stringify({ errors: [{ message: httpProblems[code].message, extensions }] });
}

/** Answers a request with a problem. */
export function sendProblem(code: HttpProblemCode, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply
    .code(httpProblems[code].status)
    .headers({ 'cache-control': 'no-store', 'content-type': 'application/json; charset=utf-8' })
    .send(problemBody(code, request.id));
}

/** What an error of a route or of Fastify itself means for the client. */
export function problemOf(error: unknown): HttpProblemCode {
  if (error instanceof HttpProblem) return error.code;
  const status = statusOf(error);
  if (status === 413 || status === 414) return 'REQUEST_TOO_LARGE';
  if (status === 415) return 'UNSUPPORTED_MEDIA_TYPE';
  if (status === 408) return 'REQUEST_TIMEOUT';
  return status >= 400 && status < 500 ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR';
}

function statusOf(error: unknown): number {
  const status: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'statusCode') : undefined;
  return typeof status === 'number' ? status : 500;
}

/** Answers and logs whatever a route throws. */
export function handleError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const code = problemOf(error);
  if (code === 'INTERNAL_SERVER_ERROR') request.log.error({ err: error }, 'a request failed');
  else request.log.debug({ code, reason: error.message }, 'a request was refused');
  return sendProblem(code, request, reply);
}

/** Answers what is not HTTP, or comes too slowly or with too large a head, and hangs up. */
export function handleClientError(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const code = clientProblems[error.code ?? ''] ?? 'BAD_REQUEST';
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : httpProblems[code].status;
  const body = problemBody(code);
  socket.end(
    `HTTP/1.1 ${status} ${statusTexts[status] ?? 'Bad Request'}\r\ncontent-type: application/json; charset=utf-8\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\ncache-control: no-store\r\nconnection: close\r\n\r\n${body}`,
    () => socket.destroy(),
  );
}

const clientProblems: Readonly<Record<string, HttpProblemCode>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TIMEOUT',
  HPE_HEADER_OVERFLOW: 'REQUEST_TOO_LARGE',
};

const statusTexts: Readonly<Record<number, string>> = {
  408: 'Request Timeout',
  431: 'Request Header Fields Too Large',
};
