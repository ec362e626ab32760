import { ApolloServer } from '@apollo/server';
import { expect, test } from 'vitest';
import { type Context, contextFactory, type Spend } from '../../../src/graphql/context.js';
import { formatError } from '../../../src/graphql/errors.js';
import { limitsPlugin } from '../../../src/graphql/plugins/limits.js';
import { silentLog } from '../../support/silent-log.js';

async function ask(query: string, spend: Spend) {
  let executed = 0;
  const server = new ApolloServer<Context>({
    typeDefs: 'type Query { one: Thing } type Thing { name: String }',
    resolvers: {
      Query: {
        one: () => {
          executed += 1;
          return { name: 'it' };
        },
      },
    },
    plugins: [limitsPlugin({ depth: 5, aliases: 5, rootFields: 5, cost: 1_000 })],
    formatError,
  });
  const contextValue = { spend } as Partial<Context> as Context;
  const { body, http } = await server.executeOperation({ query }, { contextValue });
  await server.stop();
  const error = body.kind === 'single' ? body.singleResult.errors?.[0] : undefined;
  return { executed, status: http.status, extensions: error?.extensions };
}

test('an operation takes its cost from the budget of who asks, before it is executed', async () => {
  const spent: number[] = [];
  const spend: Spend = async (points) => {
    spent.push(points);
    return { isAllowed: true, resetMs: 1 };
  };
  expect(await ask('{ one { name } }', spend)).toMatchObject({ executed: 1, extensions: undefined });
  expect(await ask('{ one { name } again: one { name } }', spend)).toMatchObject({ executed: 2 });
  expect(spent).toEqual([10, 20]);
});

test('one that the budget is not enough for is not executed, and is told when to come back', async () => {
  const refused = await ask('{ one { name } }', async () => ({ isAllowed: false, resetMs: 12_345 }));
  expect(refused).toEqual({
    executed: 0,
    status: 429,
    extensions: { code: 'RATE_LIMITED', retryable: true, retryAfterSeconds: 13 },
  });
});

test('the context of a request has its budget', () => {
  const spend: Spend = async () => undefined;
  const make = contextFactory({ sources: {} } as Parameters<typeof contextFactory>[0]);
  const facts = { requestId: 'r', log: silentLog, method: 'POST', authorization: undefined };
  expect(make({ ...facts, spend }).spend).toBe(spend);
});
