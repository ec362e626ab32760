import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import type { SourceReport } from './source-report.js';

export interface ReportShelfOptions {
  /** Makes a report; undefined where there is nothing to report on. */
  readonly build: (source: string, provider: string | undefined) => Promise<SourceReport | undefined>;
  /** All that a report depends on besides source and provider; another state makes it anew. */
  readonly state: () => Promise<string>;
  /** Milliseconds that one waits for a report, before being told that it is being made. @default 2500 */
  readonly patienceMs?: number;
}

/** Reports that are kept. */
const mostReports = 20;

type Shelved = { readonly state: 'ready'; readonly report: SourceReport } | { readonly state: 'building' };

/**
 * Makes reports one at a time and keeps the last of them, so that whoever asks again while a long one is made gets it
 * when it is there. One that fails is made anew for the next who asks.
 */
export class ReportShelf {
  readonly #made = new LRUCache<string, { readonly report: Promise<SourceReport | undefined> }>({ max: mostReports });
  readonly #turn = pLimit(1);

  constructor(private readonly options: ReportShelfOptions) {}

  /** Undefined where there is nothing to report on. Throws what making it has thrown. */
  async get(source: string, provider?: string): Promise<Shelved | undefined> {
    const key = JSON.stringify([source, provider, await this.options.state()]);
    const made = this.#made.get(key) ?? { report: this.#turn(() => this.options.build(source, provider)) };
    this.#made.set(key, made);
    made.report.catch(() => {
      if (this.#made.get(key) === made) this.#made.delete(key);
    });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), this.options.patienceMs ?? 2_500);
    });
    const report = await Promise.race([made.report, late]).finally(() => clearTimeout(timer));
    if (report === 'late') return { state: 'building' };
    return report && { state: 'ready', report };
  }
}
