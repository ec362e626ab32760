import type { ApolloServerPlugin } from '@apollo/server';
import type { Context } from '../context.js';
import { type ErrorCode, errorKinds, isErrorCode } from '../errors.js';

/** `OK`, or the code of the gravest error (that with the highest HTTP status) in the answer. */
export type OperationOutcome = 'OK' | ErrorCode;

export const operationOutcomes: readonly OperationOutcome[] = [
  'OK',
  ...Object.keys(errorKinds).filter((code): code is ErrorCode => isErrorCode(code)),
];

/** Tells how each operation ended that was executed or refused. */
export function outcomePlugin(onOperation: (outcome: OperationOutcome) => void): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ response: { body } }) {
          const errors = body.kind === 'single' ? body.singleResult.errors : undefined;
          onOperation(gravest(errors?.map(({ extensions }) => extensions?.code) ?? []));
        },
      };
    },
  };
}

function gravest(codes: readonly unknown[]): OperationOutcome {
  const known = codes.map((code) => (isErrorCode(code) ? code : 'INTERNAL_SERVER_ERROR'));
  return known.reduce<OperationOutcome>(
    (worst, code) => (worst === 'OK' || errorKinds[code].status > errorKinds[worst].status ? code : worst),
    'OK',
  );
}
