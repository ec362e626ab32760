import { beforeAll, describe, expect, it } from 'vitest';
import { opportunityId, organisationId, runId } from '../../../src/domain/identifiers.js';
import { learningOpportunitySchema } from '../../../src/domain/learning-opportunity.js';
import { vocabulary } from '../../../src/domain/vocabularies/vocabulary.js';
import { lheo } from '../../../src/harvest/formats/lheo/lheo.format.js';
import { type FormatRun, runFormat } from '../../support/run-format.js';

const file = 'test/fixtures/lheo/harbour-region.xml';
const source = { language: 'fr', timezone: 'Europe/Paris' };
const mode = (code: string) => vocabulary('mode').find(code)?.iri;
const language = (code: string) => vocabulary('language').find(code)?.iri;
const country = (code: string) => vocabulary('country').find(code)?.iri;
const currency = (code: string) => vocabulary('currency').find(code)?.iri;

function formation(inner: string, attributes = 'numero="1"', namespace = 'http://lheo.gouv.fr/2.3'): string {
  return `<lheo xmlns="${namespace}"><offres><formation ${attributes}><intitule-formation>Titre</intitule-formation>${inner}</formation></offres></lheo>`;
}

async function one(inner: string, overrides = {}): Promise<FormatRun['opportunities'][number]> {
  const { opportunities } = await runFormat(lheo, { content: formation(inner) }, { ...source, ...overrides });
  const [opportunity] = opportunities;
  if (opportunity === undefined) throw new Error('no opportunity');
  return opportunity;
}

describe('LHEO', () => {
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
    run = await runFormat(lheo, file, source);
  });

  it('maps a formation as its source states it', () => {
    const id = opportunityId('test', 'F-001');
    const expected = {
      id,
      source: 'test',
      nativeIds: [
        { value: 'F-001' },
        { scheme: 'uri', value: 'https://formations.example.fr/id/F-001' },
        { scheme: 'RNCP', value: 'RNCP90123' },
        { scheme: 'CERTIFINFO', value: '80456' },
        { scheme: 'RS', value: 'RS7001' },
      ],
      title: { fr: "Préparer les commandes d'un entrepôt portuaire" },
      description: { fr: '<p>Réception des marchandises</p><ul><li>Inventaire</li></ul>' },
      learningOutcomes: [{ text: { fr: '<p>Savoir <b>préparer</b> une commande et tenir le stock.</p>' } }],
      workloadHours: {
        value: { min: 350, max: 350 },
        basis: 'stated',
        path: 'action/nombre-heures-total',
        native: '350',
      },
      nqfLevels: [{ framework: 'Cadre national des certifications professionnelles', label: 'Niveau 3' }],
      subjects: [
        { scheme: 'FORMACODE V13', code: '31854' },
        { scheme: 'FORMACODE V13', code: '31845' },
        { scheme: 'NSF', code: '311' },
        { scheme: 'ROME', code: 'N1103' },
      ],
      languages: [
        { value: language('fr'), basis: 'stated', path: 'action/langue-formation', native: 'fr' },
        { value: language('en'), basis: 'stated', path: 'action/langue-formation', native: 'en' },
      ],
      modes: [
        {
          value: mode('blended'),
          basis: 'mapped',
          rule: 'lheo-modalites-enseignement',
          path: 'action/modalites-enseignement',
          native: '1',
        },
      ],
      prerequisites: {
        fr: "<p>Savoir lire un plan</p>\n<p>Niveau à l'entrée en formation : niveau IV (obligatoire)</p>\n<p>Modules prérequis : MOD-CACES (Conduite de chariots en sécurité)</p>",
      },
      qualityAssurance: [
        {
          evidence: 'provider-claim',
          text: { fr: 'Répertoire national des certifications professionnelles : RNCP90123' },
          basis: 'stated',
        },
        { evidence: 'provider-claim', text: { fr: 'Répertoire spécifique : RS7001' }, basis: 'stated' },
      ],
      stackability: {
        kind: {
          value: 'stackable',
          basis: 'close',
          rule: 'lheo-validation-blocs',
          path: 'action/session/blocs-competences/validation-blocs',
          native: '0',
        },
        hasPart: [
          { nativeId: 'RNCP90123BC01', title: { fr: 'Préparer une commande' } },
          { nativeId: 'RNCP90123BC02', title: { fr: 'Tenir un stock' } },
          { id: opportunityId('test', '002'), title: { fr: 'Conduite de chariots en sécurité' } },
          { nativeId: 'MOD-AILLEURS' },
        ],
      },
      credentials: [
        { title: { fr: 'RNCP90123' } },
        { title: { fr: 'RS7001' } },
        { title: { fr: 'Blocs 1 et 2 du titre professionnel' } },
      ],
      homepages: [
        { url: 'https://formations.example.fr/commandes' },
        { url: 'http://formations.example.fr/sans-protocole' },
        { url: 'https://formations.example.fr/commandes/havre' },
      ],
      modifiedAtSource: '2026-01-09T07:30:00.000Z',
      provenance: { format: 'lheo', feed: expect.stringMatching(/harbour-region\.xml$/), record: 'F-001', position: 1 },
    };
    expect(record('F-001')).toMatchObject(expected);
  });

  it('never reads a French level as an EQF level, nor hours as credits', () => {
    for (const opportunity of run.opportunities) {
      expect(opportunity.eqfLevel).toBeUndefined();
      expect(opportunity.qfEheaCycle).toBeUndefined();
      expect(opportunity.ects).toBeUndefined();
      expect(opportunity.microCredential).toBeUndefined();
    }
  });

  it('identifies organisations by SIRET and keeps those who train apart from the one responsible', () => {
    expect(record('F-001').providers).toEqual([
      {
        id: organisationId('test', '12345678900019'),
        names: { fr: 'École du Port' },
        identifiers: [
          { scheme: 'SIRET', value: '12345678900019' },
          { scheme: 'UAI', value: '0760001A' },
        ],
        kinds: [],
        country: { value: country('FR'), basis: 'stated', path: expect.any(String), native: 'FR' },
        city: 'Rouen',
        homepage: 'https://ecole-du-port.example.fr/',
      },
      {
        id: organisationId('test', '12345678900027'),
        names: { fr: 'Atelier du Port SARL' },
        identifiers: [{ scheme: 'SIRET', value: '12345678900027' }],
        kinds: [],
      },
    ]);
    expect(record('002').providers).toMatchObject([
      { names: { fr: 'CARISTES DE SEINE' }, identifiers: [{ scheme: 'numero-activite', value: '28760000176' }] },
    ]);
  });

  it.each([
    ['1176P004217', [{ scheme: 'numero-activite', value: '1176P004217' }]],
    ['11 76 p 0042 17', [{ scheme: 'numero-activite', value: '1176P004217' }]],
    ['1176P00421', []],
    ['en cours', []],
  ])('reads the declaration of activity "%s", which public bodies have with a letter', async (number, identifiers) => {
    const responsible = `<numero-activite>${number}</numero-activite><nom-organisme>Greta du Port</nom-organisme>`;
    const content = formation(`<organisme-formation-responsable>${responsible}</organisme-formation-responsable>`);
    const { opportunities, issues: found } = await runFormat(lheo, { content }, source);
    expect(opportunities[0]?.providers?.[0]?.identifiers).toEqual(identifiers);
    const path = 'organisme-formation-responsable/numero-activite';
    expect(found.filter((issue) => issue.path === path).map(({ code }) => code)).toEqual(
      identifiers.length > 0 ? [] : ['INVALID_VALUE'],
    );
  });

  it('takes the page of the offer from @href where url-formation is missing, and once where both name it', async () => {
    const page = 'https://formations.example.fr/offre/1';
    const homepages = async (inner: string, href: string) => {
      const content = formation(inner, `numero="1" href="${href}" file="https://formations.example.fr/offre/1.xml"`);
      const { opportunities, issues: found } = await runFormat(lheo, { content }, source);
      const codes = found.filter(({ path }) => path === 'formation@href').map(({ code }) => code);
      return [opportunities[0]?.homepages, codes];
    };
    expect(await homepages('', page)).toEqual([[{ url: page }], []]);
    expect(await homepages(`<url-formation><urlweb>${page}</urlweb></url-formation>`, page)).toEqual([
      [{ url: page }],
      [],
    ]);
    expect(await homepages('', '')).toEqual([[], []]);
    expect(await homepages('', 'offre 1')).toEqual([[], ['INVALID_URL']]);
  });

  it('keeps the lines of the conditions, and all prerequisites in one text where no language is declared', async () => {
    const level = '<code-niveau-entree>5</code-niveau-entree>';
    const conditions = 'Dossier à déposer&lt;br /&gt;- avoir 20 ans&lt;br /&gt;- tests &amp;amp; entretien';
    const action = `<action><conditions-specifiques>${conditions}</conditions-specifiques></action>`;
    const inner = `${level}${action}`;
    const html = '<p>Dossier à déposer<br>- avoir 20 ans<br>- tests &amp; entretien</p>';
    const both = `${html}\n<p>Niveau à l'entrée en formation : niveau IV</p>`;
    expect((await one(inner)).prerequisites).toEqual({ fr: both });
    expect((await one(inner, { language: 'und' })).prerequisites).toEqual({ und: both });
    expect((await one(level, { language: 'und' })).prerequisites).toEqual({
      fr: "Niveau à l'entrée en formation : niveau IV",
    });
  });

  it('never carries the persons of a feed', () => {
    expect(JSON.stringify(run)).not.toMatch(/Durand|alix/i);
  });

  it('makes a run of each session, with what its action says', () => {
    const opportunity = opportunityId('test', 'F-001');
    const [first, second] = record('F-001').runs ?? [];
    expect(first).toMatchObject({
      id: runId(opportunity, 'S-1'),
      nativeIds: [{ value: 'S-1' }],
      period: { start: '2026-03-02', end: '2026-05-29', precision: 'day' },
      applicationWindows: [{ opens: '2026-01-05', closes: '2026-02-20', url: 'https://formations.example.fr/s/1' }],
      places: [
        {
          name: 'Atelier B',
          address: '12 quai des Exemples, 76600',
          city: 'Le Havre',
          geo: { latitude: 49.4938, longitude: 0.1077 },
        },
      ],
      duration: 'P3M',
      prices: [
        { kind: 'prix total TTC', text: { und: '3 325,00' } },
        { kind: 'prix horaire TTC', text: { fr: '9.50 euros par heure' } },
        { kind: 'frais restants à la charge du stagiaire', text: { fr: 'Tenue de travail : 40 euros' } },
      ],
      grants: [
        { title: { fr: 'Prise en charge des frais de formation possible' }, text: { fr: 'Région, sur dossier' } },
      ],
      state: 'open',
      capacity: 14,
    });
    expect(first?.free).toBeUndefined();
    expect(second).toMatchObject({ id: runId(opportunity, 'S-2'), state: 'closed' });
    expect(second?.period).toBeUndefined();
  });

  it('gives the total price an amount only with a currency that is stated or declared', async () => {
    const declared = await runFormat(lheo, file, {
      ...source,
      constants: { reason: 'a declared currency', currency: 'EUR' },
    });
    expect(
      declared.opportunities.find(({ provenance }) => provenance.record === 'F-001')?.runs?.[0]?.prices?.[0],
    ).toEqual({
      amount: 3325,
      currency: currency('EUR'),
      kind: 'prix total TTC',
    });
    expect(record('002').runs?.[1]?.prices).toEqual([
      { amount: 250, currency: currency('EUR'), kind: 'prix total TTC' },
    ]);
    expect(issues('F-001')).toContain('warning INVALID_VALUE action/prix-total-TTC');
  });

  it('says free only of a stated price of 0', () => {
    const [free, paid] = record('002').runs ?? [];
    expect(free?.free).toEqual({ value: true, basis: 'stated', path: 'action/prix-total-TTC', native: '0' });
    expect(paid?.free).toBeUndefined();
  });

  it('reports what it leaves out', () => {
    expect(issues('F-001').sort()).toEqual(
      [
        'warning INVALID_URL url-formation/urlweb',
        'warning INVALID_VALUE action/prix-total-TTC',
        'warning PLACEHOLDER_VALUE action/session/periode/debut',
        'warning PLACEHOLDER_VALUE action/session/periode/fin',
        'warning PLACEHOLDER_VALUE organisme-formation-responsable/numero-activite',
        'warning UNRESOLVED_REFERENCE sous-modules/sous-module/reference-module',
      ].sort(),
    );
    expect(issues('002').sort()).toEqual(
      [
        'warning PLACEHOLDER_VALUE objectif-formation',
        'warning PLACEHOLDER_VALUE resultats-attendus',
        'warning PLACEHOLDER_VALUE organisme-formation-responsable/nom-organisme',
        'warning INVALID_VALUE organisme-formation-responsable/SIRET-organisme-formation',
        'warning IMPLAUSIBLE_VALUE action/session/periode/fin',
        'warning IMPLAUSIBLE_VALUE action/nombre-heures-total',
        'warning UNMAPPED_VALUE action/modalites-enseignement',
      ].sort(),
    );
    expect(issues('#3')).toEqual(['error MISSING_ID formation@numero']);
    expect(issues('004')).toEqual([
      'warning PLACEHOLDER_VALUE intitule-formation',
      'error MISSING_REQUIRED intitule-formation',
    ]);
  });

  it('keeps numbers as written, placeholders out and "aucune" as the statement that it is', () => {
    const second = record('002');
    expect(second.nativeIds).toEqual([{ value: '002' }, { scheme: 'identifiant-module', value: 'MOD-CACES' }]);
    expect(second.learningOutcomes).toEqual([]);
    expect(second.prerequisites).toEqual({ fr: 'aucune' });
    expect(second.notLevelled).toBe(true);
    expect(second.modes).toMatchObject([{ value: mode('online'), basis: 'close', native: '2' }]);
    expect(second.workloadHours?.value).toEqual({ min: 35, max: 35 });
    expect(second.runs?.[0]).toMatchObject({ period: { start: '2026-09-11', precision: 'day' }, state: 'closed' });
    expect(second.runs?.[0]?.duration).toBeUndefined();
  });

  it.each([
    ['11', { nqfLevels: [{ framework: 'Cadre national des certifications professionnelles', label: 'Niveau 1' }] }],
    ['18', { nqfLevels: [{ framework: 'Cadre national des certifications professionnelles', label: 'Niveau 8' }] }],
    ['8', { educationLevels: [{ scheme: 'LHEO dict-niveaux', code: '8' }] }],
    ['0', {}],
    ['19', {}],
  ])('reads code-niveau-sortie %s by the dictionary', async (code, expected) => {
    const { nqfLevels, educationLevels, notLevelled } = await one(`<code-niveau-sortie>${code}</code-niveau-sortie>`);
    expect({ nqfLevels, educationLevels, notLevelled }).toEqual(expected);
  });

  it.each([
    ['CAP Photographe, validation par examen terminal', '1', ['CAP Photographe, validation par examen terminal'], 'x'],
    ['Attestation de formation', '0', [], '<p>x</p>\n<p>Attestation de formation</p>'],
    ['&lt;p&gt;Attestation&lt;/p&gt;', '1', [], '<p>x</p>\n<p>Attestation</p>'],
    [`Certificat ${'de plus '.repeat(20)}`, '1', [], `<p>x</p>\n<p>Certificat ${'de plus '.repeat(20).trim()}</p>`],
    ['Titre', '0', [], 'x'],
    ['Titre', '1', ['Titre'], 'x'],
  ])('takes the result "%s" (certifiante %s) for what is awarded, never for what is learnt', async (...row) => {
    const [result, certifying, titles, description] = row;
    const opportunity = await one(
      `<resultats-attendus>${result}</resultats-attendus><contenu-formation>x</contenu-formation><certifiante>${certifying}</certifiante>`,
    );
    expect(opportunity.learningOutcomes).toEqual([]);
    expect(opportunity.credentials?.map(({ title }) => title?.fr)).toEqual(titles);
    expect(opportunity.description?.fr).toBe(description);
  });

  it.each([
    ['2 ans', 'P2Y'],
    ['18 mois', 'P18M'],
    ['10 semaines', 'P10W'],
    ['1 jour', 'P1D'],
    ['0 jours', undefined],
    ['35 heures', undefined],
    ['2 ans environ', undefined],
  ])('reads duree-indicative "%s" only where it is one number of one unit', async (text, duration) => {
    const { runs } = await one(`<action><duree-indicative>${text}</duree-indicative></action>`);
    expect(runs?.[0]?.duration).toBe(duration);
  });

  it('makes no run of an action that only says how and in which language', async () => {
    const { runs, modes } = await one(
      '<action><modalites-enseignement>0</modalites-enseignement><langue-formation>fr</langue-formation></action>',
    );
    expect(runs).toEqual([]);
    expect(modes).toHaveLength(1);
  });

  it.each([
    ['20260900', '20270600', { start: '2026-09-01', end: '2027-06-30', precision: 'month' }],
    ['20260907', '20270600', { start: '2026-09-07', end: '2027-06-30', precision: 'month' }],
    ['20260907', '20270000', { start: '2026-09-07', precision: 'day' }],
    ['20260000', '20270000', { precision: 'term', native: '2026–2027' }],
    ['20260000', '20260000', { precision: 'term', native: '2026' }],
    ['20260000', '99999999', { precision: 'term', native: '2026' }],
    ['99990000', '20990000', undefined],
  ])('reads a period from %s to %s, where 00 stands for no day or no month', async (start, end, period) => {
    const dates = `<periode><debut>${start}</debut><fin>${end}</fin></periode><etat-recrutement>1</etat-recrutement>`;
    const content = formation(`<action><session numero="1">${dates}</session></action>`);
    const { opportunities, issues: found } = await runFormat(lheo, { content }, source);
    expect(opportunities[0]?.runs?.map((it) => it.period)).toEqual([period]);
    expect(found.map(({ code }) => code)).not.toContain('INVALID_DATE');
  });

  it('takes a month in which applications close for its last day', async () => {
    const window = '<periode><debut>20260300</debut><fin>20260400</fin></periode>';
    const { runs } = await one(
      `<action><session><periode-inscription>${window}</periode-inscription></session></action>`,
    );
    expect(runs?.[0]?.applicationWindows).toEqual([{ opens: '2026-03-01', closes: '2026-04-30' }]);
  });

  it('keeps sessions apart of which only the year is known', async () => {
    const session = (year: number) =>
      `<session><periode><debut>${year}0000</debut><fin>00000000</fin></periode></session>`;
    const { runs } = await one(`<action>${session(2026)}${session(2027)}</action>`);
    expect(runs?.map(({ period }) => period?.native)).toEqual(['2026', '2027']);
    expect(new Set(runs?.map(({ id }) => id)).size).toBe(2);
  });

  it('keeps sessions apart that share a number', async () => {
    const session = '<session numero="1"><periode><debut>20260101</debut><fin>20260102</fin></periode></session>';
    const { runs } = await one(`<action>${session}${session}</action>`);
    expect(new Set(runs?.map(({ id }) => id)).size).toBe(2);
  });

  it('states a range where actions have different hours', async () => {
    const action = (hours: number) => `<action><nombre-heures-total>${hours}</nombre-heures-total></action>`;
    expect((await one(action(70) + action(140))).workloadHours).toEqual({
      value: { min: 70, max: 140 },
      basis: 'stated',
      path: 'action/nombre-heures-total',
      native: '70, 140',
    });
  });

  it('takes the day of @datemaj where there is no time stamp', async () => {
    const content = formation('', 'numero="1" datemaj="20260105"');
    const { opportunities } = await runFormat(lheo, { content }, source);
    expect(opportunities[0]?.modifiedAtSource).toBe('2026-01-04T23:00:00.000Z');
  });

  it.each(['http://www.lheo.org/2.2', 'http://lheo.gouv.fr/2.3', ''])('reads the namespace "%s"', async (namespace) => {
    const { opportunities } = await runFormat(lheo, { content: formation('', 'numero="1"', namespace) }, source);
    expect(opportunities).toHaveLength(1);
  });

  it('yields records of the canonical schema, the same at every reading', async () => {
    for (const opportunity of run.opportunities)
      expect(learningOpportunitySchema.safeParse(opportunity).error).toBeUndefined();
    expect(await runFormat(lheo, file, source)).toEqual(run);
  });
});
