import { type ApolloServer, type BaseContext, HeaderMap } from '@apollo/server';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Has Apollo answer a request with this body; sets status and headers, and gives the text of the answer. */
export async function executeRequest<C extends BaseContext>(
  apollo: ApolloServer<C>,
  { method, headers, url }: Pick<FastifyRequest, 'method' | 'headers' | 'url'>,
  body: unknown,
  reply: Pick<FastifyReply, 'code' | 'header'>,
  context: () => Promise<C>,
): Promise<string> {
  const answer = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method, headers: headerMap(headers), body, search: searchOf(url) },
    context,
  });
  if (answer.body.kind !== 'complete') throw new Error('answers in parts are not supported');
  reply.code(answer.status ?? 200);
  for (const [name, value] of answer.headers) reply.header(name, value);
  return answer.body.string;
}

function headerMap(headers: FastifyRequest['headers']): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return map;
}

function searchOf(url: string): string {
  const start = url.indexOf('?');
  return start === -1 ? '' : url.slice(start);
}
