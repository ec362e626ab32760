import { type Feed, FeedError } from '../feed.js';
import type { SourceDefinition } from '../source.js';
import { shownAddress } from './address.js';
import type { OaiPmhOptions } from './oai-pmh.options.js';
import type { OaiRecord } from './oai-pmh-answer.js';
import { OaiList } from './oai-pmh-list.js';
import { instantOf, type OaiIdentity, OaiRepository, rangesOf, startOfChanges } from './oai-pmh-repository.js';
import type { TransportContext } from './transport-context.js';

/**
 * Lists the records of OAI-PMH 2.0 repositories, one for each location. Each record is a feed of its own, a part named by
 * its OAI identifier, that holds what is inside `metadata` as an XML document and has the address of its GetRecord.
 *
 * When an earlier run was applied, only what changed since is asked for.
 *
 * @throws FeedError as {@link OaiRepository.identify} and {@link OaiList.records} do; CONFIG_INVALID.
 */
export async function* openOaiPmh(
  source: SourceDefinition,
  options: OaiPmhOptions,
  context: TransportContext,
): AsyncGenerator<Feed> {
  const listed = new Listed(options, context);
  for (const location of [source.location].flat()) {
    const repository = new OaiRepository(location, source, context);
    try {
      const identity = await repository.identify();
      for (const set of options.sets.length === 0 ? [undefined] : options.sets)
        yield* listed.feeds(repository, identity, set);
    } finally {
      await repository.close();
    }
  }
  listed.end();
}

/** All lists of one source. */
class Listed {
  /** What came of each record: a record that is in several sets, or comes twice as it was, is read once. */
  private readonly versions = new Map<string, string>();
  private position = 0;
  private lists = 0;
  private emptyChanges = 0;

  constructor(
    private readonly options: OaiPmhOptions,
    private readonly context: TransportContext,
  ) {}

  async *feeds(repository: OaiRepository, identity: OaiIdentity, set: string | undefined): AsyncGenerator<Feed> {
    const { memory, log } = this.context;
    const { metadataPrefix, checkListSize, incremental, windowDays, maxPages } = this.options;
    const uri = shownAddress(repository.base);
    const key = set === undefined ? uri : `${uri}#${set}`;
    const last = incremental ? instantOf(memory?.marks.get(key)?.datestamp ?? '') : undefined;
    const since = last === undefined ? undefined : startOfChanges(last, identity);
    if (last !== undefined) memory?.onlyChanges();
    let begunAt: Date | undefined;
    let isEmpty = true;
    for (const range of rangesOf(since, identity, windowDays)) {
      const args = { verb: 'ListRecords', metadataPrefix, ...range, ...(set === undefined ? {} : { set }) };
      log.debug({ uri, ...args, deletedRecord: identity.deletedRecord }, 'records are listed');
      const list = new OaiList(repository, args, { checkListSize, maxPages });
      for await (const record of list.records()) {
        const feed = this.take(repository, record);
        if (feed !== undefined) yield feed;
      }
      // A record that changes meanwhile moves to the last window, or beyond it: the next run begins with the first one.
      begunAt ??= list.begunAt;
      isEmpty &&= list.isEmpty;
    }
    this.lists += 1;
    if (last !== undefined && isEmpty) this.emptyChanges += 1;
    if (begunAt !== undefined) memory?.keep(key, { datestamp: `${begunAt.toISOString().slice(0, 19)}Z` });
  }

  end(): void {
    if (this.lists > 0 && this.lists === this.emptyChanges) this.context.memory?.nothingNew();
  }

  private take(repository: OaiRepository, record: OaiRecord): Feed | undefined {
    const version = record.deleted ? `${record.datestamp} deleted` : record.datestamp;
    const { identifier } = record;
    if (identifier !== '' && this.versions.get(identifier) === version) return undefined;
    this.versions.set(identifier, version);
    if (record.deleted) {
      this.context.memory?.deleted(identifier);
      return undefined;
    }
    this.position += 1;
    const id = identifier === '' ? `#${this.position}` : identifier;
    this.context.memory?.listed(id);
    const { metadataPrefix } = this.options;
    const uri = shownAddress(repository.addressOf({ verb: 'GetRecord', metadataPrefix, identifier }));
    return {
      ...{ uri, contentType: 'text/xml', charset: 'utf-8', bytes: documentOf(record, uri) },
      part: { id, position: this.position },
    };
  }
}

async function* documentOf({ document, oversized }: OaiRecord, uri: string): AsyncGenerator<Uint8Array> {
  if (oversized) throw new FeedError('LIMIT_RECORD_SIZE', `${uri}: the metadata is larger than any record may be`);
  if (document === undefined) throw new FeedError('FEED_EMPTY', `${uri}: the record has no metadata`);
  yield Buffer.from(document);
}
