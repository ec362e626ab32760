import { FeedError } from '../feed.js';
import type { TransportContext } from './transport-context.js';

/** Ends one exchange when its time is over, when nothing arrives, or when the run is cancelled. */
export class Deadline {
  private readonly controller = new AbortController();
  private readonly overall: NodeJS.Timeout;
  private readonly cancel: () => void;

  constructor(
    private readonly address: string,
    timeoutMs: number,
    private readonly context: Pick<TransportContext, 'limits' | 'signal'>,
  ) {
    this.overall = setTimeout(() => {
      this.end(new FeedError('SOURCE_TIMEOUT', `${address}: not complete after ${timeoutMs} ms`));
    }, timeoutMs);
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

  end(reason: FeedError): void {
    this.controller.abort(reason);
  }

  /** Lets go of timers and listeners. */
  release(): void {
    clearTimeout(this.overall);
    this.context.signal.removeEventListener('abort', this.cancel);
  }
}
