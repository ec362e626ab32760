import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createGunzip } from 'node:zlib';
import type { Issue } from '../../src/domain/issue.js';
import type { LearningOpportunityDraft } from '../../src/domain/learning-opportunity.js';
import type { Feed } from '../../src/harvest/feed.js';
import type { Format } from '../../src/harvest/format.js';
import { type SourceDefinition, sourceDefinition } from '../../src/harvest/source.js';

/** What a format makes of a feed, in the order of the feed. */
export interface FormatRun {
  readonly opportunities: LearningOpportunityDraft[];
  readonly issues: Issue[];
}

/**
 * Reads and maps a whole feed: a file (also `.gz`, relative to the project), or its bytes or text. The source is called
 * `test`; `overrides` replaces parts of its definition.
 */
export async function runFormat(
  format: Format,
  feed: string | { readonly content: string | Uint8Array; readonly uri?: string; readonly chunk?: number },
  overrides: Partial<SourceDefinition> = {},
): Promise<FormatRun> {
  const source = sourceDefinition.parse({ id: 'test', name: 'Test', location: 'feed', ...overrides });
  const input = typeof feed === 'string' ? fileFeed(feed) : contentFeed(feed);
  const scratchDir = await mkdtemp(join(tmpdir(), 'lotse-format-'));
  const limits = { maxDepth: 64, maxRecordBytes: source.limits.maxRecordBytes ?? 2 * 2 ** 20 };
  const opportunities: LearningOpportunityDraft[] = [];
  const issues: Issue[] = [];
  try {
    for await (const record of format.read(input, { source, limits, scratchDir })) {
      const now = new Date('2026-01-15T12:00:00Z');
      const mapped = format.map(record, { source, feed: { uri: input.uri }, position: record.position, now });
      if (mapped.opportunity !== undefined) opportunities.push(mapped.opportunity);
      issues.push(...mapped.issues);
    }
  } finally {
    await rm(scratchDir, { recursive: true, force: true });
  }
  return { opportunities, issues };
}

function fileFeed(file: string): Feed {
  const path = resolve(file);
  const stream = createReadStream(path);
  const uri = pathToFileURL(path).href;
  return path.endsWith('.gz') ? { uri: uri.slice(0, -3), bytes: stream.pipe(createGunzip()) } : { uri, bytes: stream };
}

function contentFeed(feed: {
  readonly content: string | Uint8Array;
  readonly uri?: string;
  readonly chunk?: number;
}): Feed {
  const bytes = typeof feed.content === 'string' ? Buffer.from(feed.content) : feed.content;
  const size = feed.chunk ?? 64 * 1024;
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  return { uri: feed.uri ?? 'file:///feed', bytes: chunks() };
}
