import { z } from 'zod';
import { FeedError } from '../feed.js';
import type { SourceDefinition } from '../source.js';
import { shownAddress } from './address.js';
import { decrypted } from './credentials.js';
import { HttpSession } from './http-session.js';
import { filledIn } from './request-headers.js';
import type { TransportContext } from './transport-context.js';

type OAuth = NonNullable<SourceDefinition['oauth']>;

/** Bytes of an answer of a token endpoint. */
const maxAnswer = 64 * 1024;

/** A token is not used any more so long before it runs out, or half of its time where that is less. */
const marginMs = 30_000;

const grant = z.object({
  access_token: z.string().min(1),
  token_type: z
    .string()
    .regex(/^bearer$/i)
    .optional(),
  expires_in: z.coerce.number().positive().optional().catch(undefined),
});

interface Token {
  readonly value: string;
  /** On the clock of `performance.now`. */
  readonly usableUntil: number;
}

/** The OAuth 2.0 token of a source, fetched when it is needed, and again before it runs out. It lives in memory only. */
export class OAuthToken {
  private token: Promise<Token> | undefined;
  private last: Token | undefined;

  constructor(
    private readonly oauth: OAuth,
    private readonly source: SourceDefinition,
    private readonly context: TransportContext,
  ) {}

  /**
   * Sees to it that there is a token that can be used now. It may ask for one, which must not be while a turn at a host is
   * held.
   *
   * @throws FeedError CONFIG_INVALID for credentials that cannot be decrypted or are not set; SOURCE_HTTP_STATUS and
   *   FEED_MALFORMED for an endpoint that gives no token; and as {@link HttpSession.ask}.
   */
  async prepare(): Promise<void> {
    this.token ??= this.fetch();
    const asked = this.token;
    const { usableUntil } = await asked;
    if (performance.now() < usableUntil) return;
    if (this.token === asked) this.token = this.fetch();
    await this.token;
  }

  /** Whether the last token can still be used, and was not refused. */
  get isUsable(): boolean {
    return this.token !== undefined && this.last !== undefined && performance.now() < this.last.usableUntil;
  }

  /** The last token that came, though it may have run out; nothing before it was prepared. */
  get value(): string | undefined {
    return this.last?.value;
  }

  /** Forgets a token that was refused; answers whether there was one. */
  forget(): boolean {
    const had = this.token !== undefined;
    this.token = undefined;
    return had;
  }

  private fetch(): Promise<Token> {
    const token = tokenOf(this.oauth, this.source, this.context);
    token.then(
      (last) => {
        this.last = last;
      },
      () => undefined,
    );
    return token;
  }
}

/** RFC 6749 §4.4. The client names itself by HTTP Basic, and in the body to endpoints that refuse that (§2.3.1). */
async function tokenOf(oauth: OAuth, source: SourceDefinition, context: TransportContext): Promise<Token> {
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

function tokenIn(body: string, address: URL): Token {
  const { access_token: value, expires_in: seconds = Number.POSITIVE_INFINITY } =
    grant.safeParse(jsonOf(body)).data ?? {};
  if (value === undefined || !/^[\x21-\x7e]+$/.test(value))
    throw new FeedError('FEED_MALFORMED', `${shownAddress(address)}: the answer has no bearer token`);
  const lastsMs = seconds * 1000;
  return { value, usableUntil: performance.now() + lastsMs - Math.min(marginMs, lastsMs / 2) };
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
