import { describe, expect, test } from 'vitest';
import { OpportunityDocument } from '../../support/generated/graphql.js';
import { anApi } from '../../support/graphql-api.js';
import { aDocument, aFullDocument, aProvider, iri } from '../../support/opportunities.js';

const full = aFullDocument();
const opportunity = (selection: string, args = '') =>
  `query Q($id: ID!) { learningOpportunity(id: $id ${args}) { ${selection} } }`;

describe('an offer', () => {
  test('every part of it can be asked for at once', async () => {
    const { run } = anApi([full]);
    const { data, errors } = await run(OpportunityDocument.toString(), {
      id: full.id,
      language: 'de',
      evidence: 'ANY',
    });
    expect(errors).toBeUndefined();
    const offer = data.learningOpportunity;
    const empty = Object.entries(offer).filter(
      ([, value]) => value === null || (Array.isArray(value) && value.length === 0),
    );
    expect(Object.fromEntries(empty)).toEqual({ withdrawn: null });
    expect(offer).toMatchObject({
      title: { text: 'Statistik', language: 'de' },
      workloadHours: { min: 125, max: 150, basis: 'DERIVED', rule: 'test-rule', native: 'raw' },
      eqfLevel: { level: 6, concept: { scheme: 'eqf' } },
      qfEheaCycle: { concept: { code: 'first', scheme: 'qf-ehea-cycle' }, basis: 'STATED', path: 'a/b' },
      credits: [{ systemConcept: { scheme: 'credit-system' } }, { system: 'Own points', systemConcept: null }],
      runs: [{ period: { start: '2026-10-01', precision: 'DAY' }, state: 'OPEN', prices: [{ amount: 100 }, {}] }],
      nextStart: '2026-10-01',
      status: 'OPEN',
      updatedAt: '2026-09-21T14:13:20.000Z',
      source: { id: 'test', name: 'test' },
      annexI: { present: 9, of: 9 },
    });
  });

  test('values with less evidence than asked for are left out', async () => {
    const { run } = anApi([full]);
    const selection = `workloadHours { min } eqfLevel { level } ects { value } languages { concept { code } }
      learningOutcomes { skills { rule } } qualityAssurance { basis } microCredential { value }`;
    const shown = async (evidence: string) =>
      (await run(opportunity(selection, `, evidence: ${evidence}`), { id: full.id })).data.learningOpportunity;
    expect(await shown('ANY')).toMatchObject({
      workloadHours: { min: 125 },
      eqfLevel: { level: 6 },
      languages: [{ concept: { code: 'de' } }, { concept: { code: 'en' } }],
      learningOutcomes: [{ skills: [{}] }, { skills: [{}] }],
      qualityAssurance: [{ basis: 'ENRICHED' }, { basis: 'DERIVED' }],
    });
    expect(await shown('EXACT')).toEqual({
      workloadHours: null,
      eqfLevel: null,
      ects: { value: 5 },
      languages: [{ concept: { code: 'de' } }],
      learningOutcomes: [{ skills: [] }],
      qualityAssurance: [{ basis: 'ENRICHED' }],
      microCredential: { value: true },
    });
    expect(await shown('STATED')).toMatchObject({ ects: null, qualityAssurance: [], microCredential: { value: true } });
  });

  test('texts and labels fall back to another language, and say which', async () => {
    const { run } = anApi([full]);
    const selection =
      'title { text language } description { language } languages { concept { label { text language } } }';
    const read = async (language: string) =>
      (await run(opportunity(selection, `, language: "${language}"`), { id: full.id })).data.learningOpportunity;
    expect(await read('pt')).toMatchObject({ title: { language: 'pt-BR' }, description: { language: 'en' } });
    expect(await read('fi')).toMatchObject({
      title: { text: 'Statistik', language: 'de' },
      description: { language: 'en' },
      languages: [{ concept: { label: { text: 'saksa', language: 'fi' } } }],
    });
  });

  test('its status and next start are those of the day asked for', async () => {
    const { run } = anApi([full]);
    const on = async (day: string) =>
      (await run(opportunity('status nextStart', `, asOf: "${day}"`), { id: full.id })).data.learningOpportunity;
    expect(await on('2026-07-31')).toEqual({ status: 'UPCOMING', nextStart: '2026-10-01' });
    expect(await on('2026-10-02')).toEqual({ status: 'EXPIRED', nextStart: null });
  });

  test('a concept that its vocabulary does not list has no label but its address', async () => {
    const unlisted = 'http://data.europa.eu/esco/skill/00000000-0000-4000-8000-000000000000';
    const offer = aDocument('esco', { learningOutcomes: [{ skills: [{ value: unlisted, basis: 'stated' }] }] });
    const { run } = anApi([offer]);
    const { data } = await run(opportunity('learningOutcomes { skills { concept { iri label { text } } } }'), {
      id: offer.id,
    });
    expect(data.learningOpportunity.learningOutcomes[0].skills).toEqual([{ concept: { iri: unlisted, label: null } }]);
  });

  test('a withdrawn offer says so', async () => {
    const gone = aDocument('gone', {}, { withdrawn: { at: '2026-08-01T00:00:00Z', reason: 'absent' } });
    const { run } = anApi([gone]);
    const { data } = await run(opportunity('title { text } withdrawn { at reason }'), { id: gone.id });
    expect(data.learningOpportunity).toEqual({
      title: { text: 'Course gone' },
      withdrawn: { at: '2026-08-01T00:00:00Z', reason: 'absent' },
    });
  });
});

describe('looking up by id', () => {
  test('several offers come in the order of the ids, unknown ones as null', async () => {
    const [a, b] = [aDocument('a'), aDocument('b')];
    const unknown = '00000000-0000-4000-8000-000000000000';
    const { run, engine } = anApi([a, b]);
    const { data, errors } = await run('query Q($ids: [ID!]!) { learningOpportunities(ids: $ids) { id } }', {
      ids: [b.id.toUpperCase(), unknown, a.id, b.id],
    });
    expect(errors).toBeUndefined();
    expect(data.learningOpportunities).toEqual([{ id: b.id }, null, { id: a.id }, { id: b.id }]);
    expect(engine.lookUps).toEqual([{ ids: [b.id, unknown, a.id], retrieve: ['id'] }]);
  });

  test('nodes of both kinds are found with one look-up each, also under several aliases', async () => {
    const offer = aDocument('a');
    const provider = aProvider('Uni One');
    const { run, engine, asked } = anApi([offer], { providers: [provider] });
    const { data } = await run(
      `query Q($offer: ID!, $provider: ID!, $ids: [ID!]!) {
        one: node(id: $offer) { __typename id ... on LearningOpportunity { title { text } } }
        two: node(id: $provider, language: "sv") { __typename ... on Organisation { name { text } } }
        nodes(ids: $ids) { id ... on LearningOpportunity { providers { name { text } } } } }`,
      { offer: offer.id, provider: provider.id, ids: [provider.id, '00000000-0000-4000-8000-000000000000', offer.id] },
    );
    expect(data).toEqual({
      one: { __typename: 'LearningOpportunity', id: offer.id, title: { text: 'Course a' } },
      two: { __typename: 'Organisation', name: { text: 'Uni One (sv)' } },
      nodes: [{ id: provider.id }, null, { id: offer.id, providers: [{ name: { text: 'Uni One' } }] }],
    });
    expect(engine.lookUps).toHaveLength(1);
    expect(asked.byIds).toHaveLength(1);
  });

  test('a malformed id is refused by its argument', async () => {
    const { run } = anApi([]);
    const { errors, data } = await run('{ nodes(ids: ["00000000-0000-4000-8000-000000000000", "x"]) { id } }');
    expect(data).toBeNull();
    expect(errors).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT', argument: 'ids.1', reason: 'INVALID_ID' }, path: ['nodes'] },
    ]);
  });
});

describe('providers of results', () => {
  const names = ['One', 'Two', 'Three'].map((name) => aProvider(`Uni ${name}`));
  const offers = Array.from({ length: 50 }, (_, index) =>
    aDocument(`n${index}`, { providers: [names[index % 3] ?? aProvider('?')] }),
  );

  test('50 offers with their providers cost one search and one look-up', async () => {
    const { run, engine, asked } = anApi(offers, { providers: names });
    const { data } = await run(
      '{ searchLearningOpportunities(first: 50) { nodes { providers { name { text } country { concept { code } } } } } }',
    );
    expect(data.searchLearningOpportunities.nodes).toHaveLength(50);
    expect(engine.calls).toHaveLength(1);
    expect(engine.lookUps).toHaveLength(0);
    expect(asked.byIds).toEqual([names.map(({ id }) => id)]);
  });

  test('a provider that is not stored is shown as it stands in the record', async () => {
    const { run } = anApi(offers.slice(0, 3), { providers: names.slice(0, 2) });
    const { data } = await run('{ searchLearningOpportunities { nodes { providers { name { text } } } } }');
    expect(data.searchLearningOpportunities.nodes[2]).toEqual({ providers: [{ name: { text: 'Uni Three' } }] });
  });
});

test('an issuer’s values follow the evidence of the offer that names it', async () => {
  const offer = aDocument('a', { awardingBodies: [aProvider('Awarder')] });
  const { run } = anApi([offer]);
  const selection = 'awardingBodies { kinds { rule } country { concept { iri } } }';
  const exact = await run(opportunity(selection), { id: offer.id });
  const any = await run(opportunity(selection, ', evidence: ANY'), { id: offer.id });
  expect(exact.data.learningOpportunity.awardingBodies).toEqual([
    { kinds: [], country: { concept: { iri: iri('country', 'SE') } } },
  ]);
  expect(any.data.learningOpportunity.awardingBodies).toMatchObject([{ kinds: [{ rule: 'test-rule' }] }]);
});
