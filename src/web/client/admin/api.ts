import type { TypedDocumentString } from './generated/graphql.js';

const key = 'lotse-admin-token';

/** The API refused or did not answer. */
export class AdminFailed extends Error {
  override readonly name = 'AdminFailed';
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** The operator's token; it is forgotten with the tab. */
export function token(): string {
  return sessionStorage.getItem(key) ?? '';
}

export function keepToken(value: string): void {
  if (value === '') sessionStorage.removeItem(key);
  else sessionStorage.setItem(key, value);
}

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/** Whether it was refused for its token, which may have been changed since. */
export function isRefusal(failed: AdminFailed | undefined): failed is AdminFailed {
  return failed?.code === 'UNAUTHENTICATED' || failed?.code === 'FORBIDDEN';
}

/** Asks the API as the operator. Throws {@link AdminFailed}. */
export async function ask<Data, Variables>(
  operation: TypedDocumentString<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  let answer: Answer<Data>;
  try {
    const response = await fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token()}` },
      body: JSON.stringify({ query: operation.toString(), variables }),
    });
    answer = await response.json();
  } catch {
    throw new AdminFailed('UNREACHABLE', 'The server does not answer.');
  }
  const [error] = answer.errors ?? [];
  if (error !== undefined || !answer.data)
    throw new AdminFailed(error?.extensions?.code ?? 'UNKNOWN', error?.message ?? 'The server gave no data.');
  return answer.data;
}
