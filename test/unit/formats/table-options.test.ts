import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { FeedError } from '../../../src/harvest/feed.js';
import { table } from '../../../src/harvest/formats/table/table.format.js';
import { tableOptions } from '../../../src/harvest/formats/table/table.options.js';
import { sourceDefinition } from '../../../src/harvest/source.js';
import { runFormat } from '../../support/run-format.js';

const records = { type: 'csv' };
const fields = { id: { from: 'id' }, title: { from: 'title' } };

async function refusal(options: Record<string, unknown>, content = 'id,title\n1,A\n'): Promise<FeedError> {
  const error = await runFormat(table, { content }, { options }).catch((it: unknown) => it);
  if (error instanceof FeedError) return error;
  throw new Error('the options were accepted');
}

describe('options are checked before a record is read', () => {
  test.each([
    ['no options at all', {}, 'options.records'],
    ['an unknown kind of records', { records: { type: 'xls' }, fields }, 'options.records'],
    ['no title', { records, fields: { id: { from: 'id' } } }, 'options.fields.title'],
    ['a misspelt field', { records, fields: { ...fields, titel: { from: 'x' } } }, '"titel"'],
    ['neither a place nor a template', { records, fields: { ...fields, modes: {} } }, 'options.fields.modes'],
    [
      'a place and a template',
      { records, fields: { ...fields, id: { from: 'id', template: `\${id}` } } },
      'options.fields.id',
    ],
    [
      'a template without cells',
      { records, fields: { ...fields, licence: { template: 'CC0' } } },
      'options.fields.licence',
    ],
    [
      'a crosswalk to a concept that does not exist',
      { records, fields: { ...fields, modes: { from: 'm', map: { x: 'onlin' } } } },
      'options.fields.modes.map.x: "onlin" is no concept of mode',
    ],
    [
      'a crosswalk without exactness',
      { records, fields: { ...fields, modes: { from: 'm', map: { x: { code: 'online' } } } } },
      'modes.map.x',
    ],
    [
      'a date pattern without year',
      { records, fields: { ...fields, runs: { start: { from: 's', pattern: 'dd/MM' } } } },
      'options.fields.runs.start.pattern',
    ],
    [
      'minutes where months are meant',
      { records, fields: { ...fields, runs: { start: { from: 's', pattern: 'yyyy-mm' } } } },
      'runs.start.pattern',
    ],
    ['a condition that says nothing', { records, fields, when: { from: 'x' } }, 'options.when'],
    [
      'a separator that is no regular expression',
      { records, fields: { ...fields, modes: { from: 'm', split: '/(/' } } },
      'options.fields.modes.split',
    ],
    [
      'credits without a system',
      { records, fields: { ...fields, credits: { value: { from: 'c' } } } },
      'options.fields.credits',
    ],
  ])('%s', async (_, options, named) => {
    const error = await refusal(options);
    expect(error.code).toBe('CONFIG_INVALID');
    expect(error.message).toContain('"test"');
    expect(error.message).toContain(named);
  });

  test('all problems are named at once', async () => {
    const { message } = await refusal({ records: {}, fields: { ...fields, id: {} } });
    expect(message).toContain('options.records');
    expect(message).toContain('options.fields.id');
  });

  test('a file without the declared column says which columns it has', async () => {
    const { code, message } = await refusal({ records, fields: { ...fields, id: { from: 'Code' } } });
    expect(code).toBe('CONFIG_INVALID');
    expect(message).toContain('no column "Code"; it has "id", "title"');
  });
});

test('a column that the file does not have is one warning for the file, at its first offer', async () => {
  const options = {
    records,
    when: { from: 'open', equals: 'yes' },
    fields: { ...fields, modes: { from: 'Mode' }, workloadStatement: { template: `\${hours} h` } },
  };
  const { opportunities, issues } = await runFormat(
    table,
    { content: 'id,title,open\n1,A,no\n2,B,yes\n3,C,yes\n' },
    { options },
  );
  expect(opportunities).toHaveLength(2);
  expect(issues.map(({ severity, code, record, path }) => [severity, code, record, path])).toEqual([
    ['warning', 'UNRESOLVED_REFERENCE', '2', 'hours'],
    ['warning', 'UNRESOLVED_REFERENCE', '2', 'Mode'],
  ]);
});

test('a mapper called with wrong options reports them instead of throwing', () => {
  const source = sourceDefinition.parse({ id: 'x', name: 'X', location: 'x', options: {} });
  const context = { source, feed: { uri: 'file:///x' }, position: 1, now: new Date(0) };
  const { opportunity, issues } = table.map({ position: 1, data: { row: {} } }, context);
  expect(opportunity).toBeUndefined();
  expect(issues).toMatchObject([{ severity: 'error', path: 'options' }]);
});

test('a feed is never taken for a table by its looks', () => {
  expect(table.sniff('id,title\n1,A\n', 'file:///x.csv')).toBe(false);
});

test('every field of the options is described in the JSON Schema made from them', () => {
  const schema = z.toJSONSchema(tableOptions, { io: 'input' });
  const described = z.toJSONSchema(tableOptions.shape.fields, { io: 'input' });
  expect(schema.required).toEqual(['records', 'fields']);
  for (const [name, field] of Object.entries(described.properties ?? {})) {
    expect(typeof field === 'object' && field.description, name).toBeTruthy();
  }
});
