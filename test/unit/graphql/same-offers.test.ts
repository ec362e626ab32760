import { expect, test } from 'vitest';
import type { SearchDocument } from '../../../src/search/search-document.js';
import { anApi } from '../../support/graphql-api.js';
import { aDocument } from '../../support/opportunities.js';

const front = aDocument('front', { homepages: [{ url: 'https://uni.example/a' }] });
const { live: _, ...hidden } = aDocument('hidden', { homepages: [{ url: 'https://uni.example/b' }] });
const gone = aDocument('gone');
const alone = aDocument('alone');
const cluster = {
  ...{ front: front.id, until: 65_535 },
  members: [
    { id: front.id, source: 'test', rule: 'page', shared: 'uni.example/c' },
    { id: hidden.id, source: 'other', rule: 'page', shared: 'uni.example/c' },
    { id: gone.id, source: 'third', rule: 'operator', shared: '' },
  ],
} as const;
const documents: SearchDocument[] = [{ ...front, cluster }, { ...hidden, cluster }, alone];
const sources = [{ id: 'other', name: 'Other catalogue', enabled: true, records: 1 }];
const fields = `mergedInto alsoOfferedBy {
  id source { id name } provenance { format feed record position } homepages { url } rule basis shared }`;

test('an offer names the other records of it that are there, and a hidden one who is found for it', async () => {
  const { run } = anApi(documents, { sources });
  const ids = JSON.stringify([front.id, hidden.id, alone.id]);
  const { data, errors } = await run(`{ learningOpportunities(ids: ${ids}) { ${fields} } }`);
  expect(errors).toBeUndefined();
  const common = { rule: 'PAGE', basis: 'STATED', shared: 'uni.example/c' };
  expect(data.learningOpportunities).toEqual([
    {
      mergedInto: null,
      alsoOfferedBy: [
        {
          ...{ id: hidden.id, source: { id: 'other', name: 'Other catalogue' }, provenance: hidden.record.provenance },
          ...{ homepages: [{ url: 'https://uni.example/b' }], ...common },
        },
      ],
    },
    {
      mergedInto: front.id,
      alsoOfferedBy: [
        {
          ...{ id: front.id, source: { id: 'test', name: 'test' }, provenance: front.record.provenance },
          ...{ homepages: [{ url: 'https://uni.example/a' }], ...common },
        },
      ],
    },
    { mergedInto: null, alsoOfferedBy: [] },
  ]);
});
