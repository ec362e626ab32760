import { type Sourced, stated } from '../../../domain/evidence.js';
import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import { vocabulary } from '../../../domain/vocabularies/vocabulary.js';
import { plainText } from '../../parse/text.js';
import type { SchemaNode } from './schema-org.record.js';
import { addresses, type Mapping, namesOf, nodesOf, scalars, texts } from './schema-values.js';

type Levels = Pick<LearningOpportunityDraft, 'eqfLevel' | 'educationLevels'>;

/**
 * `educationalLevel` and `educationalAlignment` of the type `educationalLevel` (or of no type). An EQF level only from
 * an EQF IRI, or from a term whose set or framework is the EQF; everything else stays words.
 */
export function levelsOf(node: SchemaNode, mapping: Mapping): Levels {
  const eqf = new Map<number, Sourced<number>>();
  const educationLevels = new Map<string, { scheme?: string; code: string }>();
  const read = (level: number | undefined, path: string, native: string): boolean => {
    if (level !== undefined && !eqf.has(level))
      eqf.set(level, { ...stated(level, path), native: native.slice(0, 500) });
    return level !== undefined;
  };
  const keep = (scheme: string | undefined, text: string | undefined): void => {
    const code = plainText(text ?? '');
    if (code !== '') educationLevels.set(`${scheme} ${code}`, scheme === undefined ? { code } : { scheme, code });
  };

  for (const text of scalars(node, 'educationalLevel'))
    if (!read(eqfOfIri(text), 'educationalLevel', text)) keep(undefined, text);
  for (const term of nodesOf(node, 'educationalLevel')) {
    const { level, native, scheme } = termLevel(term, ['inDefinedTermSet', 'inCodeSet']);
    if (!read(level, 'educationalLevel', native)) keep(scheme, scalars(term, 'termCode')[0] ?? native);
  }
  for (const alignment of alignments(node, 'educationalLevel', undefined)) {
    const { level, native, scheme } = termLevel(alignment, ['educationalFramework']);
    const typed = scalars(alignment, 'alignmentType').length > 0;
    if (!read(level, 'educationalAlignment', native) && typed) keep(scheme, native);
  }

  const [only, other] = eqf.values();
  if (other === undefined)
    return only === undefined
      ? { educationLevels: [...educationLevels.values()] }
      : { eqfLevel: only, educationLevels: [...educationLevels.values()] };
  const message = 'The offer has several different EQF levels; expected one.';
  mapping.log.warning('IMPLAUSIBLE_VALUE', 'educationalLevel', message, [...eqf.keys()].join(', '));
  return { educationLevels: [...educationLevels.values()] };
}

/** Alignments of these types (`alignmentType`); `undefined` stands for alignments without a type. */
export function alignments(node: SchemaNode, ...types: readonly (string | undefined)[]): SchemaNode[] {
  return nodesOf(node, 'educationalAlignment').filter((alignment) => {
    const type = scalars(alignment, 'alignmentType')[0];
    return types.some((wanted) => wanted?.toLowerCase() === type?.toLowerCase());
  });
}

/** Addresses that say which term of a vocabulary a node is. */
export function termIris(term: SchemaNode): string[] {
  return [term['@id'] ?? '', ...['url', 'targetUrl', 'sameAs'].flatMap((property) => addresses(term, property))];
}

/** Name or address of the set or framework that a term is from. */
export function termSets(term: SchemaNode, properties: readonly string[]): string[] {
  return properties.flatMap((property) => [
    ...addresses(term, property),
    ...texts(term, property).flatMap(({ text }) => text ?? []),
  ]);
}

function termLevel(term: SchemaNode, setProperties: readonly string[]) {
  const sets = termSets(term, setProperties);
  const names = [...scalars(term, 'termCode'), ...namesOf(term).flatMap(({ text }) => text ?? [])];
  const iri = termIris(term).find((address) => eqfOfIri(address) !== undefined);
  const code = sets.some(isEqf) ? names.flatMap((name) => eqfOfName(name) ?? [])[0] : undefined;
  const native = names.at(-1) ?? iri ?? '';
  return { level: iri === undefined ? code : eqfOfIri(iri), native, scheme: sets.at(-1) };
}

function eqfOfIri(text: string): number | undefined {
  if (!/^https?:\/\/data\.europa\.eu\/snb\/eqf\//i.test(text)) return undefined;
  const code = vocabulary('eqf').find(text)?.code;
  return code === undefined ? undefined : Number(code);
}

function eqfOfName(name: string): number | undefined {
  const [, level] = /^(?:EQF)?[\s-]*(?:level)?\s*([1-8])$/i.exec(name.trim()) ?? [];
  return level === undefined ? undefined : Number(level);
}

function isEqf(set: string): boolean {
  return (
    /^https?:\/\/data\.europa\.eu\/snb\/eqf(\/|$)/i.test(set) ||
    /^(the )?European Qualifications? Framework( for lifelong learning)?( \(EQF\))?$|^EQF$/i.test(set.trim())
  );
}
