import { opportunityId } from '../../../domain/identifiers.js';
import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import { languageMapOf } from '../../mapping/texts.js';
import { nodesAt } from '../../mapping/xml-record.js';
import { cleanHtml, plainText } from '../../parse/text.js';
import type { CdmPart, CdmRecord } from './cdm-fr.record.js';
import { idsOf } from './cdm-fr.references.js';
import { escaped, namesOf, proseOf, type Reading, together } from './cdm-fr.text.js';

type Stackability = NonNullable<LearningOpportunityDraft['stackability']>;
type Related = NonNullable<Stackability['hasPart']>[number];

/**
 * `subProgram`, and the programs and courses of the structure, those in its blocks too; the offers of whose structure it
 * is a part. In words: what can come next (`studyQualification`, `aip/possibleFollowUp`, `aip/professTrainingSupport`),
 * how the structure is explained (`programStructure`), and its blocks.
 */
export function stackabilityOf(
  { element, parts, wholes }: CdmRecord,
  reading: Reading,
): LearningOpportunityDraft['stackability'] {
  const inside = nodesAt(element, 'subProgram').map((node) => ({
    nativeId: idsOf(node)[0],
    title: namesOf(nodesAt(node, 'programName'), 'subProgram/programName', reading),
  }));
  const isNamed = (part: Related) => Object.values(part).some((value) => value !== undefined);
  const hasPart = distinct([...inside, ...offersIn(parts).map((part) => partOf(part, reading))].filter(isNamed));
  const isPartOf = wholes.map(({ id, title, language }) => relatedOf(id, title, language, reading));
  const text = together(
    proseOf(
      [
        ...nodesAt(element, 'qualification', 'studyQualification'),
        ...['possibleFollowUp', 'professTrainingSupport'].flatMap((name) => nodesAt(element, 'aip', name)),
        ...nodesAt(element, 'programStructure'),
      ],
      reading,
    ),
    outlineOf(parts, reading),
  );
  return hasPart.length === 0 && isPartOf.length === 0 && text === undefined ? undefined : { text, hasPart, isPartOf };
}

/** The offers of a structure in their order; a block that holds nothing counts by its name. */
function offersIn(parts: readonly CdmPart[]): CdmPart[] {
  return parts.flatMap((part) => {
    const inside = part.parts === undefined ? [] : offersIn(part.parts);
    return inside.length > 0 ? inside : [part];
  });
}

function partOf({ reference, inDocument, id, title, language, parts }: CdmPart, reading: Reading): Related {
  if (id === undefined && inDocument)
    reading.log.warning(
      'UNRESOLVED_REFERENCE',
      'programStructure',
      'The document has no program or course with this id.',
      reference,
    );
  if (id !== undefined && parts === undefined) return relatedOf(id, title, language, reading);
  return { nativeId: id ?? reference, title: titleOf(title, language, reading) };
}

function relatedOf(id: string, title: string | undefined, language: string | undefined, reading: Reading): Related {
  return { id: opportunityId(reading.context.source.id, id), title: titleOf(title, language, reading) };
}

function titleOf(title: string | undefined, language: string | undefined, reading: Reading): Related['title'] {
  return languageMapOf([{ language, text: title }], reading.language, plainText);
}

function distinct(parts: readonly Related[]): Related[] {
  return [...new Map(parts.map((part) => [part.id ?? part.nativeId ?? JSON.stringify(part.title), part])).values()];
}

/** The blocks of a structure in words: each with its credits and what it holds, so that choices can be seen. */
function outlineOf(parts: readonly CdmPart[], reading: Reading): Stackability['text'] {
  if (!parts.some(isBlock)) return undefined;
  const language = parts.find((part) => isBlock(part) && part.language !== undefined)?.language;
  return languageMapOf([{ language, text: listOf(parts) }], reading.language, cleanHtml);
}

/** What holds blocks is a list, what holds only offers a line. */
function listOf(parts: readonly CdmPart[]): string {
  const items = parts.map((part) => {
    const name = [part.title ?? '', ...(part.ects === undefined ? [] : [`(${part.ects} ECTS)`])].join(' ').trim();
    const held = part.parts ?? [];
    if (held.some(isBlock)) return `<li>${escaped(name)}${listOf(held)}</li>`;
    const titles = held.flatMap(({ title }) => title ?? []).join('; ');
    return `<li>${escaped([name, titles].filter((text) => text !== '').join(': '))}</li>`;
  });
  return items.length === 0 ? '' : `<ul>${items.join('')}</ul>`;
}

function isBlock({ parts }: CdmPart): boolean {
  return parts !== undefined;
}
