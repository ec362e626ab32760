import { ApolloServerErrorCode } from '@apollo/server/errors';
import { expect, test } from 'vitest';
import { type ErrorKind, errorKinds, isErrorCode } from '../../../src/graphql/errors.js';
import { type HttpProblemCode, httpProblems, problemBody } from '../../../src/http/http-problem.js';

function kindOf(code: string): ErrorKind | undefined {
  return isErrorCode(code) ? errorKinds[code] : undefined;
}

test('every code that HTTP emits is in the table of errors, with the same status and the same advice to try again', () => {
  for (const [code, { status }] of Object.entries(httpProblems)) {
    const { extensions } = JSON.parse(problemBody(code as HttpProblemCode)).errors[0];
    expect(kindOf(code), code).toMatchObject({ status, retry: extensions.retryable === true });
  }
});

test('every code that Apollo emits is in the table, but that of persisted queries being off, as they are on', () => {
  const codes = Object.values(ApolloServerErrorCode).filter((code) => kindOf(code) === undefined);
  expect(codes).toEqual(['PERSISTED_QUERY_NOT_SUPPORTED']);
});
