import { opportunityId, organisationId, runId } from '../../src/domain/identifiers.js';
import type { LearningOpportunityDraft } from '../../src/domain/learning-opportunity.js';
import { type Feed, FeedError } from '../../src/harvest/feed.js';
import { type Format, IssueLog, type MapContext, type Mapped } from '../../src/harvest/format.js';

/** An offer in the smallest of all formats: a line of JSON. */
export interface Line {
  readonly id?: string;
  readonly title?: string;
  readonly provider?: string;
  readonly awards?: string;
  readonly geo?: { readonly latitude: number; readonly longitude: number };
  /** Makes the mapper fail, as a defect would. */
  readonly crash?: true;
  /** Merged into the draft as it is. */
  readonly draft?: Partial<LearningOpportunityDraft>;
}

/** A whole feed: the first line tells how many lines follow, so that a cut feed can be told. */
export function feedOf(lines: readonly Line[]): string {
  return [{ lines: lines.length }, ...lines].map((line) => `${JSON.stringify(line)}\n`).join('');
}

export function organisation(source: string, name: string) {
  return { id: organisationId(source, `name:${name}`), names: { en: name } };
}

/** Reads {@link feedOf}. */
export const lineFormat: Format = {
  id: 'lines',
  title: 'Lines of JSON, for tests',
  sniff: (head) => head.startsWith('{"lines":'),
  async *read(feed) {
    const [head, ...lines] = (await textOf(feed)).split('\n');
    const announced = Number(/^\{"lines":(\d+)\}$/.exec(head ?? '')?.[1]);
    if (Number.isNaN(announced)) throw new FeedError('FEED_MALFORMED', `${feed.uri}:1: no head`);
    if (lines.pop() !== '' || lines.length !== announced)
      throw new FeedError('FEED_INCOMPLETE', `${feed.uri}: ${lines.length} of ${announced} lines are there`);
    for (const [index, line] of lines.entries()) {
      let data: unknown;
      try {
        data = JSON.parse(line);
      } catch (cause) {
        throw new FeedError('FEED_MALFORMED', `${feed.uri}:${index + 2}: not JSON`, { cause });
      }
      yield { position: index + 1, data };
    }
  },
  map: ({ data }, context) => mapLine(data as Line, context),
};

function mapLine(line: Line, { source, feed, position }: MapContext): Mapped {
  const log = new IssueLog(source.id, `#${position}`);
  if (line.crash === true) throw new Error('the mapper has a defect');
  if (line.id === undefined) {
    log.error('MISSING_ID', 'id', 'The offer has no id.');
    return { issues: log.issues };
  }
  log.identify(line.id);
  if (line.title === undefined) {
    log.error('MISSING_REQUIRED', 'title', 'The offer has no title.', line);
    return { issues: log.issues };
  }
  const id = opportunityId(source.id, line.id);
  const opportunity: LearningOpportunityDraft = {
    id,
    source: source.id,
    nativeIds: [{ value: line.id }],
    title: { en: line.title },
    providers: line.provider === undefined ? [] : [organisation(source.id, line.provider)],
    awardingBodies: line.awards === undefined ? [] : [organisation(source.id, line.awards)],
    runs: line.geo === undefined ? [] : [{ id: runId(id, '1'), places: [{ geo: line.geo }] }],
    provenance: { format: 'lines', feed: feed.uri, record: line.id, position },
    ...line.draft,
  };
  return { opportunity, issues: log.issues };
}

async function textOf({ bytes }: Feed): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
