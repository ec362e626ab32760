import { type EpochDay, epochDay } from '../days.js';
import { meets, type Sourced } from '../evidence.js';
import type { LearningOpportunity } from '../learning-opportunity.js';
import { comparable } from './titles.js';

/** Values of which only those of exact evidence count between records with a common identifier. */
export interface Values<T> {
  readonly any: ReadonlySet<T>;
  readonly exact: ReadonlySet<T>;
}

export interface Start {
  readonly day: EpochDay;
  readonly precision: 'day' | 'month' | 'term';
}

/** What a record says of level, size, form, time and place: two that contradict each other are two offers. */
export interface Facts {
  /** Whatever their evidence. */
  readonly eqf: ReadonlySet<number>;
  readonly cycle: ReadonlySet<string>;
  readonly ects: Values<number>;
  readonly hours: readonly [min: number, max: number] | undefined;
  /** Level labels for comparison by framework. */
  readonly nqf: ReadonlyMap<string, ReadonlySet<string>>;
  readonly kinds: Values<string>;
  readonly micro: Values<boolean>;
  readonly languages: Values<string>;
  readonly modes: Values<string>;
  readonly schedules: Values<string>;
  /** Of runs that are not cancelled. */
  readonly starts: readonly Start[];
  readonly countries: ReadonlySet<string>;
  readonly cities: ReadonlySet<string>;
  readonly points: readonly { readonly latitude: number; readonly longitude: number }[];
}

function values<T>(all: readonly (Sourced<T> | undefined)[]): Values<T> {
  const there = all.filter((each) => each !== undefined);
  const exact = there.filter(({ basis }) => meets(basis, 'exact'));
  return { any: new Set(there.map(({ value }) => value)), exact: new Set(exact.map(({ value }) => value)) };
}

/** Facts of a record. Pure. */
export function factsOf(record: LearningOpportunity): Facts {
  const runs = record.runs.filter(({ state }) => state !== 'cancelled');
  const places = runs.flatMap((run) => run.places);
  const hours = record.workloadHours?.value;
  const nqf = new Map<string, ReadonlySet<string>>();
  for (const level of record.nqfLevels) {
    const name = frameworkOf(level);
    if (name !== '') nqf.set(name, new Set([...(nqf.get(name) ?? []), comparable(level.label)]));
  }
  return {
    eqf: values([record.eqfLevel]).any,
    cycle: values([record.qfEheaCycle]).any,
    ects: values([record.ects]),
    hours: hours && [hours.min, hours.max],
    nqf,
    kinds: values(record.kinds),
    micro: values([record.microCredential]),
    languages: values([...record.languages, ...runs.flatMap(({ languages }) => languages)]),
    modes: values([...record.modes, ...runs.flatMap(({ modes }) => modes)]),
    schedules: values([...record.schedules, ...runs.flatMap(({ schedules }) => schedules)]),
    starts: runs.flatMap(({ period }) =>
      period?.start === undefined ? [] : [{ day: epochDay(period.start), precision: period.precision }],
    ),
    countries: new Set(places.flatMap(({ country }) => country?.value ?? [])),
    cities: new Set(places.flatMap(({ city }) => (city === undefined ? [] : comparable(city)))),
    points: places.flatMap(({ geo }) => geo ?? []),
  };
}

/** Whether enough is said for provider and title to tell the rest: when it begins, or a level and a size. */
export function isTelling(record: LearningOpportunity): boolean {
  if (record.runs.some(({ state, period }) => state !== 'cancelled' && period?.start !== undefined)) return true;
  if (record.ects === undefined && record.workloadHours === undefined) return false;
  const { eqfLevel, qfEheaCycle, nqfLevels } = record;
  return eqfLevel !== undefined || qfEheaCycle !== undefined || nqfLevels.some((level) => frameworkOf(level) !== '');
}

/** Name of the framework of a level for comparison. */
function frameworkOf({ framework, iri }: LearningOpportunity['nqfLevels'][number]): string {
  return comparable(framework ?? iri?.split('/').slice(0, -1).join('/') ?? '');
}
