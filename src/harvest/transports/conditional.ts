import { createHash } from 'node:crypto';
import type { HttpAnswer } from './http-session.js';
import type { RequestHeaders } from './request-headers.js';
import type { Mark } from './transport-memory.js';

function hashOf({ href }: URL): string {
  return createHash('sha256').update(href.replace(/#.*/s, '')).digest('base64url').slice(0, 22);
}

/**
 * Request headers that ask for a document only if it has changed (RFC 9110 §13.1). There are none for another address
 * than the one that the mark was taken at: validators say nothing about the document that a redirect now leads to.
 */
export function conditionsOf(mark: Mark | undefined, address: URL): RequestHeaders {
  if (mark === undefined || mark.at !== hashOf(address)) return {};
  return {
    ...(mark.etag === undefined ? {} : { 'if-none-match': mark.etag }),
    ...(mark.lastModified === undefined ? {} : { 'if-modified-since': mark.lastModified }),
  };
}

/**
 * What an answer says to tell its document by. A Last-Modified of the very second in which the answer was made is left
 * out: the document may have changed again before that second was over (RFC 9110 §8.8.2.2).
 */
export function markOf({ header, address }: Pick<HttpAnswer, 'header' | 'address'>): Mark {
  const etag = header('etag')?.trim();
  const lastModified = header('last-modified')?.trim();
  const age = Date.parse(header('date') ?? '') - Date.parse(lastModified ?? '');
  return {
    at: hashOf(address),
    ...(etag === undefined || !/^(W\/)?"[\x21\x23-\x7e\x80-\xff]*"$/.test(etag) ? {} : { etag }),
    ...(lastModified === undefined || !(age >= 1000) ? {} : { lastModified }),
  };
}
