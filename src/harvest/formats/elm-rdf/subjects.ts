import { isMedia } from '../elm-loq/elm-links.js';
import { classNames, localName, offerClass } from '../elm-loq/elm-names.js';
import type { ElmObject, ElmValue } from '../elm-loq/elm-object.js';
import type { Term, Triple } from './terms.js';

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
  /** Characters of its values. */
  size: number;
}

/** A part of what a document says about one subject. */
export interface DescribedSubject {
  readonly object: ElmObject & { readonly id: string };
  readonly isOffer: boolean;
}

/**
 * Gathers triples into objects by subject. Documents mostly keep the triples of a subject together, but need not: an
 * object can be handed over in parts.
 *
 * @param maxCharacters of one subject; of a longer one only id, classes and size are kept
 */
export class Subjects {
  private readonly open = new Map<string, OpenSubject>();
  private values = 0;
  private characters = 0;

  constructor(private readonly maxCharacters: number) {}

  add({ subject, predicate, object }: Triple): void {
    const id = idOf(subject);
    if (id === undefined) return;
    if (predicate.value === rdfType) {
      for (const name of classesOf(object.value)) this.subject(id).types.add(name);
      return;
    }
    const property = propertyOf(predicate.value);
    if (property === undefined) return;
    const value = elmValueOf(object);
    if (value === undefined) return;
    const open = this.subject(id);
    const { length } = object.value;
    open.size += length;
    if (open.size > this.maxCharacters) {
      open.properties.clear();
      return;
    }
    const list = open.properties.get(property);
    if (list === undefined) open.properties.set(property, [value]);
    else list.push(value);
    this.values += 1;
    this.characters += length;
  }

  /** Whether so much is held that it should be taken. */
  get full(): boolean {
    return this.values >= maxHeldValues || this.characters >= maxHeldCharacters;
  }

  /** What is held, in the order in which the subjects were first named. */
  take(): DescribedSubject[] {
    const described = [...this.open].map(([id, { types, properties, size }]) => ({
      isOffer: types.has(offerClass),
      object: {
        id,
        ...(types.size === 0 ? {} : { types: [...types] }),
        ...(size > this.maxCharacters ? { oversized: size } : {}),
        properties: Object.fromEntries([...properties].map(([name, list]) => [name, distinct(list)])),
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
    const opened: OpenSubject = { types: new Set(), properties: new Map(), size: 0 };
    this.open.set(id, opened);
    return opened;
  }
}

/** Of the IRIs of properties and classes, of which there are few; more than these are looked at anew each time. */
const mostNames = 1000;
const properties = new Map<string, string | undefined>();
const classes = new Map<string, readonly string[]>();

function remembered<T>(known: Map<string, T>, iri: string, make: (iri: string) => T): T {
  const value = known.get(iri);
  if (value !== undefined || known.has(iri)) return value as T;
  const made = make(iri);
  if (known.size < mostNames) known.set(iri, made);
  return made;
}

/** The local name of a property that is read. */
function propertyOf(iri: string): string | undefined {
  return remembered(properties, iri, () => {
    const property = localName(iri);
    if (property === undefined || isMedia(property)) return undefined;
    return iri.startsWith(skos) && !skosNames.has(property) ? undefined : property;
  });
}

function classesOf(iri: string): readonly string[] {
  return remembered(classes, iri, classNames);
}

function elmValueOf(term: Term): ElmValue | undefined {
  const { termType, value, language = '' } = term;
  if (termType === 'Literal') return { text: value, ...(language === '' ? {} : { language }) };
  const id = idOf(term);
  return id === undefined ? undefined : { id, properties: {} };
}

function idOf({ termType, value }: Term): string | undefined {
  if (termType === 'NamedNode') return value;
  return termType === 'BlankNode' ? `_:${value}` : undefined;
}

/** A triple stated twice is one triple. */
function distinct(values: readonly ElmValue[]): ElmValue[] {
  return values.length === 1
    ? [...values]
    : [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
