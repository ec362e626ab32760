import type { Evidence, Sourced } from '../domain/evidence.js';
import { organisationId } from '../domain/identifiers.js';
import type { LearningOpportunityDraft } from '../domain/learning-opportunity.js';
import type { Organisation } from '../domain/organisation.js';
import { eqfFromCycle } from '../domain/vocabularies/derive.js';
import { type VocabularyId, vocabulary } from '../domain/vocabularies/vocabulary.js';
import { FeedError } from './feed.js';
import type { SourceDefinition } from './source.js';

type Constants = NonNullable<SourceDefinition['constants']>;

/** The evidence of a constant: basis `source`, and who declares it. */
function declared({ reason }: Constants, key: string): Evidence {
  return { basis: 'source', rule: `source-constant: ${reason}`, path: `constants.${key}` };
}

function concept(source: SourceDefinition, id: VocabularyId, code: string, key: string): string {
  const found = vocabulary(id).find(code);
  if (found !== undefined) return found.iri;
  throw new FeedError(
    'CONFIG_INVALID',
    `source "${source.id}": constants.${key} is "${code}", which the vocabulary ${id} does not have`,
  );
}

/**
 * Makes the function that adds a source's constants to a record, where the record itself is silent, and the one
 * derivation that needs no format (rule `qfehea-eqf`: a QF-EHEA cycle has its EQF level).
 * Throws `FeedError` CONFIG_INVALID when a constant names no concept of its vocabulary.
 */
export function constantsOf(source: SourceDefinition): (draft: LearningOpportunityDraft) => LearningOpportunityDraft {
  const { constants } = source;
  if (constants === undefined) return deriveLevel;
  const one = (id: VocabularyId, code: string | undefined, key: string): Sourced<string> | undefined =>
    code === undefined ? undefined : { value: concept(source, id, code, key), ...declared(constants, key) };
  const list = (id: VocabularyId, codes: readonly string[] | undefined, key: string) =>
    codes?.map((code) => ({ value: concept(source, id, code, key), ...declared(constants, key) }));

  const provider = constants.provider && organisationOf(source, constants, 'provider');
  const awardingBody = constants.awardingBody && organisationOf(source, constants, 'awardingBody');
  const kinds = list('opportunity-type', constants.kinds, 'kinds');
  const languages = list('language', constants.languages, 'languages');
  const modes = list('mode', constants.modes, 'modes');
  const setting = one('learning-setting', constants.setting, 'setting');
  const country = one('country', constants.country, 'country');
  const providerKind = one('provider-type', constants.providerKind, 'providerKind');
  const cycle = constants.qfEheaCycle && { value: constants.qfEheaCycle, ...declared(constants, 'qfEheaCycle') };
  const located = (organisation: DraftOrganisation): DraftOrganisation => ({
    ...organisation,
    ...(organisation.country === undefined && country !== undefined ? { country } : {}),
    ...((organisation.kinds ?? []).length === 0 && providerKind !== undefined ? { kinds: [providerKind] } : {}),
  });

  return (draft) => {
    const silent = (value: readonly unknown[] | undefined) => (value ?? []).length === 0;
    return deriveLevel({
      ...draft,
      providers: (silent(draft.providers) && provider !== undefined ? [provider] : (draft.providers ?? [])).map(
        located,
      ),
      awardingBodies: (silent(draft.awardingBodies) && awardingBody !== undefined
        ? [awardingBody]
        : (draft.awardingBodies ?? [])
      ).map(located),
      ...(silent(draft.kinds) && kinds !== undefined ? { kinds } : {}),
      ...(silent(draft.languages) && languages !== undefined && !draft.runs?.some((run) => !silent(run.languages))
        ? { languages }
        : {}),
      ...(silent(draft.modes) && modes !== undefined && !draft.runs?.some((run) => !silent(run.modes))
        ? { modes }
        : {}),
      ...(draft.setting === undefined && setting !== undefined ? { setting } : {}),
      ...(draft.qfEheaCycle === undefined && cycle !== undefined ? { qfEheaCycle: cycle } : {}),
    });
  };
}

type DraftOrganisation = NonNullable<LearningOpportunityDraft['providers']>[number];

function organisationOf(
  source: SourceDefinition,
  constants: Constants,
  key: 'provider' | 'awardingBody',
): Organisation | undefined {
  const given = constants[key];
  if (given === undefined) return undefined;
  const [name] = Object.values(given.names);
  const evidence = declared(constants, key);
  const sourced = (id: VocabularyId, code: string | undefined, part: string) =>
    code === undefined ? undefined : { value: concept(source, id, code, `${key}.${part}`), ...evidence };
  const country = sourced('country', given.country, 'country');
  const nuts = sourced('nuts', given.nuts, 'nuts');
  const kind = sourced('provider-type', given.kind, 'kind');
  return {
    id: organisationId(source.id, given.identifiers[0]?.value ?? `name:${name}`),
    names: given.names,
    identifiers: given.identifiers,
    kinds: kind === undefined ? [] : [kind],
    ...(country === undefined ? {} : { country }),
    ...(nuts === undefined ? {} : { nuts }),
    ...(given.city === undefined ? {} : { city: given.city }),
    ...(given.homepage === undefined ? {} : { homepage: given.homepage }),
  };
}

function deriveLevel(draft: LearningOpportunityDraft): LearningOpportunityDraft {
  if (draft.eqfLevel !== undefined || draft.qfEheaCycle === undefined) return draft;
  const level = eqfFromCycle(draft.qfEheaCycle.value);
  if (level === undefined) return draft;
  return {
    ...draft,
    eqfLevel: {
      value: level,
      basis: 'derived',
      rule: 'qfehea-eqf',
      path: 'qfEheaCycle',
      native: draft.qfEheaCycle.value,
    },
  };
}
