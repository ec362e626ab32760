import { type Sourced, stated } from '../../../domain/evidence.js';
import { vocabulary } from '../../../domain/vocabularies/vocabulary.js';
import { crosswalkConcept, distinctConcepts } from '../../mapping/concepts.js';
import { valuesOf } from './schema-node.js';
import { attendanceMode, courseKind, courseMode, type NamedCrosswalk, studyMode } from './schema-org.crosswalk.js';
import type { SchemaNode } from './schema-org.record.js';
import { codeOrEnglishName, enumerationMember, type Mapping, nodesOf, scalars, texts } from './schema-values.js';

/** What the mode of a course or run says. */
export interface ModeReading {
  readonly modes: Sourced<string>[];
  readonly schedules: Sourced<string>[];
  readonly kinds: Sourced<string>[];
}

/** Properties of which schema.org says that they hold the medium of delivery or the mode of study. */
const modeProperties = ['courseMode', 'educationalProgramMode'] as const;

/**
 * `courseMode` and `educationalProgramMode` (text, lists with commas, or IRIs of the EU list), and
 * `eventAttendanceMode`.
 */
export function modesOf(node: SchemaNode, path: string, mapping: Mapping): ModeReading {
  const modes: (Sourced<string> | undefined)[] = [];
  const schedules: (Sourced<string> | undefined)[] = [];
  const kinds: (Sourced<string> | undefined)[] = [];
  for (const property of modeProperties) {
    for (const text of modeWords(node, property)) {
      const at = `${path}${property}`;
      const own = /^https?:/i.test(text) ? vocabulary('mode').find(text) : undefined;
      if (own !== undefined) modes.push({ ...stated(own.iri, at), native: text.slice(0, 500) });
      else if (knows(studyMode, text)) schedules.push(lookUp(studyMode, text, at, mapping));
      else if (knows(courseKind, text)) kinds.push(lookUp(courseKind, text, at, mapping));
      else modes.push(lookUp(courseMode, text, at, mapping));
    }
  }
  for (const value of valuesOf(node, 'eventAttendanceMode')) {
    const member = enumerationMember(value);
    if (member !== undefined)
      modes.push(crosswalkConcept(attendanceMode, member, `${path}eventAttendanceMode`, mapping.log));
  }
  return { modes: distinctConcepts(modes), schedules: distinctConcepts(schedules), kinds: distinctConcepts(kinds) };
}

/** Languages of a property: codes (BCP 47, ISO 639), English names, or `Language` nodes with either. */
export function languagesOf(node: SchemaNode, property: string, path: string, { log }: Mapping): Sourced<string>[] {
  const written = scalars(node, property).flatMap((text) => text.split(/[,;]/));
  const described = nodesOf(node, property).flatMap((language) => {
    const candidates = ['termCode', 'identifier', 'alternateName', 'name'].flatMap((key) => scalars(language, key));
    return candidates.find((key) => vocabulary('language').find(key) !== undefined) ?? candidates.at(-1) ?? [];
  });
  const keys = [...written, ...described].map((key) => key.trim()).filter((key) => key !== '');
  return distinctConcepts(keys.map((key) => codeOrEnglishName('language', key, `${path}${property}`, log)));
}

/** Words of a mode, without the quotation marks that some publishers paste in. */
function modeWords(node: SchemaNode, property: string): string[] {
  const quotes = /^["'“”„‟‘’«»\s]+|["'“”„‟‘’«»\s]+$/gu;
  return texts(node, property)
    .flatMap(({ text }) => (text ?? '').split(/[,;]/))
    .map((word) => word.replace(quotes, ''))
    .filter((word) => word !== '');
}

function fold(text: string): string {
  return text.toLowerCase().replace(/[\s-]+/g, '');
}

function knows({ rows }: NamedCrosswalk, text: string): boolean {
  return Object.hasOwn(rows, fold(text));
}

function lookUp(crosswalk: NamedCrosswalk, text: string, path: string, { log }: Mapping): Sourced<string> | undefined {
  const concept = crosswalkConcept(crosswalk, knows(crosswalk, text) ? fold(text) : text, path, log);
  return concept === undefined ? undefined : { ...concept, native: text.slice(0, 500) };
}
