import type { Quad, Term } from 'n3';

const schemaOrg = /^https?:\/\/(?:www\.)?schema\.org\/([^/#?]+)$/i;
const rdfType = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';

/** Stands for the address of a page that has none, where parsers need one. */
export const noAddress = 'http://page.invalid/';

interface Subject {
  readonly term: Term;
  readonly types: Set<string>;
  readonly properties: Map<string, Term[]>;
  /** How many times others refer to it. */
  mentions: number;
}

type Json = string | { readonly [key: string]: unknown };

/**
 * The statements of a page as a JSON-LD document with the terms of schema.org, as its author could have written it: what
 * is mentioned once stands where it is mentioned, what is mentioned more often once, with references to it. Statements
 * in other vocabularies are left out. Undefined where nothing is left.
 */
export function markupTree(quads: readonly Quad[], language: string | undefined): unknown {
  const subjects = subjectsOf(quads);
  const inside = new Set<string>();
  const graph: Json[] = [];
  for (const [key, subject] of subjects) if (subject.mentions !== 1) graph.push(nodeOf(key, subject));
  // What is left goes round in circles: each stands in another one.
  for (const [key, subject] of subjects) if (!inside.has(key)) graph.push(nodeOf(key, subject));
  if (graph.length === 0) return undefined;
  const context = { '@vocab': 'https://schema.org/', ...(language === undefined ? {} : { '@language': language }) };
  return { '@context': context, '@graph': graph };

  function nodeOf(key: string, { term, types, properties, mentions }: Subject): Json {
    inside.add(key);
    const isNamed = mentions > 1 || (term.termType === 'NamedNode' && term.value !== noAddress);
    const entries = [...properties].map(([name, values]) => [name, values.map(jsonOf)] as const);
    return {
      ...(isNamed ? { '@id': idOf(term) } : {}),
      '@type': [...types],
      ...Object.fromEntries(entries),
    };
  }

  function jsonOf(term: Term): Json {
    if (term.termType === 'Literal') {
      // Text of a page is laid out anew wherever it is shown.
      const text = term.value.replace(/\s+/g, ' ').trim();
      const own = term.language;
      return own === '' || own === language?.toLowerCase() ? text : { '@value': text, '@language': own };
    }
    const key = keyOf(term);
    const subject = subjects.get(key);
    if (subject === undefined) return term.termType === 'NamedNode' ? addressOf(term.value) : { '@type': [] };
    return subject.mentions === 1 && !inside.has(key) ? nodeOf(key, subject) : { '@id': idOf(term) };
  }
}

function subjectsOf(quads: readonly Quad[]): Map<string, Subject> {
  const subjects = new Map<string, Subject>();
  const mentioned: Term[] = [];
  for (const { subject: term, predicate, object } of quads) {
    const isType = predicate.value === rdfType;
    const name = schemaOrg.exec(isType ? object.value : predicate.value)?.[1];
    if (name === undefined || name === '__proto__') continue;
    const key = keyOf(term);
    const subject = subjects.get(key) ?? { term, types: new Set(), properties: new Map(), mentions: 0 };
    subjects.set(key, subject);
    if (isType) subject.types.add(name);
    else {
      const values = subject.properties.get(name);
      if (values === undefined) subject.properties.set(name, [object]);
      else values.push(object);
      mentioned.push(object);
    }
  }
  for (const term of mentioned) {
    const subject = subjects.get(keyOf(term));
    if (subject !== undefined) subject.mentions += 1;
  }
  return subjects;
}

function keyOf({ termType, value }: Term): string {
  return `${termType} ${value}`;
}

function idOf({ termType, value }: Term): string {
  return termType === 'BlankNode' ? `_:${value}` : addressOf(value);
}

/** An address as it was written, where the page has none of its own. */
function addressOf(value: string): string {
  return value.startsWith(noAddress) ? value.slice(noAddress.length - 1) : value;
}
