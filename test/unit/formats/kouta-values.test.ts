import { describe, expect, it } from 'vitest';
import { opportunityId } from '../../../src/domain/identifiers.js';
import { learningOpportunitySchema } from '../../../src/domain/learning-opportunity.js';
import { vocabulary } from '../../../src/domain/vocabularies/vocabulary.js';
import { kouta } from '../../../src/harvest/formats/kouta/kouta.format.js';
import { runFormat } from '../../support/run-format.js';

const eur = vocabulary('currency').find('EUR')?.iri;
const toteutusOid = '1.2.246.562.17.9';

async function read(record: Readonly<Record<string, unknown>>) {
  const content = JSON.stringify({ oid: '1.2.246.562.13.9', nimi: { fi: 'Koulutus' }, ...record });
  const { opportunities, issues } = await runFormat(
    kouta,
    { content },
    { language: 'fi', timezone: 'Europe/Helsinki' },
  );
  const [opportunity] = opportunities;
  if (opportunity === undefined) throw new Error('no opportunity');
  expect(learningOpportunitySchema.safeParse(opportunity).error?.issues).toBeUndefined();
  return { opportunity, issues: issues.map(({ code, path }) => `${code} ${path}`) };
}

const toteutus = (opetus: object, more: object = {}) => read({ oid: toteutusOid, metadata: { opetus }, ...more });
const unit = (code: string, fi: string) => ({ koodiUri: `opintojenlaajuusyksikko_${code}#1`, nimi: { fi } });

describe('extent', () => {
  const extent = (type: string, code: string, value: object) =>
    read({ koulutustyyppi: type, metadata: { opintojenLaajuusyksikko: unit(code, 'yksikköä'), ...value } });

  it.each(['yo', 'amk', 'kk-opintojakso', 'kk-opintokokonaisuus'])(
    'an opintopiste of %s is an ECTS credit',
    async (type) => {
      const { opportunity } = await extent(type, '2', { opintojenLaajuusNumero: 5 });
      expect(opportunity.ects).toMatchObject({ value: 5, basis: 'stated' });
    },
  );

  it.each(['lk', 'aikuisten-perusopetus', 'tuva', 'vapaa-sivistystyo-muu'])(
    'an opintopiste of %s is none',
    async (type) => {
      const { opportunity } = await extent(type, '2', { opintojenLaajuusNumero: 150 });
      expect(opportunity.ects).toBeUndefined();
      expect(opportunity.credits).toEqual([{ system: 'opintopiste', value: 150 }]);
    },
  );

  it('an osaamispiste is a credit of vocational education', async () => {
    const { opportunity } = await extent('amm', '6', { opintojenLaajuus: { koodiUri: 'opintojenlaajuus_180' } });
    expect(opportunity.credits).toEqual([{ system: vocabulary('credit-system').find('ecvet')?.iri, value: 180 }]);
  });

  it.each(['1', '3', '4', '7', '8'])('unit %s stays words', async (code) => {
    const { opportunity } = await extent('muu', code, { opintojenLaajuusNumero: 38 });
    expect(opportunity.workloadStatement).toEqual({ fi: '38 yksikköä' });
    expect([opportunity.credits, opportunity.workloadHours]).toEqual([undefined, undefined]);
  });

  it('a range of credits stays words', async () => {
    const { opportunity } = await extent('kk-opintokokonaisuus', '2', {
      opintojenLaajuusNumeroMin: 25,
      opintojenLaajuusNumeroMax: 60,
    });
    expect(opportunity.workloadStatement).toEqual({ fi: '25–60 yksikköä' });
    expect(opportunity.ects).toBeUndefined();
  });

  it('no hours at all, and a range that runs backwards, are not plausible', async () => {
    expect((await extent('muu', '5', { opintojenLaajuusNumero: 0 })).issues).toEqual([
      'IMPLAUSIBLE_VALUE metadata.opintojenLaajuusNumero',
    ]);
    const backwards = await extent('muu', '5', { opintojenLaajuusNumeroMin: 9, opintojenLaajuusNumeroMax: 3 });
    expect(backwards.issues).toEqual(['IMPLAUSIBLE_VALUE metadata.opintojenLaajuusNumeroMin']);
    expect(backwards.opportunity.workloadHours).toBeUndefined();
  });
});

describe('levels and fields', () => {
  it('one EQF level counts, two contradict each other', async () => {
    const level = (...numbers: number[]) => read({ eqf: numbers.map((it) => ({ koodiUri: `eqf_${it}#1` })) });
    expect((await level(6)).opportunity.eqfLevel).toMatchObject({ value: 6, basis: 'mapped', rule: 'kouta-eqf' });
    const two = await level(6, 7);
    expect([two.opportunity.eqfLevel, two.issues]).toEqual([undefined, ['INVALID_VALUE eqf']]);
    expect((await level(0)).issues).toEqual(['UNMAPPED_VALUE eqf']);
  });

  it.each([
    [['taso3_0821', 'taso2_082', 'taso1_08'], ['0821']],
    [['taso3_0820', 'taso2_082', 'taso1_08'], ['082']],
    [['taso3_0918', 'taso2_091'], ['0988']],
    [['taso3_0228'], ['0288']],
    [['taso1_07'], ['07']],
    [['taso3_0099'], []],
  ])('classes %j are fields %j', async (classes, fields) => {
    const { opportunity } = await read({
      koulutuskoodienAlatJaAsteet: [
        { koulutusalaKoodiUrit: classes.map((it) => `kansallinenkoulutusluokitus2016koulutusala${it}#1`) },
      ],
    });
    expect(opportunity.fields?.map(({ value }) => vocabulary('isced-f').find(value)?.code)).toEqual(fields);
    expect(opportunity.fields?.every(({ basis, rule }) => basis === 'derived' && rule === 'fi-isced')).toBe(true);
  });

  it('a small competence module is close to a micro-credential, and no statement is none', async () => {
    const small = await read({ metadata: { isPieniOsaamiskokonaisuus: true } });
    expect(small.opportunity.microCredential).toMatchObject({ value: true, basis: 'close' });
    expect(
      (await read({ metadata: { isPieniOsaamiskokonaisuus: false } })).opportunity.microCredential,
    ).toBeUndefined();
  });

  it('study modules and qualifications are what units are parts of', async () => {
    const { opportunity } = await read({
      oid: toteutusOid,
      kuuluuOpintokokonaisuuksiin: [{ oid: '1.2.246.562.17.8', nimi: { fi: 'Kokonaisuus' } }],
      liitetytOpintojaksot: [{ oid: '1.2.246.562.17.7', nimi: { fi: 'Jakso' } }],
      metadata: { tutkinnonOsat: [{ koulutus: { koodiUri: 'koulutus_1#1', nimi: { fi: 'Perustutkinto' } } }] },
    });
    expect(opportunity.stackability).toEqual({
      isPartOf: [
        { id: opportunityId('test', '1.2.246.562.17.8'), title: { fi: 'Kokonaisuus' } },
        { title: { fi: 'Perustutkinto' } },
      ],
      hasPart: [{ id: opportunityId('test', '1.2.246.562.17.7'), title: { fi: 'Jakso' } }],
      leadsTo: [],
    });
  });
});

describe('teaching', () => {
  it.each([
    ['1', ['presential', 'mapped']],
    ['2', ['online', 'close']],
    ['3', ['online', 'mapped']],
    ['4', ['blended', 'mapped']],
  ])('opetuspaikkakk_%s', async (code, expected) => {
    const { opportunity } = await toteutus({ opetustapa: [{ koodiUri: `opetuspaikkakk_${code}#2` }] });
    const [mode] = opportunity.modes ?? [];
    expect([vocabulary('mode').find(mode?.value ?? '')?.code, mode?.basis]).toEqual(expected);
  });

  it('teaching in Finnish and Swedish is both; another language is none; an unknown code is reported', async () => {
    const languages = async (...codes: string[]) => {
      const opetuskieli = codes.map((it) => ({ koodiUri: `oppilaitoksenopetuskieli_${it}#1` }));
      const { opportunity, issues } = await toteutus({ opetuskieli });
      return [opportunity.languages?.map(({ value }) => vocabulary('language').find(value)?.code), issues];
    };
    expect(await languages('3', '1')).toEqual([['fi', 'sv'], []]);
    expect(await languages('9')).toEqual([[], []]);
    expect(await languages('77')).toEqual([[], ['UNMAPPED_VALUE metadata.opetus.opetuskieli']]);
  });

  it('independent study and the time of day are neither mode nor schedule', async () => {
    const { opportunity, issues } = await toteutus({
      opetustapa: [{ koodiUri: 'opetuspaikkakk_5#1' }],
      opetusaika: [1, 2, 3, 4, 5].map((it) => ({ koodiUri: `opetusaikakk_${it}#1` })),
    });
    expect([opportunity.modes, opportunity.schedules, issues]).toEqual([[], [], []]);
  });
});

describe('what it costs', () => {
  it('a price is in euros and not free', async () => {
    const { opportunity } = await toteutus({ maksut: [{ maksullisuustyyppi: 'maksullinen', maksunMaara: 160 }] });
    expect(opportunity.runs).toMatchObject([
      { prices: [{ amount: 160, currency: eur, kind: 'maksullinen' }], free: { value: false } },
    ]);
  });

  it('a tuition fee for students from outside the EU is words, and says nothing about being free', async () => {
    const fee = { maksullisuustyyppi: 'lukuvuosimaksu', maksunMaara: 12000 };
    const { opportunity } = await toteutus({
      maksut: [fee],
      onkoApuraha: true,
      apuraha: { kuvaus: { en: 'Up to 50 %' } },
    });
    expect(opportunity.runs).toMatchObject([
      {
        prices: [{ kind: 'lukuvuosimaksu', text: { fi: 'Lukuvuosimaksu 12000 €' } }],
        free: undefined,
        grants: [{ title: { fi: 'Apuraha' }, text: { en: 'Up to 50 %' } }],
      },
    ]);
    const both = await toteutus({ maksut: [{ maksullisuustyyppi: 'maksuton' }, fee] });
    expect(both.opportunity.runs?.[0]).toMatchObject({ free: { value: true }, prices: [{ kind: 'lukuvuosimaksu' }] });
  });

  it('reads the one type and amount of records from before 2024', async () => {
    const { opportunity } = await toteutus({ maksullisuustyyppi: 'maksullinen', maksunMaara: 200.5 });
    expect(opportunity.runs?.[0]?.prices).toMatchObject([{ amount: 200.5, currency: eur }]);
  });
});

describe('runs of an implementation', () => {
  const autumn = (year: string) => ({
    alkamiskausityyppi: 'alkamiskausi ja -vuosi',
    koulutuksenAlkamiskausi: { koodiUri: 'kausi_s#1' },
    koulutuksenAlkamisvuosi: year,
  });
  const option = (year: string, city: string, alkaa: string, more: object = {}) => ({
    koulutuksenAlkamiskausi: autumn(year),
    jarjestyspaikka: { nimi: { fi: city }, paikkakunta: { nimi: { fi: city } } },
    hakuajat: [{ alkaa, paattyy: alkaa.replace('T08:00', 'T15:00'), ...more }],
  });

  it('are one for each start that its application options lead to', async () => {
    const { opportunity, issues } = await toteutus(
      {},
      {
        hakutiedot: [
          {
            hakukohteet: [
              option('2023', 'Turku', '2023-02-21T08:00', { hakuMennyt: true }),
              option('2023', 'Jyväskylä', '2023-02-21T08:00', { hakuMennyt: true }),
              option('2024', 'Turku', '2024-02-20T08:00', { hakuAuki: true }),
              { ...option('2025', 'Turku', '2025-02-20T08:00'), tila: 'arkistoitu' },
            ],
          },
        ],
      },
    );
    expect(issues).toEqual([]);
    expect(opportunity.runs).toMatchObject([
      {
        period: { start: '2023-08-01', precision: 'term', native: 'Syksy 2023' },
        applicationWindows: [{ opens: '2023-02-21', closes: '2023-02-21' }],
        places: [{ city: 'Turku' }, { city: 'Jyväskylä' }],
        state: 'closed',
      },
      { period: { start: '2024-08-01' }, places: [{ city: 'Turku' }], state: 'open' },
    ]);
    expect(new Set(opportunity.runs?.map(({ id }) => id)).size).toBe(2);
  });

  it('have a spring term from January, and no start that is no term', async () => {
    const season = { koulutuksenAlkamiskausi: { koodiUri: 'kausi_k#1' }, koulutuksenAlkamisvuosi: 2024 };
    const place = { tarjoajat: [{ nimi: { fi: 'Opisto' }, paikkakunta: { nimi: { sv: 'Borgå' } } }] };
    const spring = await toteutus({ koulutuksenAlkamiskausi: season }, place);
    expect(spring.opportunity.runs?.[0]).toMatchObject({
      period: { start: '2024-01-01', precision: 'term', native: 'Kevät 2024' },
      places: [{ name: 'Opisto', city: 'Borgå' }],
    });
    const odd = await toteutus({ koulutuksenAlkamiskausi: { ...season, koulutuksenAlkamisvuosi: '24' } }, place);
    expect(odd.issues).toEqual(['INVALID_DATE koulutuksenAlkamiskausi']);
    expect(odd.opportunity.runs).toHaveLength(1);
  });

  it('an end before the start, and an application after the end, are left out', async () => {
    const season = {
      koulutuksenAlkamispaivamaara: '2024-05-13T00:00',
      koulutuksenPaattymispaivamaara: '2024-04-13T00:00',
    };
    const wrong = await toteutus({ koulutuksenAlkamiskausi: season });
    expect(wrong.issues).toEqual(['IMPLAUSIBLE_VALUE koulutuksenAlkamiskausi.koulutuksenPaattymispaivamaara']);
    expect(wrong.opportunity.runs?.[0]?.period).toEqual({ start: '2024-05-13', precision: 'day' });
  });

  it('are none where nothing about them is stated', async () => {
    const { opportunity } = await toteutus({ suunniteltuKestoVuodet: 0, suunniteltuKestoKuukaudet: 0 });
    expect(opportunity.runs).toEqual([]);
  });
});

describe('identity', () => {
  it('a record without OID, or without a name, is none', async () => {
    const { opportunities, issues } = await runFormat(kouta, {
      content: JSON.stringify([{ nimi: { fi: 'Nimi' } }, { oid: '1.2.3', nimi: { fi: ' ' } }]),
    });
    expect(opportunities).toEqual([]);
    expect(issues.map(({ code, record, path }) => `${code} ${record} ${path}`)).toEqual([
      'MISSING_ID #1 oid',
      'MISSING_REQUIRED 1.2.3 nimi',
    ]);
  });

  it('keeps the id for ever', async () => {
    expect((await read({})).opportunity.id).toBe(opportunityId('test', '1.2.246.562.13.9'));
  });
});
