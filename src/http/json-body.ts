import type { FastifyInstance, FastifyRequest } from 'fastify';

/** A JSON body that was received but not read yet. */
export class JsonBody {
  constructor(readonly text: string) {}
}

/** Reads the body of a request; rejects for what is no JSON. */
export type ReadJson = (request: FastifyRequest) => Promise<unknown>;

/** Has JSON bodies kept as {@link JsonBody}; the function returned reads one, and throws for what is no JSON. */
export function lazyJson(app: FastifyInstance): ReadJson {
  const parse = app.getDefaultJsonParser('error', 'error');
  const keep = async (_: FastifyRequest, text: string) => new JsonBody(text);
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, keep);
  return (request) => {
    const { body } = request;
    if (!(body instanceof JsonBody)) return Promise.resolve(body);
    return new Promise((resolve, reject) => {
      void parse(request, body.text, (error, value) => (error === null ? resolve(value) : reject(error)));
    });
  };
}
