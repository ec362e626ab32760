import { opportunityId } from '../../../domain/identifiers.js';
import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import type { LanguageMap } from '../../../domain/multilingual.js';
import type { Identifier } from '../../../domain/organisation.js';
import { crosswalkConcept } from '../../mapping/concepts.js';
import { languageMapOf, repeatsText } from '../../mapping/texts.js';
import { distinctIdentifiers } from '../../mapping/values.js';
import { nodeAt, nodesAt, type XmlNode } from '../../mapping/xml-record.js';
import { plainText } from '../../parse/text.js';
import { certificationKinds } from './lheo.dictionaries.js';
import type { ModuleReference } from './lheo.record.js';
import { lineOf, plainOf, proseOf, type Reading } from './lheo-values.js';

type List<K extends keyof LearningOpportunityDraft> = NonNullable<LearningOpportunityDraft[K]>;
type Stackability = NonNullable<LearningOpportunityDraft['stackability']>;

/** The French registers of certifications that a `certification` can name. */
const registers = ['RNCP', 'RS', 'CERTIFINFO', 'CPF'] as const;

/** Codes of the certifications that the training prepares for. RNCP is written with or without its prefix. */
export function certificationCodes(formation: XmlNode): Identifier[] {
  return distinctIdentifiers(
    nodesAt(formation, 'certification').flatMap((certification) =>
      registers.map((scheme) => {
        const code = lineOf(nodeAt(certification, `code-${scheme}`));
        return { scheme, value: scheme === 'RNCP' && /^\d+$/.test(code ?? '') ? `RNCP${code}` : code };
      }),
    ),
  );
}

/** What one is awarded: the certification by its code in the RNCP or RS; its title is in the register, not in LHEO. */
export function credentialsOf(codes: readonly Identifier[], { log }: Reading): List<'credentials'> {
  return codes
    .filter(({ scheme }) => scheme === 'RNCP' || scheme === 'RS')
    .map(({ scheme = '', value }) => ({
      title: { fr: value },
      kind: crosswalkConcept(certificationKinds, scheme, `certification/code-${scheme}`, log),
    }));
}

/** Longest text that is a title of a credential and not a description of it. */
const longestTitle = 120;

/**
 * `resultats-attendus`, by definition the title, diploma or attestation that the training leads to and how it is
 * awarded: never what one learns. A short line is the title of a credential, unless the training has none
 * (`certifiante` 0); anything else describes the offer, if it does not only repeat its title.
 */
export function resultsOf(
  formation: XmlNode,
  title: LanguageMap,
  reading: Reading,
): { readonly credentials: List<'credentials'>; readonly description?: LanguageMap } {
  const path = 'resultats-attendus';
  const node = nodeAt(formation, path);
  const description = proseOf(node, path, reading);
  const name = description === undefined ? undefined : plainOf(node, path, reading);
  if (description === undefined || name === undefined) return { credentials: [] };
  const isLine = Object.values(description).every((text) => text.length <= longestTitle && !text.includes('<'));
  if (isLine && lineOf(nodeAt(formation, 'certifiante')) !== '0') return { credentials: [{ title: name }] };
  if (!repeatsText(name, title)) return { credentials: [], description };
  reading.log.warning('PLACEHOLDER_VALUE', path, 'The result only repeats the title.', name);
  return { credentials: [] };
}

/** That the certification is registered, as the provider says; whether it is, France compétences' register tells. */
export function qualityAssuranceOf(codes: readonly Identifier[]): List<'qualityAssurance'> {
  const names: Readonly<Record<string, string>> = {
    RNCP: 'Répertoire national des certifications professionnelles',
    RS: 'Répertoire spécifique',
  };
  return codes.flatMap(({ scheme = '', value }) => {
    const register = names[scheme];
    if (register === undefined) return [];
    return [{ evidence: 'provider-claim', text: { fr: `${register} : ${value}` }, basis: 'stated' }];
  });
}

/**
 * `blocs-competences` (blocks of a registered certification that the session leads to) and `sous-modules`. Where blocks
 * can be taken one by one (`validation-blocs` 0 or 2), the offer stacks towards the certification.
 */
export function stackabilityOf(
  formation: XmlNode,
  modules: readonly ModuleReference[],
  reading: Reading,
): Stackability | undefined {
  const path = 'action/session/blocs-competences';
  const groups = nodesAt(formation, 'action', 'session', 'blocs-competences');
  const blocks = nodesAt(formation, 'action', 'session', 'blocs-competences', 'bloc-competences').flatMap((node) => {
    const id = lineOf(nodeAt(node, 'code-bloc'));
    const title = plainOf(nodeAt(node, 'libelle-bloc'), `${path}/bloc-competences/libelle-bloc`, reading);
    return id === undefined && title === undefined ? [] : [{ nativeId: id, title }];
  });
  const parts = nodesAt(formation, 'sous-modules', 'sous-module', 'reference-module').flatMap((node) => {
    const reference = lineOf(node);
    return reference === undefined ? [] : [moduleOf(reference, modules, reading)];
  });
  const hasPart = [...new Map([...blocks, ...parts].map((part) => [JSON.stringify(part), part])).values()];
  const validation = groups.flatMap((group) => lineOf(nodeAt(group, 'validation-blocs')) ?? []);
  const single = validation.find((code) => code === '0' || code === '2');
  if (hasPart.length === 0 && single === undefined) return undefined;
  return {
    kind:
      single === undefined
        ? undefined
        : {
            value: 'stackable',
            basis: 'close',
            rule: 'lheo-validation-blocs',
            path: `${path}/validation-blocs`,
            native: single,
          },
    hasPart,
  };
}

/** A module by the id of its `formation`; one that the feed does not have, by its reference. */
function moduleOf(reference: string, modules: readonly ModuleReference[], { context, log }: Reading) {
  const known = modules.find((module) => module.reference === reference);
  if (known?.nativeId === undefined)
    log.warning(
      'UNRESOLVED_REFERENCE',
      'sous-modules/sous-module/reference-module',
      'No formation of the feed has this identifiant-module.',
      reference,
    );
  const title = languageMapOf([{ text: known?.title }], context.source.language, plainText);
  return known?.nativeId === undefined
    ? { nativeId: reference, title }
    : { id: opportunityId(context.source.id, known.nativeId), title };
}
