import type { Meilisearch } from 'meilisearch';
import type { HarvestReport } from '../harvest/report.js';
import type { IndexNames } from './index-settings.js';
import { IndexWriter, type IndexWriterOptions } from './index-writer.js';

/** What is known of the run whose feeds are kept. */
export interface KeptRun {
  readonly runId: string;
  /** Instant of the run that read them, where it is known. */
  readonly at?: string;
}

/**
 * Writes runs over kept feeds into indexes that are built aside. A source that was copied keeps what is remembered of its
 * runs: kept feeds, and what is remembered in files, then go on to agree with it. One that was lost is given the run
 * whose feeds are kept as its last one, with the same effect.
 */
export class AsideIndex extends IndexWriter {
  constructor(
    private readonly engine: Meilisearch,
    private readonly built: IndexNames,
    private readonly kept: (source: string) => Promise<KeptRun | undefined>,
    options: IndexWriterOptions,
  ) {
    super(engine, built, options);
  }

  override async remember(report: HarvestReport): Promise<void> {
    if (report.error !== undefined) return;
    const index = this.engine.index(this.built.sources);
    const { results } = await index.getDocuments({ ids: [report.source], limit: 1 });
    if (results.length > 0) return;
    const { runId, at } = (await this.kept(report.source)) ?? { runId: report.runId };
    const document = {
      ...{ id: report.source, lastRun: report, appliedRun: runId },
      ...(at === undefined ? {} : { lastSuccessAt: at }),
    };
    await index.addDocuments([document]).waitTask();
  }
}
