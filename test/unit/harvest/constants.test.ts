import { describe, expect, test } from 'vitest';
import type { LearningOpportunityDraft } from '../../../src/domain/learning-opportunity.js';
import { vocabulary } from '../../../src/domain/vocabularies/vocabulary.js';
import { constantsOf } from '../../../src/harvest/constants.js';
import { FeedError } from '../../../src/harvest/feed.js';
import { sourceDefinition } from '../../../src/harvest/source.js';

const iri = (id: Parameters<typeof vocabulary>[0], code: string) => vocabulary(id).find(code)?.iri ?? '';
const reason = 'the imprint of the catalogue';
const evidence = (key: string) => ({ basis: 'source', rule: `source-constant: ${reason}`, path: `constants.${key}` });
const draft: LearningOpportunityDraft = {
  id: '0b8f7f8e-7d4f-5a35-9f0e-8f6f3d2c1b0a',
  source: 'test',
  nativeIds: [{ value: '1' }],
  title: { en: 'Title' },
  provenance: { format: 'test', feed: 'file:///feed', record: '1', position: 1 },
};
const school = { id: '1b8f7f8e-7d4f-5a35-9f0e-8f6f3d2c1b0a', names: { en: 'School' } };

function withConstants(constants: object, record: Partial<LearningOpportunityDraft> = {}): LearningOpportunityDraft {
  const source = sourceDefinition.parse({
    id: 'test',
    name: 'Test',
    location: 'x',
    constants: { reason, ...constants },
  });
  return constantsOf(source)({ ...draft, ...record });
}

describe('a constant', () => {
  test('stands where the record is silent, and says who declares it', () => {
    const made = withConstants({ kinds: ['course'], languages: ['fi'], modes: ['online'], qfEheaCycle: 'first' }, {});
    expect(made.languages).toEqual([{ value: iri('language', 'fi'), ...evidence('languages') }]);
    expect(made.modes).toEqual([{ value: iri('mode', 'online'), ...evidence('modes') }]);
    expect(made.qfEheaCycle).toEqual({ value: 'first', ...evidence('qfEheaCycle') });
  });

  test('never replaces what the record states, in itself or in one of its runs', () => {
    const own = [{ value: iri('language', 'sv'), basis: 'stated' as const }];
    const mode = [{ value: iri('mode', 'presential'), basis: 'stated' as const }];
    const run = { id: school.id, languages: own, modes: mode };
    const constants = { languages: ['fi'], modes: ['online'], qfEheaCycle: 'first' };
    expect(withConstants(constants, { languages: own, modes: mode })).toMatchObject({ languages: own, modes: mode });
    const inRun = withConstants(constants, { runs: [run] });
    expect(inRun).not.toHaveProperty('languages');
    expect(inRun).not.toHaveProperty('modes');
    const stated = { value: 'second' as const, basis: 'stated' as const };
    expect(withConstants(constants, { qfEheaCycle: stated }).qfEheaCycle).toEqual(stated);
  });

  test('of a provider gives one to offers without, and a country to those that state none', () => {
    const provider = { names: { en: 'Declared' }, identifiers: [{ scheme: 'PIC', value: '1' }], city: 'Turku' };
    const made = withConstants({ provider, country: 'FI' });
    expect(made.providers).toMatchObject([
      { names: { en: 'Declared' }, city: 'Turku', country: { value: iri('country', 'FI'), ...evidence('country') } },
    ]);
    expect(made.awardingBodies).toEqual([]);
    const own = withConstants({ provider, country: 'FI' }, { providers: [school] });
    expect(own.providers).toEqual([{ ...school, country: { value: iri('country', 'FI'), ...evidence('country') } }]);
    const country = { value: iri('country', 'SE'), basis: 'stated' as const };
    expect(withConstants({ country: 'FI' }, { providers: [{ ...school, country }] }).providers).toEqual([
      { ...school, country },
    ]);
  });

  test('has the same organisation id for every record', () => {
    const provider = { names: { en: 'Declared' } };
    expect(withConstants({ provider }).providers?.[0]?.id).toBe(withConstants({ provider }).providers?.[0]?.id);
  });

  test.each([
    ['country', 'Atlantis'],
    ['setting', 'nowhere'],
    ['providerKind', 'x'],
  ])('%s that its vocabulary does not have is an error of the configuration', (key, value) => {
    expect(() => withConstants({ [key]: value })).toThrow(FeedError);
    expect(() => withConstants({ [key]: value })).toThrow(
      expect.objectContaining({
        code: 'CONFIG_INVALID',
        message: expect.stringMatching(`constants.${key} is "${value}"`),
      }),
    );
  });
});

describe('the EQF level', () => {
  const cycle = { value: 'second' as const, basis: 'stated' as const };
  const plain = constantsOf(sourceDefinition.parse({ id: 'test', name: 'Test', location: 'x' }));

  test('follows from a cycle, as derived', () => {
    expect(plain({ ...draft, qfEheaCycle: cycle }).eqfLevel).toEqual({
      ...{ value: 7, basis: 'derived', rule: 'qfehea-eqf', path: 'qfEheaCycle', native: 'second' },
    });
  });

  test('is left as it is stated, and absent where nothing tells it', () => {
    const stated = { value: 6, basis: 'stated' as const };
    expect(plain({ ...draft, qfEheaCycle: cycle, eqfLevel: stated }).eqfLevel).toEqual(stated);
    expect(plain(draft)).toEqual(draft);
  });
});
