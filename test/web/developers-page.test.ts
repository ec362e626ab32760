import { expect, test } from 'vitest';
import { examples } from '../../src/web/pages/developers/examples.js';
import { isKnownType, schemaReference } from '../../src/web/pages/developers/schema-reference.js';

test('the reference begins with what can be asked, and describes every member', () => {
  const types = schemaReference();
  expect(types[0]).toMatchObject({ name: 'Query', kind: 'query' });
  const silent = types
    .filter(({ kind }) => kind !== 'union')
    .flatMap(({ name, members }) =>
      members.filter(({ description }) => description === '').map((it) => `${name}.${it.name}`),
    );
  expect(silent).toEqual([]);
});

test('arguments have their types and defaults', () => {
  const search = schemaReference()[0]?.members.find(({ name }) => name === 'searchLearningOpportunities');
  expect(search?.args.find(({ name }) => name === 'language')).toMatchObject({ type: 'String', default: '"en"' });
  expect(isKnownType('LearningOpportunity')).toBe(true);
  expect(isKnownType('String')).toBe(false);
});

test('examples have a name, a sentence about them, and no comment in their text', () => {
  expect(examples().map(({ name }) => name)).toContain('FirstSearch');
  for (const { about, text } of examples()) {
    expect(about).toMatch(/\.$/);
    expect(text).toMatch(/^query /);
  }
});

test('types that only administrators meet come last, and defaults are written as in GraphQL', () => {
  const types = schemaReference();
  const first = types.findIndex(({ forAdministrators }) => forAdministrators);
  expect(types.slice(first).every(({ forAdministrators }) => forAdministrators)).toBe(true);
  const names = (isForThem: boolean) =>
    types.filter(({ forAdministrators }) => forAdministrators === isForThem).map(({ name }) => name);
  expect(names(true)).toEqual(expect.arrayContaining(['Mutation', 'AdminQuery', 'DeadLetter', 'HarvestJob']));
  expect(names(false)).toEqual(expect.arrayContaining(['LearningOpportunity', 'Source', 'HarvestRun', 'Evidence']));
  const search = types[0]?.members.find(({ name }) => name === 'searchLearningOpportunities');
  expect(search?.args.find(({ name }) => name === 'evidence')?.default).toBe('EXACT');
});
