import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { learningOpportunitySchema } from '../../../src/domain/learning-opportunity.js';
import { vocabulary } from '../../../src/domain/vocabularies/vocabulary.js';
import { kouta } from '../../../src/harvest/formats/kouta/kouta.format.js';
import { runFormat } from '../../support/run-format.js';

const folder = 'src/catalogues/eupl-opintopolku';
const search = `${folder}/konfo-ui/search-koulutukset-all.json`;
const finnish = { language: 'fi', timezone: 'Europe/Helsinki' };
const codes = (id: Parameters<typeof vocabulary>[0], concepts: readonly { value: string }[] = []) =>
  concepts.map(({ value }) => vocabulary(id).find(value)?.code);

async function published(file: string) {
  const { opportunities, issues } = await runFormat(kouta, `${folder}/europass-publisher/${file}`, finnish);
  const [opportunity] = opportunities;
  if (opportunity === undefined) throw new Error(`${file} has no offer`);
  return { opportunity, issues };
}

describe('records of Kouta, as the publisher to Europass reads them', () => {
  it('maps a study unit of the open university with its hours of application, credits and form of teaching', async () => {
    const { opportunity, issues } = await published('toteutus-ihan-tavanomainen.json');
    expect(issues).toEqual([]);
    expect(opportunity).toMatchObject({
      nativeIds: [
        { scheme: 'OID', value: '1.2.246.562.17.00000000000000012960' },
        { scheme: 'externalId', value: 'ay044116S' },
        { scheme: 'tunniste', value: 'ay044116S' },
      ],
      title: { en: 'Avoin yo: Statistics toolkit - Tilastotiedepaketti, 1 op, 2022 - 2023 (online course)' },
      kinds: [{ basis: 'close', rule: 'opintopolku-koulutustyyppi', native: 'kk-opintojakso' }],
      ects: { value: 1, basis: 'stated', path: 'metadata.opintojenLaajuusNumero' },
      languages: [{ basis: 'mapped', rule: 'kouta-opetuskieli', native: 'oppilaitoksenopetuskieli_4' }],
      modes: [{ basis: 'mapped', rule: 'kouta-opetustapa', native: 'opetuspaikkakk_3' }],
      educationLevels: [
        { scheme: 'Opintopolku koulutustyyppi', code: 'kk-opintojakso' },
        { scheme: 'opinnontyyppi', code: 'opinnontyyppi_3' },
      ],
      providers: [
        {
          names: { fi: 'Avoin yliopisto', sv: 'Avoin yliopisto', en: 'Avoin yliopisto' },
          identifiers: [{ scheme: 'OID', value: '1.2.246.562.10.25798690799' }],
          city: 'Oulu',
        },
      ],
      modifiedAtSource: '2023-02-16T13:58:16.000Z',
    });
    expect(codes('opportunity-type', opportunity.kinds)).toEqual(['course']);
    expect(opportunity.learningOutcomes?.[0]?.text?.en).toMatch(/^<p>The aim of the course is to give the students/);
    expect(opportunity.learningOutcomes).toHaveLength(1);
    expect([opportunity.schedules, opportunity.eqfLevel, opportunity.microCredential]).toEqual([
      [],
      undefined,
      undefined,
    ]);
    expect(opportunity.runs).toMatchObject([
      {
        applicationWindows: [{ opens: '2023-01-01', closes: '2023-05-31' }],
        free: { value: true, basis: 'stated', native: 'maksuton' },
        prices: [],
        state: 'unknown',
      },
    ]);
    expect(opportunity.runs?.[0]).toMatchObject({ period: undefined, duration: undefined });
  });

  it('maps a further vocational qualification with its days, and without the window of an archived option', async () => {
    const { opportunity, issues } = await published('toteutus-tarkka-alkuaika.json');
    expect(issues).toEqual([]);
    expect(opportunity.title).toEqual({ fi: 'Kuljetusalan ammattitutkinto, Metsäteollisuuden kuljetusten osaamisala' });
    expect(opportunity.description).toBeUndefined();
    expect(opportunity.prerequisites).toBeUndefined();
    expect(opportunity.subjects).toEqual([
      { scheme: 'ammattinimike', label: 'puutavara-autonkuljetttaja', language: 'fi' },
      {
        scheme: 'osaamisala',
        code: 'osaamisala_2317',
        label: 'Metsäteollisuuden kuljetusten osaamisala',
        language: 'fi',
      },
    ]);
    expect(opportunity.credentials?.[0]?.title?.en).toBe('Further vocational qualification in the Transport Sector');
    expect(codes('language', opportunity.languages)).toEqual(['fi']);
    expect(codes('mode', opportunity.modes)).toEqual(['presential']);
    expect(opportunity.runs).toMatchObject([
      {
        period: { start: '2021-08-04', end: '2022-12-22', precision: 'day' },
        applicationWindows: [],
        places: [{ name: 'Taivalkosken yksikkö', city: 'Taivalkoski' }],
        duration: 'P2Y',
        free: { value: true },
      },
    ]);
  });

  it('maps free training at work: hours from 27 to 216, no start, 50 places', async () => {
    const { opportunity, issues } = await published('toteutus-mappingerror.json');
    expect(issues).toEqual([]);
    expect(opportunity.kinds).toEqual([]);
    expect(opportunity.workloadHours).toMatchObject({ value: { min: 27, max: 216 }, basis: 'stated' });
    expect([opportunity.credits, opportunity.ects]).toEqual([undefined, undefined]);
    expect(opportunity.prerequisites?.fi).toMatch(/^Koulutuksen pääasiallisena opiskelijakohderyhmänä ovat/);
    expect(opportunity.runs).toMatchObject([
      {
        period: undefined,
        applicationWindows: [{ opens: '2023-10-29', closes: '2024-10-31' }],
        duration: 'P5M',
        capacity: 50,
        free: { value: true },
        prices: [{ text: { fi: expect.stringContaining('Jatkuvan oppimisen ja työllisyyden palvelukeskuksen') } }],
      },
    ]);
  });

  it('names no provider for an implementation that has none, and starts it in the term that is stated', async () => {
    const { opportunity } = await published('toteutus-ei-tarjoajia.json');
    expect(opportunity.providers).toEqual([]);
    expect(opportunity.runs).toMatchObject([
      { period: { start: '2023-08-01', precision: 'term', native: 'Syksy 2023' }, places: [], duration: 'P3Y' },
    ]);
    expect(opportunity.runs?.[0]?.period?.end).toBeUndefined();
  });

  it('reads what a study unit is about where only a broad field is stated', async () => {
    const { opportunity } = await published('koulutus-8162.json');
    expect(codes('isced-f', opportunity.fields)).toEqual(['023']);
    expect(opportunity.ects?.value).toBe(3);
    expect((await published('koulutus-ilman-koulutusalaa.json')).opportunity.fields).toEqual([]);
  });

  it('leaves archived records out without a word, and gives every other one as a valid record', async () => {
    const files = readdirSync(`${folder}/europass-publisher`);
    const runs = await Promise.all(
      files.map((file) => runFormat(kouta, `${folder}/europass-publisher/${file}`, finnish)),
    );
    const found = runs.flatMap(({ opportunities }) => opportunities);
    expect(files).toHaveLength(10);
    expect(found).toHaveLength(8);
    expect(runs.flatMap(({ issues }) => issues)).toEqual([]);
    for (const opportunity of found) {
      expect(learningOpportunitySchema.safeParse(opportunity).error?.issues).toBeUndefined();
    }
  });
});

describe('answers of the search of Konfo', () => {
  it('maps 20 programmes, six of them with an extent of "180+120" credits that no number can be made of', async () => {
    const { opportunities, issues } = await runFormat(kouta, search, finnish);
    expect(opportunities).toHaveLength(20);
    expect(new Set(issues.map(({ code, path, excerpt }) => `${code} ${path} ${excerpt}`))).toEqual(
      new Set(['IMPLAUSIBLE_VALUE opintojenLaajuusNumero 180120']),
    );
    expect(issues).toHaveLength(6);
    for (const opportunity of opportunities) {
      expect(learningOpportunitySchema.safeParse(opportunity).error?.issues).toBeUndefined();
    }
  });

  it('maps a hit with its provider, degrees and ECTS', async () => {
    const { opportunities } = await runFormat(kouta, search, finnish);
    const nursing = opportunities.find((it) => it.provenance.record === '1.2.246.562.13.00000000000000002183');
    expect(nursing).toMatchObject({
      ects: { value: 90, basis: 'stated', path: 'opintojenLaajuusNumero' },
      providers: [{ names: { en: 'LAB University of Applied Sciences' }, identifiers: [] }],
      runs: [],
    });
    expect(nursing?.credentials?.map(({ title, kind }) => [title?.fi, kind?.rule])).toEqual([
      ['Sairaanhoitaja (ylempi AMK)', 'kouta-tutkintonimike'],
      ['Ensihoitaja (ylempi AMK)', 'kouta-tutkintonimike'],
      ['Terveydenhoitaja (ylempi AMK)', 'kouta-tutkintonimike'],
      ['Fysioterapeutti (ylempi AMK)', 'kouta-tutkintonimike'],
      ['Sosionomi (ylempi AMK)', 'kouta-tutkintonimike'],
    ]);
    expect(nursing?.eqfLevel).toBeUndefined();
  });

  it('gives the same records when read again, and in small pieces', async () => {
    const once = await runFormat(kouta, { content: readFileSync(search) }, finnish);
    expect(await runFormat(kouta, { content: readFileSync(search), chunk: 1013 }, finnish)).toEqual(once);
  });
});
