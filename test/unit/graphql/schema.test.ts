import { readFileSync } from 'node:fs';
import {
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  parse,
  printSchema,
  specifiedScalarTypes,
  validate,
} from 'graphql';
import { expect, test } from 'vitest';
import { learningOpportunitySchema } from '../../../src/domain/learning-opportunity.js';
import { buildGraphQLSchema } from '../../../src/graphql/schema.js';
import { opportunityFields, retrievePaths } from '../../../src/graphql/views/opportunity.js';
import { facetNames } from '../../../src/search/facets.js';
import * as operations from '../../support/generated/graphql.js';

const schema = buildGraphQLSchema();
const file = (path: string) => readFileSync(new URL(`../../../schema/${path}`, import.meta.url), 'utf8');

function ownTypes(of: GraphQLSchema): GraphQLNamedType[] {
  return Object.values(of.getTypeMap()).filter(
    (type) => !type.name.startsWith('__') && !specifiedScalarTypes.some(({ name }) => name === type.name),
  );
}

/** Everything of a type that should be described, by its coordinate. */
function described(type: GraphQLNamedType): [coordinate: string, description: string | null | undefined][] {
  const own: [string, string | null | undefined] = [type.name, type.description];
  // The type of all operations needs no words.
  const all = ['Query', 'Mutation'].includes(type.name) ? [] : [own];
  if (isEnumType(type))
    return [
      ...all,
      ...type
        .getValues()
        .map((it) => [`${type.name}.${it.name}`, it.description] as const)
        .map(([a, b]): [string, string | null | undefined] => [a, b]),
    ];
  if (isInputObjectType(type)) {
    return [
      ...all,
      ...Object.values(type.getFields()).map((it): [string, string | null | undefined] => [
        `${type.name}.${it.name}`,
        it.description,
      ]),
    ];
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return all;
  for (const field of Object.values(type.getFields())) {
    all.push([`${type.name}.${field.name}`, field.description]);
    for (const arg of field.args) all.push([`${type.name}.${field.name}(${arg.name}:)`, arg.description]);
  }
  return all;
}

test('every type, field, argument and enum value is described by a sentence', () => {
  const all = ownTypes(schema).flatMap(described);
  expect(all.length).toBeGreaterThan(400);
  expect(all.filter(([, text]) => !/\.$/.test(text ?? '')).map(([coordinate]) => coordinate)).toEqual([]);
});

test('schema/schema.graphql is what the code says', () => {
  expect(file('schema.graphql').split('\n').slice(2).join('\n').trim()).toBe(printSchema(schema).trim());
});

test('our operations are valid, and their generated documents are those of the files', () => {
  const generated = Object.entries(operations).filter(([name]) => name.endsWith('Document'));
  expect(generated.length).toBe(10);
  for (const [name, document] of generated) {
    const path = name
      .replace(/Document$/, '')
      .replace(/([a-z])([A-Z])/g, '$1-$2')
      .toLowerCase();
    const text = file(`operations/${path}.graphql`);
    expect(validate(schema, parse(text)), path).toEqual([]);
    const names = (source: string) => (source.match(/\w+/g) ?? []).sort();
    const withoutComments = text.replace(/^#.*$/gm, '');
    expect(names(String(document)), path).toEqual(names(withoutComments));
  }
});

test('every field of an offer says what it needs, and every part of the record is shown', () => {
  const type = schema.getType('LearningOpportunity');
  if (!isObjectType(type)) throw new Error('the type is missing');
  const names = Object.keys(type.getFields());
  expect(Object.keys(opportunityFields).sort()).toEqual([...names].sort());
  const parts = Object.keys(learningOpportunitySchema.shape).filter((part) => part !== 'id');
  const stored = ['id', ...parts.map((part) => `record.${part}`), 'cluster', 'updated', 'withdrawn'];
  expect(retrievePaths(names)).toEqual(stored.sort());
});

test('there is a field for every facet and a condition for every filter', () => {
  const facets = schema.getType('LearningOpportunityFacets');
  const filter = schema.getType('LearningOpportunityFilter');
  if (!isObjectType(facets) || !isInputObjectType(filter)) throw new Error('a type is missing');
  expect(Object.keys(facets.getFields()).sort()).toEqual([...facetNames].sort());
  expect(Object.keys(filter.getFields()).sort()).toEqual([...facetNames, 'and', 'or', 'not'].sort());
});
