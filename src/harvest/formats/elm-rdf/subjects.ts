import { isMedia } from '../elm-loq/elm-links.js';
import { classNames, localName, offerClass } from '../elm-loq/elm-names.js';
import type { ElmObject, ElmValue } from '../elm-loq/elm-object.js';
import type { Term, Triple } from './triples.js';

const rdfType = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';
const skos = 'http://www.w3.org/2004/02/skos/core#';
/** Of a concept its names count, not its place in a scheme: a feed may bring whole vocabularies. */
const skosNames: ReadonlySet<string> = new Set(['prefLabel', 'altLabel', 'notation', 'inScheme']);

/** Values and characters that are held before what is known so far is handed over. */
const maxHeldValues = 20_000;
const maxHeldCharacters = 8 * 2 ** 20;

interface OpenSubject {
  readonly types: Set<string>;
  readonly properties: Map<string, ElmValue[]>;
}

/** A part of what a document says about one subject. */
export interface DescribedSubject {
  readonly object: ElmObject & { readonly id: string };
  readonly isOffer: boolean;
}

/**
 * Gathers triples into objects by subject. Documents mostly keep the triples of a subject together, but need not: an
 * object can be handed over in parts. Blank nodes are numbered in the order of the document (`_:1`), so that two
 * readings are the same.
 *
 * @param maxCharacters of one subject; of a longer one only id and classes are kept, and its size is in {@link oversized}
 */
export class Subjects {
  /** Subjects beyond the limit, with the characters counted. */
  readonly oversized = new Map<string, number>();
  private readonly open = new Map<string, OpenSubject>();
  private readonly blankNodes = new Map<string, string>();
  private readonly sizes = new Map<string, number>();
  private values = 0;
  private characters = 0;

  constructor(private readonly maxCharacters: number) {}

  add({ subject, predicate, object }: Triple): void {
    const id = this.idOf(subject);
    if (id === undefined) return;
    if (predicate.value === rdfType) {
      for (const name of classNames(object.value)) this.subject(id).types.add(name);
      return;
    }
    const property = localName(predicate.value);
    if (property === undefined || isMedia(property)) return;
    if (predicate.value.startsWith(skos) && !skosNames.has(property)) return;
    const value = this.valueOf(object);
    if (value === undefined || !this.grows(id, object.value.length)) return;
    const { properties } = this.subject(id);
    const list = properties.get(property);
    if (list === undefined) properties.set(property, [value]);
    else list.push(value);
    this.values += 1;
    this.characters += object.value.length;
  }

  /** Whether so much is held that it should be taken. */
  get full(): boolean {
    return this.values >= maxHeldValues || this.characters >= maxHeldCharacters;
  }

  /** What is held, in the order in which the subjects were first named. */
  take(): DescribedSubject[] {
    const described = [...this.open].map(([id, { types, properties }]) => ({
      isOffer: types.has(offerClass),
      object: {
        id,
        ...(types.size === 0 ? {} : { types: [...types] }),
        properties: this.oversized.has(id)
          ? {}
          : Object.fromEntries([...properties].map(([name, list]) => [name, distinct(list)])),
      },
    }));
    this.open.clear();
    this.values = 0;
    this.characters = 0;
    return described;
  }

  private subject(id: string): OpenSubject {
    const known = this.open.get(id);
    if (known !== undefined) return known;
    const opened: OpenSubject = { types: new Set(), properties: new Map() };
    this.open.set(id, opened);
    return opened;
  }

  private grows(id: string, characters: number): boolean {
    const size = (this.sizes.get(id) ?? 0) + characters;
    this.sizes.set(id, size);
    if (size <= this.maxCharacters) return true;
    this.oversized.set(id, size);
    this.subject(id);
    return false;
  }

  private valueOf(term: Term): ElmValue | undefined {
    if (term.termType === 'Literal')
      return {
        text: term.value,
        ...(term.language === undefined || term.language === '' ? {} : { language: term.language }),
      };
    const id = this.idOf(term);
    return id === undefined ? undefined : { id, properties: {} };
  }

  private idOf({ termType, value }: Term): string | undefined {
    if (termType === 'NamedNode') return value;
    if (termType !== 'BlankNode') return undefined;
    const known = this.blankNodes.get(value);
    if (known !== undefined) return known;
    const id = `_:${this.blankNodes.size + 1}`;
    this.blankNodes.set(value, id);
    return id;
  }
}

/** A triple stated twice is one triple. */
function distinct(values: readonly ElmValue[]): ElmValue[] {
  return values.length === 1
    ? [...values]
    : [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
