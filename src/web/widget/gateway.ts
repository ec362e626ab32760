import type { Found, Lock } from '../embedding/answer.js';
import type {
  WidgetSearchQuery as Answer,
  WidgetSearchQueryVariables as Variables,
} from '../embedding/generated/operations.js';

export interface GatewayAnswer {
  readonly found: Found;
  /** There when a preset was asked. */
  readonly lock?: Lock;
}

/** Why there is no answer: no connection, a gateway that cannot answer now, or a request that it will never answer. */
export type ProblemKind = 'offline' | 'away' | 'broken';

export class SearchProblem extends Error {
  override readonly name = 'SearchProblem';
  constructor(
    readonly kind: ProblemKind,
    /** Code of the gateway, or a word for what happened here. For developers. */
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

const patienceMs = 20_000;

/**
 * Asks a gateway for a page of offers, under the lock of a preset where one is named. Sends no cookies and no referrer
 * path, keeps nothing. Rejects with {@link SearchProblem}, or with the reason of `signal`.
 */
export async function askGateway(
  gateway: string,
  preset: string | undefined,
  variables: Variables,
  signal: AbortSignal,
): Promise<GatewayAnswer> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), patienceMs);
  const stop = () => late.abort();
  signal.addEventListener('abort', stop);
  try {
    const path = preset === undefined ? '' : `/${encodeURIComponent(preset)}`;
    const response = await fetch(`${gateway}/widget/search${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(variables),
      credentials: 'omit',
      referrerPolicy: 'strict-origin',
      signal: late.signal,
    });
    return answerOf(response.status, await response.json());
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (error instanceof SearchProblem) throw error;
    const kind = navigator.onLine ? 'away' : 'offline';
    throw new SearchProblem(kind, late.signal.aborted ? 'TIMEOUT' : 'NETWORK', String(error));
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

interface Body {
  readonly data?: Answer | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
  readonly extensions?: { readonly widget?: Lock };
}

function answerOf(status: number, { data, errors, extensions }: Body): GatewayAnswer {
  const found = data?.searchLearningOpportunities;
  const [error] = errors ?? [];
  if (found !== undefined && error === undefined)
    return { found, ...(extensions?.widget === undefined ? {} : { lock: extensions.widget }) };
  const isOurs = status >= 400 && status < 500 && status !== 408 && status !== 429;
  throw new SearchProblem(
    isOurs ? 'broken' : 'away',
    error?.extensions?.code ?? `HTTP_${status}`,
    error?.message ?? '',
  );
}
