import { FeedError } from '../feed.js';
import { shownAddress } from './address.js';
import type { HttpAnswer, HttpSession } from './http-session.js';
import { RobotsRules } from './robots.rules.js';
import type { TransportContext } from './transport-context.js';

/** How much of a robots.txt is read (RFC 9309 §2.5). */
const maxBytes = 500 * 1024;

/** Longest Crawl-delay in seconds that is waited for. */
const maxDelay = 60;

/** A longer pattern fits no address: those of sitemaps have less than 2048 characters. */
const maxLine = 4096;

type Allow = (address: URL) => Promise<boolean>;

/**
 * What the hosts of one run allow us, by their robots.txt (RFC 9309), which is asked for once each. A Crawl-delay, which
 * is not in that standard, is kept as well.
 */
export class Robots {
  private readonly hosts = new Map<string, Promise<Allow>>();

  constructor(
    private readonly session: HttpSession,
    private readonly context: TransportContext,
  ) {}

  /**
   * Whether an address may be asked for. Where there is no robots.txt (4xx), all may.
   *
   * @throws FeedError when that is not known, and so nothing may be: SOURCE_HTTP_STATUS for 5xx and 429, or that of the
   *   broken connection (§2.3.1.4); ROBOTS_DISALLOWED for a Crawl-delay beyond reason.
   */
  async allow(address: URL): Promise<boolean> {
    let allowed = this.hosts.get(address.origin);
    if (allowed === undefined) {
      allowed = this.fetch(new URL('/robots.txt', address));
      allowed.catch(() => undefined);
      this.hosts.set(address.origin, allowed);
    }
    return (await allowed)(address);
  }

  private async fetch(address: URL): Promise<Allow> {
    const { userAgent } = this.context;
    const headers = { 'user-agent': userAgent, accept: 'text/plain, */*; q=0.5', 'accept-encoding': 'gzip, br' };
    try {
      for await (const answer of this.session.ask({ address, headers })) return await this.rulesOf(answer, address);
    } catch (cause) {
      if (!(cause instanceof FeedError) || cause.code !== 'REDIRECT_LIMIT') throw cause;
    }
    return all;
  }

  private async rulesOf({ status, feed }: HttpAnswer, address: URL): Promise<Allow> {
    if (status >= 500 || status === 429)
      throw new FeedError(
        'SOURCE_HTTP_STATUS',
        `${shownAddress(address)}: answered with status ${status}, so nothing may be asked for (RFC 9309 §2.3.1.4)`,
      );
    if (status !== 200) return all;
    const { userAgent, politeness } = this.context;
    const rules = new RobotsRules(await textOf(feed.bytes), userAgent);
    const delay = rules.crawlDelay ?? 0;
    if (delay > maxDelay)
      throw new FeedError(
        'ROBOTS_DISALLOWED',
        `${shownAddress(address)}: asks for ${delay} seconds between requests; up to ${maxDelay} are waited`,
      );
    politeness?.pace(address, Math.max(0, delay) * 1000);
    return (page) => rules.allow(page);
  }
}

const all: Allow = async () => true;

/** The first 500 KiB, without lines that are cut or that no address can fit. */
async function textOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of bytes) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > maxBytes) break;
    }
  } catch (cause) {
    if (!(cause instanceof FeedError) || cause.code !== 'FEED_EMPTY') throw cause;
  }
  const text = new TextDecoder().decode(Buffer.concat(chunks).subarray(0, maxBytes));
  const lines = text.split(/\r\n|\r|\n/);
  if (size > maxBytes) lines.pop();
  return lines
    .map((line) => line.replace(/\*{2,}/g, '*'))
    .filter((line) => line.length <= maxLine)
    .join('\n');
}
