import type { Alkamiskausi, ExternalHaku, ExternalHakukohde, Haku, KoutaRecord } from './kouta.record.js';

/**
 * The record with what the external interface of Konfo (`konfo-backend/external`) gives beside it in the places where
 * Kouta has it: `hakukohteet` and `haut` of a toteutus as its `hakutiedot`, and its `koulutus` as the level, the extent,
 * the fields and the degree of a toteutus that states none itself.
 */
export function joined(record: KoutaRecord): KoutaRecord {
  const { koulutus, hakutiedot, hakukohteet = [], haut = [] } = record;
  const applications = hakutiedot ?? (hakukohteet.length === 0 ? undefined : [hakutiedotOf(hakukohteet, haut)]);
  const base = applications === undefined ? record : { ...record, hakutiedot: applications };
  return koulutus === undefined ? base : { ...base, ...statedIn(koulutus, base) };
}

/** Application options, with what they take from their application. */
export function hakutiedotOf(options: readonly ExternalHakukohde[], haut: KoutaRecord['haut'] = []): Haku {
  const applications = new Map(haut.flatMap((haku) => (typeof haku === 'string' ? [] : [[haku.oid, haku] as const])));
  return {
    hakukohteet: options.map((option) => {
      const haku = option.hakuOid === undefined ? undefined : applications.get(option.hakuOid);
      return {
        tila: option.tila,
        hakukohdeOid: option.oid,
        koulutuksenAlkamiskausi: seasonOf(option, haku),
        hakuajat: ownOrShared(option.kaytetaanHaunAikataulua, option.hakuajat, haku?.hakuajat),
        hakulomakeLinkki: option.kaytetaanHaunHakulomaketta === true ? haku?.hakulomakeLinkki : option.hakulomakeLinkki,
        jarjestyspaikka: option.jarjestyspaikka,
        aloituspaikat: option.metadata?.aloituspaikat,
        pohjakoulutusvaatimus: option.pohjakoulutusvaatimus,
      };
    }),
  };
}

/** The start of an option or of its application; `paateltyAlkamiskausi` is what the register takes it to be. */
function seasonOf({ metadata, paateltyAlkamiskausi }: ExternalHakukohde, haku: ExternalHaku | undefined) {
  const shared = haku?.metadata?.koulutuksenAlkamiskausi;
  const own = metadata?.koulutuksenAlkamiskausi;
  const stated = metadata?.kaytetaanHaunAlkamiskautta === true ? shared : (own ?? shared);
  if (stated !== undefined || paateltyAlkamiskausi?.kausiUri === undefined) return stated;
  const concluded: Alkamiskausi = {
    koulutuksenAlkamiskausi: { koodiUri: paateltyAlkamiskausi.kausiUri },
    koulutuksenAlkamisvuosi: paateltyAlkamiskausi.vuosi,
  };
  return concluded;
}

function ownOrShared<T>(isShared: boolean | undefined, own: T[] = [], shared: T[] = []): T[] {
  return (isShared === true && shared.length > 0) || own.length === 0 ? shared : own;
}

function statedIn(koulutus: NonNullable<KoutaRecord['koulutus']>, toteutus: KoutaRecord): Partial<KoutaRecord> {
  const { metadata: about = {}, ...luokitus } = koulutus;
  const own = toteutus.metadata ?? {};
  const hasExtent = own.opintojenLaajuusyksikko !== undefined || toteutus.opintojenLaajuusyksikko !== undefined;
  const extent = {
    opintojenLaajuus: about.opintojenLaajuus,
    opintojenLaajuusyksikko: about.opintojenLaajuusyksikko,
    opintojenLaajuusNumero: about.opintojenLaajuusNumero,
    opintojenLaajuusNumeroMin: about.opintojenLaajuusNumeroMin,
    opintojenLaajuusNumeroMax: about.opintojenLaajuusNumeroMax,
  };
  return {
    eqf: toteutus.eqf ?? luokitus.eqf,
    nqf: toteutus.nqf ?? luokitus.nqf,
    koulutukset: toteutus.koulutukset ?? luokitus.koulutukset,
    koulutuskoodienAlatJaAsteet: toteutus.koulutuskoodienAlatJaAsteet ?? luokitus.koulutuskoodienAlatJaAsteet,
    metadata: {
      ...own,
      ...(hasExtent ? {} : extent),
      koulutusala: own.koulutusala ?? about.koulutusala,
      tutkintonimike: own.tutkintonimike ?? about.tutkintonimike,
      osaamistavoitteet: isEmpty(own.osaamistavoitteet) ? about.osaamistavoitteet : own.osaamistavoitteet,
    },
  };
}

function isEmpty(texts: Readonly<Record<string, string | null>> | undefined): boolean {
  return Object.values(texts ?? {}).every((text) => text === null || text === '');
}
