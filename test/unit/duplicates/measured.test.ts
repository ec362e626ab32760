import { expect, test } from 'vitest';
import { makePairs } from '../../../scripts/bench/duplicate-pairs.js';
import { score } from '../../../scripts/bench/duplicate-score.js';
import { clusterOffers } from '../../../src/domain/duplicates/cluster.js';
import { identityOf } from '../../../src/domain/duplicates/identity.js';
import { readBundledCatalogues } from '../../support/bundled-catalogues.js';
import { iri } from '../../support/opportunities.js';

test('of pairs made of real offers, at least 99 % of what is merged is right, and most that is right is merged', async () => {
  const catalogues = await readBundledCatalogues();
  const records = [...catalogues.values()].flatMap((catalogue) => catalogue.records);
  const iris = {
    modeIris: { online: iri('mode', 'online'), onsite: iri('mode', 'presential') },
    kindIris: {
      module: iri('opportunity-type', 'programme-module'),
      programme: iri('opportunity-type', 'educational-programme'),
    },
  };
  const result = score(makePairs(records, { iris }), { identityOf, clusterOffers, today: 20_780 });
  expect(result.pairs).toBeGreaterThan(1000);
  expect(result.precision).toBeGreaterThanOrEqual(0.99);
  expect(result.recall).toBeGreaterThan(0.9);
}, 60_000);
