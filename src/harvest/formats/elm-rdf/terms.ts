/** A term of RDF 1.1: an IRI, a blank node or a literal. */
export interface Term {
  readonly termType: string;
  readonly value: string;
  /** Language tag of a literal; empty for none. */
  readonly language?: string;
}

export interface Triple {
  readonly subject: Term;
  readonly predicate: Term;
  readonly object: Term;
}

type Language = string | { readonly language?: string };

/**
 * Makes the terms of one document (a data factory of RDF/JS, as far as parsers of documents need one). Blank nodes are
 * nodes of their document only, whose number is in their names: those without a label are `1a1`, `1a2` … in the order of
 * the document, those with one `1n` and the label, so that two readings are the same.
 */
export class TermFactory {
  private unlabelled = 0;

  constructor(private readonly document: number) {}

  readonly namedNode = (value: string): Term => ({ termType: 'NamedNode', value });

  readonly blankNode = (label?: string): Term => {
    const name = label === undefined ? `a${++this.unlabelled}` : `n${label}`;
    return { termType: 'BlankNode', value: `${this.document}${name}` };
  };

  readonly literal = (value: string, typeOrLanguage?: Language | Term): Term => {
    const language = typeof typeOrLanguage === 'object' ? languageOf(typeOrLanguage) : typeOrLanguage;
    return { termType: 'Literal', value, language: language?.toLowerCase() ?? '' };
  };

  readonly defaultGraph = (): Term => ({ termType: 'DefaultGraph', value: '' });

  readonly quad = (subject: Term, predicate: Term, object: Term): Triple => ({ subject, predicate, object });
}

function languageOf(given: Term | { readonly language?: string }): string | undefined {
  return 'termType' in given ? undefined : given.language;
}
