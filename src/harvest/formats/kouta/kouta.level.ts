import type { Sourced } from '../../../domain/evidence.js';
import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import { pickText } from '../../../domain/multilingual.js';
import { vocabulary } from '../../../domain/vocabularies/vocabulary.js';
import type { IssueLog } from '../../format.js';
import { crosswalkConcept, distinctConcepts } from '../../mapping/concepts.js';
import { eqf } from './kouta.crosswalk.js';
import type { KoutaRecord } from './kouta.record.js';
import { codeOf, textsOf } from './kouta.texts.js';

type Level = Pick<LearningOpportunityDraft, 'eqfLevel' | 'nqfLevels' | 'educationLevels'>;

/** `eqf` and `nqf` of the classification, and the types and levels that Opintopolku sorts education by. */
export function levelOf(kouta: KoutaRecord, language: string, log: IssueLog): Level {
  const stages = (kouta.koulutuskoodienAlatJaAsteet ?? [])
    .flatMap(({ koulutusasteKoodiUrit = [] }) => koulutusasteKoodiUrit)
    .flatMap((code) => /^(kansallinenkoulutusluokitus2016koulutusastetaso2)_(\d+)/.exec(code)?.[2] ?? []);
  const kind = codeOf(kouta.metadata?.opinnonTyyppi);
  return {
    eqfLevel: eqfOf(kouta, log),
    nqfLevels: (kouta.nqf ?? []).flatMap(({ nimi }) => {
      const label = pickText(textsOf(nimi, language) ?? {}, language)?.text;
      return label === undefined ? [] : [{ framework: 'Finnish National Framework for Qualifications', label }];
    }),
    educationLevels: [
      { scheme: 'Opintopolku koulutustyyppi', code: kouta.koulutustyyppi },
      ...[...new Set(stages)].map((code) => ({ scheme: 'Kansallinen koulutusluokitus 2016, koulutusaste', code })),
      { scheme: 'opinnontyyppi', code: kind },
    ].flatMap(({ scheme, code }) => (code === undefined || code === '' ? [] : [{ scheme, code }])),
  };
}

/** The level where the source states one; several (of a bachelor and a master in one) are none. */
function eqfOf({ eqf: levels = [] }: KoutaRecord, log: IssueLog): Sourced<number> | undefined {
  const codes = levels.flatMap((koodi) => codeOf(koodi) ?? []);
  const [first, second] = distinctConcepts(codes.map((code) => crosswalkConcept(eqf, code, 'eqf', log)));
  if (second !== undefined) {
    log.warning('INVALID_VALUE', 'eqf', 'Several EQF levels are given; expected at most one.', codes.join(', '));
    return undefined;
  }
  const level = first === undefined ? Number.NaN : Number(vocabulary('eqf').find(first.value)?.code);
  return first === undefined || Number.isNaN(level) ? undefined : { ...first, value: level };
}

const classification = /^kansallinenkoulutusluokitus2016koulutusalataso[123]_(\d{2,4})$/;

/**
 * Fields of the national classification of 2016, whose codes are those of ISCED-F 2013 (rule `fi-isced` of
 * Opetushallitus: xx18 and xx28 are its inter-disciplinary programmes, xx88; 0820 has no counterpart). Only the deepest
 * codes count. The steering classes of the ministry (okmohjauksenala) are another classification.
 */
export function fieldsOf(kouta: KoutaRecord, log: IssueLog): Sourced<string>[] {
  const path = 'koulutuskoodienAlatJaAsteet.koulutusalaKoodiUrit';
  const codes = [
    ...(kouta.koulutuskoodienAlatJaAsteet ?? []).flatMap(({ koulutusalaKoodiUrit = [] }) => koulutusalaKoodiUrit),
    ...(kouta.metadata?.koulutusala ?? []).flatMap(({ koodiUri }) => koodiUri ?? []),
  ];
  const digits = codes.flatMap((code) => classification.exec(code.split('#')[0] ?? '')?.[1] ?? []);
  const known = [...new Set(digits)].filter((code) => code !== '0820');
  const deepest = known.filter((code) => !known.some((other) => other !== code && other.startsWith(code)));
  return distinctConcepts(deepest.map((code) => fieldOf(code, path, log)));
}

function fieldOf(code: string, path: string, log: IssueLog): Sourced<string> | undefined {
  const concept = vocabulary('isced-f').find(code.replace(/^(\d\d)[12]8$/, '$188'));
  if (concept === undefined) {
    log.warning('UNMAPPED_VALUE', path, 'The value has no counterpart in ISCED-F 2013.', code);
    return undefined;
  }
  if (concept.placeholder === true) {
    log.warning('PLACEHOLDER_VALUE', path, 'The code says that the field is not known.', code);
    return undefined;
  }
  return { value: concept.iri, basis: 'derived', rule: 'fi-isced', path, native: code };
}
