import { z } from 'zod';
import { flag, listOf, scalarText } from '../../mapping/tolerant-parse.js';

/** `Kielistetty`: text by language (`fi`, `sv`, `en`); languages without text are empty or absent. */
const kielistetty = z.record(z.string(), scalarText.nullable());
export type Kielistetty = z.output<typeof kielistetty>;

/** `kuvaus` of a hit: a text by language; of a national badge its `osaamistavoitteet` and `arviointikriteerit`, each one. */
const kuvaus = z.record(z.string(), z.union([scalarText, kielistetty]).nullable());
export type Kuvaus = z.output<typeof kuvaus>;

/** A code of Koodisto, `<list>_<value>#<version>`, with its names. */
const koodi = z.object({ koodiUri: scalarText.optional(), nimi: kielistetty.optional() });
export type Koodi = z.output<typeof koodi>;

const organisaatio = z.object({
  oid: scalarText.optional(),
  nimi: kielistetty.optional(),
  paikkakunta: koodi.optional(),
});
export type KoutaOrganisaatio = z.output<typeof organisaatio>;

/** Key words, each with its language. */
const avainsana = z.object({ kieli: z.string().optional(), arvo: scalarText });

const alkamiskausi = z.object({
  alkamiskausityyppi: scalarText.optional(),
  koulutuksenAlkamispaivamaara: scalarText.optional(),
  koulutuksenPaattymispaivamaara: scalarText.optional(),
  koulutuksenAlkamiskausi: koodi.optional(),
  koulutuksenAlkamisvuosi: scalarText.optional(),
});
export type Alkamiskausi = z.output<typeof alkamiskausi>;

/** `hakuAuki` and `hakuMennyt` are added by Konfo when it answers. */
const hakuaika = z.object({
  alkaa: scalarText.optional(),
  paattyy: scalarText.optional(),
  hakuAuki: flag.optional(),
  hakuMennyt: flag.optional(),
});
export type Hakuaika = z.output<typeof hakuaika>;

const maksu = z.object({ maksullisuustyyppi: scalarText.optional(), maksunMaara: scalarText.optional() });
export type Maksu = z.output<typeof maksu>;

const opetus = z.object({
  opetuskieli: listOf(koodi).optional(),
  opetustapa: listOf(koodi).optional(),
  opetusaika: listOf(koodi).optional(),
  maksut: listOf(maksu).optional(),
  maksullisuustyyppi: scalarText.optional(),
  maksunMaara: scalarText.optional(),
  maksullisuusKuvaus: kielistetty.optional(),
  koulutuksenAlkamiskausi: alkamiskausi.optional(),
  suunniteltuKestoVuodet: scalarText.optional(),
  suunniteltuKestoKuukaudet: scalarText.optional(),
  onkoApuraha: flag.optional(),
  apuraha: z.object({ kuvaus: kielistetty.optional() }).optional(),
});
export type Opetus = z.output<typeof opetus>;

const laajuus = {
  opintojenLaajuus: koodi.optional(),
  opintojenLaajuusyksikko: koodi.optional(),
  opintojenLaajuusNumero: scalarText.optional(),
  opintojenLaajuusNumeroMin: scalarText.optional(),
  opintojenLaajuusNumeroMax: scalarText.optional(),
};

const lisatieto = z.object({ otsikko: koodi.optional(), teksti: kielistetty.optional() });

/** A part, a whole or another offer that is named with its OID. */
const viite = z.object({ oid: scalarText.optional(), nimi: kielistetty.optional() });
export type KoutaViite = z.output<typeof viite>;

const metadata = z.object({
  ...laajuus,
  kuvaus: kielistetty.optional(),
  osaamistavoitteet: kielistetty.optional(),
  lisatiedot: listOf(lisatieto).optional(),
  koulutusala: listOf(koodi).optional(),
  tutkintonimike: listOf(koodi).optional(),
  opinnonTyyppi: koodi.optional(),
  asiasanat: listOf(avainsana).optional(),
  ammattinimikkeet: listOf(avainsana).optional(),
  osaamisalat: listOf(z.object({ koodi: koodi.optional() })).optional(),
  tutkinnonOsat: listOf(z.object({ koulutus: koodi.optional() })).optional(),
  tunniste: scalarText.optional(),
  isPieniOsaamiskokonaisuus: flag.optional(),
  opetus: opetus.optional(),
  hakuaika: hakuaika.optional(),
  hakulomakeLinkki: kielistetty.optional(),
  lisatietoaValintaperusteista: kielistetty.optional(),
  aloituspaikat: scalarText.optional(),
});
export type KoutaMetadata = z.output<typeof metadata>;

/** What one applies for: one way into an implementation, with its own windows, places and start. */
const hakukohde = z.object({
  tila: scalarText.optional(),
  hakukohdeOid: scalarText.optional(),
  koulutuksenAlkamiskausi: alkamiskausi.optional(),
  hakuajat: listOf(hakuaika).optional(),
  hakulomakeLinkki: kielistetty.optional(),
  jarjestyspaikka: organisaatio.optional(),
  aloituspaikat: z.object({ lukumaara: scalarText.optional() }).optional(),
  pohjakoulutusvaatimus: listOf(koodi).optional(),
});
export type Hakukohde = z.output<typeof hakukohde>;

const haku = z.object({
  koulutuksenAlkamiskausi: alkamiskausi.optional(),
  hakukohteet: listOf(hakukohde).optional(),
});
export type Haku = z.output<typeof haku>;

/** An application option as the external interface of Konfo gives it, beside the implementation and the application. */
const externalHakukohde = z.object({
  oid: scalarText.optional(),
  tila: scalarText.optional(),
  toteutusOid: scalarText.optional(),
  hakuOid: scalarText.optional(),
  kaytetaanHaunAikataulua: flag.optional(),
  kaytetaanHaunHakulomaketta: flag.optional(),
  hakuajat: listOf(hakuaika).optional(),
  hakulomakeLinkki: kielistetty.optional(),
  jarjestyspaikka: organisaatio.optional(),
  pohjakoulutusvaatimus: listOf(koodi).optional(),
  paateltyAlkamiskausi: z.object({ kausiUri: scalarText.optional(), vuosi: scalarText.optional() }).optional(),
  metadata: z
    .object({
      kaytetaanHaunAlkamiskautta: flag.optional(),
      koulutuksenAlkamiskausi: alkamiskausi.optional(),
      aloituspaikat: z.object({ lukumaara: scalarText.optional() }).optional(),
    })
    .optional(),
});
export type ExternalHakukohde = z.output<typeof externalHakukohde>;

/** An application of the external interface, for all of its options; elsewhere only its OID. */
const externalHaku = z.union([
  z.object({
    oid: scalarText.optional(),
    hakuajat: listOf(hakuaika).optional(),
    hakulomakeLinkki: kielistetty.optional(),
    metadata: z.object({ koulutuksenAlkamiskausi: alkamiskausi.optional() }).optional(),
  }),
  scalarText,
]);
export type ExternalHaku = Exclude<z.output<typeof externalHaku>, string>;

/** What the classification says of a koulutus. */
const luokitus = {
  eqf: listOf(koodi).optional(),
  nqf: listOf(koodi).optional(),
  koulutukset: listOf(koodi).optional(),
  koulutuskoodienAlatJaAsteet: listOf(
    z.object({
      koulutusalaKoodiUrit: listOf(scalarText).optional(),
      koulutusasteKoodiUrit: listOf(scalarText).optional(),
    }),
  ).optional(),
};

/** A toteutus in a koulutus: whole, in short, or as the search gives it, with the municipalities where it is taught. */
const listedToteutus = z.object({
  oid: scalarText.optional(),
  tila: scalarText.optional(),
  tarjoajat: listOf(organisaatio).optional(),
  metadata: metadata.optional(),
  toteutusOid: scalarText.optional(),
  oppilaitosOid: scalarText.optional(),
  oppilaitosNimi: kielistetty.optional(),
  kunnat: listOf(koodi).optional(),
});
export type ListedToteutus = z.output<typeof listedToteutus>;

/**
 * A koulutus (what is studied) or toteutus (how and when it is taught) of Kouta, or a hit of the search of Konfo,
 * which has parts of `metadata` at the top.
 */
export const koutaRecord = z.object({
  ...laajuus,
  oid: scalarText.optional(),
  externalId: scalarText.optional(),
  koulutusOid: scalarText.optional(),
  nimi: kielistetty.optional(),
  kuvaus: kuvaus.optional(),
  osaamistavoitteet: kielistetty.optional(),
  koulutustyyppi: scalarText.optional(),
  modified: scalarText.optional(),
  ...luokitus,
  tutkintonimikkeet: listOf(koodi).optional(),
  tarjoajat: listOf(organisaatio).optional(),
  toteutustenTarjoajat: z.object({ nimi: kielistetty.optional() }).optional(),
  metadata: metadata.optional(),
  koulutus: z.object({ ...luokitus, metadata: metadata.optional() }).optional(),
  toteutukset: listOf(listedToteutus).optional(),
  hakutiedot: listOf(haku).optional(),
  hakukohteet: listOf(externalHakukohde).optional(),
  haut: listOf(externalHaku).optional(),
  kuuluuOpintokokonaisuuksiin: listOf(viite).optional(),
  liitetytOpintojaksot: listOf(viite).optional(),
  liitetytOsaamismerkit: listOf(koodi).optional(),
});
export type KoutaRecord = z.output<typeof koutaRecord>;
