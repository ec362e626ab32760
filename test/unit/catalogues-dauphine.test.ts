import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { opportunityId } from '../../src/domain/identifiers.js';
import type { LearningOpportunity } from '../../src/domain/learning-opportunity.js';
import { vocabulary } from '../../src/domain/vocabularies/vocabulary.js';
import { type BundledCatalogue, readBundledCatalogues } from '../support/bundled-catalogues.js';

const file = 'src/catalogues/mit-paris-dauphine/OF_MEA5STI.xml';
/** Every id of the file begins with the country, the register and the number of the university in it. */
const prefix = 'FRUAI0750736T';
const iri = (id: Parameters<typeof vocabulary>[0], code: string) => vocabulary(id).find(code)?.iri;
const idOf = (nativeId: string) => opportunityId('paris-dauphine', prefix + nativeId);

let catalogue: BundledCatalogue;
beforeAll(async () => {
  const found = (await readBundledCatalogues('cdm-fr')).get('paris-dauphine');
  if (found === undefined) throw new Error('the catalogue is not bundled');
  catalogue = found;
}, 60_000);

/** The record as data, without what all records of the catalogue have in common. */
function offer(nativeId: string): Partial<LearningOpportunity> {
  const found = catalogue.records.find((it) => it.provenance.record === prefix + nativeId);
  if (found === undefined) throw new Error(`no ${nativeId}`);
  const { source, providers, modifiedAtSource, provenance, ...own } = JSON.parse(JSON.stringify(found));
  expect({ source, modifiedAtSource }).toEqual({
    source: 'paris-dauphine',
    modifiedAtSource: '2016-09-02T13:33:00.000Z',
  });
  expect(provenance).toMatchObject({ format: 'cdm-fr', record: prefix + nativeId });
  expect(providers).toMatchObject([
    {
      names: { fr: 'Université Paris-Dauphine' },
      identifiers: [{ scheme: 'UAI', value: '0750736T' }],
      kinds: [{ value: iri('provider-type', 'higher-education-institution'), basis: 'source' }],
      country: { value: iri('country', 'FR'), basis: 'source' },
      city: 'Paris',
    },
  ]);
  return Object.fromEntries(
    Object.entries(own).filter(([, value]) => !(Array.isArray(value) && value.length === 0)),
  ) as Partial<LearningOpportunity>;
}

const french = {
  value: iri('language', 'fr'),
  basis: 'stated',
  path: 'instructionLanguage@teachingLang',
  native: 'fr',
};
const course = {
  value: iri('opportunity-type', 'course'),
  basis: 'mapped',
  rule: 'cdmfr-element',
  path: 'course',
  native: 'course',
};
const programme = {
  value: iri('opportunity-type', 'educational-programme'),
  basis: 'mapped',
  rule: 'cdmfr-element',
  path: 'program',
  native: 'program',
};
const ects = (value: number, path = 'credits@ECTScredits') => ({
  credits: [{ system: iri('credit-system', 'ects'), value }],
  ects: { value, basis: 'stated', path },
});

const header = "<h4>Description du contenu de l'enseignement</h4>";
const wayIn = (nativeId: string, title: string) => ({ id: idOf(nativeId), title: { fr: title } });

describe('the master of Université Paris-Dauphine', () => {
  test('has the degree, its eleven parcours, a module and 186 courses; 49 semesters and blocks are no offers', () => {
    expect(catalogue.read).toBe(199);
    expect(catalogue.issues).toEqual([]);
    const programs = catalogue.records.filter(({ provenance }) => provenance.record.startsWith(`${prefix}PR`));
    expect(programs.map(({ title }) => title.fr)).toEqual([
      'M1 Parcours MIAGE',
      'M1 Parcours MIAGE formation en apprentissage',
      'M1 Parcours Informatique pour la décision',
      "M2 Parcours MIAGE-SITN : Systèmes d'Information et Technologies Nouvelles",
      'M2 Parcours MIAGE SITN en apprentissage',
      'M2 Parcours MIAGE Informatique pour la finance',
      'M2 Parcours MIAGE Informatique pour la finance en apprentissage',
      'M2 Parcours MIAGE Informatique décisionnelle',
      'M2 Parcours MIAGE - Informatique décisionnelle en apprentissage',
      "Mémoire de fin d'études",
      'M2 Parcours ISI : Informatique Systèmes Intelligents',
      'M2 Parcours MODO : Modélisation, Optimisation, Décision, Organisation',
      'Master - Informatique des Organisations',
    ]);
    expect(catalogue.records.filter(({ provenance }) => provenance.record.startsWith(`${prefix}CO`))).toHaveLength(186);
    expect(catalogue.records.filter(({ ects }) => ects !== undefined)).toHaveLength(172 + 2);
  });

  test('the degree: credits as stated, conditions of admission, what follows, and its parcours as parts', () => {
    const { learningOutcomes, prerequisites, stackability, ...rest } = offer('PRMEA5STI');
    expect(rest).toEqual({
      id: idOf('PRMEA5STI'),
      nativeIds: [{ value: `${prefix}PRMEA5STI` }, { value: 'MEA5STI' }],
      title: { fr: 'Master - Informatique des Organisations' },
      kinds: [programme],
      ...ects(180, 'qualification/credits@ECTScredits'),
      subjects: ['Mathématiques, Informatique', 'Master', 'MASTER (LMD)'].map((label) => ({ label, language: 'fr' })),
      credentials: [
        {
          kind: {
            value: iri('credential-kind', 'degree'),
            basis: 'mapped',
            rule: 'cdmfr-degree',
            path: 'qualification/degree@degree',
            native: 'master',
          },
        },
      ],
    });
    expect(learningOutcomes).toHaveLength(1);
    expect(learningOutcomes?.[0]?.text?.fr).toMatch(
      /^<h4>Connaissances scientifiques à acquérir<\/h4>La mention « Informatique des organisations » du master vise à/,
    );
    expect(prerequisites?.fr).toMatch(/^<h4>Conditions d'admission<\/h4>Adossés au laboratoire LAMSADE/);
    expect(prerequisites?.fr).toContain('• titulaires d’une licence en informatique ou mathématiques, <br>');
    expect(stackability?.text?.fr).toMatch(/^<h4>Poursuite d'études<\/h4>L’articulation entre la première année/);
    expect(stackability?.text?.fr).toContain("<h4>Aide à la poursuite d'étude/insertion professionnelle</h4>");
    expect(stackability?.text?.fr).not.toContain('illimitée');
    expect(stackability?.isPartOf).toEqual([]);
    expect(stackability?.hasPart).toHaveLength(11);
    expect(stackability?.hasPart[1]).toEqual(wayIn('PRPRA4MIAA', 'M1 Parcours MIAGE formation en apprentissage'));
  });

  test('a parcours: its courses through semester and blocks, and the blocks in words with what is to be chosen', () => {
    const { learningOutcomes, stackability, ...rest } = offer('PRPRA4MIAA');
    expect(rest).toEqual({
      id: idOf('PRPRA4MIAA'),
      nativeIds: [{ value: `${prefix}PRPRA4MIAA` }, { value: 'PRA4MIAA' }],
      title: { fr: 'M1 Parcours MIAGE formation en apprentissage' },
      kinds: [programme],
      languages: [{ ...french, path: 'ppalTeachingLanguage@teachingLang' }],
    });
    expect(learningOutcomes).toHaveLength(1);
    expect(learningOutcomes?.[0]?.text?.fr).toMatch(
      /^<h4>Objectifs du programme<\/h4>Le parcours MIAGE de la première année du Master MIDO est proposé en apprentissage/,
    );
    expect(stackability?.text?.fr).toBe(
      '<ul><li>Enseignements<ul>' +
        '<li>Bloc fondamental: IA et raisonnement; Systèmes et algorithmes répartis; Systèmes de gestion de bases de ' +
        "données; Programmation Java avancée; Systèmes d'information avancés 1; Analyse financière</li>" +
        "<li>Bloc d'application: Analyse et fouille de données; Systèmes d'information avancé 2; E-applications; " +
        'Applications réseaux; Marketing</li>' +
        '<li>Bloc optionnel 1 (Choisir 3 ECTS): Marchés financiers; C++</li>' +
        '<li>Bloc optionnel 2 (Choisir 3 ECTS): Décision et analyse multicritère; Optimisation combinatoire; ' +
        'Ordonnancement et gestion de production</li>' +
        '<li>Bloc Communication: Organisation - communication; Anglais; Langue vivante 2 (allemand ou espagnol)</li>' +
        '<li>Bloc entreprise: STAGE</li></ul></li></ul>',
    );
    expect(stackability?.hasPart).toHaveLength(20);
    expect(stackability?.hasPart.at(0)).toEqual(wayIn('COENA4APP01', 'IA et raisonnement'));
    expect(stackability?.hasPart.at(-1)).toEqual(wayIn('COENAPPBE', 'STAGE'));
    expect(stackability?.isPartOf).toEqual([wayIn('PRMEA5STI', 'Master - Informatique des Organisations')]);
  });

  test('a block that holds nothing is a part by its name', () => {
    expect(offer('PRPRA4MIAI').stackability?.hasPart).toContainEqual({
      nativeId: `${prefix}PRCPA4STIOSC`,
      title: { fr: "Unité d'Enseignement Libre" },
    });
  });

  test('a parcours: information that the exporter keeps in a block of its own is part of the description', () => {
    expect(Object.keys(offer('PRPRA5MIAI').description ?? {})).toEqual(['fr']);
    expect(offer('PRPRA5MIAI').description?.fr).toMatch(
      /^<h4>Informations diverses<\/h4>La structure du pôle info 3 permet de mettre en commun/,
    );
  });

  test('a module that has a text and credits of its own, in a semester', () => {
    const { description, ...rest } = offer('PRCPA5MFE');
    expect(description?.fr).toMatch(/^<h4>Description<\/h4>Les étudiants doivent effectuer un travail de recherche/);
    expect(rest).toEqual({
      id: idOf('PRCPA5MFE'),
      nativeIds: [{ value: `${prefix}PRCPA5MFE` }, { value: 'CPA5MFE' }],
      title: { fr: "Mémoire de fin d'études" },
      kinds: [
        {
          value: iri('opportunity-type', 'programme-module'),
          basis: 'close',
          rule: 'cdmfr-program-in-block',
          path: 'program',
          native: 'program',
        },
      ],
      ...ects(18, 'qualification/credits@ECTScredits'),
      stackability: {
        hasPart: [wayIn('COENA5MFE', "Mémoire de fin d'étude")],
        isPartOf: [wayIn('PRPRA5ISII', 'M2 Parcours ISI : Informatique Systèmes Intelligents')],
        leadsTo: [],
      },
    });
  });

  test('the one course that is taught in English, with credits and hours of lectures', () => {
    expect(offer('COENA4APP12')).toEqual({
      id: idOf('COENA4APP12'),
      nativeIds: [{ value: `${prefix}COENA4APP12` }, { value: 'ENA4APP12' }],
      title: { fr: 'E-applications' },
      description: {
        fr: `${header}The main topic of this class is the construction of modern web applications. We will (try to) cover the following two topics:<ul><li>Client-side programming with javascript.</li><li>Server-side programming with JSP and servlets.</li></ul><b>Enseignant</b> : N. N.`,
      },
      kinds: [course],
      ...ects(3),
      workloadStatement: { fr: '36 h de cours magistral' },
      languages: [{ ...french, value: iri('language', 'en'), native: 'en' }],
      stackability: {
        hasPart: [],
        isPartOf: [wayIn('PRPRA4MIAA', 'M1 Parcours MIAGE formation en apprentissage')],
        leadsTo: [],
      },
    });
  });

  test('a course with learning outcomes, in two parcours', () => {
    const { description, ...rest } = offer('COENA5API20');
    expect(description?.fr).toMatch(
      /^<h4>Description du contenu de l'enseignement<\/h4><b>Objectif <\/b>: <br>Permettre/,
    );
    expect(rest).toEqual({
      id: idOf('COENA5API20'),
      nativeIds: [{ value: `${prefix}COENA5API20` }, { value: 'ENA5API20' }],
      title: { fr: 'Management de projet informatique' },
      kinds: [course],
      learningOutcomes: [
        {
          skills: [],
          text: {
            fr: "<h4>Compétences à acquérir</h4><p>Les différents processus qui accompagnent les méthodes de conduite de projet informatique <br>Rôle de la maîtrise d'ouvrage et de la maîtrise d'œuvre</p><p>Les activités de support</p>Exposer et développer les méthodologies de conduite de projet informatique",
          },
        },
      ],
      ...ects(3),
      workloadStatement: { fr: '24 h de cours magistral' },
      languages: [french],
      stackability: {
        hasPart: [],
        isPartOf: [
          wayIn('PRPRA5MIAA', 'M2 Parcours MIAGE SITN en apprentissage'),
          wayIn('PRPRA5MIDA', 'M2 Parcours MIAGE - Informatique décisionnelle en apprentissage'),
        ],
        leadsTo: [],
      },
    });
  });

  test('a course with prerequisites', () => {
    const { description, ...rest } = offer('COENA5STI34');
    expect(description?.fr?.startsWith(`${header}L'objectif de ce module est de comprendre les usages`)).toBe(true);
    expect(rest).toEqual({
      id: idOf('COENA5STI34'),
      nativeIds: [{ value: `${prefix}COENA5STI34` }, { value: 'ENA5STI34' }],
      title: { fr: 'Collaboration en équipe produit' },
      kinds: [course],
      ...ects(3),
      workloadStatement: { fr: '36 h de cours magistral' },
      languages: [french],
      prerequisites: { fr: '<h4>Pré-requis obligatoires</h4>UE Systèmes et Algorithmiques Réparties du Master 1' },
      stackability: {
        hasPart: [],
        isPartOf: [wayIn('PRPRA5MIAI', "M2 Parcours MIAGE-SITN : Systèmes d'Information et Technologies Nouvelles")],
        leadsTo: [],
      },
    });
  });

  test('a course without credits has none, for they are those of its block', () => {
    const { credits, ects: stated, workloadStatement } = offer('COENA5STI48A');
    expect([credits, stated, workloadStatement]).toEqual([undefined, undefined, { fr: '36 h de cours magistral' }]);
    expect(offer('PRPRA5ISII').stackability?.text?.fr).toContain(
      '<li>Enseignements Direction de recherche (18 ECTS): Systèmes multi-agents; ',
    );
  });

  test('a placement without hours of teaching states no hours', () => {
    expect(offer('COENA4STG')).toMatchObject({ title: { fr: 'Stage' }, ...ects(6) });
    expect(offer('COENA4STG').workloadStatement).toBeUndefined();
    expect(offer('COENA4STI01').workloadStatement).toEqual({ fr: '36 h au total' });
  });

  test('the file names no member of staff', () => {
    const text = readFileSync(file, 'utf8');
    const personal = [
      /<\w+:person [^>]*>/,
      /PEIN\d+/,
      /<\w+:refPerson [^>]*ref="/,
      /<\w+:(?:email|telephone|fax)\b[^>]*>[^<\s]+/,
    ];
    expect(personal.map((pattern) => pattern.exec(text)?.[0])).toEqual([undefined, undefined, undefined, undefined]);
    const named = [...text.matchAll(/Enseignants?(?:\s|<(?!\/\w+:infoBlock)[^>]*>|:)*([^<\n]*)/g)].map(
      ([, names = '']) => names.trim(),
    );
    expect(named.length).toBeGreaterThan(150);
    expect(named.filter((names) => names !== '' && !/^N\. N\./.test(names))).toEqual([]);
  });
});
