import { z } from 'zod';
import { FeedError } from '../feed.js';
import type { SourceDefinition } from '../source.js';
import { shownAddress } from './address.js';
import { HttpSession } from './http-session.js';
import { filledIn } from './request-headers.js';
import type { TransportContext } from './transport-context.js';

type OAuth = NonNullable<SourceDefinition['oauth']>;

/** Bytes of an answer of a token endpoint. */
const maxAnswer = 64 * 1024;

const grant = z.object({
  access_token: z.string().min(1),
  token_type: z
    .string()
    .regex(/^bearer$/i)
    .optional(),
});

/**
 * Secret headers of a source: its encrypted ones, decrypted, and an OAuth 2.0 token, fetched for this run. They live in
 * memory only; no message holds one of them.
 *
 * @throws FeedError CONFIG_INVALID for what cannot be decrypted or is not set; SOURCE_HTTP_STATUS and FEED_MALFORMED for
 *   a token endpoint that gives no token; and as {@link HttpSession.ask}.
 */
export async function credentialsOf(
  source: SourceDefinition,
  context: TransportContext,
): Promise<Readonly<Record<string, string>>> {
  const credentials: Record<string, string> = {};
  for (const [name, value] of Object.entries(source.encryptedHeaders ?? {}))
    credentials[name.toLowerCase()] = await decrypted(value, `the encrypted header "${name}"`, source, context);
  if (source.oauth !== undefined) credentials.authorization = `Bearer ${await tokenOf(source.oauth, source, context)}`;
  return credentials;
}

async function decrypted(
  value: string,
  what: string,
  { id }: SourceDefinition,
  { decrypt }: TransportContext,
): Promise<string> {
  if (decrypt === undefined) throw new FeedError('CONFIG_INVALID', `source "${id}": there is no key for ${what}`);
  try {
    return (await decrypt(value)).replace(/[\r\n]+$/, '');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'unknown reason';
    throw new FeedError('CONFIG_INVALID', `source "${id}": ${what} cannot be decrypted: ${reason}`, { cause });
  }
}

/** RFC 6749 §4.4. The client names itself by HTTP Basic, and in the body to endpoints that refuse that (§2.3.1). */
async function tokenOf(oauth: OAuth, source: SourceDefinition, context: TransportContext): Promise<string> {
  const client = filledIn(oauth.clientId, 'oauth.clientId', source, context);
  const secret =
    oauth.encryptedClientSecret === undefined
      ? filledIn(oauth.clientSecret ?? '', 'oauth.clientSecret', source, context)
      : await decrypted(oauth.encryptedClientSecret, 'oauth.encryptedClientSecret', source, context);
  const address = new URL(oauth.tokenEndpoint);
  const asked = { grant_type: 'client_credentials', ...(oauth.scope === undefined ? {} : { scope: oauth.scope }) };
  const session = new HttpSession({ ...context, limits: { ...context.limits, maxBytes: maxAnswer } });
  try {
    const basic = Buffer.from(`${formEncoded(client)}:${formEncoded(secret)}`).toString('base64');
    const first = await ask({ authorization: `Basic ${basic}` }, asked);
    const answer =
      first.status === 400 || first.status === 401
        ? await ask({}, { ...asked, client_id: client, client_secret: secret })
        : first;
    if (answer.status !== 200)
      throw new FeedError('SOURCE_HTTP_STATUS', `${shownAddress(address)}: no token, but status ${answer.status}`);
    return tokenIn(answer.body, address);
  } finally {
    await session.close();
  }

  async function ask(headers: Readonly<Record<string, string>>, form: Readonly<Record<string, string>>) {
    const request = {
      address,
      method: 'POST' as const,
      headers: {
        'user-agent': context.userAgent,
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
        ...headers,
      },
      body: new URLSearchParams(form).toString(),
      mayFollow: async () => false,
    };
    for await (const { status, feed } of session.ask(request)) {
      if (status !== 200) return { status, body: '' };
      const chunks: Uint8Array[] = [];
      for await (const chunk of feed.bytes) chunks.push(chunk);
      return { status, body: Buffer.concat(chunks).toString() };
    }
    throw new FeedError('SOURCE_UNREACHABLE', `${shownAddress(address)}: no answer`);
  }
}

function tokenIn(body: string, address: URL): string {
  const token = grant.safeParse(jsonOf(body)).data?.access_token;
  if (token === undefined || !/^[\x21-\x7e]+$/.test(token))
    throw new FeedError('FEED_MALFORMED', `${shownAddress(address)}: the answer has no bearer token`);
  return token;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** RFC 6749 §2.3.1 with Appendix B. */
function formEncoded(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1);
}
