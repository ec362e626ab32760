import type { Sourced } from '../../../domain/evidence.js';
import { opportunityId, organisationId } from '../../../domain/identifiers.js';
import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import { type LanguageMap, pickText } from '../../../domain/multilingual.js';
import type { Organisation } from '../../../domain/organisation.js';
import { IssueLog, type MapContext, type Mapped, type RawRecord } from '../../format.js';
import { crosswalkConcept, distinctConcepts } from '../../mapping/concepts.js';
import { joinLanguageMaps, repeatsText } from '../../mapping/texts.js';
import { parseTolerantly } from '../../mapping/tolerant-parse.js';
import { distinctIdentifiers } from '../../mapping/values.js';
import { cleanHtml } from '../../parse/text.js';
import { parseInstant } from '../../parse/values.js';
import { koulutustyyppi, tutkintonimike } from './kouta.crosswalk.js';
import { extentOf } from './kouta.extent.js';
import { joined } from './kouta.external.js';
import { fieldsOf, levelOf } from './kouta.level.js';
import {
  type Kielistetty,
  type KoutaMetadata,
  type KoutaOrganisaatio,
  type KoutaRecord,
  type KoutaViite,
  type Kuvaus,
  koutaRecord,
} from './kouta.record.js';
import { isPublished, runsOfKoulutus, runsOfToteutus } from './kouta.run.js';
import { teachingOf } from './kouta.teaching.js';
import { codeOf, firstText, listOfCode, textsOf } from './kouta.texts.js';

/** Maps a koulutus or toteutus of Kouta, or a hit of Konfo's search, to the canonical record. */
export function mapKouta(record: RawRecord, context: MapContext): Mapped {
  const log = new IssueLog(context.source.id, `#${record.position}`);
  const parsed = parseTolerantly(koutaRecord, record.data, log);
  const nativeId = parsed?.oid;
  if (parsed === undefined || nativeId === undefined || nativeId === '' || nativeId.length > 1000) {
    log.error('MISSING_ID', 'oid', 'The record has no OID of 1 to 1,000 characters.', nativeId);
    return { issues: log.issues };
  }
  log.identify(nativeId);
  const kouta = joined(parsed);
  const title = textsOf(kouta.nimi, context.source.language);
  if (title === undefined) {
    log.error('MISSING_REQUIRED', 'nimi', 'The record has no name in any language.');
    return { issues: log.issues };
  }
  return { opportunity: opportunityOf(nativeId, title, kouta, record, context, log), issues: log.issues };
}

function opportunityOf(
  nativeId: string,
  title: LanguageMap,
  kouta: KoutaRecord,
  record: RawRecord,
  context: MapContext,
  log: IssueLog,
): LearningOpportunityDraft {
  const { source } = context;
  const id = opportunityId(source.id, nativeId);
  const metadata = kouta.metadata ?? {};
  const type = kouta.koulutustyyppi === '' ? undefined : kouta.koulutustyyppi;
  const isToteutus = kouta.koulutusOid !== undefined || nativeId.startsWith('1.2.246.562.17.');
  const teaching = teachingOf(metadata, log);
  const atTop = kouta.opintojenLaajuusyksikko !== undefined;
  return {
    id,
    source: source.id,
    nativeIds: distinctIdentifiers([
      { scheme: 'OID', value: nativeId },
      { scheme: 'externalId', value: kouta.externalId },
      { scheme: 'tunniste', value: metadata.tunniste },
    ]),
    title,
    description:
      textsOf(metadata.kuvaus, source.language, cleanHtml) ??
      textsOf(plainOf(kouta.kuvaus), source.language, cleanHtml),
    kinds: type === undefined ? [] : distinctConcepts([crosswalkConcept(koulutustyyppi, type, 'koulutustyyppi', log)]),
    microCredential: smallModuleOf(metadata),
    learningOutcomes: outcomesOf(kouta, title, source.language, log),
    ...extentOf(atTop ? kouta : metadata, atTop ? '' : 'metadata.', type, source.language, log),
    ...levelOf(kouta, source.language, log),
    fields: fieldsOf(kouta, log),
    subjects: subjectsOf(metadata, source.language),
    ...teaching,
    assessments: assessmentsOf(kouta, source.language),
    prerequisites: prerequisitesOf(kouta, source.language),
    providers: providersOf(kouta, context),
    stackability: stackabilityOf(kouta, context),
    credentials: credentialsOf(kouta, source.language, log),
    runs: isToteutus ? runsOfToteutus(id, kouta, teaching, context, log) : runsOfKoulutus(id, kouta, context, log),
    modifiedAtSource: modifiedOf(kouta, source.timezone, log),
    provenance: { format: 'kouta', feed: context.feed.uri, record: nativeId, position: record.position },
  };
}

/**
 * `isPieniOsaamiskokonaisuus`: the provider declares a "small competence module", the Finnish counterpart of the
 * micro-credential. The register proposes it for up to ten credits, so it counts as close; "no" is its default.
 */
function smallModuleOf({ isPieniOsaamiskokonaisuus }: KoutaMetadata): Sourced<boolean> | undefined {
  if (isPieniOsaamiskokonaisuus !== true) return undefined;
  return {
    value: true,
    basis: 'close',
    rule: 'kouta-pieni-osaamiskokonaisuus',
    path: 'metadata.isPieniOsaamiskokonaisuus',
    native: 'true',
  };
}

/** The texts of a `kuvaus` that is by language. */
function plainOf(kuvaus: Kuvaus | undefined): Kielistetty {
  const texts = Object.entries(kuvaus ?? {});
  return Object.fromEntries(texts.flatMap(([tag, text]) => (typeof text === 'string' ? [[tag, text]] : [])));
}

/** One of the texts in the `kuvaus` of a national badge. */
function partOf(kuvaus: Kuvaus | undefined, name: 'osaamistavoitteet' | 'arviointikriteerit'): Kielistetty | undefined {
  const part = kuvaus?.[name];
  return typeof part === 'object' && part !== null ? part : undefined;
}

/** `osaamistavoitteet`, or the additional information under that heading (koulutuksenlisatiedot_13). */
function outcomesOf(kouta: KoutaRecord, title: LanguageMap, language: string, log: IssueLog) {
  const heading = 'koulutuksenlisatiedot_13';
  const { metadata = {} } = kouta;
  const further = (metadata.lisatiedot ?? []).filter(({ otsikko }) => codeOf(otsikko) === heading);
  const text =
    textsOf(metadata.osaamistavoitteet, language, cleanHtml) ??
    textsOf(kouta.osaamistavoitteet, language, cleanHtml) ??
    textsOf(partOf(kouta.kuvaus, 'osaamistavoitteet'), language, cleanHtml) ??
    joinLanguageMaps(
      further.map(({ teksti }) => textsOf(teksti, language, cleanHtml)),
      '\n',
    );
  if (text === undefined) return [];
  if (!repeatsText(text, title)) return [{ text }];
  const path = 'metadata.osaamistavoitteet';
  log.warning('PLACEHOLDER_VALUE', path, 'The learning outcomes only repeat the name of the education.', text);
  return [];
}

/** `arviointikriteerit`, the criteria that a national badge is assessed by. */
function assessmentsOf({ kuvaus }: KoutaRecord, language: string): { text: LanguageMap }[] {
  const text = textsOf(partOf(kuvaus, 'arviointikriteerit'), language);
  return text === undefined ? [] : [{ text }];
}

/** Key words, names of occupations, and the competence areas of a vocational qualification. */
function subjectsOf({ asiasanat = [], ammattinimikkeet = [], osaamisalat = [] }: KoutaMetadata, language: string) {
  const words = asiasanat.map(({ arvo, kieli }) => ({ label: arvo, language: kieli ?? language }));
  const occupations = ammattinimikkeet.map(({ arvo, kieli }) => ({
    scheme: 'ammattinimike',
    label: arvo,
    language: kieli ?? language,
  }));
  const areas = osaamisalat.flatMap(({ koodi }) => {
    const label = pickText(textsOf(koodi?.nimi, language) ?? {}, language);
    return label === undefined
      ? []
      : [{ scheme: 'osaamisala', code: codeOf(koodi), label: label.text, language: label.language }];
  });
  return [...words, ...occupations, ...areas].filter(({ label }) => label !== '');
}

/** `pohjakoulutusvaatimus`, the education that applicants must have, and what else is said about the selection. */
function prerequisitesOf({ hakutiedot = [], metadata }: KoutaRecord, language: string): LanguageMap | undefined {
  const required = new Map<string, LanguageMap>();
  const options = hakutiedot.flatMap(({ hakukohteet = [] }) => hakukohteet.filter(isPublished));
  for (const { pohjakoulutusvaatimus = [] } of options) {
    for (const koodi of pohjakoulutusvaatimus) {
      const text = textsOf(koodi.nimi, language);
      if (text !== undefined) required.set(codeOf(koodi) ?? JSON.stringify(text), text);
    }
  }
  const selection = textsOf(metadata?.lisatietoaValintaperusteista, language);
  return joinLanguageMaps([...required.values(), selection], '\n');
}

/**
 * `tarjoajat`; a hit of the search names them only where there is one, or with the implementations. The organisation
 * that keeps the description (`organisaatio`) may be the national agency, and is no provider.
 */
function providersOf(kouta: KoutaRecord, { source }: MapContext): Organisation[] {
  const { tarjoajat, toteutustenTarjoajat, toteutukset = [] } = kouta;
  const ofToteutukset = new Map<string, KoutaOrganisaatio>();
  for (const { tila, oppilaitosOid, oppilaitosNimi } of toteutukset) {
    const key = oppilaitosOid || JSON.stringify(oppilaitosNimi);
    if (key !== undefined && isPublished({ tila }))
      ofToteutukset.set(key, { oid: oppilaitosOid, nimi: oppilaitosNimi });
  }
  const named = [...ofToteutukset.values()];
  const organisations: readonly KoutaOrganisaatio[] =
    tarjoajat ?? (named.length > 0 || toteutustenTarjoajat === undefined ? named : [toteutustenTarjoajat]);
  return organisations.flatMap(({ oid, nimi, paikkakunta }) => {
    const names = textsOf(nimi, source.language);
    if (names === undefined) return [];
    return {
      id: organisationId(source.id, oid ? oid : `name:${Object.values(names)[0]}`),
      names,
      identifiers: distinctIdentifiers([{ scheme: 'OID', value: oid }]),
      kinds: [],
      city: firstText(paikkakunta?.nimi),
    };
  });
}

/** Study modules that a study unit belongs to, its parts, and the qualification that a unit is a unit of. */
function stackabilityOf(kouta: KoutaRecord, { source }: MapContext): LearningOpportunityDraft['stackability'] {
  const related = ({ oid, nimi }: KoutaViite): { id?: string; title?: LanguageMap | undefined }[] => {
    const title = textsOf(nimi, source.language);
    if (oid === undefined || oid === '') return title === undefined ? [] : [{ title }];
    return [{ id: opportunityId(source.id, oid), title }];
  };
  const qualifications = (kouta.metadata?.tutkinnonOsat ?? []).flatMap(({ koulutus }) =>
    related({ nimi: koulutus?.nimi }),
  );
  const isPartOf = [...(kouta.kuuluuOpintokokonaisuuksiin ?? []).flatMap(related), ...qualifications];
  const hasPart = (kouta.liitetytOpintojaksot ?? []).flatMap(related);
  return isPartOf.length === 0 && hasPart.length === 0 ? undefined : { isPartOf, hasPart, leadsTo: [] };
}

/** Titles of the degree or qualification (tutkintonimike); where none is given, the names of the classification. */
function credentialsOf(kouta: KoutaRecord, language: string, log: IssueLog) {
  const titles = [...(kouta.tutkintonimikkeet ?? []), ...(kouta.metadata?.tutkintonimike ?? [])];
  const badges = kouta.liitetytOsaamismerkit ?? [];
  return [...(titles.length > 0 ? titles : (kouta.koulutukset ?? [])), ...badges].flatMap((koodi) => {
    const title = textsOf(koodi.nimi, language);
    if (title === undefined) return [];
    const list = listOfCode(koodi);
    const isKnown = Object.hasOwn(tutkintonimike.rows, list);
    return [{ title, kind: isKnown ? crosswalkConcept(tutkintonimike, list, 'tutkintonimike', log) : undefined }];
  });
}

function modifiedOf({ modified }: KoutaRecord, timezone: string, log: IssueLog): string | undefined {
  if (modified === undefined || modified === '') return undefined;
  const instant = parseInstant(modified, { timezone });
  if (instant === undefined) log.warning('INVALID_DATE', 'modified', 'Expected an ISO 8601 date and time.', modified);
  return instant;
}
