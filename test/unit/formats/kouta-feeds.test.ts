import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { learningOpportunitySchema } from '../../../src/domain/learning-opportunity.js';
import { kouta } from '../../../src/harvest/formats/kouta/kouta.format.js';
import { formats } from '../../../src/harvest/formats/registry.js';
import { sourceDefinition } from '../../../src/harvest/source.js';
import { pathsIn, replaced } from '../../support/any-value.js';
import { runFormat } from '../../support/run-format.js';

const finnish = { language: 'fi', timezone: 'Europe/Helsinki' };
const folder = 'src/catalogues/eupl-opintopolku';
const koulutus = { oid: '1.2.246.562.13.1', nimi: { fi: 'Yksi' }, koulutustyyppi: 'kk-opintojakso' };

const titles = async (content: string, uri = 'file:///feed.json') =>
  (await runFormat(kouta, { content, uri }, finnish)).opportunities.map(({ title }) => title.fi);

describe('feeds of Kouta and Konfo', () => {
  const another = { ...koulutus, oid: '1.2.246.562.17.2', nimi: { fi: 'Kaksi' } };
  it.each([
    ['an answer of the search', JSON.stringify({ total: 2, hits: [koulutus, another], filters: {} })],
    [
      'an answer of Elasticsearch',
      JSON.stringify({ took: 2, hits: { hits: [{ _source: koulutus }, { _source: another }] } }),
    ],
    ['an array', JSON.stringify([koulutus, another])],
    ['JSON lines', `${JSON.stringify({ _source: koulutus })}\n${JSON.stringify(another)}\n`],
  ])('are read as %s', async (_, content) => {
    expect(await titles(content)).toEqual(['Yksi', 'Kaksi']);
  });

  it('are read as a single record, whether on one line or on many', async () => {
    expect(await titles(JSON.stringify(koulutus))).toEqual(['Yksi']);
    expect(await titles(JSON.stringify(koulutus, null, 2))).toEqual(['Yksi']);
  });

  it('leave out drafts, what is archived, institutions and application options', async () => {
    const others = [
      { ...koulutus, tila: 'arkistoitu' },
      { ...koulutus, tila: 'tallennettu' },
      { oid: '1.2.246.562.10.594252633210', nimi: { fi: 'Koulutuskeskus' } },
      { oid: '1.2.246.562.20.5', hakuOid: '1.2.246.562.29.1', nimi: { fi: 'Hakukohde' } },
      { ...koulutus, tila: 'julkaistu' },
    ];
    expect(await titles(JSON.stringify(others))).toEqual(['Yksi']);
  });

  it.each([
    ['', 'FEED_EMPTY'],
    ['  \n', 'FEED_EMPTY'],
    ['<html></html>', 'FEED_MALFORMED'],
    ['{"hits": [{"oid": "1"}', 'FEED_MALFORMED'],
    ['{"hits": {"total": 3}}', 'FEED_MALFORMED'],
    ['{"status": 500, "error": "Internal Server Error"}', 'FEED_MALFORMED'],
  ])('that are broken fail as a whole: %j', async (content, code) => {
    await expect(runFormat(kouta, { content }, finnish)).rejects.toMatchObject({ name: 'FeedError', code });
  });

  it('that are cut fail, wherever the cut is', async () => {
    const whole = readFileSync(`${folder}/europass-publisher/koulutus-8162.json`);
    for (const share of [0.1, 0.5, 0.99]) {
      const content = whole.subarray(0, Math.floor(whole.length * share));
      await expect(runFormat(kouta, { content }, finnish)).rejects.toMatchObject({ code: 'FEED_MALFORMED' });
    }
  });

  it('are recognised without being named', () => {
    for (const file of ['konfo-ui/search-koulutukset-all.json', 'europass-publisher/toteutus-tarkka-alkuaika.json']) {
      const head = readFileSync(`${folder}/${file}`, 'utf8').slice(0, 65_536);
      expect(formats.find((format) => format.sniff(head, file))?.id).toBe('kouta');
    }
  });
});

describe('mapping any JSON', () => {
  const source = sourceDefinition.parse({ id: 'test', name: 'Test', location: 'feed', ...finnish });
  const context = { source, feed: { uri: 'file:///feed' }, position: 1, now: new Date('2026-01-15T12:00:00Z') };
  const real = JSON.parse(readFileSync(`${folder}/europass-publisher/toteutus-tarkka-alkuaika.json`, 'utf8'));

  it('never throws, and says why there is no record', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (data) => {
        const { opportunity, issues } = kouta.map({ position: 1, data }, context);
        expect(opportunity !== undefined || issues.some(({ severity }) => severity === 'error')).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('gives a valid record of a real one in which any value is something else', () => {
    const paths = [...pathsIn(real)].filter(([first]) => first !== 'oid' && first !== 'nimi');
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue({ maxDepth: 2 }), (path, value) => {
        const { opportunity } = kouta.map({ position: 1, data: replaced(real, path, value) }, context);
        expect(learningOpportunitySchema.safeParse(opportunity).error?.issues).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });
});
