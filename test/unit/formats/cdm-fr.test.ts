import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { opportunityId, organisationId, runId } from '../../../src/domain/identifiers.js';
import { learningOpportunitySchema } from '../../../src/domain/learning-opportunity.js';
import { vocabulary } from '../../../src/domain/vocabularies/vocabulary.js';
import { FeedError } from '../../../src/harvest/feed.js';
import { cdmFr } from '../../../src/harvest/formats/cdm-fr/cdm-fr.format.js';
import { formats } from '../../../src/harvest/formats/registry.js';
import { sourceDefinition } from '../../../src/harvest/source.js';
import { type FormatRun, runFormat } from '../../support/run-format.js';
import { feedOf } from '../parse/feed-of.js';

const file = 'test/fixtures/cdm-fr/campus.xml';
const source = { language: 'fr', timezone: 'Europe/Paris' };
const iri = (id: Parameters<typeof vocabulary>[0], code: string) => vocabulary(id).find(code)?.iri;

const document = (inner: string, namespace = 'http://cdm-fr.fr/2006/CDM-frSchema') =>
  `<CDM xmlns="${namespace}" language="fr">${inner}</CDM>`;
const course = (inner: string) =>
  document(`<course id="C"><courseName><text>Titre</text></courseName>${inner}</course>`);

async function one(content: string, overrides = {}): Promise<FormatRun['opportunities'][number]> {
  const [opportunity] = (await runFormat(cdmFr, { content }, { ...source, ...overrides })).opportunities;
  if (opportunity === undefined) throw new Error('no opportunity');
  return opportunity;
}

describe('CDM-fr', () => {
  let run: FormatRun;
  const record = (nativeId: string) => {
    const found = run.opportunities.find(({ provenance }) => provenance.record === nativeId);
    if (found === undefined) throw new Error(`no record ${nativeId}`);
    return found;
  };
  const issues = (nativeId: string) =>
    run.issues
      .filter((issue) => issue.record === nativeId)
      .map(({ code, path, severity }) => `${severity} ${code} ${path}`);

  beforeAll(async () => {
    run = await runFormat(cdmFr, file, source);
  });

  it('maps a program as its source states it', () => {
    const id = opportunityId('test', 'PR-LIC');
    expect(record('PR-LIC')).toMatchObject({
      id,
      source: 'test',
      nativeIds: [{ value: 'PR-LIC' }, { value: 'FR_RNE_0990001A_PR_LIC' }, { value: 'LIC-001' }],
      title: { 'fr-FR': 'Licence Sciences de la mer', 'en-GB': 'Bachelor in marine science' },
      kinds: [
        {
          value: iri('opportunity-type', 'educational-programme'),
          basis: 'mapped',
          rule: 'cdmfr-element',
          native: 'program',
        },
      ],
      learningOutcomes: [{ text: { 'fr-FR': '<ul><li>Conduire une campagne en mer</li></ul>' } }],
      credits: [{ system: iri('credit-system', 'ects'), value: 180 }],
      ects: { value: 180, basis: 'stated', path: 'qualification/credits@ECTScredits' },
      educationLevels: [
        { scheme: 'LMD', code: 'L' },
        { scheme: 'CITE 1997', code: '5AM' },
      ],
      subjects: [
        { scheme: 'codeCNIS-NSF', code: '118' },
        { label: 'mer', language: 'fr-FR' },
      ],
      languages: [
        { value: iri('language', 'fr'), basis: 'stated', path: 'instructionLanguage@teachingLang', native: 'fr-FR' },
      ],
      modes: [
        {
          value: iri('mode', 'blended'),
          basis: 'close',
          rule: 'cdmfr-form-of-teaching',
          path: 'formOfTeaching@method',
          native: 'hybride',
        },
      ],
      schedules: [{ value: iri('learning-schedule', 'full-time'), basis: 'close', rule: 'cdmfr-study-pace' }],
      assessments: [{ text: { 'fr-FR': 'Contrôle continu' } }],
      prerequisites: { 'fr-FR': '<p>Baccalauréat</p>\n<p>Validation des acquis possible.</p>' },
      qualityAssurance: [
        {
          scope: 'programme',
          evidence: 'provider-claim',
          text: { fr: 'Habilitation : habilité' },
          decision: 'positive',
          basis: 'stated',
        },
      ],
      stackability: {
        text: { 'fr-FR': 'Master Sciences de la mer' },
        hasPart: [
          { nativeId: 'PR-LIC-P1', title: { 'fr-FR': 'Parcours Littoral' } },
          { id: opportunityId('test', 'CO-1'), title: { 'fr-FR': 'Océanographie' } },
          { nativeId: 'CO-NONE' },
          { nativeId: 'AILLEURS' },
        ],
      },
      credentials: [
        {
          title: { 'fr-FR': 'Licence de sciences' },
          kind: { value: iri('credential-kind', 'degree'), basis: 'mapped', rule: 'cdmfr-degree', native: 'licence' },
        },
      ],
      homepages: [{ url: 'https://campus.example/lic' }],
      modifiedAtSource: '2026-01-12T02:00:00.000Z',
      provenance: { format: 'cdm-fr', feed: expect.stringMatching(/campus\.xml$/), record: 'PR-LIC', position: 1 },
    });
    expect(record('PR-LIC').runs).toMatchObject([
      {
        id: runId(id, 'PR-LIC'),
        period: { start: '2026-09-07', precision: 'day' },
        applicationWindows: [{ closes: '2026-07-10' }],
        places: [
          {
            address: '1 quai Inventé, 99000',
            city: 'Port-Exemple',
            country: { value: iri('country', 'FR'), basis: 'stated' },
          },
        ],
        duration: 'P3Y',
        prices: [{ amount: 170, currency: iri('currency', 'EUR'), text: { 'fr-FR': 'Droits annuels' } }],
        capacity: 60,
      },
    ]);
  });

  it('turns mixed content into white-listed HTML by language, without addresses of persons', () => {
    const { description } = record('PR-LIC');
    expect(description?.['en-GB']).toBe('<p>Biology and oceanography.</p>');
    expect(description?.['fr-FR']).toMatch(/^<p>Trois ans au bord de l'eau\.<\/p>\n<h4>Contenu<\/h4>/);
    expect(description?.['fr-FR']).toContain('<p>Biologie &amp; <b>océanographie</b>.</p>');
    expect(description?.['fr-FR']).toContain('<ol><li>Terrain</li><li>Laboratoire</li></ol>');
    expect(description?.['fr-FR']).toContain('Plan (https://campus.example/plan)');
    expect(JSON.stringify(run)).not.toMatch(/secretariat@|Secrète|Camille/);
  });

  it('finds the organisations that offer and that may award, wherever they stand', () => {
    const institution = {
      id: organisationId('test', 'OR-UNIV'),
      names: { 'fr-FR': 'Université de Port-Exemple' },
      identifiers: [{ value: 'OR-UNIV' }, { value: 'FR_RNE_0990001A_OR' }, { scheme: 'UAI', value: '0990001A' }],
      kinds: [{ value: iri('provider-type', 'higher-education-institution'), basis: 'mapped', rule: 'cdmfr-org-type' }],
    };
    const faculty = {
      id: organisationId('test', 'OR-MER'),
      names: { 'fr-FR': 'UFR de la mer' },
      city: 'Port-Exemple',
      kinds: [],
    };
    expect(record('PR-LIC').providers).toMatchObject([institution, faculty]);
    expect(record('PR-LIC').awardingBodies).toMatchObject([institution]);
    expect(record('CO-1').providers).toMatchObject([institution, faculty]);
    expect(record('CO-1').awardingBodies).toEqual([]);
  });

  it('maps a course with its credits, workload and term', () => {
    expect(record('CO-1')).toMatchObject({
      title: { 'fr-FR': 'Océanographie' },
      description: { 'fr-FR': 'Courants et marées.' },
      kinds: [{ value: iri('opportunity-type', 'course'), basis: 'mapped' }],
      ects: { value: 6, basis: 'stated', path: 'credits@ECTScredits' },
      workloadHours: { value: { min: 150, max: 150 }, basis: 'stated', path: 'credits@totalWorkLoad' },
      modes: [{ value: iri('mode', 'presential'), basis: 'mapped' }],
      stackability: { hasPart: [{ id: opportunityId('test', 'CO-2'), title: { 'fr-FR': 'Marées' } }] },
    });
    expect(record('CO-1').runs).toMatchObject([{ period: { precision: 'term', native: 'automne' } }]);
  });

  it('states no level that the source does not state', () => {
    for (const opportunity of run.opportunities) {
      expect(opportunity.eqfLevel).toBeUndefined();
      expect(opportunity.nqfLevels).toBeUndefined();
      expect(opportunity.qfEheaCycle).toBeUndefined();
      expect(opportunity.fields).toBeUndefined();
    }
  });

  it.each([
    ['L', 'first'],
    ['M', 'second'],
    ['Doc', 'third'],
  ])('reads level %s as the %s cycle only where the operator says so', async (level, cycle) => {
    const content = course(`<level level="${level}"/>`);
    expect((await one(content, { options: { cycleFromLevel: true } })).qfEheaCycle).toEqual({
      value: cycle,
      basis: 'derived',
      rule: 'cdmfr-cycle',
      path: 'level@level',
      native: level,
    });
    expect((await one(content)).qfEheaCycle).toBeUndefined();
  });

  it('keeps levels and prospects that are only in words, as the University of Strasbourg has them', async () => {
    const content = `<CDM xmlns="http://cdm-fr.fr/2006/CDM-frSchema" language="fr"><program id="P1"><programID>P1</programID>
      <programName><text>Licence</text></programName><programDescription>Texte</programDescription>
      <qualification><profession><subBlock>Enseignement<br/>Recherche</subBlock></profession>
      <studyQualification><subBlock>Master A<br/>Master B</subBlock></studyQualification></qualification>
      <level><subBlock><subBlock>Licence</subBlock><extension><order n="1"/></extension></subBlock></level></program></CDM>`;
    expect(await one(content)).toMatchObject({
      description: { fr: '<p>Texte</p>\n<p>Enseignement<br>Recherche</p>' },
      stackability: { text: { fr: 'Master A<br>Master B' } },
      educationLevels: [{ scheme: 'CDM level', code: 'Licence' }],
    });
  });

  it('gives blocks of an exporter the field that the operator names', async () => {
    const content = course(
      '<courseDescription>Texte<subBlock userDefined="acquis">Savoir lire une carte</subBlock><subBlock userDefined="interne">42</subBlock></courseDescription>' +
        '<infoBlock><subBlock userDefined="prerequis"><subBlock>Savoir nager</subBlock></subBlock></infoBlock>',
    );
    const blocks = { acquis: 'learningOutcomes', prerequis: 'prerequisites', interne: 'ignore' };
    expect(await one(content, { options: { blocks } })).toMatchObject({
      description: { fr: 'Texte' },
      learningOutcomes: [{ text: { fr: 'Savoir lire une carte' } }],
      prerequisites: { fr: 'Savoir nager' },
    });
    expect((await one(content)).description?.fr).toContain('Savoir lire une carte');
    const wrong = runFormat(cdmFr, { content }, { ...source, options: { blocks: { acquis: 'title' } } });
    await expect(wrong).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });

  it('reports what it leaves out', () => {
    expect(issues('PR-LIC').sort()).toEqual(
      [
        'warning INVALID_VALUE programName/text@language',
        'warning PLACEHOLDER_VALUE learningObjectives',
        'warning UNRESOLVED_REFERENCE programStructure',
      ].sort(),
    );
    expect(issues('CO-1')).toEqual(['warning UNMAPPED_VALUE formOfTeaching@method']);
    expect(issues('CO-2')).toEqual(['warning IMPLAUSIBLE_VALUE credits@totalWorkLoad']);
    expect(issues('#4')).toEqual(['error MISSING_ID course@id']);
    expect(issues('CO-4')).toEqual(['error MISSING_REQUIRED courseName']);
    expect(run.opportunities).toHaveLength(3);
  });

  it.each([
    ['more credits than a course of study has', '<credits ECTScredits="900"/>', 'ects'],
    ['workload without credits', '<credits ECTScredits="0" totalWorkLoad="60"/>', 'ects'],
    ['a price without currency', '<expenses price="170"/>', 'currency'],
  ])('leaves out %s', async (_, inner) => {
    const { opportunities, issues: found } = await runFormat(cdmFr, { content: course(inner) }, source);
    expect(opportunities[0]?.ects).toBeUndefined();
    expect(opportunities[0]?.runs).toEqual([]);
    expect(found).toHaveLength(1);
  });

  it('finds the credits on whichever element has them, and keeps hours of teaching in words', async () => {
    const volume = (type: string, hours: string) =>
      `<credits><globalVolume teachingtype="${type}">${hours}</globalVolume></credits>`;
    const several = [volume('CM', '24'), volume('TD', '0'), volume('TP', '10.5'), '<credits ECTScredits="3"/>'];
    expect(await one(course(several.join('')))).toMatchObject({
      ects: { value: 3, basis: 'stated', path: 'credits@ECTScredits' },
      workloadStatement: { fr: '24 h de cours magistral, 10.5 h de travaux pratiques' },
    });
    const range = ['min', 'max'].map(
      (it, at) => `<globalVolume minMax="${it}" teachingtype="TD">${at + 8}</globalVolume>`,
    );
    const { workloadStatement, workloadHours } = await one(course(`<credits>${range.join('')}</credits>`));
    expect(workloadStatement).toEqual({ fr: 'min. 8 h de travaux dirigés, max. 9 h de travaux dirigés' });
    expect(workloadHours).toBeUndefined();
    const { issues: found } = await runFormat(cdmFr, { content: course(volume('yoga', '3')) }, source);
    expect(found).toMatchObject([{ code: 'UNMAPPED_VALUE', path: 'globalVolume@teachingtype', excerpt: 'yoga' }]);
  });

  it.each([
    ['a heading with nothing below it', '<courseDescription><header>Contenu</header><br/></courseDescription>'],
    [
      'the kind of relation to an organisation',
      '<courseDescription><researchLink><relatedOrgUnit><relationType>école doctorale</relationType></relatedOrgUnit></researchLink></courseDescription>',
    ],
  ])('takes no text from %s', async (_, inner) => {
    expect((await one(course(inner))).description).toBeUndefined();
  });

  it('keeps a heading over a text', async () => {
    const content = course('<courseDescription><header>Contenu</header>Marées</courseDescription>');
    expect((await one(content)).description).toEqual({ fr: '<h4>Contenu</h4>Marées' });
  });

  it('puts what a program says beside its description where it belongs', async () => {
    const content = document(`<program id="P"><programName><text>Licence</text></programName>
      <programCode codeSet="userDefined">LIC7</programCode>
      <programCode><codeUserDefined>UPDM</codeUserDefined></programCode>
      <programCode><libelUserDefined>Mathématiques</libelUserDefined></programCode>
      <aip><possibleFollowUp>Master</possibleFollowUp></aip><aip><successSupport>Tutorat</successSupport></aip>
      <aip><professTrainingSupport>Bureau des stages</professTrainingSupport></aip>
      <infoBlock userDefined="Divers">Cours du soir</infoBlock>
      <qualification><studyQualification><infoBlock>Licence pro</infoBlock><competenceDesc>Savoir naviguer</competenceDesc>
        <competenceValidity limited="false">illimitée</competenceValidity></studyQualification></qualification>
      <programStructure><infoBlock>Deux semestres</infoBlock></programStructure></program>`);
    expect(await one(content)).toMatchObject({
      description: { fr: '<p>Tutorat</p>\n<p>Cours du soir</p>' },
      learningOutcomes: [{ text: { fr: 'Savoir naviguer' } }],
      subjects: [{ label: 'Mathématiques', language: 'fr' }],
      stackability: {
        text: { fr: '<p>Licence pro</p>\n<p>Master</p>\n<p>Bureau des stages</p>\n<p>Deux semestres</p>' },
      },
    });
  });

  it('uses the declared currency, and says free of a price of 0', async () => {
    const overrides = { constants: { reason: 'a declared currency', currency: 'EUR' } };
    const { runs } = await one(course('<expenses price="0"/>'), overrides);
    expect(runs).toMatchObject([{ prices: [{ amount: 0 }], free: { value: true, basis: 'stated' } }]);
  });

  it.each([
    'http://cdm-fr.fr/2006/CDM-frSchema',
    'http://cdm-fr.fr/2011/CDM',
    'http://utdanning.no/schemas/CDM/2.1',
    '',
  ])('reads the namespace "%s", one record in a document', async (namespace) => {
    const content = document('<program ident="P-1"><programName><text>Un</text></programName></program>', namespace);
    expect(await one(content)).toMatchObject({ title: { fr: 'Un' }, provenance: { record: 'P-1' }, runs: [] });
  });

  it('reads a document inside a SOAP answer', async () => {
    const content = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${course('')}</s:Body></s:Envelope>`;
    expect((await one(content)).title).toEqual({ fr: 'Titre' });
  });

  it('yields records of the canonical schema, the same at every reading', async () => {
    for (const opportunity of run.opportunities)
      expect(learningOpportunitySchema.safeParse(opportunity).error).toBeUndefined();
    expect(await runFormat(cdmFr, file, source)).toEqual(run);
  });

  it('refuses what is cut, empty or another document', async () => {
    const content = await readFile(file, 'utf8');
    const code = (text: string) =>
      runFormat(cdmFr, { content: text }, source).then(
        () => 'read',
        (error: unknown) => (error instanceof FeedError ? error.code : 'other'),
      );
    expect(await code(content.slice(0, content.length / 2))).toBe('FEED_MALFORMED');
    expect(await code('')).toBe('FEED_EMPTY');
    expect(await code('<rss/>')).toBe('FEED_MALFORMED');
  });

  it('skips a record beyond the limit, with an error', async () => {
    const content = course(`<courseDescription>${'x'.repeat(5000)}</courseDescription>`);
    const result = await runFormat(cdmFr, { content }, { ...source, limits: { maxRecordBytes: 1000 } });
    expect(result.opportunities).toEqual([]);
    expect(result.issues).toMatchObject([{ code: 'LIMIT_RECORD_SIZE', severity: 'error', record: 'C' }]);
  });

  it('is found by its root element', async () => {
    expect(formats.find((format) => format.sniff(course(''), ''))?.id).toBe('cdm-fr');
    const head = await readFile(file, 'utf8');
    expect(formats.find((format) => format.sniff(head, 'file:///x.xml'))?.id).toBe('cdm-fr');
    expect(cdmFr.sniff('<catalog xmlns="http://xcri.org/profiles/1.2/catalog"><course/></catalog>', '')).toBe(false);
  });

  it('never throws, whatever the attributes and texts say, and stays in the canonical schema', async () => {
    const definition = sourceDefinition.parse({ id: 'test', name: 'Test', location: 'x', ...source });
    const content = await readFile(file, 'utf8');
    const slot =
      /(?<=(?:date|start|duration|places|price|currency|level|method|degree|ECTScredits|totalWorkLoad|teachingLang|language|blockLang|studyPace|term|role|idRef)=")[^"]*(?=")/g;
    const slots = [...content.matchAll(slot)].length;
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom('', '-1', 'NaN', '2026-02-30', 'P0D', '__proto__', '1e999', 'fr-FR-MTP'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(slots - 1), text), { maxLength: 15 }), async (changes) => {
        const changed = new Map(changes);
        let index = 0;
        const mutated = content.replace(slot, (whole) => {
          const replacement = changed.get(index++);
          return replacement?.replace(/[^\t\n\u0020-\ud7ff]/g, '').replace(/[<>&"]/g, '') ?? whole;
        });
        const { opportunities } = await runFormat(cdmFr, { content: mutated }, source);
        for (const opportunity of opportunities)
          expect(learningOpportunitySchema.safeParse(opportunity).error).toBeUndefined();
      }),
      { numRuns: 50 },
    );
    fc.assert(
      fc.property(fc.anything(), (data) => {
        const context = { source: definition, feed: { uri: 'file:///x' }, position: 1, now: new Date(0) };
        expect(cdmFr.map({ position: 1, data }, context).opportunity).toBeUndefined();
      }),
    );
  });
});

describe('many that refer to one another', () => {
  const each = (count: number, text: (at: number) => string) =>
    Array.from({ length: count }, (_, at) => text(at)).join('');
  const unit = (at: number) =>
    `<orgUnit id="u${at}"><orgUnitName><text>U${at}</text></orgUnitName><refProgram ref="x"/></orgUnit>`;
  const habilitation = (at: number) =>
    `<habilitation id="h${at}"><habiliRequest><habilistatus habiliStatusValue="${at}"/></habiliRequest><habiliObject><refProgram ref="x"/></habiliObject></habilitation>`;
  const program = (at: number) => `<program id="p${at}" ident="x"><programName><text>P</text></programName></program>`;

  /** Size of what is read of a document, in characters. */
  async function sizeOf(content: string): Promise<number> {
    const scratchDir = await mkdtemp(join(tmpdir(), 'lotse-cdm-'));
    const limits = { maxDepth: 64, maxRecordBytes: 2 ** 21 };
    const definition = sourceDefinition.parse({ id: 'test', name: 'Test', location: 'feed' });
    let size = 0;
    for await (const { data } of cdmFr.read(feedOf(content), { source: definition, limits, scratchDir }))
      size += JSON.stringify(data).length;
    await rm(scratchDir, { recursive: true });
    return size;
  }

  it.each([
    ['organisations', unit],
    ['habilitations', habilitation],
  ])('give records that grow with the document: %s', async (_, other) => {
    const size = (count: number) => sizeOf(document(each(count, other) + each(count, program)));
    expect((await size(400)) / (await size(200))).toBeLessThan(2.2);
  });

  it('give records that grow with the document: what describes an organisation', async () => {
    const size = (count: number) =>
      sizeOf(
        document(
          `<orgUnit id="u">${each(count, () => '<orgUnitName>U</orgUnitName>')}${each(count, program)}</orgUnit>`,
        ),
      );
    expect((await size(800)) / (await size(400))).toBeLessThan(2.2);
  });
});
