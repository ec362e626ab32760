import { beforeAll, describe, expect, test } from 'vitest';
import type { LearningOpportunity } from '../../src/domain/learning-opportunity.js';
import { vocabulary } from '../../src/domain/vocabularies/vocabulary.js';
import { type BundledCatalogue, readBundledCatalogues } from '../support/bundled-catalogues.js';

let catalogues: ReadonlyMap<string, BundledCatalogue>;

beforeAll(async () => {
  catalogues = new Map([...(await readBundledCatalogues('kouta')), ...(await readBundledCatalogues('ctdl'))]);
}, 120_000);

function offer(source: string, nativeId: string): LearningOpportunity {
  const found = catalogues.get(source)?.records.find((it) => it.nativeIds[0]?.value === nativeId);
  if (found === undefined) throw new Error(`${source} has no ${nativeId}`);
  return found;
}

const codesOf = (id: Parameters<typeof vocabulary>[0], concepts: readonly { value: string }[]) =>
  concepts.map(({ value }) => vocabulary(id).find(value)?.code);

describe('Opintopolku', () => {
  test('a doctoral programme in three languages, with ECTS', () => {
    const it = offer('opintopolku-search', '1.2.246.562.13.00000000000000002268');
    expect(it.title).toEqual({
      fi: 'Aalto-yliopisto, Insinööritieteiden tohtoriohjelma (4 v)',
      sv: 'Aalto-universitetet, Doktorandprogrammet inom ingenjörsvetenskaper (4 år)',
      en: 'Aalto-university, Doctoral Programme in Engineering (4 yrs)',
    });
    expect(Object.keys(it.description ?? {})).toEqual(['fi', 'sv', 'en']);
    expect(it.ects).toMatchObject({ value: 240, basis: 'stated' });
    expect(it.providers[0]?.names.en).toBe('Aalto University');
    expect(it.credentials.map((credential) => credential.title?.en)).toEqual(['Doctor of Science in Technology']);
    expect(it.eqfLevel).toBeUndefined();
  });

  test('a vocational qualification: ECVET points are not ECTS, and two titles are two credentials', () => {
    const it = offer('opintopolku-search', '1.2.246.562.13.00000000000000000471');
    expect(it.credits).toEqual([{ system: vocabulary('credit-system').find('ecvet')?.iri, value: 180 }]);
    expect(it.ects).toBeUndefined();
    expect(it.credentials.map((credential) => credential.title?.en)).toEqual(['Automation Assembler', 'Electrician']);
    expect(it.providers).toEqual([]);
  });

  test('"180+120" credits, written 180120, are not believed', () => {
    const it = offer('opintopolku-search', '1.2.246.562.13.00000000000000001380');
    expect(it.ects).toBeUndefined();
    expect(it.credits).toEqual([]);
    expect(it.workloadStatement).toEqual({
      fi: '180+120 opintopistettä',
      sv: '180+120 studiepoäng',
      en: '180+120 ECTS credits',
    });
    const issues = catalogues
      .get('opintopolku-search')
      ?.issues.filter((issue) => issue.record === it.nativeIds[0]?.value);
    expect(issues).toMatchObject([{ code: 'IMPLAUSIBLE_VALUE', path: 'opintojenLaajuusNumero', excerpt: '180120' }]);
  });

  test('a master with its EQF level, as Kouta states it', () => {
    const it = offer('opintopolku-koulutus', '1.2.246.562.13.00000000000000001806');
    expect(it.title).toEqual({ fi: 'Terveystaloustieteen maisteriohjelma, maisteri (2 v)' });
    expect(it.eqfLevel).toMatchObject({ value: 7, basis: 'mapped', rule: 'kouta-eqf', native: 'eqf_7' });
    expect(it.nqfLevels).toEqual([{ framework: 'Finnish National Framework for Qualifications', label: 'Taso 7' }]);
    expect(it.ects?.value).toBe(120);
    expect(codesOf('isced-f', it.fields)).toEqual(['0988']);
    expect(it.fields[0]).toMatchObject({ basis: 'derived', rule: 'fi-isced', native: '0918' });
    expect(it.credentials).toMatchObject([
      { title: { fi: 'Terveystieteiden maisteri' }, kind: { basis: 'mapped', rule: 'kouta-tutkintonimike' } },
    ]);
    expect(it.runs.map((run) => [run.nativeIds[0]?.value, run.places])).toEqual([
      ['1.2.246.562.17.00000000000000027998', [{ name: 'Kuopion kampus', city: 'Kuopio' }]],
    ]);
    expect(it.providers[0]).toMatchObject({ names: { en: 'University of Eastern Finland' }, city: 'Joensuu' });
    expect(it.modifiedAtSource).toBe('2022-12-01T13:09:35.000Z');
  });

  test('five hours are a workload, not credits', () => {
    const it = offer('opintopolku-koulutus', '1.2.246.562.13.00000000000000008751');
    expect(it.workloadHours).toMatchObject({ value: { min: 5, max: 5 }, basis: 'stated' });
    expect([it.credits, it.ects]).toEqual([[], undefined]);
  });

  test('archived education is not offered', () => {
    const ids = catalogues.get('opintopolku-koulutus')?.records.map((it) => it.nativeIds[0]?.value);
    expect(ids).toHaveLength(4);
    expect(ids).not.toContain('1.2.246.562.13.00000000000000002032');
  });

  test('an open university course: one credit, free of charge, in English, with its application window', () => {
    const it = offer('opintopolku-toteutus', '1.2.246.562.17.00000000000000012960');
    expect(it.ects?.value).toBe(1);
    expect(codesOf('language', it.languages)).toEqual(['en']);
    expect(codesOf('mode', it.modes)).toEqual(['online']);
    expect(it.learningOutcomes[0]?.text?.en).toContain('basic idea of the most usual statistical methods');
    expect(it.subjects.map((subject) => [subject.label, subject.language])).toContainEqual([
      'evidence based medicine',
      'en',
    ]);
    expect(it.runs).toHaveLength(1);
    expect(it.runs[0]).toMatchObject({
      applicationWindows: [
        {
          opens: '2023-01-01',
          closes: '2023-05-31',
          url: 'https://www.oulu.fi/en/joy/education-search/statistics-toolkit-open-uni-tilastotiedepaketti-avoin-yo',
        },
      ],
      places: [{ name: 'Avoin yliopisto', city: 'Oulu' }],
      free: { value: true, basis: 'stated' },
    });
    expect(it.runs[0]?.period).toBeUndefined();
  });

  test('contact teaching with exact dates', () => {
    const it = offer('opintopolku-toteutus', '1.2.246.562.17.00000000000000000035');
    expect(it.runs[0]?.period).toEqual({ start: '2021-08-04', end: '2022-12-22', precision: 'day' });
    expect(codesOf('mode', it.modes)).toEqual(['presential']);
    expect(codesOf('language', it.languages)).toEqual(['fi']);
  });
});

describe('Credential Registry', () => {
  test('a profile with two forms of delivery and a price', () => {
    const it = offer('credential-engine-graphs', 'ce-f8885b28-134d-4188-8c86-063aadff14ea');
    expect(it.title).toEqual({ 'en-US': '160 Driving Academy' });
    expect(codesOf('mode', it.modes)).toEqual(['presential', 'online']);
    expect(codesOf('language', it.languages)).toEqual(['en']);
    expect(it.runs).toHaveLength(1);
    expect(it.runs[0]).toMatchObject({ duration: 'P4W', prices: [{ amount: 4695, kind: 'Tuition' }] });
    expect(it.runs[0]?.places.map(({ city }) => city)).toEqual(['Belleville', 'Waukegan', 'Springfield']);
    expect(it.providers[0]).toMatchObject({
      names: { 'en-US': '160 Driving Academy' },
      homepage: 'https://160drivingacademy.com/',
    });
    expect(it.qualityAssurance.map(({ evidence, agency }) => [evidence, agency])).toEqual([
      ['provider-claim', 'Illinois Community College Board'],
      ['provider-claim', 'Illinois Secretary of State'],
      ['provider-claim', 'Industry Standard: Illinois Secretary of State Licensed Facility'],
    ]);
    expect(it.prerequisites?.['en-US']).toBe(
      'In-Person interview. Should bring drivers license and 3 year history\nDrug/Alchohol Screening\nOther - DOT Physical Exam',
    );
  });

  test('only profiles of learning opportunities are offers of a graph', () => {
    expect(catalogues.get('credential-engine-graphs')?.read).toBe(2);
  });

  test('an organisation that is only an address is not named, and reported', () => {
    expect(offer('credential-engine-graphs', 'ce-0b6f0c2f-01b9-4776-b861-894b78f81eda').providers).toEqual([]);
    expect(catalogues.get('credential-engine-graphs')?.issues).toMatchObject([
      { code: 'UNRESOLVED_REFERENCE', severity: 'warning', path: 'ceterms:offeredBy' },
    ]);
  });

  test('an early profile, with names instead of codes', () => {
    const it = offer('credential-engine-profiles', 'ce-38A1CF5C-798E-469B-88AC-87231D5AE1C2');
    expect(it.title).toEqual({ en: 'Certified Radiographic Interpreter (CRI) Seminars' });
    expect(it.languages).toMatchObject([{ basis: 'mapped', rule: 'ctdl-in-language', native: 'English' }]);
    expect(it.runs[0]).toMatchObject({ duration: 'P5D', prices: [{ amount: 1640 }, { amount: 1407 }] });
  });
});
