import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import type { LanguageMap } from '../../../domain/multilingual.js';
import { crosswalkConcept, distinctConcepts, statedConcept } from '../../mapping/concepts.js';
import { repeatsText } from '../../mapping/texts.js';
import { attributeOf, contentOf, nodesAt, type XmlNode } from '../../mapping/xml-record.js';
import { plainText } from '../../parse/text.js';
import { naturesOf } from './cdm-blocks.js';
import { cycles, elementKinds, kindsInBlocks, stretches } from './cdm-fr.crosswalks.js';
import type { CdmRecord } from './cdm-fr.record.js';
import { definedBlocks, plainOf, proseOf, type Reading } from './cdm-fr.text.js';

type List<K extends keyof LearningOpportunityDraft> = NonNullable<LearningOpportunityDraft[K]>;

/** The kind that the element states; a year or semester of a programme is none, a program in a block of one a module. */
export function kindsOf({ element, inBlock }: CdmRecord, { log }: Reading): List<'kinds'> {
  if (naturesOf(element).some((nature) => stretches.has(nature))) return [];
  const isModule = element.name === 'program' && inBlock;
  const kind = crosswalkConcept(isModule ? kindsInBlocks : elementKinds, element.name, element.name, log);
  return kind === undefined ? [] : [kind];
}

/**
 * `learningObjectives`, and the competences of a qualification (`competenceDesc`); a text that only repeats the title is
 * a placeholder.
 */
export function outcomesOf(element: XmlNode, title: LanguageMap, reading: Reading): List<'learningOutcomes'> {
  const competences = nodesAt(element, 'qualification', 'studyQualification', 'competenceDesc');
  const stated = [...nodesAt(element, 'learningObjectives'), ...competences].flatMap((node) => {
    const text = proseOf([node], reading);
    if (text === undefined) return [];
    if (!repeatsText(plainOf([node], reading) ?? {}, title)) return [{ text }];
    reading.log.warning(
      'PLACEHOLDER_VALUE',
      'learningObjectives',
      'The learning outcome only repeats the title.',
      text,
    );
    return [];
  });
  const defined = definedBlocks(element, 'learningOutcomes', reading);
  return defined === undefined ? stated : [...stated, { text: defined }];
}

/**
 * `level@level` (L, M, Doc: stages of the French LMD), else the words in `level`, and CITE 1997 as levels of those schemes.
 * `levelCode` (bac+n)
 * counts years after the baccalauréat and is no level. A stage is a cycle of the QF-EHEA only if the operator says so.
 */
export function levelsOf(
  element: XmlNode,
  cycleFromLevel: boolean,
  reading: Reading,
): Pick<LearningOpportunityDraft, 'educationLevels' | 'qfEheaCycle'> {
  const { log } = reading;
  const words = nodesAt(element, 'level')
    .filter((node) => attributeOf(node, 'level') === undefined)
    .flatMap((node) => Object.values(plainOf([node], reading) ?? {}).slice(0, 1));
  const stages = [...new Set(nodesAt(element, 'level').flatMap((node) => attributeOf(node, 'level') ?? []))];
  const known = stages.filter((stage) => Object.hasOwn(cycles, stage));
  for (const stage of stages)
    if (!known.includes(stage)) log.warning('UNMAPPED_VALUE', 'level@level', 'Expected L, M or Doc.', stage);
  const [stage, other] = known;
  const cycle = stage === undefined || other !== undefined ? undefined : cycles[stage];
  const cite = programCodes(element).filter(({ scheme }) => scheme === 'cite97');
  return {
    educationLevels: [
      ...known.map((code) => ({ scheme: 'LMD', code })),
      ...[...new Set(words)].map((code) => ({ scheme: 'CDM level', code: code.slice(0, 200) })),
      ...cite.filter(({ code }) => code !== '-').map(({ code }) => ({ scheme: 'CITE 1997', code })),
    ],
    qfEheaCycle:
      cycle === undefined || !cycleFromLevel
        ? undefined
        : { value: cycle, basis: 'derived', rule: 'cdmfr-cycle', path: 'level@level', native: stage },
  };
}

/**
 * `programCode` in the schemes of the French ministry, and free key words; none has a crosswalk to ISCED-F. A code that
 * the exporter defined itself names the program, not its subject; its label (`libelUserDefined`) is a key word.
 */
export function subjectsOf(element: XmlNode, reading: Reading): List<'subjects'> {
  const codes = programCodes(element).filter(({ scheme }) => !['cite97', 'userDefined'].includes(scheme));
  const labels = nodesAt(element, 'programCode', 'libelUserDefined');
  const words = [...labels, ...nodesAt(element, 'searchword')].flatMap((node) => {
    const label = plainText(node.text).slice(0, 500);
    return label === '' ? [] : [{ label, ...(reading.language === 'und' ? {} : { language: reading.language }) }];
  });
  return [...new Map([...codes, ...words].map((subject) => [JSON.stringify(subject), subject])).values()];
}

/** `programCode@codeSet` with the code as text or in an element of its own (`codeCite97`, `codeErasmus`). */
function programCodes(element: XmlNode): { scheme: string; code: string }[] {
  return nodesAt(element, 'programCode').flatMap((node) => {
    const codeSet = attributeOf(node, 'codeSet');
    const inside = node.children.find(({ name }) => /^code[A-Z]/.test(name));
    const code = contentOf(inside ?? (node.children.length === 0 ? node : undefined))?.slice(0, 200);
    const scheme = codeSet ?? inside?.name.replace(/^code/, '');
    if (code === undefined || scheme === undefined) return [];
    const known = ['cite97', 'userDefined'].find((name) => name.toLowerCase() === scheme.toLowerCase());
    return [{ scheme: known ?? scheme.slice(0, 100), code }];
  });
}

/** `instructionLanguage`, else the main language of the program (`ppalTeachingLanguage`); never that of the texts. */
export function languagesOf(element: XmlNode, { log }: Reading): List<'languages'> {
  const stated = (name: string) =>
    nodesAt(element, name).flatMap((node) => {
      const code = attributeOf(node, 'teachingLang');
      return code === undefined ? [] : [statedConcept('language', code, `${name}@teachingLang`, log)];
    });
  const instruction = stated('instructionLanguage');
  return distinctConcepts(instruction.length > 0 ? instruction : stated('ppalTeachingLanguage'));
}
