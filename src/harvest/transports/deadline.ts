import { FeedError } from '../feed.js';
import type { TransportContext } from './transport-context.js';

/** Ends one exchange when its time is over, when nothing arrives, or when the run is cancelled. */
export class Deadline {
  private readonly controller = new AbortController();
  private readonly cancel: () => void;
  private overall: NodeJS.Timeout;
  /** On the clock of `performance.now`. */
  private until: number;

  constructor(
    private readonly address: string,
    private readonly timeoutMs: number,
    private readonly context: Pick<TransportContext, 'limits' | 'signal'>,
  ) {
    this.until = performance.now() + timeoutMs;
    this.overall = this.endAfter(timeoutMs);
    this.cancel = () => this.end(new FeedError('CANCELLED', `${address}: reading was cancelled`));
    context.signal.addEventListener('abort', this.cancel, { once: true });
    if (context.signal.aborted) this.cancel();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** The FeedError with which the exchange ended, if it did. */
  get reason(): FeedError | undefined {
    return this.controller.signal.reason instanceof FeedError ? this.controller.signal.reason : undefined;
  }

  /** Waits for the peer, `idleTimeoutMs` at most. */
  async waitFor<T>(step: Promise<T>): Promise<T> {
    const { idleTimeoutMs } = this.context.limits;
    const timer = setTimeout(() => {
      this.end(new FeedError('SOURCE_TIMEOUT', `${this.address}: nothing came for ${idleTimeoutMs} ms`));
    }, idleTimeoutMs);
    try {
      return await step;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Waits on our own account, until the exchange ends. */
  async pause(milliseconds: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(done, milliseconds);
      const { signal } = this;
      function done(): void {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      }
      signal.addEventListener('abort', done);
      if (signal.aborted) done();
    });
    this.signal.throwIfAborted();
  }

  /** Waits for something that takes none of the time, such as a turn at a host. */
  async uncounted<T>(step: Promise<T>): Promise<T> {
    clearTimeout(this.overall);
    const leftMs = this.until - performance.now();
    try {
      return await step;
    } finally {
      this.until = performance.now() + leftMs;
      this.overall = this.endAfter(leftMs);
    }
  }

  private endAfter(milliseconds: number): NodeJS.Timeout {
    return setTimeout(() => {
      this.end(new FeedError('SOURCE_TIMEOUT', `${this.address}: not complete after ${this.timeoutMs} ms`));
    }, milliseconds);
  }

  end(reason: FeedError): void {
    this.controller.abort(reason);
  }

  /** Lets go of timers and listeners. */
  release(): void {
    clearTimeout(this.overall);
    this.context.signal.removeEventListener('abort', this.cancel);
  }
}
