import { organisationId } from '../../../domain/identifiers.js';
import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import type { LanguageMap } from '../../../domain/multilingual.js';
import { readText, readTexts, type Scope, scopes } from './table.cells.js';
import type { OrganisationSpec } from './table.options.js';
import { present } from './table.present.js';
import { readLanguageMap, readLanguageMaps, readPlainText, readUrl } from './table.read-text.js';
import { readConcept, readConcepts } from './table.read-value.js';
import { asList } from './table.value-options.js';

type OrganisationDraft = NonNullable<LearningOpportunityDraft['providers']>[number];

/**
 * The declared organisations. One without a name is left out: the canonical record has none, and a name is never made
 * up from an identifier.
 */
export function readOrganisations(
  scope: Scope,
  specs: OrganisationSpec | readonly OrganisationSpec[] | undefined,
): OrganisationDraft[] {
  const found = asList(specs).flatMap((spec) => scopes(scope, spec.each).flatMap((inner) => readOne(inner, spec)));
  return found.filter((it, at) => found.findIndex((other) => other.id === it.id) === at);
}

function readOne(scope: Scope, spec: OrganisationSpec): OrganisationDraft[] {
  const merged = asList(spec.name).some((name) => name.split !== undefined)
    ? readLanguageMaps(scope, spec.name)
    : [readLanguageMap(scope, spec.name)].filter((names) => names !== undefined);
  return merged.map((names) => organisation(scope, spec, names));
}

function organisation(scope: Scope, spec: OrganisationSpec, names: LanguageMap): OrganisationDraft {
  const name = Object.values(names)[0] ?? '';
  const key = readText(scope, spec.id)?.text ?? `name:${name}`;
  const identifiers = spec.identifiers.flatMap(({ scheme, value }) =>
    readTexts(scope, value).map(({ text }) => ({ scheme, value: text.slice(0, 1000) })),
  );
  return present({
    id: organisationId(scope.reading.sourceId, key),
    names,
    identifiers,
    kinds: readConcepts(scope, spec.kind, 'provider-type'),
    country: readConcept(scope, spec.country, 'country'),
    nuts: readConcept(scope, spec.nuts, 'nuts'),
    city: readPlainText(scope, spec.city),
    homepage: readUrl(scope, spec.homepage),
  });
}
