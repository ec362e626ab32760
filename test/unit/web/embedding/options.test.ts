import { expect, test } from 'vitest';
import { type AttributeName, readOptions } from '../../../../src/web/embedding/options.js';

const around = { gateway: 'https://gateway.example', language: 'sv' };

function options(attributes: Partial<Record<AttributeName, string>> = {}) {
  return readOptions((name) => attributes[name] ?? null, around);
}

test('without attributes it searches everything, in the language of the page', () => {
  expect(options()).toMatchObject({
    ...{ gateway: 'https://gateway.example', language: 'sv', preset: undefined, words: '', initial: {}, locked: {} },
    ...{ sort: 'relevance', pageSize: 10, target: 'new', headingLevel: 3, currency: 'EUR', waits: false, problems: [] },
  });
  expect(options().shown.map(({ name }) => name)).toContain('level');
});

test('filters are shown in the order of their list, each once, and narrowed where it says so', () => {
  expect(options({ filters: 'mode, region:SE,level mode' }).shown).toEqual([
    { name: 'mode' },
    { name: 'region', under: 'SE' },
    { name: 'level' },
  ]);
  expect(options({ filters: '' }).shown).toEqual([]);
});

test('a locked filter is not shown to choose', () => {
  const { shown, locked } = options({ filters: 'country, level', locked: 'country: SE' });
  expect(shown).toEqual([{ name: 'level' }]);
  expect(locked).toEqual({ country: { in: ['SE'] } });
});

test('what readers could not see as being on is locked instead', () => {
  const { initial, locked } = options({ filter: 'level: 5; source: x; ects: stated', locked: 'free: yes' });
  expect(initial).toEqual({ eqfLevel: { in: [5] } });
  expect(locked).toEqual({ free: { is: true }, and: [{ source: { in: ['x'] }, ects: { notStated: false } }] });
});

test.each<[AttributeName, string, string]>([
  ['locked', 'country SE', 'locked: "country SE" is no condition'],
  ['filter', 'x: y', 'filter: "x: y" is no condition'],
  ['filters', 'level, colour', 'filters: there is no colour'],
  ['sort', 'best', 'sort: "best" is not one of relevance, start, title, ects, price'],
  ['target', '_top', 'target: "_top" is not one of new, same, event'],
])('%s="%s" is told to developers', (name, value, problem) => {
  expect(options({ [name]: value }).problems).toEqual([problem]);
});

test.each([
  ['0', 1],
  ['25', 25],
  ['500', 50],
  ['many', 10],
  ['-5', 10],
])('a page size of %s is %i', (given, size) => {
  expect(options({ 'page-size': given }).pageSize).toBe(size);
});

test('a gateway may lie under a path, with or without a slash', () => {
  expect(options({ gateway: 'https://x.example/lotse/' }).gateway).toBe('https://x.example/lotse');
});
