import { opportunityId, organisationId, runId } from '../../src/domain/identifiers.js';
import { type LearningOpportunityDraft, learningOpportunitySchema } from '../../src/domain/learning-opportunity.js';
import { type Organisation, organisationSchema } from '../../src/domain/organisation.js';
import { type VocabularyId, vocabulary } from '../../src/domain/vocabularies/vocabulary.js';
import { toSearchDocument } from '../../src/search/projection.js';
import type { SearchDocument } from '../../src/search/search-document.js';

/** IRI of a concept. */
export function iri(id: VocabularyId, code: string): string {
  const concept = vocabulary(id).find(code);
  if (concept === undefined) throw new Error(`${code} is not in ${id}`);
  return concept.iri;
}

export function aProvider(name: string, country = 'SE'): Organisation {
  return organisationSchema.parse({
    id: organisationId('test', name),
    names: { en: name, sv: `${name} (sv)` },
    country: { value: iri('country', country), basis: 'stated' },
    kinds: [{ value: iri('provider-type', 'higher-education-institution'), basis: 'derived', rule: 'test-rule' }],
  });
}

/** A document of an offer with a title, a provider and whatever else is given. */
export function aDocument(
  nativeId: string,
  more: Partial<LearningOpportunityDraft> = {},
  state: Partial<Pick<SearchDocument, 'withdrawn'>> = {},
): SearchDocument {
  const id = opportunityId('test', nativeId);
  const record = learningOpportunitySchema.parse({
    id,
    source: 'test',
    nativeIds: [{ value: nativeId }],
    title: { en: `Course ${nativeId}`, sv: `Kurs ${nativeId}` },
    providers: [aProvider('Uni One')],
    provenance: { format: 'test-format', feed: 'file:///feed.json', record: nativeId, position: 1 },
    ...more,
  });
  const document = toSearchDocument(record, { hash: nativeId, updated: 1_790_000_000 });
  if (state.withdrawn === undefined) return document;
  const { live: _live, ...rest } = document;
  return { ...rest, ...state };
}

/** An offer with a value in every field, so that no part of an answer is untested. */
export function aFullDocument(): SearchDocument {
  const stated = <T>(value: T) => ({ value, basis: 'stated' as const, path: 'a/b' });
  const derived = <T>(value: T) => ({ value, basis: 'derived' as const, rule: 'test-rule', native: 'raw' });
  const id = opportunityId('test', 'full');
  const country = stated(iri('country', 'DE'));
  return aDocument('full', {
    title: { de: 'Statistik', 'pt-BR': 'Estatística' },
    description: { de: '<p>Viel.</p>', en: '<p>Much.</p>' },
    kinds: [stated(iri('opportunity-type', [...vocabulary('opportunity-type').concepts()][0]?.code ?? ''))],
    microCredential: stated(true),
    learningOutcomes: [
      { text: { de: 'Kann rechnen' }, skills: [derived(first('esco-skill'))], skillType: stated(first('skill-type')) },
      { skills: [derived(first('esco-skill'))], reuseLevel: stated(first('skill-reuse-level')) },
    ],
    credits: [
      { system: first('credit-system'), value: 5 },
      { system: 'Own points', value: 7.5, level: 'A1N' },
    ],
    ects: { value: 5, basis: 'mapped', rule: 'test-map' },
    workloadHours: derived({ min: 125, max: 150 }),
    workloadStatement: { de: '125 bis 150 Stunden' },
    eqfLevel: derived(6),
    nqfLevels: [{ iri: first('nqf'), framework: 'DQR', label: '6' }, { label: 'Nivå 6' }],
    qfEheaCycle: stated('first'),
    notLevelled: false,
    educationLevels: [{ scheme: 'ISCED 2011', code: '6' }],
    fields: [stated(iri('isced-f', '0542'))],
    subjects: [{ scheme: 'own', code: 'S1', label: 'Zahlen', language: 'de' }],
    languages: [stated(iri('language', 'de')), { value: iri('language', 'en'), basis: 'close', rule: 'test-close' }],
    assessmentLanguages: [stated(iri('language', 'de'))],
    modes: [stated(first('mode'))],
    schedules: [stated(first('learning-schedule'))],
    setting: stated(first('learning-setting')),
    activityTypes: [stated(first('activity-type'))],
    assessments: [{ type: stated(first('assessment-type')), text: { de: 'Klausur' } }],
    gradingScheme: { de: '1 bis 5' },
    supervision: stated(first('supervision')),
    prerequisites: { de: 'Abitur' },
    targetGroups: [stated(first('target-group'))],
    awardingBodies: [aProvider('Awarder', 'DE')],
    qualityAssurance: [
      { type: stated(first('accreditation-type')), evidence: 'register', scope: 'institutional', basis: 'enriched' },
      { evidence: 'provider-claim', text: { de: 'Geprüft' }, decision: 'positive', basis: 'derived' },
    ],
    recognition: [{ option: stated(first('recognition-option')), status: 'prospective', by: 'Uni One' }],
    stackability: { kind: stated('stackable'), hasPart: [{ nativeId: 'p1', title: { de: 'Teil' } }] },
    credentials: [{ title: { de: 'Zertifikat' }, kind: stated(first('credential-kind')) }],
    homepages: [{ url: 'https://example.org/full', language: 'de' }],
    runs: [
      {
        id: runId(id, 'r1'),
        nativeIds: [{ value: 'r1' }],
        period: { start: '2026-10-01', end: '2026-12-31', precision: 'day' },
        applicationWindows: [{ opens: '2026-08-01', closes: '2026-09-15', url: 'https://example.org/apply' }],
        places: [
          { city: 'Bonn', country, nuts: stated(iri('nuts', 'DEA22')), geo: { latitude: 50.73, longitude: 7.1 } },
        ],
        duration: 'P3M',
        prices: [{ amount: 100, currency: iri('currency', 'EUR'), kind: 'fee' }, { text: { de: 'auf Anfrage' } }],
        free: stated(false),
        grants: [{ title: { de: 'Stipendium' }, url: 'https://example.org/grant' }],
        languages: [stated(iri('language', 'de'))],
        modes: [stated(first('mode'))],
        schedules: [stated(first('learning-schedule'))],
        state: 'open',
        capacity: 30,
      },
    ],
    licence: 'CC-BY-4.0',
    modifiedAtSource: '2026-05-01T10:00:00Z',
  });
}

function first(id: VocabularyId): string {
  const [concept] = vocabulary(id).concepts();
  if (concept === undefined) throw new Error(`${id} is empty`);
  return concept.iri;
}
