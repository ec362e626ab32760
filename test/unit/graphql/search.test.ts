import { describe, expect, test } from 'vitest';
import { anApi } from '../../support/graphql-api.js';
import { aDocument, aFullDocument, aProvider, iri } from '../../support/opportunities.js';

const stated = (value: string) => ({ value, basis: 'stated' as const });
const derived = <T>(value: T) => ({ value, basis: 'derived' as const, rule: 'test-rule' });

const offers = [
  aDocument('a', { languages: [stated(iri('language', 'sv'))], ects: { value: 5, basis: 'stated' } }),
  aDocument('b', { languages: [stated(iri('language', 'en'))], eqfLevel: derived(6) }),
  aDocument('c', { languages: [derived(iri('language', 'en'))] }),
];

describe('what is asked of the engine', () => {
  const page = (selection: string) => `{ searchLearningOpportunities(first: 2) { ${selection} } }`;

  test('only the parts of the record that the selection needs are fetched', async () => {
    const { run, engine } = anApi(offers);
    await run(page('nodes { title { text } nextStart } edges { node { ...Basics } }') + fragment);
    expect(engine.calls).toHaveLength(1);
    expect(engine.calls[0]?.[0]?.retrieve).toEqual(['id', 'record.ects', 'record.runs', 'record.title', 'updated']);
  });

  const fragment =
    'fragment Basics on LearningOpportunity { ... { ects { value } } updatedAt skipped: licence @skip(if: true) }';

  test('skipped and not included fields are not fetched, whatever the variables say', async () => {
    const { run, engine } = anApi(offers);
    const query = `query Q($more: Boolean!) {
      searchLearningOpportunities { nodes { licence @include(if: $more) description @skip(if: $more) { text } } } }`;
    await run(query, { more: true });
    await run(query, { more: false });
    const retrieved = engine.calls.map(([main]) => main?.retrieve);
    expect(retrieved).toEqual([
      ['id', 'record.licence'],
      ['id', 'record.description'],
    ]);
  });

  test('a total costs one query without documents', async () => {
    const { run, engine } = anApi(offers);
    const { data } = await run(page('totalCount generation'));
    expect(data.searchLearningOpportunities).toEqual({ totalCount: 3, generation: 'g1' });
    expect(engine.calls).toMatchObject([[{ limit: 0, retrieve: [], facets: [] }]]);
    expect(engine.calls[0]).toHaveLength(1);
  });

  test('the page is fetched for its cursors alone, without any part of the record', async () => {
    const { run, engine } = anApi(offers);
    const { data } = await run(page('pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor }'));
    const { pageInfo, edges } = data.searchLearningOpportunities;
    expect(pageInfo).toEqual({
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: edges[0].cursor,
      endCursor: edges[1].cursor,
    });
    expect(engine.calls[0]?.[0]).toMatchObject({ limit: 2, retrieve: ['id'] });
  });

  test('only the selected facets are counted', async () => {
    const { run, engine } = anApi(offers);
    await run(page('facets { __typename language { values { value } } country @skip(if: true) { notStated } }'));
    const counted = engine.calls.flat().flatMap(({ facets }) => facets);
    expect(counted).toContain('f.language');
    expect(counted).not.toContain('f.country');
  });

  test('annexI is the same from the parts it needs as from the whole record', async () => {
    const { run } = anApi([aFullDocument()]);
    const parts = 'annexI { present of elements { element state } }';
    const all = 'awardingBodies { id } learningOutcomes { texts { text } } status runs { id } title { text }';
    const few = await run(`{ searchLearningOpportunities { nodes { ${parts} } } }`);
    const many = await run(`{ searchLearningOpportunities { nodes { ${parts} ${all} } } }`);
    expect(few.data.searchLearningOpportunities.nodes[0].annexI.present).toBe(9);
    expect(many.data.searchLearningOpportunities.nodes[0].annexI).toEqual(
      few.data.searchLearningOpportunities.nodes[0].annexI,
    );
  });
});

describe('facets', () => {
  test('the same facet can be asked for twice with other arguments', async () => {
    const { run } = anApi([aFullDocument()]);
    const { data, errors } = await run(
      `query Q($field: String!) { searchLearningOpportunities { facets {
        roots: iscedF(under: "") { values { value label { text language } count } }
        below: iscedF(under: $field) { values { value } }
        all: iscedF { values { value } }
        one: iscedF(first: 1) { truncated values { value } } } } }`,
      { field: '05' },
    );
    expect(errors).toBeUndefined();
    const { roots, below, all, one } = data.searchLearningOpportunities.facets;
    const [root] = roots.values;
    expect(root).toMatchObject({ value: '05', count: 1, label: { language: 'en' } });
    expect(below.values).toEqual([{ value: '054' }]);
    expect(all.values).toHaveLength(3);
    expect(one).toMatchObject({ truncated: true, values: [expect.anything()] });
  });

  test('values of a weaker evidence are not counted but told as not stated', async () => {
    const { run } = anApi(offers);
    const facet = 'facets { language { notStated values { value count } } }';
    const exact = await run(`{ searchLearningOpportunities { ${facet} } }`);
    const any = await run(`{ searchLearningOpportunities(evidence: ANY) { ${facet} } }`);
    expect(exact.data.searchLearningOpportunities.facets.language).toEqual({
      notStated: 1,
      values: [
        { value: 'en', count: 1 },
        { value: 'sv', count: 1 },
      ],
    });
    expect(any.data.searchLearningOpportunities.facets.language).toEqual({
      notStated: 0,
      values: [
        { value: 'en', count: 2 },
        { value: 'sv', count: 1 },
      ],
    });
  });

  test('every facet of the schema can be asked for, alone and with all others', async () => {
    const { run, schema } = anApi([aFullDocument()]);
    const type = schema.getType('LearningOpportunityFacets');
    const names = Object.keys((type as unknown as { getFields(): object }).getFields());
    expect(names.length).toBeGreaterThan(30);
    const selection = names.map((name) => `${name} { notStated truncated values { value count label { text } } }`);
    const { data, errors } = await run(`{ searchLearningOpportunities { facets { ${selection.join(' ')} } } }`);
    expect(errors).toBeUndefined();
    expect(Object.keys(data.searchLearningOpportunities.facets)).toEqual(names);
  });

  test('providers are named by their store, asked once, and sources as they are configured, without asking for their state', async () => {
    const provider = aProvider('Uni One');
    const sources = [{ id: 'test', name: 'Test catalogue', enabled: true, records: 3 }];
    const { run, asked } = anApi(offers, { providers: [provider], sources });
    const { data } = await run(
      `{ searchLearningOpportunities(language: "sv") { facets {
        provider { values { value label { text language } } }
        source { values { label { text } } } } } }`,
    );
    expect(data.searchLearningOpportunities.facets).toEqual({
      provider: { values: [{ value: provider.id, label: { text: 'Uni One (sv)', language: 'sv' } }] },
      source: { values: [{ label: { text: 'Test catalogue' } }] },
    });
    expect(asked).toMatchObject({ byIds: [[provider.id]], sources: 0 });
    await run('{ searchLearningOpportunities { facets { provider { values { value } } } } }');
    expect(asked.byIds).toHaveLength(1);
  });
});

describe('filters', () => {
  const count = (filter: string, declared = '') =>
    `query Q${declared} { searchLearningOpportunities(filter: ${filter}) { totalCount } }`;

  test('what is null counts as not given, at every depth and however it is passed', async () => {
    const { run } = anApi(offers);
    const literal = await run(
      count('{ eqfLevel: null, language: { in: ["sv"], notStated: null }, or: null, not: null }'),
    );
    const nested = await run(count('$filter', '($filter: LearningOpportunityFilter)'), {
      filter: { and: [{ language: { in: ['sv'] }, ects: null, status: null }], near: null },
    });
    const whole = await run(count('$filter', '($filter: LearningOpportunityFilter)'), { filter: null });
    const variable = await run(count('{ eqfLevel: $level }', '($level: IntFilter)'), { level: null });
    expect([literal, nested, whole, variable].map(({ data }) => data?.searchLearningOpportunities.totalCount)).toEqual([
      1, 1, 3, 3,
    ]);
  });

  test('a value must meet the evidence that is asked for', async () => {
    const { run } = anApi(offers);
    const countAt = async (evidence: string, filter: string) => {
      const answer = await run(
        `{ searchLearningOpportunities(evidence: ${evidence}, filter: ${filter}) { totalCount } }`,
      );
      return answer.data.searchLearningOpportunities.totalCount;
    };
    expect(await countAt('EXACT', '{ language: { in: ["en"] } }')).toBe(1);
    expect(await countAt('ANY', '{ language: { in: ["en"] } }')).toBe(2);
    expect(await countAt('EXACT', '{ eqfLevel: { min: 5 } }')).toBe(0);
    expect(await countAt('ANY', '{ eqfLevel: { min: 5 } }')).toBe(1);
    expect(await countAt('EXACT', '{ eqfLevel: { min: 5, notStated: true } }')).toBe(3);
  });

  test('paging on with a cursor keeps the day for which it was made', async () => {
    const { run } = anApi(offers);
    const query = `query Q($after: String, $asOf: Date) {
      searchLearningOpportunities(first: 2, after: $after, asOf: $asOf) { nodes { id } pageInfo { endCursor hasNextPage } } }`;
    const start = await run(query, { asOf: '2026-08-01' });
    const { endCursor } = start.data.searchLearningOpportunities.pageInfo;
    const next = await run(query, { after: endCursor });
    expect(next.errors).toBeUndefined();
    expect(next.data.searchLearningOpportunities).toMatchObject({
      nodes: [{ id: offers[2]?.id }],
      pageInfo: { hasNextPage: false },
    });
  });
});
