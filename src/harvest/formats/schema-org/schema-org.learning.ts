import type { Sourced } from '../../../domain/evidence.js';
import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import type { LanguageMap } from '../../../domain/multilingual.js';
import { vocabulary } from '../../../domain/vocabularies/vocabulary.js';
import { distinctConcepts, statedConcept } from '../../mapping/concepts.js';
import { joinLanguageMaps, languageMapOf, repeatsText } from '../../mapping/texts.js';
import { plainText } from '../../parse/text.js';
import { isNode, valuesOf } from './schema-node.js';
import { alignments, termIris } from './schema-org.level.js';
import type { SchemaNode } from './schema-org.record.js';
import {
  conceptByEnglishName,
  languageMap,
  type Mapping,
  namesOf,
  nodesOf,
  scalarOf,
  scalars,
} from './schema-values.js';

type Outcome = NonNullable<LearningOpportunityDraft['learningOutcomes']>[number];

/** `teaches`, and alignments of the type `teaches`: text, or a term; ESCO skills by their IRI. */
export function outcomesOf(node: SchemaNode, title: LanguageMap, mapping: Mapping): Outcome[] {
  const plain = valuesOf(node, 'teaches').filter((value) => !isNode(value));
  const written = plain.flatMap((value) => {
    const text = scalarOf(value) ?? '';
    if (isSkillIri(text)) return outcomeOf(undefined, [text], 'teaches', title, mapping);
    return outcomeOf(
      languageMap({ '@type': [], teaches: [value] }, ['teaches'], plainText, mapping),
      [],
      'teaches',
      title,
      mapping,
    );
  });
  const named = (term: SchemaNode, path: string) =>
    outcomeOf(
      languageMapOf(namesOf(term), mapping.language, plainText),
      termIris(term).filter(isSkillIri),
      path,
      title,
      mapping,
    );
  return [
    ...written,
    ...nodesOf(node, 'teaches')
      .filter(isNode)
      .flatMap((term) => named(term, 'teaches')),
    ...alignments(node, 'teaches').flatMap((term) => named(term, 'educationalAlignment')),
  ];
}

function outcomeOf(
  text: LanguageMap | undefined,
  iris: readonly string[],
  path: string,
  title: LanguageMap,
  { log }: Mapping,
): Outcome[] {
  const skills = distinctConcepts(iris.map((iri) => statedConcept('esco-skill', iri, path, log)));
  if (text !== undefined && repeatsText(text, title)) {
    log.warning('PLACEHOLDER_VALUE', path, 'A learning outcome only repeats the name of the offer.', text);
    return skills.length === 0 ? [] : [{ skills }];
  }
  if (text === undefined) return skills.length === 0 ? [] : [{ skills }];
  return [{ text, skills }];
}

/** `coursePrerequisites`, `programPrerequisites`, `competencyRequired`, and alignments of the type `requires`. */
export function prerequisitesOf(node: SchemaNode, mapping: Mapping): LanguageMap | undefined {
  const properties = ['coursePrerequisites', 'programPrerequisites', 'competencyRequired'];
  const values = [...properties.flatMap((property) => valuesOf(node, property)), ...alignments(node, 'requires')];
  const maps = values.map((value) => languageMap({ '@type': [], value: [value] }, ['value'], plainText, mapping));
  return joinLanguageMaps(maps, '\n');
}

/** `audience` where it is a concept of the EU list of target groups, by IRI or by its exact English name. */
export function targetGroupsOf(node: SchemaNode, { log }: Mapping): Sourced<string>[] {
  const written = [
    ...scalars(node, 'audience'),
    ...nodesOf(node, 'audience').flatMap((audience) => {
      const words = ['audienceType', 'educationalRole', 'name'].flatMap((property) => scalars(audience, property));
      return words.length > 0 ? words : (audience['@id'] ?? []);
    }),
  ];
  return distinctConcepts(
    written.map((text) => {
      const own = /^https?:/i.test(text) ? vocabulary('target-group').find(text) : undefined;
      if (own !== undefined) return { value: own.iri, basis: 'stated', path: 'audience' };
      const named = conceptByEnglishName('target-group', text);
      if (named !== undefined)
        return {
          value: named.iri,
          basis: 'mapped',
          rule: 'target-group-name',
          path: 'audience',
          native: text.slice(0, 500),
        };
      log.warning('UNMAPPED_VALUE', 'audience', 'The audience is not a target group of the EU list.', text);
      return undefined;
    }),
  );
}

function isSkillIri(address: string): boolean {
  return /^https?:\/\/data\.europa\.eu\/esco\/skill\//i.test(address);
}
