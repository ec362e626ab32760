import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import type { LanguageMap } from '../../../domain/multilingual.js';
import { joinHtml, repeatsText } from '../../mapping/texts.js';
import { readNumber } from '../../mapping/values.js';
import { contentAt, nodeAt, nodesAt, type XmlNode } from '../../mapping/xml-record.js';
import { cleanHtml } from '../../parse/text.js';
import { formerLevels, frenchFramework, frenchLevel, unknownLevel, withoutLevel } from './lheo.dictionaries.js';
import type { ModuleReference } from './lheo.record.js';
import { lineOf, plainOf, proseOf, type Reading } from './lheo-values.js';

type List<K extends keyof LearningOpportunityDraft> = NonNullable<LearningOpportunityDraft[K]>;
type Levels = Pick<LearningOpportunityDraft, 'nqfLevels' | 'educationLevels' | 'notLevelled'>;

/** `objectif-formation`, by definition the skills to be acquired. A text that only repeats the title is a placeholder. */
export function outcomesOf(formation: XmlNode, title: LanguageMap, reading: Reading): List<'learningOutcomes'> {
  const path = 'objectif-formation';
  const node = nodeAt(formation, path);
  const text = proseOf(node, path, reading);
  if (text === undefined) return [];
  if (!repeatsText(plainOf(node, path, reading) ?? {}, title)) return [{ text }];
  reading.log.warning('PLACEHOLDER_VALUE', path, 'The learning outcome only repeats the title.', text);
  return [];
}

/**
 * `nombre-heures-total`: by definition the most hours of the training, at a distance and in companies included, as "a
 * load". Actions may differ. A total of 0 is a filler.
 */
export function workloadOf(
  totals: readonly XmlNode[],
  path: string,
  reading: Reading,
): LearningOpportunityDraft['workloadHours'] {
  const texts = totals.flatMap((node) => lineOf(node) ?? []);
  const hours = texts.flatMap((text) => {
    const value = readNumber(text, path, reading.log);
    if (value !== undefined && (value === 0 || value > 99_999)) {
      reading.log.warning('IMPLAUSIBLE_VALUE', path, 'A training is expected to have 1 to 99,999 hours.', text);
      return [];
    }
    return value ?? [];
  });
  if (hours.length === 0) return undefined;
  const [min, max] = [Math.min(...hours), Math.max(...hours)];
  return { value: { min, max }, basis: 'stated', path, native: [...new Set(texts)].join(', ').slice(0, 500) };
}

/**
 * `code-niveau-sortie`. 11 to 18 are the levels of the French framework, kept as such and never read as EQF levels;
 * 2 to 8, the nomenclature before 2019, are no levels of a framework in force; 1 says outright that there is none.
 */
export function levelsOf(code: string | undefined, path: string, { log }: Reading): Levels {
  if (code === undefined || code === unknownLevel) return {};
  const label = frenchLevel(code);
  if (label !== undefined) return { nqfLevels: [{ framework: frenchFramework, label }] };
  if (code === withoutLevel) return { notLevelled: true };
  if (Object.hasOwn(formerLevels, code)) return { educationLevels: [{ scheme: 'LHEO dict-niveaux', code }] };
  log.warning('UNMAPPED_VALUE', path, 'Not a code of dict-niveaux (0 to 8, 11 to 18).', code);
  return {};
}

/**
 * `domaine-formation`: FORMACODE, NSF and ROME (occupations), as stated; there is no published crosswalk to ISCED-F.
 * `@ref` is the version of the nomenclature.
 */
export function subjectsOf(formation: XmlNode): List<'subjects'> {
  const domain = nodeAt(formation, 'domaine-formation');
  const subjects = ['FORMACODE', 'NSF', 'ROME'].flatMap((scheme) =>
    nodesAt(domain, `code-${scheme}`).flatMap((node) => {
      const code = lineOf(node);
      const version = node.attributes.ref?.trim();
      const name = version === undefined || version === '' ? scheme : `${scheme} ${version}`;
      return code === undefined ? [] : [{ scheme: name.slice(0, 100), code }];
    }),
  );
  return [...new Map(subjects.map((subject) => [JSON.stringify(subject), subject])).values()];
}

/**
 * `conditions-specifiques` of the actions ("aucune" by definition where there are none), the level at entry
 * (`code-niveau-entree`, required or not by `niveau-entree-obligatoire`) and the modules to be taken before. Level and
 * modules are put into French words, which are kept under the language of the conditions: in another one they would be
 * a translation of them, and a reader would see only one.
 */
export function prerequisitesOf(
  formation: XmlNode,
  modules: readonly ModuleReference[],
  reading: Reading,
): LanguageMap | undefined {
  const conditions = nodesAt(formation, 'action', 'conditions-specifiques').map((node) =>
    proseOf(node, 'action/conditions-specifiques', reading),
  );
  const distinct = [...new Map(conditions.map((text) => [JSON.stringify(text), text])).values()];
  const [language = 'fr'] = distinct.flatMap((text) => Object.keys(text ?? {}));
  const before = nodesAt(formation, 'modules-prerequis', 'reference-module').flatMap((node) => {
    const reference = lineOf(node);
    if (reference === undefined) return [];
    const known = modules.find((module) => module.reference === reference);
    return known?.title === undefined ? [reference] : [`${reference} (${known.title})`];
  });
  const required = before.length === 0 ? undefined : cleanHtml(`Modules prérequis : ${before.join(', ')}`);
  const own = [entryLevelOf(formation, reading), required].filter((text) => text !== undefined);
  return joinHtml([...distinct, ...own.map((text) => ({ [language]: text }))]);
}

function entryLevelOf(formation: XmlNode, { log }: Reading): string | undefined {
  const code = contentAt(formation, 'code-niveau-entree');
  if (code === undefined || code === unknownLevel || code === withoutLevel) return undefined;
  const label = frenchLevel(code) ?? (Object.hasOwn(formerLevels, code) ? formerLevels[code] : undefined);
  if (label === undefined) {
    log.warning('UNMAPPED_VALUE', 'code-niveau-entree', 'Not a code of dict-niveaux (0 to 8, 11 to 18).', code);
    return undefined;
  }
  const stated = new Set(
    nodesAt(formation, 'action', 'niveau-entree-obligatoire').flatMap((node) => lineOf(node) ?? []),
  );
  const [only] = stated.size === 1 ? stated : [];
  const obligation = only === '1' ? ' (obligatoire)' : only === '0' ? ' (indicatif)' : '';
  return `Niveau à l'entrée en formation : ${label}${obligation}`;
}
