import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { filterProblems } from '../../../src/graphql/inputs/filter-problems.js';
import { buildGraphQLSchema } from '../../../src/graphql/schema.js';
import { loadWidgets } from '../../../src/widgets/widgets-file.js';
import { temporaryDirectory } from '../../support/servers.js';

const schema = buildGraphQLSchema({ now: () => new Date('2026-09-01') });
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  folder = await temporaryDirectory('widgets');
});
afterAll(() => folder.remove());

async function load(text: string) {
  const path = join(folder.path, 'widgets.yaml');
  await writeFile(path, text);
  return loadWidgets(path, ({ filter, evidence }) => filterProblems(schema, filter, { sources: ['one'], evidence }));
}

test('presets are read with their defaults', async () => {
  const presets = await load(`
widgets:
  town:
    title: Job centre of the town
    filter: { nuts: { in: [SE11] }, free: { is: true, notStated: true }, status: [OPEN], source: { in: [one] } }
    origins: [https://WWW.Town.example, http://localhost:8080]
    languages: [sv, en]
    evidence: any
  all: {}
`);
  expect(presets.get('town')).toEqual({
    id: 'town',
    title: 'Job centre of the town',
    filter: { nuts: { in: ['SE11'] }, free: { is: true, notStated: true }, status: ['OPEN'], source: { in: ['one'] } },
    origins: ['https://www.town.example', 'http://localhost:8080'],
    languages: ['sv', 'en'],
    evidence: 'any',
  });
  expect(presets.get('all')).toEqual({ id: 'all', filter: {}, languages: [], evidence: 'exact' });
});

test.each([
  ['a: { filter: { contry: { in: [SE] } } }', /line 2: widgets\.a\.filter: Field "contry" is not defined/],
  ['a: { filter: { eqfLevel: { in: [high] } } }', /line 2: widgets\.a\.filter\.eqfLevel\.in\.0: Int cannot represent/],
  ['a: { filter: { eqfLevel: { in: [9] } } }', /line 2: widgets\.a\.filter\.eqfLevel\.in\.0: /],
  ['a: { filter: { country: { in: [Sweden] } } }', /line 2: widgets\.a\.filter\.country\.in\.0: .*Sweden/],
  ['a: { filter: { country: {} } }', /line 2: widgets\.a\.filter\.country: .*sets no condition/],
  ['a: { filter: { source: { in: [two] } } }', /line 2: widgets\.a\.filter\.source\.in\.0: "two" is no source/],
  ['a: { filter: { status: [NEW] } }', /line 2: widgets\.a\.filter\.status\.0: Value "NEW" does not exist/],
  ['a: { filters: {} }', /line 2: widgets\.a\.filters: Unrecognized key/],
  ['a: { origins: [www.town.example] }', /line 2: widgets\.a\.origins\.0: expected an origin/],
  ['a: { origins: [https://town.example/path] }', /line 2: widgets\.a\.origins\.0: expected an origin/],
  ['a: { origins: [] }', /line 2: widgets\.a\.origins: /],
  ['A b: {}', /line 2: widgets\.A b: /],
])('%s is refused with its line', async (preset, message) => {
  await expect(load(`widgets:\n  ${preset}\n`)).rejects.toThrow(message);
});

test('all problems are told at once, in the order of the file', async () => {
  const message = await load('widgets:\n  b: { filter: { x: 1 } }\n  a: { filter: { y: 1 } }\n').catch(String);
  expect(message).toMatch(/line 2: widgets\.b[\s\S]*line 3: widgets\.a/);
});

test('a file that is not there is told by its name', async () => {
  const none = join(folder.path, 'none.yaml');
  await expect(loadWidgets(none, () => [])).rejects.toThrow(`The widgets file ${none} cannot be read`);
});
