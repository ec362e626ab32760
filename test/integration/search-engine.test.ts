import fc from 'fast-check';
import { v5 } from 'uuid';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { makeRecords, randomOf } from '../../scripts/bench/records.js';
import { isoDay } from '../../src/domain/days.js';
import { opportunityId } from '../../src/domain/identifiers.js';
import { type LearningOpportunity, learningOpportunitySchema } from '../../src/domain/learning-opportunity.js';
import { vocabulary } from '../../src/domain/vocabularies/vocabulary.js';
import { serialise } from '../../src/harvest/content-hash.js';
import { filterText } from '../../src/meilisearch/filter-text.js';
import { offerSettings } from '../../src/meilisearch/index-settings.js';
import { isIn, noneOf } from '../../src/search/condition.js';
import { choose, type FacetName, facetNames } from '../../src/search/facets.js';
import type { OpportunityFilter } from '../../src/search/filter.js';
import { InvalidArgument } from '../../src/search/invalid-argument.js';
import type { EngineAnswer } from '../../src/search/search-engine.js';
import { type SortKey, sortKeys } from '../../src/search/search-plan.js';
import { type SearchRequest, SearchService } from '../../src/search/search-service.js';
import { type Bench, now, openBench } from '../support/harvest-bench.js';
import type { Line } from '../support/line-format.js';
import { temporaryDirectory } from '../support/servers.js';

/** Size of the result that is paged through; `npm run bench` does the same with 100,000. */
const hits = 1500;

let bench: Bench;
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let records: LearningOpportunity[];

beforeAll(async () => {
  folder = await temporaryDirectory('search');
  bench = await openBench({ url: inject('meiliUrl'), key: inject('meiliKey'), dir: folder.path });
  const uuid = (name: string) => v5(name, v5.URL);
  const options = { count: hits, seed: 3, vocabulary: vocabulary as never, uuid, start: '2026-11-23', textLength: 10 };
  records = [...makeRecords(options)].map((record) => learningOpportunitySchema.parse(record));
  await write('made', records);
});
afterAll(async () => {
  await bench.close();
  await folder.remove();
});

async function write(source: string, written: readonly LearningOpportunity[]): Promise<void> {
  async function* writes() {
    for (const record of written) {
      const { line, hash } = serialise(record);
      yield { record, hash, json: Buffer.from(line) };
    }
  }
  await bench.writer.apply(source, { writes, withdrawals: [], reason: '', providers: [], now });
}

function anOffer(source: string, id: string, more: Partial<LearningOpportunity> = {}): LearningOpportunity {
  return learningOpportunitySchema.parse({
    ...{ id: opportunityId(source, id), source, nativeIds: [{ value: id }], title: { en: `Offer ${id}` } },
    provenance: { format: 'test', feed: 'file:///feed', record: id, position: 1 },
    ...more,
  });
}

const made: OpportunityFilter = { source: { in: ['made'] }, status: ['open', 'upcoming', 'expired', 'unknown'] };

describe('generation', () => {
  test('changes with every write and is told with each answer', async () => {
    const seen: string[] = [];
    for (const title of ['one', 'two', 'three']) {
      await bench.run('generations', [{ id: '1', title }]);
      const { generation } = await bench.service.search({ first: 1 });
      expect((await bench.service.search({ first: 0, facets: [{ name: 'mode', first: 5 }] })).generation).toBe(
        generation,
      );
      seen.push(generation);
    }
    await bench.run('generations', [{ id: '1', title: 'three' }]);
    expect((await bench.service.search({})).generation).toBe(seen.at(-1));
    expect(new Set(seen).size).toBe(3);
  });

  test('of an index that was never written to is one too', async () => {
    const other = await openBench({ url: inject('meiliUrl'), key: inject('meiliKey'), dir: folder.path });
    expect(await other.service.search({ facets: [{ name: 'mode', first: 3 }] })).toMatchObject({
      total: 0,
      hits: [],
      generation: '0',
    });
    await other.close();
  });

  test('is one for all counts of an answer while a writer changes every offer of a source all the time', async () => {
    const mode = (code: string) => [{ value: vocabulary('mode').find(code)?.iri ?? '', basis: 'stated' as const }];
    const states = (['online', 'presential'] as const).map((code) =>
      Array.from({ length: 100 }, (_, index) =>
        anOffer('flicker', String(index), {
          modes: mode(code),
          ects: { value: code === 'online' ? 5 : 10, basis: 'stated' },
        }),
      ),
    );
    await write('flicker', states[0] ?? []);
    const done = new AbortController();
    const writing = (async () => {
      let writes = 0;
      for (; !done.signal.aborted; writes += 1) await write('flicker', states[(writes + 1) % 2] ?? []);
      return writes;
    })();
    const filter: OpportunityFilter = { source: { in: ['flicker'] } };
    const generations = new Set<string>();
    const shapes = new Map<string, number>();
    const facets = [
      { name: 'mode' as const, first: 10 },
      { name: 'ects' as const, first: 10 },
      { name: 'status' as const, first: 10 },
      { name: 'source' as const, first: 10 },
    ];
    try {
      for (let search = 0; search < 500; search += 1) {
        const chosen = search % 2 === 0 ? { ...filter, mode: { in: ['online', 'presential'] } } : filter;
        const result = await bench.service.search({
          filter: chosen,
          first: 100,
          facets,
          retrieve: ['f.mode', 'f.ects'],
        });
        generations.add(result.generation);
        const counts = Object.fromEntries(
          result.facets.map(({ name, values }) => [name, values.map(({ value, count }) => `${value}=${count}`).join()]),
        );
        const shown = [...new Set(result.hits.map(({ document }) => JSON.stringify(document.f)))];
        expect(shown).toHaveLength(1);
        const shape = `${counts.mode} ${counts.ects} ${shown} ${result.total}`;
        shapes.set(shape, (shapes.get(shape) ?? 0) + 1);
      }
    } finally {
      done.abort();
    }
    expect(await writing).toBeGreaterThan(10);
    expect([...shapes.keys()].sort()).toEqual([
      'online=100 5=100 {"ects":5,"mode":["online"]} 100',
      'presential=100 10=100 {"ects":10,"mode":["presential"]} 100',
    ]);
    expect(generations.size).toBeGreaterThan(10);
  }, 120_000);

  test('that is told belongs to the answer also when it is one query only', async () => {
    let state = '';
    const states = new Map<string, string>();
    const done = new AbortController();
    const writing = (async () => {
      for (let round = 0; !done.signal.aborted; round += 1) {
        state = `round ${round}`;
        await write('single', [anOffer('single', '1', { title: { en: state } })]);
      }
    })();
    const query = { text: '', condition: isIn('by.source', ['single']), facets: [], sort: [], offset: 0, limit: 1 };
    try {
      for (let search = 0; search < 400; search += 1) {
        const { generation, results } = await bench.engine.search([{ ...query, retrieve: ['record.title'] }]);
        const title = JSON.stringify(results[0]?.hits[0]?.record.title ?? {});
        expect(states.get(generation) ?? title).toBe(title);
        states.set(generation, title);
      }
    } finally {
      done.abort();
    }
    await writing;
    expect(states.size).toBeGreaterThan(5);
  }, 60_000);

  test('of a search by distance is that of the points it was made with', async () => {
    const at = (id: string, latitude: number): Line => ({ id, title: id, geo: { latitude, longitude: 0 } });
    const reader = new SearchService(bench.engine, () => 20_780);
    const near = { near: { latitude: 0.5, longitude: 0, km: 200 }, source: { in: ['places'] } };
    const lines = [at('a', 0.1)];
    for (const latitude of [0.2, 0.3, 0.4, 0.5]) {
      await bench.run('places', lines);
      expect((await reader.search({ filter: near })).total).toBe(lines.length);
      lines.push(at(`at ${latitude}`, latitude));
    }
  });
});

describe('paging', () => {
  const near = { latitude: 60, longitude: 25, km: 20_000, orOnline: true };

  async function forward(request: SearchRequest): Promise<string[]> {
    const ids: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await bench.service.search({ ...request, first: 100, ...(after === undefined ? {} : { after }) });
      ids.push(...page.hits.map(({ document }) => document.id));
      expect(page.hasPreviousPage).toBe(after !== undefined);
      after = page.hits.at(-1)?.cursor;
      if (!page.hasNextPage || ids.length > 2 * hits) return ids;
    }
  }

  async function backward(request: SearchRequest): Promise<string[]> {
    const ids: string[] = [];
    for (let before: string | undefined; ; ) {
      const page = await bench.service.search({ ...request, last: 100, ...(before === undefined ? {} : { before }) });
      ids.unshift(...page.hits.map(({ document }) => document.id));
      expect(page.hasNextPage).toBe(before !== undefined);
      before = page.hits[0]?.cursor;
      if (!page.hasPreviousPage || ids.length > 2 * hits) return ids;
    }
  }

  test.each(
    sortKeys.flatMap((by): [SortKey, boolean][] => [
      [by, false],
      [by, true],
    ]),
  )(
    'by %s, descending: %s, has no holes and no repeats, forward and backward',
    async (by, descending) => {
      const filter = by === 'distance' ? { ...made, near } : made;
      const request = { filter, sort: [{ by, descending }] };
      const ids = await forward(request);
      const { total } = await bench.service.search({ ...request, first: 0 });
      expect(total).toBe(by === 'distance' ? ids.length : hits);
      expect(ids).toHaveLength(total);
      expect(new Set(ids).size).toBe(total);
      expect(await backward(request)).toEqual(ids);
    },
    60_000,
  );

  test('keeps the order that was asked for, those without a value last', async () => {
    const values = async (by: SortKey, descending: boolean, attribute: string) => {
      const found: unknown[] = [];
      for (let after: string | undefined; ; ) {
        const request = { filter: made, sort: [{ by, descending }], first: 100, retrieve: [attribute] };
        const page = await bench.service.search({ ...request, ...(after === undefined ? {} : { after }) });
        const [group, key] = attribute.split('.') as ['f' | 's', string];
        found.push(...page.hits.map(({ document }) => document[group]?.[key]));
        after = page.hits.at(-1)?.cursor;
        if (!page.hasNextPage) return found;
      }
    };
    for (const [by, attribute] of [
      ['ects', 'f.ects'],
      ['startDate', 's.start'],
      ['completeness', 'f.completeness'],
    ] as const) {
      for (const descending of [false, true]) {
        const all = await values(by, descending, attribute);
        const stated = all.filter((value) => value !== undefined) as number[];
        expect(all.slice(0, stated.length)).toEqual(stated);
        expect(stated).toEqual([...stated].sort((a, b) => (descending ? b - a : a - b)));
      }
    }
  });

  test('between two cursors, before the first, behind the last', async () => {
    const request = { filter: made, sort: [{ by: 'title' as const, descending: false }] };
    const page = await bench.service.search({ ...request, first: 10 });
    const ids = page.hits.map(({ document }) => document.id);
    const cursor = (index: number) => page.hits[index]?.cursor ?? '';
    const idsOf = async (more: SearchRequest) =>
      (await bench.service.search({ ...request, ...more })).hits.map(({ document }) => document.id);
    expect(await idsOf({ after: cursor(1), before: cursor(5) })).toEqual(ids.slice(2, 5));
    expect(await idsOf({ after: cursor(1), before: cursor(5), first: 2 })).toEqual(ids.slice(2, 4));
    expect(await idsOf({ after: cursor(1), before: cursor(5), last: 2 })).toEqual(ids.slice(3, 5));
    expect(await idsOf({ after: cursor(5), before: cursor(1) })).toEqual([]);
    expect(await idsOf({ after: cursor(4), before: cursor(5) })).toEqual([]);
    expect(await idsOf({ before: cursor(0), last: 5 })).toEqual([]);
    expect(await idsOf({ last: 0 })).toEqual([]);
    const end = await bench.service.search({ ...request, last: 1 });
    const behind = await bench.service.search({ ...request, first: 5, after: end.hits[0]?.cursor ?? '' });
    expect(behind).toMatchObject({ hits: [], total: hits, hasNextPage: false, hasPreviousPage: true });
  });

  test('from the end finds the end of a result that has become shorter', async () => {
    const lines = (count: number): Line[] =>
      Array.from({ length: count }, (_, index) => ({ id: `${index}`, title: `t${String(index).padStart(2, '0')}` }));
    await bench.run('shrinking', lines(40));
    const request = { filter: { source: { in: ['shrinking'] } }, sort: [{ by: 'title' as const, descending: false }] };
    const page = await bench.service.search({ ...request, last: 10 });
    await bench.run('shrinking', lines(20), { force: true });
    const titles = await bench.service.search({
      ...request,
      last: 5,
      before: page.hits[0]?.cursor ?? '',
      retrieve: ['record.title'],
    });
    expect(titles.hits.map(({ document }) => document.record.title?.en)).toEqual(['t15', 't16', 't17', 't18', 't19']);
    expect(titles).toMatchObject({ total: 20, hasNextPage: false });
  });

  test('refuses the cursor of another search', async () => {
    const [hit] = (await bench.service.search({ filter: made, first: 1 })).hits;
    const after = hit?.cursor ?? '';
    await expect(bench.service.search({ filter: made, after })).resolves.toMatchObject({ hasPreviousPage: true });
    for (const other of [
      { filter: made, query: 'data' },
      { filter: { ...made, ects: { min: 1 } } },
      { filter: made, sort: [{ by: 'title' as const, descending: false }] },
      { filter: made, evidence: 'any' as const },
      { filter: made, asOf: 10_000 },
    ])
      for (const argument of ['after', 'before'])
        await expect(bench.service.search({ ...other, [argument]: after })).rejects.toMatchObject({
          argument,
          reason: 'INVALID_CURSOR',
        });
  });
});

describe('arguments that cannot be answered are refused by name', () => {
  const nested = (depth: number): OpportunityFilter => {
    let filter: OpportunityFilter = { ects: { min: 1 } };
    for (let level = 1; level <= depth; level += 1) filter = level % 2 === 0 ? { not: filter } : { or: [filter] };
    return filter;
  };
  test.each<[string, SearchRequest, string, string]>([
    ['unknown code', { filter: { language: { in: ['en', 'klingon'] } } }, 'filter.language.in.1', 'UNKNOWN_CODE'],
    ['date of no calendar', { filter: { startDate: { min: '2026-02-30' } } }, 'filter.startDate.min', 'INVALID_DATE'],
    ['date of another notation', { filter: { deadline: { max: '1/2/2026' } } }, 'filter.deadline.max', 'INVALID_DATE'],
    ['instant', { filter: { updatedSince: 'yesterday' } }, 'filter.updatedSince', 'INVALID_DATE'],
    ['NaN as limit', { filter: { ects: { min: Number.NaN } } }, 'filter.ects.min', 'INVALID_RANGE'],
    ['NaN in a list', { filter: { ects: { in: [1, Number.NaN] } } }, 'filter.ects.in.1', 'INVALID_RANGE'],
    ['NaN as price', { filter: { price: { max: Number.NaN } } }, 'filter.price.max', 'INVALID_RANGE'],
    ['range upside down', { filter: { eqfLevel: { min: 7, max: 5 } } }, 'filter.eqfLevel', 'INVALID_RANGE'],
    ['empty filter', { filter: { mode: {} } }, 'filter.mode', 'EMPTY_FILTER'],
    [
      'huge list',
      { filter: { provider: { in: Array.from({ length: 201 }, (_, n) => `p${n}`) } } },
      'filter.provider.in',
      'TOO_MANY_VALUES',
    ],
    [
      'many filters',
      { filter: { or: Array.from({ length: 500 }, (_, n) => ({ ects: { in: [n] } })) } },
      'filter.or.199',
      'TOO_MANY_VALUES',
    ],
    [
      'many circles',
      { filter: { or: Array.from({ length: 9 }, () => ({ near: { latitude: 0, longitude: 0, km: 1 } })) } },
      'filter.or.8.near',
      'TOO_MANY_VALUES',
    ],
    ['nesting', { filter: nested(9) }, `filter${'.or.0.not'.repeat(4)}.or.0`, 'TOO_DEEP'],
    ['nesting without end', { filter: nested(100_000) }, `filter${'.not.or.0'.repeat(4)}.not`, 'TOO_DEEP'],
    ['latitude', { filter: { near: { latitude: 91, longitude: 0, km: 5 } } }, 'filter.near.latitude', 'INVALID_GEO'],
    ['distance', { filter: { near: { latitude: 1, longitude: 0, km: -1 } } }, 'filter.near.km', 'INVALID_GEO'],
    ['order by distance', { sort: [{ by: 'distance', descending: false }] }, 'sort.0.by', 'INVALID_GEO'],
    ['currency', { filter: { price: { currency: 'XYZ' } } }, 'filter.price.currency', 'UNKNOWN_CODE'],
    ['no funding', { filter: { funding: { is: false } } }, 'filter.funding.is', 'UNKNOWN_CODE'],
    ['long text', { query: 'x'.repeat(513) }, 'query', 'TEXT_TOO_LONG'],
    ['page size', { first: 101 }, 'first', 'PAGINATION_LIMIT'],
    ['page size', { last: -1 }, 'last', 'PAGINATION_LIMIT'],
    ['page size', { first: Number.NaN }, 'first', 'PAGINATION_LIMIT'],
    ['page size', { first: 1.5 }, 'first', 'PAGINATION_LIMIT'],
    ['both ends', { first: 1, last: 1 }, 'last', 'PAGINATION_LIMIT'],
    ['cursor', { after: 'nonsense' }, 'after', 'INVALID_CURSOR'],
    ['facet size', { facets: [{ name: 'mode', first: 0 }] }, 'facets.mode.first', 'PAGINATION_LIMIT'],
    ['no hierarchy', { facets: [{ name: 'status', first: 1, under: '' }] }, 'facets.status.under', 'UNKNOWN_CODE'],
    ['no such parent', { facets: [{ name: 'nuts', first: 1, under: 'XX' }] }, 'facets.nuts.under', 'UNKNOWN_CODE'],
    [
      'many facets',
      { facets: Array.from({ length: 61 }, () => ({ name: 'mode' as const, first: 1 })) },
      'facets',
      'TOO_MANY_VALUES',
    ],
  ])('%s', async (_, request, argument, reason) => {
    const error = await bench.service.search(request).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(InvalidArgument);
    expect(error).toMatchObject({ argument, reason });
    expect((error as InvalidArgument).message.length).toBeLessThan(500);
  });

  test('the largest filters that are allowed are answered by the engine', async () => {
    const codes = [...vocabulary('language').concepts()].slice(0, 200).map(({ code }) => code);
    const full: OpportunityFilter = {
      language: { in: codes, notStated: true },
      near: { latitude: 1, longitude: 2, km: 9 },
    };
    const deep = (depth: number): OpportunityFilter =>
      depth === 0
        ? { language: { in: codes, notStated: true } }
        : { ects: { min: 1, notStated: true }, not: { or: [{ mode: { in: ['online'] } }, deep(depth - 2)] } };
    for (const filter of [full, { not: full }, deep(8)])
      for (const evidence of ['stated', 'exact', 'any'] as const)
        await expect(bench.service.search({ filter, evidence })).resolves.toMatchObject({ total: expect.any(Number) });
    const wide = { or: Array.from({ length: 199 }, (_, index) => ({ ects: { min: index, max: index + 0.5 } })) };
    await expect(bench.service.search({ filter: wide })).resolves.toMatchObject({ total: expect.any(Number) });
    for (const value of [1e21, 1e-7, -1e21, Number.MAX_VALUE, Number.MIN_VALUE, -0, Number.POSITIVE_INFINITY])
      await expect(bench.service.search({ filter: { ects: { in: [value] } } })).resolves.toMatchObject({ total: 0 });
    await expect(bench.service.search({ filter: { ects: { min: -1e300, max: 1e300 } } })).resolves.toMatchObject({
      total: expect.any(Number),
    });
  });
});

describe('text', () => {
  const words = ['data', 'health', 'Daten', 'Pflege', 'tieto', 'johtaminen', 'données', 'santé', 'bâtiment', 'grün'];

  test('narrows facet counts to exactly what is found after a value is chosen', async () => {
    const random = randomOf(11);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    const counted = facetNames.filter((name) => name !== 'updatedSince' && name !== 'near');
    let checked = 0;
    for (let round = 0; round < 50; round += 1) {
      const word = pick(words);
      const query = round % 3 === 0 ? word.slice(0, 3) : round % 3 === 1 ? word : `${word} ${pick(words)}`;
      const name: FacetName = pick(counted);
      const filter: OpportunityFilter = round % 2 === 0 ? made : { ...made, mode: { in: ['online', 'presential'] } };
      const { facets, total } = await bench.service.search({ query, filter, first: 0, facets: [{ name, first: 100 }] });
      for (const { value, count } of (facets[0]?.values ?? []).slice(0, 4)) {
        const chosen = choose(filter, name, value, { evidence: 'exact', asOf: 20_780 });
        const after = await bench.service.search({ query, filter: chosen, first: 0 });
        expect({ query, name, value, count }).toEqual({ query, name, value, count: after.total });
        checked += 1;
      }
      expect(total).toBeLessThanOrEqual(hits);
    }
    expect(checked).toBeGreaterThan(50);
  });

  test('is found whatever language it is in and whatever language the reader speaks', async () => {
    const titles: [string, string][] = [
      ['de', 'Datenschutzgrundverordnung an der Volkshochschule'],
      ['de', 'Wirtschaftsinformatik und Krankenhausmanagement'],
      ['en', 'Understanding software development and background research'],
      ['sv', 'Åldrande, läkemedel och företagsekonomi'],
      ['fi', 'Työturvallisuuskoulutus'],
      ['el', 'Ψηφιακός μετασχηματισμός'],
      ['bg', 'Информатика за начинаещи'],
      ['fr', "L'apprentissage du cœur électrique"],
      ['tr', 'İstanbul için yazılım'],
      ['und', 'Sozialversicherungsfachangestellte'],
    ];
    await write(
      'languages',
      titles.map(([language, title], index) => anOffer('languages', `${index}`, { title: { [language]: title } })),
    );
    const filter = { source: { in: ['languages'] } };
    const found = async (query: string, language: string) =>
      (await bench.service.search({ query, language, filter, retrieve: ['record.title'] })).hits.map(
        ({ document }) => Object.values(document.record.title ?? {})[0],
      );
    for (const language of ['en', 'de', 'sv', 'fi', 'xx'])
      for (const [, title] of titles)
        for (const word of title.split(/[\s,']+/).filter((each) => each.length > 4))
          expect({ language, word, found: await found(word, language) }).toEqual({
            ...{ language, word },
            found: expect.arrayContaining([title]),
          });
    expect(await found('Schule', 'de')).toEqual(['Datenschutzgrundverordnung an der Volkshochschule']);
    expect(await found('informatik management', 'en')).toEqual(['Wirtschaftsinformatik und Krankenhausmanagement']);
  });

  test('of any kind is a question and never a fault', async () => {
    for (const query of [
      ...['\ud800', 'a\u0000b', '"unfinished phrase', '-data', '--', '\\', '*', '🎓', `a${'\u0301'.repeat(500)}`, '  '],
      ...['f.source = "x"', '{"id":1}', '\r\nFLUSHALL', Array.from({ length: 40 }, (_, n) => `word${n}`).join(' ')],
    ])
      await expect(bench.service.search({ query, first: 1 })).resolves.toMatchObject({ total: expect.any(Number) });
  });

  test('of more than ten words is read as far as the tenth', async () => {
    const ten = 'one two three four five six seven eight nine ten';
    await write('words', [anOffer('words', '1', { title: { en: `${ten} eleven` } })]);
    const total = async (query: string) =>
      (await bench.service.search({ query, filter: { source: { in: ['words'] } } })).total;
    expect(await total(`${ten} eleven`)).toBe(1);
    expect(await total(`${ten} zebra`)).toBe(1);
    expect(await total(ten.replace('five', 'zebra'))).toBe(0);
  });
});

describe('literals of the filter language', () => {
  /** As the engine compares: without case, accents, compatibility forms and outer spaces. */
  const folded = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
  const keywords = [
    'TO',
    'EXISTS',
    'IN',
    'NOT',
    'AND',
    'OR',
    'NULL',
    'EMPTY',
    'CONTAINS',
    'STARTS WITH',
    'IS',
    '_geoRadius',
  ];
  const pieces = [
    ...keywords,
    '"',
    "'",
    '\\',
    '\\"',
    '\n',
    '\t',
    '[',
    ']',
    '(',
    ')',
    ',',
    '=',
    '🎓',
    'ä',
    'a',
    ' ',
    ':',
    '/',
    '`',
  ];
  const nasty = fc
    .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 4 })), {
      minLength: 1,
      maxLength: 8,
    })
    .map((parts) => `x${parts.join('')}`);

  test('mean exactly the string that they stand for', async () => {
    const name = `${bench.names.offers}-literals`;
    const values = [...new Set(fc.sample(nasty, { numRuns: 200, seed: 5 }).map((value) => value.toWellFormed()))];
    await bench.admin.createIndex(name, { primaryKey: 'id' }).waitTask();
    await bench.admin.index(name).updateSettings(offerSettings).waitTask();
    const documents = values.map((value, id) => ({ id, live: true, by: { source: value } }));
    expect(await bench.admin.index(name).addDocuments(documents).waitTask()).toMatchObject({ status: 'succeeded' });
    const ids = async (filter: string | undefined) =>
      (await bench.admin.index(name).getDocuments({ filter: filter ?? '', limit: 1000 })).results.map(
        ({ id }) => values[id],
      );
    for (const value of values) {
      const found = await ids(filterText(isIn('by.source', [value])));
      expect(found).toContain(value);
      expect(found.filter((other) => folded(other ?? '') !== folded(value))).toEqual([]);
      const others = await ids(filterText(noneOf(isIn('by.source', [value, `${value}?`]))));
      expect(others).not.toContain(value);
      expect(others.length + (await ids(filterText(isIn('by.source', [value, `${value}?`])))).length).toBe(
        values.length,
      );
    }
    await bench.admin.deleteIndex(name).waitTask();
  }, 60_000);

  test('never let a provider id out of its condition', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(nasty, { minLength: 1, maxLength: 5 }), async (ids) => {
        expect((await bench.service.search({ filter: { provider: { in: ids } } })).total).toBe(0);
        expect(
          (await bench.service.search({ filter: { ...made, not: { source: { in: ids } } }, first: 0 })).total,
        ).toBe(hits);
      }),
      { numRuns: 100, seed: 9 },
    );
  });
});

test('documents are answered by id only, whatever is asked for', async () => {
  const [record] = records;
  const ids = [record?.id ?? '', 'generation', 'no such', 'http://x/y', '', 'é', 'x'.repeat(600)];
  expect(await bench.engine.documents(ids, ['record.title'])).toEqual([
    { id: record?.id, record: { title: record?.title } },
  ]);
  expect(isoDay(20_780)).toBe('2026-11-23');
  const answer: EngineAnswer = await bench.engine.search([]);
  expect(answer.results).toEqual([]);
});
