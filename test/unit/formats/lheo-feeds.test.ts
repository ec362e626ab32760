import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { learningOpportunitySchema } from '../../../src/domain/learning-opportunity.js';
import { FeedError } from '../../../src/harvest/feed.js';
import { lheo } from '../../../src/harvest/formats/lheo/lheo.format.js';
import { formats } from '../../../src/harvest/formats/registry.js';
import { sourceDefinition } from '../../../src/harvest/source.js';
import { runFormat } from '../../support/run-format.js';

const file = 'test/fixtures/lheo/harbour-region.xml';
const source = { language: 'fr', timezone: 'Europe/Paris' };

const formation = (inner: string) =>
  `<lheo xmlns="http://lheo.gouv.fr/2.3"><offres><formation numero="1"><intitule-formation>Titre</intitule-formation>${inner}</formation></offres></lheo>`;

describe('a feed in LHEO', () => {
  it('refuses what is cut, empty, another document or a document type with declarations', async () => {
    const content = await readFile(file, 'utf8');
    const code = (text: string) =>
      runFormat(lheo, { content: text }, source).then(
        () => 'read',
        (error: unknown) => (error instanceof FeedError ? error.code : 'other'),
      );
    expect(await code(content.slice(0, content.length / 2))).toBe('FEED_MALFORMED');
    expect(await code('')).toBe('FEED_EMPTY');
    expect(await code('<rss/>')).toBe('FEED_MALFORMED');
    expect(await code(`<!DOCTYPE lheo [<!ENTITY a "b">]>${formation('')}`)).toBe('XML_DTD_FORBIDDEN');
  });

  it('skips a formation beyond the limit, with an error', async () => {
    const big = formation(`<contenu-formation>${'x'.repeat(5000)}</contenu-formation>`);
    const { opportunities, issues: found } = await runFormat(
      lheo,
      { content: big },
      { ...source, limits: { maxRecordBytes: 1000 } },
    );
    expect(opportunities).toEqual([]);
    expect(found).toMatchObject([{ code: 'LIMIT_RECORD_SIZE', severity: 'error', record: '1' }]);
  });

  it('is found by its root element', async () => {
    const head = await readFile(file, 'utf8');
    expect(formats.find((format) => format.sniff(head, 'file:///x.xml'))?.id).toBe('lheo');
    expect(lheo.sniff('<catalog xmlns="http://xcri.org/profiles/1.2/catalog"/>', '')).toBe(false);
  });

  it('never throws, whatever the elements say, and stays in the canonical schema', async () => {
    const definition = sourceDefinition.parse({ id: 'test', name: 'Test', location: 'x', ...source });
    const content = await readFile(file, 'utf8');
    const leaf = /<([A-Za-z-]+)>([^<>]*)<\/\1>/g;
    const leaves = [...content.matchAll(leaf)];
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '-',
        '00000000',
        '20261301',
        '-1',
        '1e400',
        '&lt;p&gt;&lt;/p&gt;',
        'NaN',
        '99999999',
        'fr',
        '\u202e',
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(leaves.length - 1), text), { maxLength: 12 }), async (changes) => {
        const changed = new Map(changes);
        let index = 0;
        const mutated = content.replace(leaf, (whole, name: string) => {
          const replacement = changed.get(index++);
          if (replacement === undefined) return whole;
          const escaped = replacement.replace(/[^\t\n\u0020-\ud7ff]/g, '').replace(/[<>]|&(?!\w+;)/g, '');
          return `<${name}>${escaped}</${name}>`;
        });
        const { opportunities } = await runFormat(lheo, { content: mutated }, source).catch((error: unknown) => {
          if (error instanceof FeedError) return { opportunities: [] };
          throw error;
        });
        for (const opportunity of opportunities)
          expect(learningOpportunitySchema.safeParse(opportunity).error).toBeUndefined();
      }),
      { numRuns: 60 },
    );
    fc.assert(
      fc.property(fc.anything(), (data) => {
        const context = { source: definition, feed: { uri: 'file:///x' }, position: 1, now: new Date(0) };
        expect(lheo.map({ position: 1, data }, context).opportunity).toBeUndefined();
      }),
    );
  });
});
