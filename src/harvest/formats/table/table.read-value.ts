import { type Sourced, stated } from '../../../domain/evidence.js';
import { isPlaceholderIscedF } from '../../../domain/vocabularies/derive.js';
import { type Concept, type VocabularyId, vocabulary } from '../../../domain/vocabularies/vocabulary.js';
import { distinctConcepts } from '../../mapping/concepts.js';
import type { ReadDate } from '../../mapping/values.js';
import { readText, readTexts, type Scope, type Text } from './table.cells.js';
import { parseDeclaredDate } from './table.date.js';
import type { ConceptSpec, DateSpec, FlagSpec, StateSpec, ValueSpec } from './table.value-options.js';

/** Concepts of one vocabulary by their IRI, each with its evidence, without repetitions. */
export function readConcepts(scope: Scope, spec: ConceptSpec | undefined, id: VocabularyId): Sourced<string>[] {
  const entries = readConceptEntries(scope, spec, id);
  return distinctConcepts(entries.map(({ concept, ...evidence }) => ({ value: concept.iri, ...evidence })));
}

/** The first concept at the declared place, by its IRI. */
export function readConcept(
  scope: Scope,
  spec: ConceptSpec | undefined,
  id: VocabularyId,
): Sourced<string> | undefined {
  return readConcepts(scope, spec, id)[0];
}

/** The first concept at the declared place, by its code. */
export function readCode(scope: Scope, spec: ConceptSpec | undefined, id: VocabularyId): Sourced<string> | undefined {
  const first = readConceptEntries(scope, spec, id)[0];
  if (first === undefined) return undefined;
  const { concept, ...evidence } = first;
  return { value: concept.code, ...evidence };
}

type ConceptEntry = Omit<Sourced<string>, 'value'> & { readonly concept: Concept };

function readConceptEntries(scope: Scope, spec: ConceptSpec | undefined, id: VocabularyId): readonly ConceptEntry[] {
  return readTexts(scope, spec).flatMap(({ text, path }): ConceptEntry[] => {
    const target = targetOf(spec, text);
    if (target === null) return [];
    const concept = vocabulary(id).find(target?.code ?? text);
    if (concept === undefined) {
      scope.reading.log.warning('UNMAPPED_VALUE', path, `This value is no concept of the vocabulary ${id}.`, text);
      return [];
    }
    if (concept.placeholder === true || (id === 'isced-f' && isPlaceholderIscedF(concept.code))) {
      scope.reading.log.warning('PLACEHOLDER_VALUE', path, 'This value says only that it is not known.', text);
      return [];
    }
    const native = text.slice(0, 500);
    if (target !== undefined) {
      return [{ concept, basis: target.basis, rule: spec?.rule ?? `${scope.reading.sourceId}-${id}`, path, native }];
    }
    return [text === concept.code ? { concept, basis: 'stated', path } : { concept, basis: 'stated', path, native }];
  });
}

function targetOf(
  spec: ConceptSpec | undefined,
  text: string,
): { code: string; basis: 'mapped' | 'close' } | null | undefined {
  if (spec?.map === undefined) return undefined;
  const key = text.toLowerCase();
  const entry = Object.entries(spec.map).find(([native]) => native.trim().toLowerCase() === key);
  if (entry === undefined) return undefined;
  return typeof entry[1] === 'string' ? { code: entry[1], basis: 'mapped' } : entry[1];
}

/** A number at the declared place; one that is none is left out with the warning INVALID_NUMBER. */
export function readNumber(
  scope: Scope,
  spec: ValueSpec | undefined,
): (Sourced<number> & { path: string }) | undefined {
  const read = readText(scope, spec);
  if (read === undefined) return undefined;
  const value = read.number ?? numberOf(read.text, scope.reading.decimal);
  if (value !== undefined && value >= 0) return { ...stated(value), path: read.path };
  scope.reading.log.warning('INVALID_NUMBER', read.path, 'This is not a number of 0 or more.', read.text);
  return undefined;
}

/** Digits with the declared decimal sign, with or without a thousands separator. */
function numberOf(text: string, decimal: '.' | ','): number | undefined {
  const bare = text.replace(/[\s'’]/g, '');
  const shape = decimal === ',' ? /^-?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?$/ : /^-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/;
  if (!shape.test(bare)) return undefined;
  const value = Number(decimal === ',' ? bare.replaceAll('.', '').replace(',', '.') : bare.replaceAll(',', ''));
  return Number.isFinite(value) ? value : undefined;
}

/** A date at the declared place; one that is none is left out with the warning INVALID_DATE. */
export function readDay(scope: Scope, spec: DateSpec | undefined): (ReadDate & Text) | undefined {
  const read = readText(scope, spec);
  if (read === undefined) return undefined;
  const date = parseDeclaredDate(read.text, spec?.pattern, scope.reading);
  if (date !== undefined) return { ...date, ...read };
  const expected = spec?.pattern ?? 'ISO 8601 (YYYY-MM-DD)';
  scope.reading.log.warning('INVALID_DATE', read.path, `This is not a date of the form ${expected}.`, read.text);
  return undefined;
}

/** The state of a run; `unknown` values are left out with the warning UNMAPPED_VALUE. */
export function readState(scope: Scope, spec: StateSpec | undefined): 'open' | 'closed' | 'cancelled' | undefined {
  const read = readText(scope, spec);
  if (read === undefined) return undefined;
  const target = spec?.map === undefined ? read.text : spec.map[read.text];
  if (target === null) return undefined;
  if (target === 'open' || target === 'closed' || target === 'cancelled') return target;
  scope.reading.log.warning('UNMAPPED_VALUE', read.path, 'This is none of open, closed and cancelled.', read.text);
  return undefined;
}

/** A yes or no at the declared place. */
export function readFlag(scope: Scope, spec: FlagSpec | undefined): Sourced<boolean> | undefined {
  const read = readText(scope, spec);
  if (read === undefined || spec === undefined) return undefined;
  if (spec.yes.includes(read.text)) return stated(true, read.path);
  if (spec.no.includes(read.text)) return stated(false, read.path);
  scope.reading.log.warning('UNMAPPED_VALUE', read.path, 'This value is declared neither as yes nor as no.', read.text);
  return undefined;
}
