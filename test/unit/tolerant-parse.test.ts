import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { IssueLog } from '../../src/harvest/format.js';
import { listOf, parseTolerantly, scalarText } from '../../src/harvest/mapping/tolerant-parse.js';

const schema = z.object({
  name: scalarText.optional(),
  tags: listOf(scalarText).optional(),
  parts: listOf(z.object({ id: scalarText, size: z.number().optional() })).optional(),
});

function parse(data: unknown) {
  const log = new IssueLog('test', '#1');
  return { value: parseTolerantly(schema, data, log), issues: log.issues.map(({ code, path }) => `${code} ${path}`) };
}

describe('tolerant parsing', () => {
  it('removes only what does not fit, wherever it is', () => {
    const { value, issues } = parse({
      name: 7,
      tags: ['a', {}, 'b', [], 'c'],
      parts: [{ id: 'x', size: 'big' }, { size: 1 }, { id: 'y' }],
    });
    expect(value).toEqual({ name: '7', tags: ['a', 'b', 'c'], parts: [{ id: 'x' }, { id: 'y' }] });
    expect(issues).toEqual([
      'INVALID_VALUE tags.1',
      'INVALID_VALUE tags.3',
      'INVALID_VALUE parts.0.size',
      'INVALID_VALUE parts.1',
    ]);
  });

  it('takes null for absent and one value for a list of one', () => {
    expect(parse({ name: null, tags: 'a' })).toEqual({ value: { tags: ['a'] }, issues: [] });
  });

  it('drops a single value of the wrong type that stands for a list', () => {
    expect(parse({ name: 'n', tags: {} })).toEqual({ value: { name: 'n' }, issues: ['INVALID_VALUE tags'] });
  });

  it('has nothing for what is no object at all', () => {
    expect(parse('text')).toEqual({ value: undefined, issues: [] });
  });

  it('does not change the value that it was given', () => {
    const data = { tags: ['a', {}] };
    parse(data);
    expect(data).toEqual({ tags: ['a', {}] });
  });

  it('cuts a list that is too long, and reports no more than 25 of its faults', () => {
    const { value, issues } = parse({ tags: Array.from({ length: 100_000 }, () => ({})) });
    expect(value).toEqual({ tags: [] });
    expect(issues).toHaveLength(26);
    expect(issues[0]).toBe('TRUNCATED_VALUE tags');
  });
});
