import { feedOf, type Line } from '../support/line-format.js';
import { type RunningServer, serve } from './faulty-server.js';
import { started } from './read-feeds.js';

/** A web server with one catalogue in it. */
export interface Served extends RunningServer {
  lines: readonly Line[];
  etag: string | undefined;
  lastModified: string | undefined;
  /** Status of each answer. */
  readonly statuses: number[];
  /** Characters of the document after which the connection breaks. */
  cutAfter: number | undefined;
  /** A redirect instead of the document. */
  location?: string;
}

/** A catalogue on the web, whose validators the test sets by hand. */
export async function served(lines: readonly Line[], etag?: string, lastModified?: string): Promise<Served> {
  const statuses: number[] = [];
  const state = { lines, etag, lastModified, location: undefined as string | undefined, cutAfter: undefined };
  const server = await started(
    serve((request, response) => {
      const { 'if-none-match': tag, 'if-modified-since': since } = request.headers;
      const isSame = tag === undefined ? since !== undefined && since === state.lastModified : tag === state.etag;
      const status = state.location !== undefined ? 302 : isSame ? 304 : 200;
      statuses.push(status);
      response.writeHead(status, {
        ...(state.etag === undefined ? {} : { etag: state.etag }),
        ...(state.lastModified === undefined ? {} : { 'last-modified': state.lastModified }),
        ...(state.location === undefined ? {} : { location: state.location }),
      });
      const document = feedOf(state.lines);
      if (status === 200 && state.cutAfter !== undefined)
        response.write(document.slice(0, state.cutAfter), () => response.destroy());
      else response.end(status === 200 ? document : undefined);
    }),
  );
  return Object.assign(state, { ...server, statuses }) as Served;
}
