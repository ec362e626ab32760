/**
 * The search engine can't be started or reached. The message says what to do about it and is meant for an operator:
 * a command line prints it without a stack trace. `cause` keeps what went wrong underneath.
 */
export class MeilisearchUnavailable extends Error {
  override readonly name = 'MeilisearchUnavailable';
}
