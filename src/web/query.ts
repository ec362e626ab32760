/** A GraphQL operation of ours with the types of its answer and variables, as codegen writes it. */
export interface Operation<Data, Variables> {
  toString(): string;
  readonly __apiType?: (variables: Variables) => Data;
}

/**
 * Asks our own GraphQL API within the process, under the same limits as anybody. Throws {@link QueryFailed}; data are
 * complete when it does not.
 */
export type Query = <Data, Variables extends object>(
  operation: Operation<Data, Variables>,
  variables: Variables,
  signal?: AbortSignal,
) => Promise<Data>;

/** The API did not answer, or refused the question. */
export class QueryFailed extends Error {
  override readonly name = 'QueryFailed';
  constructor(
    /** Code of the README's table of errors, such as `BAD_USER_INPUT` or `SERVICE_UNAVAILABLE`. */
    readonly code: string,
    message: string,
    /** Path of the argument that was refused: `filter.language.in.0`. */
    readonly argument?: string,
  ) {
    super(message);
  }
}
