import { MicrodataRdfParser } from 'microdata-rdf-streaming-parser';
import { DataFactory, type Quad, type Quad_Object, type Quad_Predicate, type Quad_Subject } from 'n3';
import { RDFA_FEATURES, RdfaParser } from 'rdfa-streaming-parser';
import { FeedError } from '../../feed.js';

type Attributes = Readonly<Record<string, string>>;

/** Statements that one page may make; no page of offers makes so many, but markup that refers to itself can. */
const maxStatements = 100_000;

/** Ids that are passed on inside one another: the parser of microdata keeps what is inside each of them. */
const maxOpenIds = 8;

/** References by id (`itemref`), each of which repeats what it refers to. */
const maxReferences = 64;

/** Characters of a list of terms (`rel`, `typeof`, `itemprop` …), each of which makes a statement with each other. */
const maxList = 1000;

interface MarkupParser {
  onTagOpen(name: string, attributes: Record<string, string>): void;
  onText(text: string): void;
  onTagClose(): void;
  end(): void;
  [Symbol.asyncIterator](): AsyncIterator<Quad>;
}

/**
 * Collects what a page says in microdata (HTML §5) and RDFa (HTML+RDFa 1.1), from the events of an HTML parser. It costs
 * nothing for a page without any: a parser begins when the first item does, and is told what it stands in.
 */
export class EmbeddedMarkup {
  private microdata: MarkupParser | undefined;
  private rdfa: MarkupParser | undefined;
  private readonly open: { readonly name: string; readonly attributes: Attributes; readonly hasId: boolean }[] = [];
  private openIds = 0;
  private references = 0;
  private statements = 0;
  private tooMuch = false;
  /** Language of the page. */
  language: string | undefined;

  constructor(
    private readonly uri: string,
    /** Address that relative ones are resolved against, as it is known when the first item begins. */
    private readonly base: () => string,
  ) {}

  get isEmpty(): boolean {
    return this.microdata === undefined && this.rdfa === undefined;
  }

  openTag(name: string, attributes: Attributes): void {
    if (name === 'html') this.language ??= attributes.lang ?? attributes['xml:lang'];
    const hasId = attributes.id !== undefined && this.openIds < maxOpenIds;
    if (hasId) this.openIds += 1;
    const tag = { name, attributes: this.bounded(attributes, hasId), hasId };
    this.guarded(() => {
      this.microdata?.onTagOpen(name, { ...tag.attributes });
      this.rdfa?.onTagOpen(name, { ...tag.attributes });
      if (this.microdata === undefined && 'itemscope' in attributes)
        this.microdata = this.begun(new MicrodataRdfParser(this.settings()), tag);
      if (this.rdfa === undefined && 'typeof' in attributes)
        this.rdfa = this.begun(
          new RdfaParser({
            ...this.settings(),
            // Copies of patterns repeat what they copy, and nobody marks up offers by them.
            features: { ...RDFA_FEATURES.html, copyRdfaPatterns: false },
          }),
          tag,
        );
    });
    this.open.push(tag);
  }

  text(text: string): void {
    if (this.isEmpty) return;
    this.guarded(() => {
      this.microdata?.onText(text);
      this.rdfa?.onText(text);
    });
  }

  closeTag(): void {
    if (this.open.pop()?.hasId === true) this.openIds -= 1;
    this.guarded(() => {
      this.microdata?.onTagClose();
      this.rdfa?.onTagClose();
    });
  }

  /**
   * What the page says, one list for each of the two ways.
   *
   * @throws FeedError LIMIT_RECORD_SIZE for more than any page says.
   */
  async statementsOf(): Promise<(readonly Quad[])[]> {
    if (this.tooMuch)
      throw new FeedError('LIMIT_RECORD_SIZE', `${this.uri}: the page makes more than ${maxStatements} statements`);
    const all: Quad[][] = [];
    for (const parser of [this.microdata, this.rdfa]) {
      if (parser === undefined) continue;
      parser.end();
      const quads: Quad[] = [];
      for await (const quad of { [Symbol.asyncIterator]: () => parser[Symbol.asyncIterator]() }) quads.push(quad);
      all.push(quads);
    }
    return all;
  }

  private begun(parser: MarkupParser, tag: { readonly name: string; readonly attributes: Attributes }): MarkupParser {
    for (const { name, attributes } of [...this.open, tag]) parser.onTagOpen(name, { ...attributes });
    return parser;
  }

  private settings() {
    const quad = (subject: Quad_Subject, predicate: Quad_Predicate, object: Quad_Object) => {
      this.statements += 1;
      if (this.statements > maxStatements) throw new TooMuch();
      return DataFactory.quad(subject, predicate, object);
    };
    return { baseIRI: this.base(), dataFactory: { ...DataFactory, quad } };
  }

  private bounded(attributes: Attributes, hasId: boolean): Attributes {
    const entries = Object.entries(attributes).filter(([name, value]) => {
      if (name === 'id') return hasId;
      if (name === 'itemref') {
        this.references += 1;
        return this.references <= maxReferences && value.length <= maxList;
      }
      return !/^(rel|rev|property|typeof|itemprop|itemtype|prefix)$/.test(name) || value.length <= maxList;
    });
    return Object.fromEntries(entries);
  }

  /** Neither parser is to be told more once one of them fails; what is said up to there does not count. */
  private guarded(action: () => void): void {
    if (this.tooMuch) return;
    try {
      action();
    } catch (error) {
      if (!(error instanceof TooMuch)) throw error;
      this.tooMuch = true;
    }
  }
}

class TooMuch extends Error {}
