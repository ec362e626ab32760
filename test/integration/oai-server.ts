import { type RunningServer, serve } from './faulty-server.js';

/** A record of the repository. */
export interface OaiItem {
  readonly id: string;
  readonly datestamp: string;
  readonly deleted?: boolean;
  /** XML inside `metadata`. */
  readonly metadata?: string;
  readonly sets?: readonly string[];
}

export interface OaiOptions {
  readonly granularity?: 'YYYY-MM-DD' | 'YYYY-MM-DDThh:mm:ssZ';
  readonly deletedRecord?: 'no' | 'transient' | 'persistent';
  /** Records a page. @default 2 */
  readonly pageSize?: number;
  /** What the resumption token of the page that begins at this record looks like. @default `page-<number>` */
  readonly token?: (start: number) => string;
  /** Attributes of every resumption token. @default none */
  readonly tokenAttributes?: (total: number) => string;
  /** Clock of the repository. @default ours */
  readonly now?: () => Date;
  /** Answers a ListRecords request in its own way; what it leaves out is answered properly. */
  readonly instead?: (query: URLSearchParams, number: number) => Answer | undefined;
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  /** Ends the connection after the body, which is not announced as complete. */
  readonly cut?: boolean;
}

export interface OaiServer extends RunningServer {
  readonly items: OaiItem[];
  /** Queries as they came, not decoded, Identify left out. */
  readonly lists: string[];
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** An answer of OAI-PMH 2.0 with this content. */
export function answer(content: string, at = new Date()): string {
  const date = `${at.toISOString().slice(0, 19)}Z`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<responseDate>${date}</responseDate><request>http://repository.example/oai</request>
${content}</OAI-PMH>`;
}

export function error(code: string, message = ''): string {
  return answer(`<error code="${code}">${message}</error>`);
}

export function recordXml({ id, datestamp, deleted, metadata, sets = [] }: OaiItem): string {
  const specs = sets.map((set) => `<setSpec>${set}</setSpec>`).join('');
  const header = `<header${deleted ? ' status="deleted"' : ''}><identifier>${escaped(id)}</identifier><datestamp>${datestamp}</datestamp>${specs}</header>`;
  return `<record>${header}${metadata === undefined ? '' : `<metadata>${metadata}</metadata>`}</record>`;
}

/** A repository over a list of records that the test may change. */
export async function serveOai(items: readonly OaiItem[], options: OaiOptions = {}): Promise<OaiServer> {
  const { granularity = 'YYYY-MM-DDThh:mm:ssZ', deletedRecord = 'persistent', pageSize = 2 } = options;
  const { token = (start: number) => `page-${start}`, now = () => new Date() } = options;
  const current = [...items];
  const lists: string[] = [];
  const listings = new Map<string, readonly OaiItem[]>();

  const identify = () =>
    answer(
      `<Identify><repositoryName>Test</repositoryName><baseURL>http://repository.example/oai</baseURL><protocolVersion>2.0</protocolVersion><adminEmail>a@repository.example</adminEmail><earliestDatestamp>${'2020-01-01T00:00:00Z'.slice(0, granularity.length)}</earliestDatestamp><deletedRecord>${deletedRecord}</deletedRecord><granularity>${granularity}</granularity></Identify>`,
      now(),
    );

  function list(query: URLSearchParams): string {
    const resumed = query.get('resumptionToken');
    if (resumed !== null && ['metadataPrefix', 'from', 'until', 'set'].some((name) => query.has(name)))
      return error('badArgument', 'the token is exclusive');
    const all = resumed === null ? chosen(query) : listings.get(resumed);
    if (all === undefined) return error('badResumptionToken');
    if (all.length === 0) return error('noRecordsMatch');
    const start = resumed === null ? 0 : all.indexOf(all.find((_, index) => token(index) === resumed) as OaiItem);
    const end = start + pageSize;
    const attributes = options.tokenAttributes?.(all.length) ?? '';
    let next = '';
    if (end < all.length) {
      listings.set(token(end), all);
      next = `<resumptionToken ${attributes}>${escaped(token(end))}</resumptionToken>`;
    } else if (resumed !== null) next = `<resumptionToken ${attributes}/>`;
    return answer(`<ListRecords>${all.slice(start, end).map(recordXml).join('')}${next}</ListRecords>`, now());
  }

  function chosen(query: URLSearchParams): readonly OaiItem[] {
    const [from, until, set] = [query.get('from'), query.get('until'), query.get('set')];
    return current.filter(
      ({ datestamp, sets = [] }) =>
        (from === null || datestamp.slice(0, from.length) >= from) &&
        (until === null || datestamp.slice(0, until.length) <= until) &&
        (set === null || sets.includes(set)),
    );
  }

  const server = await serve((request, response) => {
    const raw = request.url?.split('?')[1] ?? '';
    const query = new URLSearchParams(raw);
    if (query.get('verb') === 'Identify') {
      response.writeHead(200, { 'content-type': 'text/xml; charset=utf-8' }).end(identify());
      return;
    }
    lists.push(raw);
    const { status = 200, headers = {}, body, cut = false } = options.instead?.(query, lists.length) ?? {};
    response.writeHead(status, { 'content-type': 'text/xml; charset=utf-8', ...headers });
    if (cut) {
      response.write(body ?? '');
      setTimeout(() => response.destroy(), 20);
    } else response.end(body ?? (status === 200 ? list(query) : ''));
  });
  return Object.assign(server, { items: current, lists });
}
