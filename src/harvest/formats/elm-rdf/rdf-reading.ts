import type { Feed } from '../../feed.js';
import type { JointReading, RawRecord, ReadContext, ReadLimits } from '../../format.js';
import type { ElmObject } from '../elm-loq/elm-object.js';
import { ObjectGraph } from '../elm-loq/object-graph.js';
import { withTitle } from '../elm-loq/quality-link.js';
import { Specifications } from '../elm-loq/specifications.js';
import { Subjects } from './subjects.js';

/** The graph of RDF documents, and the offers in it. */
export class RdfReading implements JointReading {
  private readonly specifications = new Specifications();
  private readonly documents: { readonly uri: string; readonly firstNumber: number }[] = [];

  private constructor(
    private readonly graph: ObjectGraph,
    private readonly limits: ReadLimits,
  ) {}

  static async open({ limits, scratchDir }: ReadContext): Promise<RdfReading> {
    return new RdfReading(await ObjectGraph.open(scratchDir, limits.maxRecordBytes), limits);
  }

  async add(feed: Feed): Promise<void> {
    this.documents.push({ uri: feed.uri, firstNumber: this.graph.count });
    // The parsers take 10 MB, which feeds of other formats need not have.
    const { readTriples } = await import('./triples.js');
    const subjects = new Subjects(this.limits.maxRecordBytes);
    for await (const triple of readTriples(feed, this.limits, this.documents.length)) {
      subjects.add(triple);
      if (subjects.full) await this.take(subjects);
    }
    await this.take(subjects);
  }

  async *records(): AsyncGenerator<RawRecord> {
    let position = 0;
    for await (const record of this.specifications.resolvedRecords(this.graph)) {
      position += 1;
      const data = record.oversized === undefined ? withTitle(named(record)) : record;
      yield { position, data, uri: this.uriOf(record) };
    }
  }

  close(): Promise<void> {
    return this.graph.close();
  }

  private async take(subjects: Subjects): Promise<void> {
    for (const { object, isOffer } of subjects.take()) {
      const number = await (isOffer ? this.graph.mergeOffer(object) : this.graph.add(object));
      this.specifications.note(object, number);
    }
  }

  /** The document that described an object first. */
  private uriOf({ id }: ElmObject): string {
    const number = id === undefined ? undefined : this.graph.numberOf(id);
    const document = this.documents.findLast(({ firstNumber }) => number === undefined || firstNumber <= number);
    return document?.uri ?? '';
  }
}

/** The label of a blank node names nothing outside its document. */
function named(record: ElmObject): ElmObject {
  if (record.id?.startsWith('_:') !== true) return record;
  const { id: _, ...rest } = record;
  return rest;
}
