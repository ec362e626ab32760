import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { opportunityId, organisationId, runId } from '../../../src/domain/identifiers.js';
import { learningOpportunitySchema } from '../../../src/domain/learning-opportunity.js';
import { vocabulary } from '../../../src/domain/vocabularies/vocabulary.js';
import { lheo } from '../../../src/harvest/formats/lheo/lheo.format.js';
import { formats } from '../../../src/harvest/formats/registry.js';
import { type FormatRun, runFormat } from '../../support/run-format.js';

const file = 'test/fixtures/lheo/harbour-index.xml';
const source = { language: 'fr', timezone: 'Europe/Paris' };

describe('an index of LHEO', () => {
  let run: FormatRun;
  const issues = (record: string) =>
    run.issues.filter((it) => it.record === record).map(({ code, path, severity }) => `${severity} ${code} ${path}`);

  beforeAll(async () => {
    run = await runFormat(lheo, file, source);
  });

  it('is found by its root element', async () => {
    const head = await readFile(file, 'utf8');
    expect(formats.find((format) => format.sniff(head, 'file:///x.xml'))?.id).toBe('lheo');
    expect(lheo.sniff(head.replace(/ xmlns="[^"]*"/, ''), 'file:///x.xml')).toBe(true);
    expect(lheo.sniff('<resumes-offres xmlns="http://example.org/"/>', 'file:///x.xml')).toBe(false);
  });

  it('gives an offer for each summary, with all that the summary states and nothing else', () => {
    const id = opportunityId('test', '76_AF_0001_SE_0001');
    const presential = {
      value: vocabulary('mode').find('presential')?.iri,
      basis: 'mapped',
      rule: 'lheo-modalites-enseignement',
      path: 'modalites-enseignement',
      native: '0',
    };
    const shared = {
      places: [{ address: '76600', city: 'Le Havre', geo: { latitude: 49.4938, longitude: 0.1077 } }],
      grants: [{ title: { fr: 'Prise en charge des frais de formation possible' } }],
      modes: [presential],
      applicationWindows: [],
    };
    const spring = { start: '2027-03-01', end: '2027-06-30', precision: 'day' };
    expect(run.opportunities[0]).toEqual({
      id,
      source: 'test',
      nativeIds: [
        { value: '76_AF_0001_SE_0001' },
        { scheme: 'RNCP', value: 'RNCP90123' },
        { scheme: 'CERTIFINFO', value: '80456' },
      ],
      title: { fr: 'Agent de quai, option petits navires' },
      workloadHours: { value: { min: 210, max: 210 }, basis: 'stated', path: 'nombre-heures-total', native: '210' },
      nqfLevels: [{ framework: 'Cadre national des certifications professionnelles', label: 'Niveau 3' }],
      subjects: [
        { scheme: 'FORMACODE V12', code: '31854' },
        { scheme: 'NSF', code: '311' },
        { scheme: 'ROME', code: 'N1103' },
      ],
      modes: [presential],
      prerequisites: { fr: "Niveau à l'entrée en formation : niveau V" },
      providers: [
        {
          id: organisationId('test', '12345678900019'),
          names: { fr: 'École du Port' },
          identifiers: [{ scheme: 'SIRET', value: '12345678900019' }],
          kinds: [],
        },
      ],
      qualityAssurance: [
        {
          evidence: 'provider-claim',
          text: { fr: 'Répertoire national des certifications professionnelles : RNCP90123' },
          basis: 'stated',
        },
      ],
      credentials: [{ title: { fr: 'RNCP90123' }, kind: expect.objectContaining({ basis: 'close' }) }],
      homepages: [{ url: 'https://formations.example.fr/fiche/1' }],
      runs: [
        {
          ...{ id: runId(id, 'SE-1'), nativeIds: [{ value: 'SE-1' }], ...shared },
          period: { start: '2026-09-01', end: '2027-01-31', precision: 'month' },
        },
        { id: runId(id, 'constructed:2027-03-01|2027-06-30|Le Havre'), nativeIds: [], ...shared, period: spring },
      ],
      provenance: {
        format: 'lheo',
        feed: expect.stringMatching(/harbour-index\.xml$/),
        record: '76_AF_0001_SE_0001',
        position: 1,
      },
    });
    expect(issues('76_AF_0001_SE_0001')).toEqual([]);
  });

  it('leaves absent what a summary does not state', () => {
    const { runs, modes, homepages, prerequisites, workloadHours, notLevelled } = run.opportunities[1] ?? {};
    expect([runs, modes, homepages]).toEqual([[], [], []]);
    expect([prerequisites, workloadHours, notLevelled]).toEqual([undefined, undefined, undefined]);
    expect(run.opportunities[1]?.providers).toEqual([
      {
        id: organisationId('test', 'name:Voiles de Seine'),
        names: { fr: 'Voiles de Seine' },
        identifiers: [],
        kinds: [],
      },
    ]);
    expect(issues('76_AF_0002')).toEqual(['warning PLACEHOLDER_VALUE SIRET']);
  });

  it('names the element of what it cannot take', () => {
    expect(run.opportunities).toHaveLength(2);
    expect(issues('#3')).toEqual(['error MISSING_ID resume-offre@numero']);
    expect(issues('76_AF_0004')).toEqual([
      'warning PLACEHOLDER_VALUE intitule-formation',
      'error MISSING_REQUIRED intitule-formation',
    ]);
  });

  it('never carries the persons of a feed', () => {
    expect(JSON.stringify(run)).not.toMatch(/Durand|alix/i);
  });

  it('yields records of the canonical schema', () => {
    for (const opportunity of run.opportunities)
      expect(learningOpportunitySchema.safeParse(opportunity).error).toBeUndefined();
  });
});
