import { organisationId } from '../../../domain/identifiers.js';
import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import type { Organisation } from '../../../domain/organisation.js';
import { vocabulary } from '../../../domain/vocabularies/vocabulary.js';
import { readDate } from '../../mapping/values.js';
import type { ElmAccreditation, ElmAchievement, ElmOrganisation } from './elm-loq.record.js';
import {
  addressesOf,
  found,
  identifiersOf,
  namesOf,
  oneConcept,
  oneText,
  plainTexts,
  type Reading,
} from './elm-reading.js';
import { areaOf } from './location-mapper.js';

export type QualityAssurance = NonNullable<LearningOpportunityDraft['qualityAssurance']>[number];

/** `elm:Organisation` or `elm:Agent`; each once. One without any name is left out. */
export function organisationsOf(
  organisations: readonly ElmOrganisation[],
  path: string,
  reading: Reading,
): Organisation[] {
  const byId = new Map<string, Organisation>();
  for (const organisation of found(organisations)) {
    const mapped = organisationOf(organisation, path, reading);
    if (mapped !== undefined) byId.set(mapped.id, mapped);
  }
  return [...byId.values()];
}

function organisationOf(organisation: ElmOrganisation, path: string, reading: Reading): Organisation | undefined {
  const names = plainTexts([...organisation.legalName, ...organisation.prefLabel, ...organisation.altLabel], reading);
  const nativeId = nativeIdOf(organisation.id);
  if (names === undefined) {
    reading.log.warning('MISSING_REQUIRED', `${path}/legalName`, 'The organisation has no name.', organisation.id);
    return undefined;
  }
  const { country, nuts } = areaOf(found(organisation.location), `${path}/location`, reading);
  return {
    id: organisationId(reading.context.source.id, nativeId ?? `name:${Object.values(names)[0] ?? ''}`),
    names,
    identifiers: [
      ...(nativeId === undefined ? [] : [{ value: nativeId }]),
      ...identifiersOf(organisation.identifier, reading),
      ...identifiersOf(organisation.registration, reading, 'registration'),
      ...identifiersOf(organisation.eidasLegalIdentifier, reading, 'eIDAS'),
      ...identifiersOf(organisation.vatIdentifier, reading, 'VAT'),
      ...identifiersOf(organisation.taxIdentifier, reading, 'tax'),
    ],
    kinds: organisation.type.flatMap(({ id }) => {
      const kind = id === undefined ? undefined : vocabulary('provider-type').find(id);
      return kind === undefined ? [] : [{ value: kind.iri, basis: 'stated' as const, path: `${path}/type` }];
    }),
    country,
    nuts,
    homepage: addressesOf(organisation.homepage, `${path}/homepage`, reading)[0]?.url,
  };
}

/** An `@id`; a blank node label names nothing outside its document. */
export function nativeIdOf(id: string | undefined): string | undefined {
  const trimmed = id?.trim();
  return trimmed === undefined || trimmed === '' || trimmed.startsWith('_:') || trimmed.length > 1000
    ? undefined
    : trimmed;
}

/** What an accreditation of this EU type is about. */
const scopes: Readonly<Record<string, QualityAssurance['scope']>> = {
  'institutional-license': 'institutional',
  'institutional-quality-assurance': 'institutional',
  'eqar-institutional-accreditation': 'institutional',
  'program-license': 'programme',
  'program-quality-assurance': 'programme',
  'eqar-programme-accreditation': 'programme',
};

/** `elm:Accreditation`: what the feed says, so always a claim of the provider until a register confirms it. */
export function qualityAssuranceOf(
  accreditations: readonly ElmAccreditation[],
  path: string,
  reading: Reading,
): QualityAssurance[] {
  return found(accreditations).map((accreditation) => {
    const type = oneConcept('accreditation-type', accreditation.type, `${path}/type`, reading);
    const code = type === undefined ? undefined : vocabulary('accreditation-type').find(type.value)?.code;
    const agency = found(accreditation.accreditingAgent)
      .map((agent) => namesOf(agent, reading))
      .find((names) => names !== undefined);
    return {
      type,
      scope: code === undefined ? undefined : scopes[code],
      evidence: 'provider-claim',
      text: plainTexts(accreditation.title.length > 0 ? accreditation.title : accreditation.description, reading),
      agency:
        agency === undefined
          ? undefined
          : oneText(
              Object.entries(agency).map(([language, text]) => ({ language, text })),
              reading,
            ),
      ...validityOf(accreditation, path, reading),
      reportUrl: addressesOf(found(accreditation.report), `${path}/report`, reading)[0]?.url,
      basis: 'stated',
    };
  });
}

/**
 * Accreditations of the provider that hold for this offer: those of the institution, and those of a programme only when
 * they name the offer's own qualification (`elm:limitQualification`). Those of the qualification itself are left out.
 */
export function accreditationsForOffer(
  organisations: readonly ElmOrganisation[],
  specification: ElmAchievement,
): ElmAccreditation[] {
  const accreditations = found(organisations).flatMap((organisation) => found(organisation.accreditation));
  const distinct = new Map(accreditations.map((accreditation, index) => [accreditation.id ?? index, accreditation]));
  const own = new Set(specification.accreditation.map(({ id }) => id));
  return [...distinct.values()].filter(({ id, type, limitQualification }) => {
    if (id !== undefined && own.has(id)) return false;
    if (limitQualification.length > 0)
      return specification.id !== undefined && limitQualification.some((it) => it.id === specification.id);
    const codes = type.flatMap(({ id }) =>
      id === undefined ? [] : (vocabulary('accreditation-type').find(id)?.code ?? []),
    );
    return !codes.some((code) => scopes[code] === 'programme');
  });
}

function validityOf(
  { issued, expiryDate }: ElmAccreditation,
  path: string,
  { context, log }: Reading,
): Pick<QualityAssurance, 'validFrom' | 'validTo'> {
  const from = readDate(issued[0], `${path}/issued`, context.source, log)?.date;
  const to = readDate(expiryDate[0], `${path}/expiryDate`, context.source, log)?.date;
  if (from !== undefined && to !== undefined && to < from) {
    log.warning(
      'IMPLAUSIBLE_VALUE',
      `${path}/expiryDate`,
      'The accreditation expires before it was issued.',
      `${from}/${to}`,
    );
    return { validFrom: from };
  }
  return { validFrom: from, validTo: to };
}
