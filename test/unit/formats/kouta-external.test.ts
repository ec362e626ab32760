import { describe, expect, it } from 'vitest';
import { learningOpportunitySchema } from '../../../src/domain/learning-opportunity.js';
import { kouta } from '../../../src/harvest/formats/kouta/kouta.format.js';
import { runFormat } from '../../support/run-format.js';

const finnish = { language: 'fi', timezone: 'Europe/Helsinki' };

async function read(document: unknown) {
  const { opportunities, issues } = await runFormat(kouta, { content: JSON.stringify(document) }, finnish);
  const [opportunity] = opportunities;
  if (opportunity === undefined) throw new Error('no opportunity');
  expect(learningOpportunitySchema.safeParse(opportunity).error?.issues).toBeUndefined();
  expect(issues).toEqual([]);
  return opportunity;
}

const koulutusOid = '1.2.246.562.13.1';
const toteutusOid = '1.2.246.562.17.1';
const hakuOid = '1.2.246.562.29.1';
const koodi = (koodiUri: string, fi: string) => ({ koodiUri, nimi: { fi } });
const site = (fi: string) => ({
  oid: `1.2.246.562.10.${fi}`,
  nimi: { fi },
  paikkakunta: koodi('kunta_091', 'Helsinki'),
});
const autumn = { koulutuksenAlkamiskausi: koodi('kausi_s#1', 'Syksy'), koulutuksenAlkamisvuosi: '2026' };

const toteutus = {
  oid: toteutusOid,
  koulutusOid,
  tila: 'julkaistu',
  koulutustyyppi: 'yo',
  nimi: { fi: 'Merihistorian maisteriohjelma' },
  tarjoajat: [site('Rantayliopisto')],
  metadata: { tyyppi: 'yo', opetus: { opetuskieli: [koodi('oppilaitoksenopetuskieli_4#1', 'englanti')] } },
};
const option = (oid: string, more: object = {}) => ({
  oid: `1.2.246.562.20.${oid}`,
  tila: 'julkaistu',
  toteutusOid,
  hakuOid,
  nimi: { fi: 'Hakukohde' },
  kaytetaanHaunAikataulua: true,
  hakuajat: [],
  jarjestyspaikka: site('Rantayliopisto'),
  pohjakoulutusvaatimus: [koodi('pohjakoulutusvaatimuskouta_122#1', 'Alempi korkeakoulututkinto')],
  metadata: { kaytetaanHaunAlkamiskautta: true, aloituspaikat: { lukumaara: 25 } },
  ...more,
});
const haku = {
  oid: hakuOid,
  tila: 'julkaistu',
  hakuajat: [{ alkaa: '2026-01-07T08:00', paattyy: '2026-01-21T15:00' }],
  metadata: { koulutuksenAlkamiskausi: autumn },
};

describe('a toteutus of the external interface of Konfo, which has options and applications beside it', () => {
  it('gets start, deadline, places and requirements from them', async () => {
    const opportunity = await read({ ...toteutus, hakukohteet: [option('1')], haut: [haku] });
    expect(opportunity.runs).toMatchObject([
      {
        period: { start: '2026-08-01', precision: 'term', native: 'Syksy 2026' },
        applicationWindows: [{ opens: '2026-01-07', closes: '2026-01-21' }],
        places: [{ name: 'Rantayliopisto', city: 'Helsinki' }],
        capacity: 25,
      },
    ]);
    expect(opportunity.prerequisites).toEqual({ fi: 'Alempi korkeakoulututkinto' });
  });

  it('keeps what an option has of its own, and takes the start that the register concludes for want of another', async () => {
    const own = option('1', {
      kaytetaanHaunAikataulua: false,
      hakuajat: [{ alkaa: '2026-03-02T08:00', paattyy: '2026-03-09T15:00' }],
      metadata: {
        kaytetaanHaunAlkamiskautta: false,
        koulutuksenAlkamiskausi: { ...autumn, koulutuksenAlkamisvuosi: '2027' },
      },
    });
    const concluded = option('2', {
      hakuOid: '1.2.246.562.29.9',
      paateltyAlkamiskausi: { kausiUri: 'kausi_k#1', vuosi: 2028 },
    });
    const { runs } = await read({ ...toteutus, hakukohteet: [own, concluded], haut: [haku] });
    expect(runs).toMatchObject([
      { period: { native: 'Syksy 2027' }, applicationWindows: [{ opens: '2026-03-02', closes: '2026-03-09' }] },
      { period: { native: 'Kevät 2028' }, applicationWindows: [] },
    ]);
  });

  it('gets level, extent, field and degree from the koulutus that it implements', async () => {
    const koulutus = {
      oid: koulutusOid,
      eqf: [koodi('eqf_7#1', 'Taso 7')],
      koulutuskoodienAlatJaAsteet: [{ koulutusalaKoodiUrit: ['kansallinenkoulutusluokitus2016koulutusalataso3_0222'] }],
      metadata: {
        opintojenLaajuusyksikko: koodi('opintojenlaajuusyksikko_2#1', 'opintopistettä'),
        opintojenLaajuusNumero: 120,
        tutkintonimike: [koodi('tutkintonimikekk_1#2', 'Filosofian maisteri')],
        osaamistavoitteet: { fi: 'Osaat tutkia merihistoriaa.' },
      },
    };
    expect(await read({ ...toteutus, koulutus })).toMatchObject({
      eqfLevel: { value: 7, basis: 'mapped', rule: 'kouta-eqf' },
      ects: { value: 120, basis: 'stated' },
      fields: [{ native: '0222' }],
      credentials: [{ title: { fi: 'Filosofian maisteri' } }],
      learningOutcomes: [{ text: { fi: 'Osaat tutkia merihistoriaa.' } }],
    });
  });
});

describe('a koulutus of the external interface', () => {
  const koulutus = { oid: koulutusOid, tila: 'julkaistu', koulutustyyppi: 'yo', nimi: { fi: 'Merihistoria' } };

  it('has the runs of its implementations, with the dates of their options', async () => {
    const other = { ...toteutus, oid: '1.2.246.562.17.2', tarjoajat: [site('Saaristoyliopisto')] };
    const document = { ...koulutus, toteutukset: [toteutus, other], hakukohteet: [option('1')], haut: [haku] };
    expect((await read(document)).runs).toMatchObject([
      {
        nativeIds: [{ scheme: 'OID', value: toteutusOid }],
        period: { native: 'Syksy 2026' },
        applicationWindows: [{ closes: '2026-01-21' }],
        languages: [{ native: 'oppilaitoksenopetuskieli_4' }],
      },
      { nativeIds: [{ value: '1.2.246.562.17.2' }], applicationWindows: [], places: [{ name: 'Saaristoyliopisto' }] },
    ]);
  });

  it('names its institutions and their municipalities in an answer of the search, each implementation once', async () => {
    const hit = (oid: string, oppilaitos: string, ...kunnat: string[]) => ({
      toteutusOid: oid,
      toteutusNimi: { fi: 'Merihistoria' },
      oppilaitosOid: `1.2.246.562.10.${oppilaitos}`,
      oppilaitosNimi: { fi: oppilaitos },
      kunnat: kunnat.map((kunta) => koodi('kunta_1', kunta)),
    });
    const toteutukset = [
      hit(toteutusOid, 'Rantayliopisto', 'Kotka'),
      hit(toteutusOid, 'Rantayliopisto', 'Hamina'),
      hit('1.2.246.562.17.2', 'Saaristoyliopisto', 'Turku'),
    ];
    const opportunity = await read({ total: 1, hits: [{ ...koulutus, toteutukset }] });
    expect(opportunity.providers?.map(({ names }) => names.fi)).toEqual(['Rantayliopisto', 'Saaristoyliopisto']);
    expect(opportunity.runs?.map(({ places }) => places?.map(({ city }) => city))).toEqual([
      ['Kotka', 'Hamina'],
      ['Turku'],
    ]);
  });

  it('has the aims and the criteria of a national badge, and the aims that the search gives at the top', async () => {
    const badge = {
      ...koulutus,
      koulutustyyppi: 'vapaa-sivistystyo-osaamismerkki',
      kuvaus: { osaamistavoitteet: { fi: 'tekee varauksen.' }, arviointikriteerit: { fi: 'varaus on oikein.' } },
    };
    expect(await read({ hits: [badge] })).toMatchObject({
      learningOutcomes: [{ text: { fi: 'tekee varauksen.' } }],
      assessments: [{ text: { fi: 'varaus on oikein.' } }],
    });
    const aims = { ...koulutus, kuvaus: { fi: 'Kuvaus' }, osaamistavoitteet: { fi: 'Osaat purjehtia.' } };
    expect(await read({ hits: [aims] })).toMatchObject({
      description: { fi: 'Kuvaus' },
      learningOutcomes: [{ text: { fi: 'Osaat purjehtia.' } }],
    });
  });
});
