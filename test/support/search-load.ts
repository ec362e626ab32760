import { Pool } from 'undici';

/** A search and the total that it has to come to. */
export interface ExpectedSearch {
  readonly query: string;
  readonly total: number;
}

export interface LoadResult {
  readonly answered: number;
  /** Answers that were not as expected, the first ones. */
  readonly wrong: readonly string[];
}

/** Searches again and again over some connections, until it is stopped; every answer is checked. */
export function startLoad(url: string, searches: readonly ExpectedSearch[], connections = 8) {
  const pool = new Pool(url, { connections, pipelining: 1, headersTimeout: 60_000, bodyTimeout: 60_000 });
  const wrong: string[] = [];
  let answered = 0;
  let isOver = false;
  let stopped: Promise<LoadResult> | undefined;
  const client = async (from: number) => {
    for (let next = from; !isOver; next += 1) {
      const search = searches[next % searches.length];
      if (search === undefined) return;
      const problem = await ask(pool, search).catch((error: unknown) => String(error));
      answered += 1;
      if (problem !== undefined && wrong.length < 10) wrong.push(problem);
    }
  };
  const clients = Array.from({ length: connections }, (_, from) => client(from * 3));
  return {
    get answered(): number {
      return answered;
    },
    stop(): Promise<LoadResult> {
      isOver = true;
      stopped ??= Promise.all(clients)
        .then(() => pool.close())
        .then(() => ({ answered, wrong }));
      return stopped;
    },
  };
}

async function ask(pool: Pool, { query, total }: ExpectedSearch): Promise<string | undefined> {
  const { statusCode, body } = await pool.request({
    ...{ path: '/graphql', method: 'POST', headers: { 'content-type': 'application/json' } },
    body: JSON.stringify({ query }),
  });
  const text = await body.text();
  const found = /"totalCount":(\d+)/.exec(text)?.[1];
  const isRight = statusCode === 200 && found === String(total) && !text.includes('"errors"');
  return isRight ? undefined : `${statusCode}, ${total} expected for ${query}: ${text.slice(0, 300)}`;
}
