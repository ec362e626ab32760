import { beforeAll, describe, expect, test } from 'vitest';
import type { LearningOpportunity } from '../../src/domain/learning-opportunity.js';
import { vocabulary } from '../../src/domain/vocabularies/vocabulary.js';
import { type BundledCatalogue, readBundledCatalogues } from '../support/bundled-catalogues.js';

let catalogues: ReadonlyMap<string, BundledCatalogue>;

beforeAll(async () => {
  catalogues = await readBundledCatalogues('table');
}, 120_000);

function offer(source: string, nativeId: string): LearningOpportunity {
  const found = catalogues.get(source)?.records.find((it) => it.nativeIds[0]?.value === nativeId);
  if (found === undefined) throw new Error(`${source} has no ${nativeId}`);
  return found;
}

const codesOf = (id: Parameters<typeof vocabulary>[0], concepts: readonly { value: string }[]) =>
  concepts.map(({ value }) => vocabulary(id).find(value)?.code);
const names = (organisations: LearningOpportunity['providers']) =>
  organisations.map((it) => Object.values(it.names)[0]);

describe('Trouver mon master', () => {
  test('a distance master that several universities award', () => {
    const it = offer('trouver-mon-master', '0720916E|1703422W');
    expect(it.title).toEqual({ fr: 'Études sur le genre' });
    expect(codesOf('mode', it.modes)).toEqual(['online']);
    expect(it.modes[0]).toMatchObject({ basis: 'close', rule: 'tmm-modalites', native: 'Formation à distance' });
    expect(names(it.providers)).toEqual(['Université du Mans']);
    expect(it.providers[0]?.identifiers).toEqual([
      { scheme: 'UAI', value: '0720916E' },
      { scheme: 'paysage', value: '9xlel' },
    ]);
    expect(
      codesOf(
        'country',
        it.providers.flatMap((provider) => provider.country ?? []),
      ),
    ).toEqual(['FR']);
    expect(names(it.awardingBodies)).toEqual([
      'Université du Mans',
      'Université de Brest',
      'Université Rennes-II',
      'Université de Nantes',
      "Université d'Angers",
    ]);
    expect(it.subjects.map((subject) => subject.label)).toEqual([
      'ARTS, LETTRES, LANGUES',
      'DROIT, ECONOMIE, GESTION ET SCIENCE POLITIQUE',
      'SCIENCES HUMAINES ET SOCIALES',
    ]);
    expect(it.prerequisites?.fr).toMatch(/^Licences conseillées : Arts,Histoire de l'art et archéologie,/);
    expect(it.qualityAssurance).toEqual([
      {
        scope: 'programme',
        evidence: 'provider-claim',
        text: { fr: 'Mention accréditée, 2017–2021' },
        basis: 'stated',
      },
    ]);
    expect(it.qfEheaCycle).toMatchObject({ value: 'second', basis: 'source' });
    expect(it.eqfLevel).toMatchObject({ value: 7, basis: 'derived', rule: 'qfehea-eqf' });
    expect(it.homepages[0]?.url).toMatch(/^http:\/\/www\.univ-lemans\.fr\/fr\/formation\//);
    expect([it.runs, it.languages, it.credits]).toEqual([[], [], []]);
  });

  test('a master under accreditation makes no claim of quality', () => {
    const it = offer('trouver-mon-master', '0342321N|1501249T');
    expect(it.title).toEqual({ fr: 'Gestion de patrimoine' });
    expect(it.qualityAssurance).toEqual([]);
    expect(it.modes).toEqual([]);
    expect(it.providers[0]?.city).toBe('MONTPELLIER');
    expect(it.homepages).toEqual([
      { url: 'https://formations.umontpellier.fr/odf/gestion_de_patrimoine.html', language: 'fr' },
    ]);
  });

  test('a comma before a blank belongs to the name of the awarding body', () => {
    const it = offer('trouver-mon-master', '0632035V|2100160Z');
    expect(names(it.awardingBodies)).toEqual([
      'Université Clermont Auvergne',
      "Institut d'enseignement supérieur et de recherche en alimentation, santé animale, sciences agronomiques et de l'environnement",
    ]);
    expect(it.prerequisites).toBeUndefined();
    expect(it.homepages).toEqual([]);
  });
});

describe('University of Poitiers', () => {
  test.each([
    ['D3AD1', 'Licence Administration Economique et Sociale', 120, '6', ['Administration Economie et Social (AES)']],
    ['88DC1', 'Doctorat en Droit Privé et Sciences Criminelles', 180, '8', ['Droit - Sciences politiques']],
    ['E5EE1', "Master Economie de l'Entreprise et des Marchés", 120, '7', []],
  ])('%s: credits that are not said to be ECTS are none', (id, title, credits, level, subjects) => {
    const it = offer('ec2u-poitiers', id);
    expect(it.title).toEqual({ fr: title });
    expect(it.credits).toEqual([{ system: 'credits (system not stated)', value: credits }]);
    expect(it.ects).toBeUndefined();
    expect(it.eqfLevel).toBeUndefined();
    expect(it.educationLevels).toEqual([{ scheme: 'ISCED', code: level }]);
    expect(it.subjects.map((subject) => subject.label)).toEqual(subjects);
    expect(it.providers[0]?.names).toEqual({ fr: 'Université de Poitiers', en: 'University of Poitiers' });
  });
});

describe('Discover Uni', () => {
  test('a full-time bachelor with its provider and subjects', () => {
    const it = offer('discover-uni', '10007762|11ADTECH|1');
    expect(it.title).toEqual({ en: 'Audio Technology' });
    expect(it.providers[0]).toMatchObject({
      names: { en: 'Glasgow Caledonian University' },
      identifiers: [{ scheme: 'UKPRN', value: '10007762' }],
    });
    expect(
      codesOf(
        'country',
        it.providers.flatMap((provider) => provider.country ?? []),
      ),
    ).toEqual(['GB']);
    expect(it.subjects).toEqual([
      { scheme: 'CAH', code: 'CAH10-03-06' },
      { scheme: 'HECoS', code: '100222' },
    ]);
    expect(it.schedules).toMatchObject([{ basis: 'close', rule: 'discover-uni-kismode', native: '1' }]);
    expect(it.credentials).toEqual([{ title: { en: 'BSc' } }]);
    expect([it.modes, it.eqfLevel, it.languages]).toEqual([[], undefined, []]);
  });

  test('part time is neither of the two part-time concepts of the EU', () => {
    const partTime = catalogues.get('discover-uni')?.records.filter((it) => it.nativeIds[0]?.value.endsWith('|2'));
    expect(partTime).toHaveLength(10);
    expect(partTime?.every((it) => it.schedules.length === 0)).toBe(true);
  });

  test('a provider that is only a number is not named', () => {
    const it = offer('discover-uni', '10000055|AB20|1');
    expect(it.title).toEqual({ en: 'Animal Behaviour and Welfare' });
    expect(it.providers).toEqual([]);
    expect(it.credentials).toEqual([{ title: { en: 'FdSc' } }]);
    expect(it.homepages[0]?.url).toContain('code=EHWE103P&year=A18/19');
  });
});

describe('MIT', () => {
  test.each([
    [
      'a056g00000URaaQAAT',
      'Accelerating Digital Transformation with Algorithmic Business Thinking',
      ['Business: Digital Business/IT'],
      '2024-08-12T21:17:05.000Z',
    ],
    [
      'a054v00000rgRvwAAE',
      'Embracing the Unexpected: Creative Transformation Amid Rapid Change',
      [],
      '2024-08-08T01:50:42.000Z',
    ],
    ['a05U1000002xz4jIAA', 'Frontiers of Generative AI in Business', [], '2024-08-13T15:13:24.000Z'],
  ])('Sloan %s', (id, title, subjects, modified) => {
    const it = offer('mit-sloan', id);
    expect(it.title).toEqual({ en: title });
    expect(it.subjects.map((subject) => subject.label)).toEqual(subjects);
    expect(it.modifiedAtSource).toBe(modified);
    expect(it.homepages[0]?.url).toContain(`/${id}.html`);
    expect(
      codesOf(
        'country',
        it.providers.flatMap((provider) => provider.country ?? []),
      ),
    ).toEqual(['US']);
    expect(it.runs).toEqual([]);
  });

  test.each([
    ['course-v1:xPRO+LASERx4', '5 Hours per Week, 3 Weeks', ['2025-02-10', '2025-05-05', '2025-07-14']],
    ['course-v1:xPRO+LASERx3', '5-7 Hours per Week, 3-4 Weeks', ['2025-01-13', '2025-04-07', '2025-06-16']],
  ])('xPRO %s: three priced runs, days as in New York', (id, workload, starts) => {
    const it = offer('mit-xpro', id);
    expect(it.workloadStatement).toEqual({ en: workload });
    expect(it.workloadHours).toBeUndefined();
    expect(codesOf('mode', it.modes)).toEqual(['online']);
    expect(it.runs.map((run) => run.period?.start)).toEqual(starts);
    expect(it.runs.every((run) => run.prices[0]?.amount === 999)).toBe(true);
    expect(it.runs.every((run) => run.prices[0]?.currency?.endsWith('/USD'))).toBe(true);
    expect(it.runs[0]?.applicationWindows[0]?.opens).toBe('2024-03-05');
    expect(it.ects).toBeUndefined();
  });

  test('MITx Online: two runs, one without an application window', () => {
    const it = offer('mitx-online', 'course-v1:MITxT+18.03.1x');
    expect(it.homepages).toEqual([
      { url: 'https://mitxonline.mit.edu/courses/course-v1:MITxT+18.03.1x/', language: 'en' },
    ]);
    expect(it.runs.map((run) => [run.period?.start, run.period?.end, run.applicationWindows.length])).toEqual([
      ['2024-09-04', '2024-12-18', 1],
      ['2023-05-31', '2023-09-06', 0],
    ]);
    expect(it.modes).toMatchObject([{ basis: 'source' }]);
  });
});
