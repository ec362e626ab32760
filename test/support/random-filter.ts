import fc from 'fast-check';
import { vocabulary } from '../../src/domain/vocabularies/vocabulary.js';
import type { OpportunityFilter } from '../../src/search/filter.js';

/** Arbitrary filters over the values that made-up records have. */
const codes = (id: Parameters<typeof vocabulary>[0]) =>
  [...vocabulary(id).concepts()].filter(({ placeholder }) => placeholder !== true).map(({ code }) => code);
const notStated = fc.option(fc.boolean(), { nil: undefined, freq: 3 });

function compact<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;
}

function code(values: readonly string[]) {
  return fc
    .record({
      in: fc.option(fc.uniqueArray(fc.constantFrom(...values), { minLength: 0, maxLength: 3 }), {
        nil: undefined,
        freq: 5,
      }),
      notStated,
    })
    .map(compact)
    .filter((filter) => Object.keys(filter).length > 0);
}

function range(values: readonly (number | string)[]) {
  return fc
    .record({
      min: fc.option(fc.constantFrom(...values), { nil: undefined }),
      max: fc.option(fc.constantFrom(...values), { nil: undefined }),
      notStated,
    })
    .map((filter) =>
      filter.min !== undefined && filter.max !== undefined && filter.min > filter.max
        ? { ...filter, min: filter.max, max: filter.min }
        : filter,
    )
    .map(compact)
    .filter((filter) => Object.keys(filter).length > 0);
}

const dates = ['2025-10-01', '2026-01-15', '2026-06-30', '2026-11-23', '2027-02-01', '2027-09-01'];

const leaf = fc.oneof(
  range([1, 3, 5, 6, 8]).map((eqfLevel) => ({ eqfLevel })),
  fc.uniqueArray(fc.integer({ min: 1, max: 8 }), { maxLength: 3 }).map((list) => ({ eqfLevel: { in: list } })),
  code(['short', 'first', 'second', 'third']).map((qfEheaCycle) => ({ qfEheaCycle })),
  range([0, 1, 2.5, 5, 10, 30, 120]).map((ects) => ({ ects })),
  range([0, 20, 55, 100, 250, 400]).map((workloadHours) => ({ workloadHours })),
  range([0, 2, 4, 6, 9]).map((completeness) => ({ completeness })),
  code(['en', 'de', 'fi', 'sv', 'it']).map((language) => ({ language })),
  code(codes('mode')).map((mode) => ({ mode })),
  code(codes('recognition-option')).map((recognition) => ({ recognition })),
  code(codes('learning-setting')).map((setting) => ({ setting })),
  code([...codes('opportunity-type'), 'micro-credential']).map((kind) => ({ kind })),
  code(codes('credential-kind')).map((credential) => ({ credential })),
  code(codes('assessment-type')).map((assessmentType) => ({ assessmentType })),
  code(codes('supervision')).map((supervision) => ({ supervision })),
  code([...codes('accreditation-type'), 'provider-claim', 'register']).map((qualityAssurance) => ({
    qualityAssurance,
  })),
  code(codes('stackability')).map((stackability) => ({ stackability })),
  code(['FI', 'SE', 'DE', 'FR', 'PL', 'IT']).map((country) => ({ country })),
  code(['FI', 'FI1', 'FI1B', 'FI1B1', 'SE', 'DE2', 'ES300', 'IT']).map((nuts) => ({ nuts })),
  code(['00', '02', '04', '06', '061', '0613', '07', '09', '091', '10']).map((iscedF) => ({ iscedF })),
  code([...vocabulary('esco-skill').concepts()].slice(0, 40).map((skill) => skill.iri)).map((escoSkill) => ({
    escoSkill,
  })),
  code(codes('provider-type')).map((providerType) => ({ providerType })),
  code(codes('target-group')).map((targetGroup) => ({ targetGroup })),
  code(codes('learning-schedule')).map((schedule) => ({ schedule })),
  range(dates).map((startDate) => ({ startDate })),
  range(dates).map((deadline) => ({ deadline })),
  fc
    .tuple(range([0, 100, 500, 1450]), fc.constantFrom('EUR', 'SEK'))
    .map(([price, currency]) => ({ price: { ...price, currency } })),
  fc
    .record({ is: fc.option(fc.boolean(), { nil: undefined, freq: 4 }), notStated })
    .map(compact)
    .filter((filter) => Object.keys(filter).length > 0)
    .map((free) => ({ free })),
  fc.constantFrom({ is: true }, { notStated: true }, { notStated: false }).map((funding) => ({ funding })),
  fc
    .record({
      latitude: fc.constantFrom(60.2, 48.1, 52.5),
      longitude: fc.constantFrom(24.9, 11.5, 13.4),
      km: fc.constantFrom(5, 200, 900),
      orOnline: fc.boolean(),
    })
    .map((near) => ({ near })),
  fc
    .uniqueArray(fc.constantFrom('open' as const, 'upcoming' as const, 'expired' as const, 'unknown' as const), {
      minLength: 1,
      maxLength: 3,
    })
    .map((status) => ({ status })),
) as fc.Arbitrary<OpportunityFilter>;

const flat = fc.array(leaf, { maxLength: 3 }).map((leaves): OpportunityFilter => Object.assign({}, ...leaves));

/** Filters with up to three conditions at the top, and and/or/not around more of them. */
export const anyFilter = fc
  .record({
    top: flat,
    and: fc.option(fc.array(flat, { minLength: 1, maxLength: 2 }), { nil: undefined, freq: 2 }),
    or: fc.option(fc.array(flat, { minLength: 1, maxLength: 3 }), { nil: undefined, freq: 2 }),
    not: fc.option(flat, { nil: undefined, freq: 2 }),
  })
  .map(({ top, ...composed }) => ({ ...top, ...compact(composed) }) as OpportunityFilter);
