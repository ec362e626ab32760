import { parseUrl } from '../../../domain/parse-url.js';

/**
 * What a JSON-LD context (JSON-LD 1.1 §3.1) says that matters for schema.org. Contexts are never fetched: the one of
 * schema.org is known, of others only what is written in the document counts.
 */
export interface Scope {
  /** Terms without prefix are schema.org terms. */
  readonly vocab: boolean;
  /** Prefixes that stand for schema.org. */
  readonly prefixes: ReadonlySet<string>;
  /** Terms that the document defines: a keyword (`@id`) or a schema.org term. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Default language of texts. */
  readonly language?: string | undefined;
  /** Address that relative ids are resolved against. */
  readonly base?: string | undefined;
  /** Number of the document in the feed, to keep blank ids of different documents apart. */
  readonly document: number;
  /** Number of the page or file, to keep relative ids of different pages apart where no base is known. */
  readonly page: number;
}

const schemaOrg = /^https?:\/\/(?:www\.)?schema\.org(?:\/(.*))?$/i;

/** Scope of a document before its own context: bare terms are taken for schema.org terms. */
export function documentScope(document: number, base: string | undefined, page = document): Scope {
  return { vocab: true, prefixes: new Set(['schema', 'sdo']), aliases: new Map(), base: webBase(base), document, page };
}

/** Scope inside a node with this `@context`. A context that does not mention schema.org ends its bare terms. */
export function enterContext(scope: Scope, context: unknown): Scope {
  if (context === undefined) return scope;
  const parts = (Array.isArray(context) ? context : [context]).filter((part) => part !== null);
  const inner = parts.reduce<Scope>(enterPart, scope);
  const mentioned = parts.some(mentionsSchemaOrg);
  const foreign = parts.some((part) => typeof part === 'string');
  return mentioned ? inner : { ...inner, vocab: foreign ? false : inner.vocab };
}

/** The keyword or schema.org term that a key or type stands for; undefined for terms of other vocabularies. */
export function termName(key: string, scope: Scope): string | undefined {
  if (key.startsWith('@')) return key;
  const alias = scope.aliases.get(key);
  if (alias !== undefined) return alias;
  const full = schemaOrg.exec(key)?.[1];
  if (full !== undefined) return full;
  const colon = key.indexOf(':');
  if (colon >= 0) return scope.prefixes.has(key.slice(0, colon)) ? key.slice(colon + 1) : undefined;
  return scope.vocab ? key : undefined;
}

/**
 * An `@id` as it identifies its node: relative ids are resolved against the base where there is one, blank ones are
 * made unique to their document. Undefined for an empty id, which publishers write for "none".
 */
export function resolveId(id: string, scope: Scope): string | undefined {
  const written = id.trim();
  if (written === '') return undefined;
  if (written.startsWith('_:')) return `_:${scope.document}.${written.slice(2)}`;
  if (isAbsolute(written) || scope.base === undefined) return written;
  return parseUrl(written, scope.base)?.href ?? written;
}

/** Whether an id is an IRI with a scheme, and so the same wherever it stands. */
export function isAbsolute(id: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/i.test(id);
}

function enterPart(scope: Scope, part: unknown): Scope {
  if (typeof part === 'string') return schemaOrg.test(part.trim()) ? { ...scope, vocab: true } : scope;
  if (typeof part !== 'object' || part === null) return scope;
  const prefixes = new Set(scope.prefixes);
  const aliases = new Map(scope.aliases);
  const entries = Object.entries(part).map(([term, definition]) => [term, definitionIri(definition)] as const);
  for (const [term, iri] of entries)
    if (!term.startsWith('@') && iri && schemaOrg.exec(iri)?.[1] === '') prefixes.add(term);
  const named = { ...scope, prefixes, vocab: false };
  for (const [term, iri] of entries) {
    const name =
      term.startsWith('@') || iri === undefined ? undefined : termName(iri, { ...named, aliases: new Map() });
    if (name !== undefined && name !== '') aliases.set(term, name);
  }
  const vocab = keyword(part, '@vocab');
  return {
    ...named,
    aliases,
    vocab: vocab === undefined ? scope.vocab : schemaOrg.test(vocab),
    language: keyword(part, '@language') ?? scope.language,
    base: webBase(keyword(part, '@base')) ?? scope.base,
  };
}

function mentionsSchemaOrg(part: unknown): boolean {
  if (typeof part === 'string') return schemaOrg.test(part.trim());
  const vocab = keyword(part, '@vocab');
  return vocab !== undefined && schemaOrg.test(vocab);
}

function definitionIri(definition: unknown): string | undefined {
  return typeof definition === 'string' ? definition : keyword(definition, '@id');
}

function keyword(part: unknown, name: string): string | undefined {
  if (typeof part !== 'object' || part === null) return undefined;
  const value: unknown = Object.getOwnPropertyDescriptor(part, name)?.value;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function webBase(address: string | undefined): string | undefined {
  return address !== undefined && /^https?:\/\//i.test(address) ? address : undefined;
}
