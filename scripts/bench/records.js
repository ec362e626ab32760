/**
 * Made-up canonical records for benchmarks and property tests: plausible in size and spread, and none of them an offer.
 * The same seed gives the same records.
 */

/** Small fast random numbers in [0, 1) (mulberry32). */
export function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const words = {
  en: [
    'data',
    'health',
    'design',
    'energy',
    'care',
    'network',
    'language',
    'finance',
    'building',
    'garden',
    'analysis',
    'introduction',
    'advanced',
    'practice',
    'management',
    'digital',
    'green',
    'systems',
    'law',
    'art',
  ],
  de: [
    'Daten',
    'Gesundheit',
    'Gestaltung',
    'Energie',
    'Pflege',
    'Netzwerk',
    'Sprache',
    'Finanzen',
    'Bau',
    'Garten',
    'Analyse',
    'Einführung',
    'Vertiefung',
    'Praxis',
    'Leitung',
    'digital',
    'grün',
    'Systeme',
    'Recht',
    'Kunst',
  ],
  fi: [
    'tieto',
    'terveys',
    'muotoilu',
    'energia',
    'hoito',
    'verkko',
    'kieli',
    'talous',
    'rakennus',
    'puutarha',
    'analyysi',
    'johdanto',
    'syventävä',
    'käytäntö',
    'johtaminen',
    'digitaalinen',
    'vihreä',
    'järjestelmät',
    'oikeus',
    'taide',
  ],
  fr: [
    'données',
    'santé',
    'conception',
    'énergie',
    'soin',
    'réseau',
    'langue',
    'finance',
    'bâtiment',
    'jardin',
    'analyse',
    'introduction',
    'avancé',
    'pratique',
    'gestion',
    'numérique',
    'vert',
    'systèmes',
    'droit',
    'art',
  ],
};
const cities = [
  ['FI', 'FI1B1', 'Helsinki', 60.16952, 24.93545],
  ['FI', 'FI197', 'Tampere', 61.49911, 23.78712],
  ['SE', 'SE110', 'Stockholm', 59.32932, 18.06858],
  ['DE', 'DE212', 'München', 48.13743, 11.57549],
  ['DE', 'DE300', 'Berlin', 52.52437, 13.41053],
  ['FR', 'FR101', 'Paris', 48.85341, 2.3488],
  ['ES', 'ES300', 'Madrid', 40.4165, -3.70256],
  ['PL', 'PL911', 'Warszawa', 52.22977, 21.01178],
];
const bases = ['stated', 'stated', 'stated', 'mapped', 'source', 'close', 'derived'];

/**
 * @param {{ count: number, seed?: number, source?: string, vocabulary: (id: string) => { find(key: string): { iri: string } | undefined, concepts(): Iterable<{ iri: string, code: string, placeholder?: true }> }, uuid: (name: string) => string, start?: string, textLength?: number }} options
 * @returns {Generator<object>}
 */
export function* makeRecords({
  count,
  seed = 1,
  source = 'made',
  vocabulary,
  uuid,
  start = '2026-11-23',
  textLength = 60,
}) {
  const random = randomOf(seed);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const maybe = (share, value) => (random() < share ? value() : undefined);
  const iris = (id) =>
    [...vocabulary(id).concepts()].filter(({ placeholder }) => placeholder !== true).map(({ iri }) => iri);
  const lists = Object.fromEntries(
    [
      'mode',
      'opportunity-type',
      'assessment-type',
      'learning-setting',
      'learning-schedule',
      'target-group',
      'supervision',
      'accreditation-type',
      'recognition-option',
      'credential-kind',
      'provider-type',
    ].map((id) => [id, iris(id)]),
  );
  const fields = iris('isced-f');
  const skills = iris('esco-skill').slice(0, 300);
  const languages = ['en', 'de', 'fi', 'fr', 'sv', 'es', 'pl'].map((code) => vocabulary('language').find(code).iri);
  const evidence = (value) => {
    const basis = pick(bases);
    return basis === 'stated' ? { value, basis } : { value, basis, rule: 'made-up' };
  };
  const some = (list, most) =>
    [...new Set(Array.from({ length: Math.floor(random() * (most + 1)) }, () => pick(list)))].map(evidence);
  const sentence = (language, length) => Array.from({ length }, () => pick(words[language])).join(' ');
  const day = (offset) => new Date(Date.parse(start) + offset * 86400000).toISOString().slice(0, 10);
  const providers = Array.from({ length: Math.max(3, Math.floor(count / 200)) }, (_, index) => {
    const [country, , city] = pick(cities);
    return {
      id: uuid(`provider ${seed} ${index}`),
      names: { en: `${city} Institute ${index}` },
      identifiers: [],
      kinds: some(lists['provider-type'], 1),
      country: { value: vocabulary('country').find(country).iri, basis: 'stated' },
      city,
    };
  });

  const makeRun = (id, index) => {
    const from = Math.floor(random() * 900) - 450;
    const [country, nuts, city, latitude, longitude] = pick(cities);
    return {
      id: uuid(`run ${seed} ${id} ${index}`),
      nativeIds: [],
      ...(random() < 0.8
        ? {
            period: {
              start: day(from),
              ...(random() < 0.8 ? { end: day(from + Math.floor(random() * 200)) } : {}),
              precision: 'day',
            },
          }
        : {}),
      applicationWindows:
        random() < 0.4
          ? [{ ...(random() < 0.6 ? { opens: day(from - 90) } : {}), closes: day(from - Math.floor(random() * 60)) }]
          : [],
      places:
        random() < 0.6
          ? [
              {
                city,
                country: evidence(vocabulary('country').find(country).iri),
                nuts: evidence(vocabulary('nuts').find(nuts).iri),
                ...(random() < 0.7 ? { geo: { latitude, longitude } } : {}),
              },
            ]
          : [],
      prices:
        random() < 0.4
          ? [
              {
                amount: Math.floor(random() * 30) * 50,
                currency: vocabulary('currency').find(random() < 0.8 ? 'EUR' : 'SEK').iri,
              },
            ]
          : [],
      ...(random() < 0.3 ? { free: evidence(random() < 0.5) } : {}),
      grants: random() < 0.1 ? [{ title: { en: 'Grant' } }] : [],
      languages: random() < 0.2 ? some(languages, 2) : [],
      modes: random() < 0.2 ? some(lists.mode, 2) : [],
      schedules: random() < 0.3 ? some(lists['learning-schedule'], 1) : [],
      state: random() < 0.05 ? 'cancelled' : 'unknown',
    };
  };

  for (let index = 0; index < count; index += 1) {
    const language = pick(Object.keys(words));
    const nativeId = `${seed}-${index}`;
    const hours = Math.floor(random() * 60) * 5;
    const cycle = pick(['short', 'first', 'second', 'third']);
    yield {
      id: uuid(`${source} ${nativeId}`),
      source,
      nativeIds: [{ value: nativeId }],
      title: {
        [language]: `${sentence(language, 3 + Math.floor(random() * 3))} ${index}`,
        ...(random() < 0.2 ? { en: sentence('en', 4) } : {}),
      },
      ...(random() < 0.9 ? { description: { [language]: sentence(language, textLength) } } : {}),
      kinds: some(lists['opportunity-type'], 1),
      ...(random() < 0.2 ? { microCredential: evidence(random() < 0.8) } : {}),
      learningOutcomes:
        random() < 0.5 ? [{ text: { [language]: sentence(language, 12) }, skills: some(skills, 3) }] : [],
      credits: [],
      ...(random() < 0.6 ? { ects: evidence(pick([1, 2, 2.5, 3, 5, 5, 6, 10, 15, 30, 60, 120])) } : {}),
      ...(random() < 0.4
        ? { workloadHours: evidence({ min: hours, max: hours + Math.floor(random() * 3) * 20 }) }
        : {}),
      ...(random() < 0.6 ? { eqfLevel: evidence(1 + Math.floor(random() * 8)) } : {}),
      nqfLevels: [],
      ...(random() < 0.3 ? { qfEheaCycle: evidence(cycle) } : {}),
      educationLevels: [],
      fields: some(fields, 2),
      subjects: [{ label: pick(words[language]) }],
      languages: some(languages, 2),
      assessmentLanguages: [],
      modes: some(lists.mode, 2),
      schedules: some(lists['learning-schedule'], 1),
      ...(maybe(0.5, () => ({ setting: evidence(pick(lists['learning-setting'])) })) ?? {}),
      activityTypes: [],
      assessments: some(lists['assessment-type'], 2).map((type) => ({ type })),
      ...(maybe(0.2, () => ({ supervision: evidence(pick(lists.supervision)) })) ?? {}),
      ...(random() < 0.3 ? { prerequisites: { [language]: sentence(language, 8) } } : {}),
      targetGroups: some(lists['target-group'], 1),
      awardingBodies: random() < 0.5 ? [pick(providers)] : [],
      providers: [pick(providers)],
      qualityAssurance:
        random() < 0.3
          ? [
              {
                type: evidence(pick(lists['accreditation-type'])),
                evidence: pick(['provider-claim', 'register']),
                basis: 'stated',
              },
            ]
          : [],
      recognition: random() < 0.3 ? [{ option: evidence(pick(lists['recognition-option'])) }] : [],
      ...(random() < 0.3
        ? {
            stackability: { kind: evidence(pick(['stackable', 'standalone'])), hasPart: [], isPartOf: [], leadsTo: [] },
          }
        : {}),
      credentials: random() < 0.4 ? [{ kind: evidence(pick(lists['credential-kind'])) }] : [],
      homepages: [{ url: `https://example.org/offers/${nativeId}` }],
      runs: Array.from({ length: Math.floor(random() * 4) }, (_, number) => makeRun(nativeId, number)),
      provenance: { format: 'made', feed: 'made:up', record: nativeId, position: index + 1 },
    };
  }
}
