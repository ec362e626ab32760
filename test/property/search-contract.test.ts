import fc from 'fast-check';
import { v5 } from 'uuid';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { makeRecords } from '../../scripts/bench/records.js';
import { dayOf } from '../../src/domain/days.js';
import { evidenceTiers } from '../../src/domain/evidence.js';
import { type LearningOpportunity, learningOpportunitySchema } from '../../src/domain/learning-opportunity.js';
import { vocabulary } from '../../src/domain/vocabularies/vocabulary.js';
import { serialise } from '../../src/harvest/content-hash.js';
import { connectMeilisearch, type MeilisearchConnection } from '../../src/meilisearch/connect.js';
import { MeilisearchEngine } from '../../src/meilisearch/engine.js';
import { indexNames } from '../../src/meilisearch/index-settings.js';
import { IndexWriter } from '../../src/meilisearch/index-writer.js';
import { choose, type FacetName, facetNames } from '../../src/search/facets.js';
import { SearchService } from '../../src/search/search-service.js';
import { isHit } from '../support/brute-force.js';
import { anyFilter } from '../support/random-filter.js';
import { temporaryDirectory } from '../support/servers.js';
import { silentLog } from '../support/silent-log.js';

const asOf = '2026-11-23';
const uuid = (name: string) => v5(name, v5.URL);
const records = [
  ...makeRecords({ count: 500, seed: 7, vocabulary: vocabulary as never, uuid, start: asOf, textLength: 10 }),
].map((record): LearningOpportunity => learningOpportunitySchema.parse(record));

describe('search over made-up records', () => {
  let connection: MeilisearchConnection;
  let service: SearchService;

  beforeAll(async () => {
    const folder = await temporaryDirectory();
    const prefix = 'lotse-contract';
    connection = await connectMeilisearch({
      url: inject('meiliUrl'),
      key: inject('meiliKey'),
      dataDir: folder.path,
      prefix,
      log: silentLog,
    });
    const names = indexNames(prefix);
    const writer = new IndexWriter(connection.write, names, { log: silentLog });
    await writer.ensure();
    async function* writes() {
      for (const record of records) {
        const { line, hash } = serialise(record);
        yield { record, hash, json: Buffer.from(line) };
      }
    }
    const applied = await writer.apply('made', { writes, withdrawals: [], reason: '', providers: [], now: new Date() });
    expect(applied).toEqual({ written: records.length, refused: [], withdrawn: 0 });
    service = new SearchService(new MeilisearchEngine(connection.search, names.offers), () =>
      dayOf(new Date(`${asOf}T12:00:00Z`)),
    );
  });
  afterAll(() => connection.close());

  test('finds exactly the offers that a second reading of the filter finds', async () => {
    await fc.assert(
      fc.asyncProperty(anyFilter, fc.constantFrom(...evidenceTiers), async (filter, evidence) => {
        const expected = records.filter((record) => isHit(record, filter, { evidence, asOf })).length;
        const { total } = await service.search({ filter, evidence, first: 0 });
        expect(total).toBe(expected);
      }),
      { numRuns: 1500, seed: 1 },
    );
  }, 180_000);

  test("a facet value's count is the total after that value is chosen", async () => {
    const counted = facetNames.filter((name) => name !== 'updatedSince');
    await fc.assert(
      fc.asyncProperty(
        anyFilter,
        fc.constantFrom(...evidenceTiers),
        fc.uniqueArray(fc.constantFrom(...counted), { minLength: 1, maxLength: 4 }),
        fc.nat(),
        async (filter, evidence, names, salt) => {
          const { facets } = await service.search({
            filter,
            evidence,
            first: 0,
            facets: names.map((name) => ({ name, first: 1000 })),
          });
          expect(facets.map(({ name }) => name)).toEqual(names);
          for (const { name, values, notStated, truncated } of facets) {
            expect(truncated).toBe(false);
            const day = dayOf(new Date(asOf));
            for (const { value, count } of values.filter(
              (_, index) => values.length < 4 || index % Math.ceil(values.length / 3) === salt % 3,
            )) {
              const chosen = choose(filter, name, value, { evidence, asOf: day });
              expect({ name, value, count }).toEqual({
                name,
                value,
                count: records.filter((record) => isHit(record, chosen, { evidence, asOf })).length,
              });
            }
            expect({ name, notStated }).toEqual({ name, notStated: withoutValue(filter, name, evidence) });
          }
        },
      ),
      { numRuns: 1500, seed: 2 },
    );
  }, 180_000);

  function withoutValue(filter: object, name: FacetName, evidence: (typeof evidenceTiers)[number]): number {
    if (name === 'status' || name === 'near' || name === 'updatedSince') return 0;
    return records.filter((record) => isHit(record, { ...filter, [name]: { notStated: true } }, { evidence, asOf }))
      .length;
  }
});
