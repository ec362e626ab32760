import { describe, expect, test } from 'vitest';
import { crossOrigin } from '../../../src/http/cross-origin.js';
import type { WidgetPreset } from '../../../src/widgets/preset.js';

const town = 'https://town.example';
const other = 'https://other.example';
const listed = 'https://listed.example';

function presets(...all: readonly (readonly [id: string, origins?: readonly string[]])[]) {
  const preset = (id: string, origins?: readonly string[]): WidgetPreset => ({
    ...{ id, filter: {}, evidence: 'exact', languages: [] },
    ...(origins === undefined ? {} : { origins }),
  });
  return new Map(all.map(([id, origins]) => [id, preset(id, origins)]));
}

function from(origin: string | undefined, more: Record<string, string> = {}) {
  return { headers: { ...(origin === undefined ? {} : { origin }), ...more }, host: 'gateway.example:4000' };
}

describe('a preset with origins of its own', () => {
  const all = presets(['town', [town]], ['open']);
  const rules = crossOrigin('*', all);

  test.each([
    ['town', town, true],
    ['town', other, false],
    ['open', other, true],
    ['open', town, false],
    ['none', other, true],
    ['none', town, false],
  ])('%s from %s: %s', (id, origin, may) => {
    expect(rules.mayUse(all.get(id), from(origin))).toBe(may);
  });

  test('is framed by them alone, and nothing else by anybody', () => {
    expect(rules.frameAncestors(all.get('town'))).toBe(`'self' ${town}`);
    expect(rules.frameAncestors(undefined)).toBe("'self'");
  });
});

test('an origin that is listed for the API may also use what has no preset', () => {
  const all = presets(['town', [town]]);
  const rules = crossOrigin([town, listed], all);
  expect(rules.mayUse(undefined, from(town))).toBe(true);
  expect(rules.mayUse(undefined, from(listed))).toBe(true);
  expect(rules.mayUse(all.get('town'), from(listed))).toBe(false);
  expect(rules.frameAncestors(undefined)).toBe(`'self' ${town} ${listed}`);
});

test('without presets all may frame what all may ask', () => {
  expect(crossOrigin('*', presets()).frameAncestors(undefined)).toBe('*');
  expect(crossOrigin([], presets()).mayUse(undefined, from(other))).toBe(false);
});

test('our own pages, and what is no page, may use every preset', () => {
  const all = presets(['town', [town]]);
  const rules = crossOrigin([], all);
  expect(rules.mayUse(all.get('town'), from(undefined))).toBe(true);
  expect(rules.mayUse(all.get('town'), from('null', { 'sec-fetch-site': 'same-origin' }))).toBe(true);
  expect(rules.mayUse(all.get('town'), from('http://gateway.example:4000'))).toBe(true);
  expect(rules.mayUse(all.get('town'), from('null'))).toBe(false);
  expect(rules.mayUse(all.get('town'), from('http://gateway.example'))).toBe(false);
});
