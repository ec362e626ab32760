import type { Sourced } from '../../../domain/evidence.js';
import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import type { LanguageMap } from '../../../domain/multilingual.js';
import { distinctConcepts, statedConcept } from '../../mapping/concepts.js';
import { languageMapOf, repeatsText, type TaggedText } from '../../mapping/texts.js';
import { plainText } from '../../parse/text.js';
import { isNode, valuesOf } from './schema-node.js';
import { alignments, termIris, termSets } from './schema-org.level.js';
import type { SchemaNode } from './schema-org.record.js';
import { type Mapping, namesOf, nodesOf, scalars, texts } from './schema-values.js';

type Subject = NonNullable<LearningOpportunityDraft['subjects']>[number];

const setProperties = ['inDefinedTermSet', 'inCodeSet', 'educationalFramework'];

/**
 * `about`, `keywords` and alignments of the type `educationalSubject`. A field is an ISCED-F code only by its IRI, or as
 * a code in a set that says ISCED-F; the rest are subjects as stated.
 */
export function subjectsOf(nodes: readonly SchemaNode[], title: LanguageMap, mapping: Mapping) {
  const fields: (Sourced<string> | undefined)[] = [];
  const subjects = new Map<string, Subject>();
  const keep = (subject: Subject): void => {
    if (subject.label !== undefined || subject.code !== undefined) subjects.set(JSON.stringify(subject), subject);
  };
  const readTerm = (term: SchemaNode, path: string): void => {
    const isced = iscedOf(term);
    if (isced !== undefined) fields.push(statedConcept('isced-f', isced, path, mapping.log));
    else keep(subjectOf(term, mapping));
  };
  for (const node of nodes) {
    for (const property of ['about', 'keywords']) {
      for (const tagged of plainSubjects(node, property)) {
        if (isIscedIri(tagged.text ?? ''))
          fields.push(statedConcept('isced-f', tagged.text ?? '', property, mapping.log));
        else keep(labelled(tagged, mapping));
      }
      for (const term of nodesOf(node, property)) if (isSubject(term, title)) readTerm(term, property);
    }
    for (const alignment of alignments(node, 'educationalSubject')) readTerm(alignment, 'educationalAlignment');
    for (const alignment of alignments(node, undefined))
      if (iscedOf(alignment) !== undefined) readTerm(alignment, 'educationalAlignment');
  }
  return { fields: distinctConcepts(fields), subjects: [...subjects.values()] };
}

/** Texts of a property; a single text of `keywords` is a list with commas. */
function plainSubjects(node: SchemaNode, property: string): TaggedText[] {
  const values = valuesOf(node, property).filter((value) => !isNode(value));
  const tagged = texts({ '@type': [], [property]: values }, property);
  if (property !== 'keywords' || tagged.length !== 1) return tagged;
  return tagged.flatMap(({ text, language }) => (text ?? '').split(',').map((part) => ({ text: part, language })));
}

/** A course may be "about" an event or course: that is another node of it, and no subject. */
function isSubject(term: SchemaNode, title: LanguageMap): boolean {
  const other = ['Event', 'Course', 'CourseInstance', 'EducationEvent', 'WebPage', 'Person', 'Organization'];
  if (term['@type'].some((type) => other.includes(type))) return false;
  const names = languageMapOf(namesOf(term), 'und', plainText);
  return names === undefined || !repeatsText(names, title);
}

function subjectOf(term: SchemaNode, mapping: Mapping): Subject {
  const scheme = termSets(term, setProperties)[0];
  const code = scalars(term, 'termCode')[0] ?? termIris(term).find((iri) => iri !== '' && !iri.startsWith('_:'));
  const label = labelled(namesOf(term)[0], mapping);
  return {
    ...(scheme === undefined ? {} : { scheme }),
    ...(code === undefined ? {} : { code }),
    ...(label.label === code ? {} : label),
  };
}

function labelled(tagged: TaggedText | undefined, { language }: Mapping): Subject {
  const label = plainText(tagged?.text ?? '');
  const tag = tagged?.language ?? language;
  if (label === '') return {};
  return tag === 'und' ? { label } : { label, language: tag };
}

function iscedOf(term: SchemaNode): string | undefined {
  const iri = termIris(term).find(isIscedIri);
  if (iri !== undefined) return iri;
  if (
    !termSets(term, setProperties).some((set) => /isced[\s_-]*(f\b|2013)|fields? of education and training/i.test(set))
  )
    return undefined;
  const codes = [...scalars(term, 'termCode'), ...namesOf(term).flatMap(({ text }) => text ?? [])];
  return codes.flatMap((code) => /^(\d{2,4})(?=$|[\s:–-])/.exec(code)?.[1] ?? [])[0];
}

function isIscedIri(address: string): boolean {
  return /^https?:\/\/data\.europa\.eu\/(snb|esco)\/isced-f\/\d{2,4}$/i.test(address);
}
