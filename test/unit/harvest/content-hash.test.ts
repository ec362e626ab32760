import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { LearningOpportunity } from '../../../src/domain/learning-opportunity.js';
import { validate } from '../../../src/domain/validate.js';
import { serialise } from '../../../src/harvest/content-hash.js';
import { everyElement } from '../../support/reported.js';

const said = (record: LearningOpportunity) => {
  const { provenance: _read, modifiedAtSource: _changed, ...content } = record;
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 22);
};

const record = (() => {
  const provenance = { format: 'moochub', feed: 'https://example.org/', record: 'é', position: 1 };
  const id = '5b0a13d6-792c-5cb5-b603-076542b4624a';
  const draft = { id, source: 'one', nativeIds: [{ value: 'é' }], title: { en: 'A – title' }, provenance };
  const result = validate({ ...everyElement(), ...draft });
  if (!result.success) throw result.error;
  return result.data;
})();

test('a line is the record, and its hash is of all but where it was read and when it changed there', () => {
  for (const modifiedAtSource of [undefined, '2026-01-01T00:00:00Z']) {
    const dated = { ...record, modifiedAtSource };
    const { line, hash } = serialise(dated);
    expect(JSON.parse(line)).toEqual(JSON.parse(JSON.stringify(dated)));
    expect(hash).toBe(said(record));
  }
  expect(serialise({ ...record, title: { en: 'Another' } }).hash).not.toBe(said(record));
});

test('the order in which the record has them makes no difference', () => {
  const { provenance, modifiedAtSource: _none, ...content } = record;
  const first = { provenance, modifiedAtSource: '2026-01-01T00:00:00Z', ...content };
  expect(serialise(first)).toEqual(serialise({ ...content, modifiedAtSource: '2026-01-01T00:00:00Z', provenance }));
  expect(serialise(first).hash).toBe(said(record));
});
