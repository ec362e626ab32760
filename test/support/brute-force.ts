import type { EvidenceTier, Sourced } from '../../src/domain/evidence.js';
import type { LearningOpportunity } from '../../src/domain/learning-opportunity.js';
import { type VocabularyId, vocabulary } from '../../src/domain/vocabularies/vocabulary.js';
import type { OpportunityFilter } from '../../src/search/filter.js';

/**
 * A second, slow reading of what a filter means, straight on the canonical record: dates are compared as text, evidence
 * value by value. It shares no code with the search but the vocabularies.
 */
export interface Reading {
  readonly evidence: EvidenceTier;
  /** `YYYY-MM-DD` */
  readonly asOf: string;
}

type Value = Pick<Sourced<unknown>, 'value' | 'basis'> | undefined;
const accepted: Record<EvidenceTier, readonly string[]> = {
  stated: ['stated'],
  exact: ['stated', 'mapped', 'enriched', 'source'],
  any: ['stated', 'mapped', 'enriched', 'source', 'close', 'derived'],
};

const vocabularies: Partial<Record<keyof OpportunityFilter, VocabularyId[]>> = {
  language: ['language'],
  mode: ['mode'],
  recognition: ['recognition-option'],
  setting: ['learning-setting'],
  kind: ['opportunity-type', 'offer-kind'],
  credential: ['credential-kind'],
  assessmentType: ['assessment-type'],
  supervision: ['supervision'],
  qualityAssurance: ['accreditation-type', 'qa-evidence'],
  stackability: ['stackability'],
  country: ['country'],
  nuts: ['nuts'],
  iscedF: ['isced-f'],
  escoSkill: ['esco-skill'],
  providerType: ['provider-type'],
  targetGroup: ['target-group'],
  schedule: ['learning-schedule'],
  qfEheaCycle: ['qf-ehea-cycle'],
};

function valuesOf(record: LearningOpportunity, name: keyof OpportunityFilter): Value[] {
  const { runs } = record;
  const issuers = record.awardingBodies.length > 0 ? record.awardingBodies : record.providers;
  const where = (part: 'country' | 'nuts') => {
    const places = runs.flatMap((run) => run.places.map((place) => place[part])).filter(Boolean);
    return places.length > 0 ? places : issuers.map((issuer) => issuer[part]);
  };
  switch (name) {
    case 'eqfLevel':
      return [record.eqfLevel];
    case 'qfEheaCycle':
      return [record.qfEheaCycle];
    case 'ects':
      return [record.ects];
    case 'language':
      return [...record.languages, ...runs.flatMap((run) => run.languages)];
    case 'mode':
      return [...record.modes, ...runs.flatMap((run) => run.modes)];
    case 'schedule':
      return [...record.schedules, ...runs.flatMap((run) => run.schedules)];
    case 'recognition':
      return record.recognition.map(({ option }) => option);
    case 'setting':
      return [record.setting];
    case 'kind':
      return [
        ...record.kinds,
        ...(record.microCredential?.value ? [{ ...record.microCredential, value: 'micro-credential' }] : []),
      ];
    case 'credential':
      return record.credentials.map(({ kind }) => kind);
    case 'assessmentType':
      return record.assessments.map(({ type }) => type);
    case 'supervision':
      return [record.supervision];
    case 'qualityAssurance':
      return record.qualityAssurance.flatMap(({ type, evidence, basis }) => [type, { value: evidence, basis }]);
    case 'stackability':
      return [record.stackability?.kind];
    case 'country':
      return where('country');
    case 'nuts':
      return where('nuts');
    case 'place':
      return runs.flatMap(({ places }) =>
        places.flatMap(({ geo, city, name: called }) => {
          const shown = (city ?? called ?? '').split(/\s+/).filter(Boolean).join(' ').slice(0, 80);
          if (geo === undefined || shown === '') return [];
          const value = [geo.latitude, geo.longitude].map((degrees) => degrees.toFixed(4)).join(',');
          return [{ value: `${value} ${shown}`, basis: 'stated' as const }];
        }),
      );
    case 'iscedF':
      return record.fields;
    case 'escoSkill':
      return record.learningOutcomes.flatMap(({ skills }) => skills);
    case 'provider':
      return record.providers.map(({ id }) => ({ value: id, basis: 'stated' }));
    case 'providerType':
      return record.providers.flatMap(({ kinds }) => kinds);
    case 'targetGroup':
      return record.targetGroups;
    case 'source':
      return [{ value: record.source, basis: 'stated' }];
    case 'free':
      return runs.map(({ free }) => free);
    case 'funding':
      return runs.some(({ grants }) => grants.length > 0) ? [{ value: true, basis: 'stated' }] : [];
    case 'startDate':
      return runs.map(({ period }) => period?.start && { value: period.start, basis: 'stated' as const }) as Value[];
    case 'deadline':
      return runs.flatMap(({ applicationWindows }) =>
        applicationWindows.map(({ closes }) => closes && { value: closes, basis: 'stated' as const }),
      ) as Value[];
    default:
      throw new Error(`no reading of ${name}`);
  }
}

function conceptOf(name: keyof OpportunityFilter, key: string) {
  for (const id of vocabularies[name] ?? []) {
    const found = vocabulary(id).find(key);
    if (found !== undefined) return { id, code: found.code };
  }
  return undefined;
}

/** Codes (with all ancestors), numbers or texts that a record has for a field at a tier of evidence. */
function keysOf(record: LearningOpportunity, name: keyof OpportunityFilter, { evidence }: Reading): unknown[] {
  const values = valuesOf(record, name).filter(
    (value) => value !== undefined && accepted[evidence].includes(value.basis),
  );
  if (vocabularies[name] === undefined) return values.map((value) => value?.value);
  return values.flatMap((value) => {
    const concept = conceptOf(name, String(value?.value));
    return concept === undefined ? [] : [concept.code, ...vocabulary(concept.id).ancestors(concept.code)];
  });
}

function present(record: LearningOpportunity): number {
  const exact = (values: readonly Value[]) =>
    values.some((value) => value !== undefined && accepted.exact.includes(value.basis));
  const issuers = record.awardingBodies.length > 0 ? record.awardingBodies : record.providers;
  return [
    true,
    exact(issuers.flatMap(({ country, nuts }) => [country, nuts])),
    record.awardingBodies.length > 0,
    record.learningOutcomes.some(({ text, skills }) => text !== undefined || exact(skills)),
    exact([record.ects, record.workloadHours]) || record.credits.length > 0 || record.workloadStatement !== undefined,
    exact([record.eqfLevel, record.qfEheaCycle]) || record.nqfLevels.length > 0 || record.notLevelled === true,
    record.assessments.some(({ text, type }) => text !== undefined || exact([type])),
    exact([...record.modes, ...record.runs.flatMap(({ modes }) => modes)]),
    record.qualityAssurance.some(({ basis }) => accepted.exact.includes(basis)),
  ].filter(Boolean).length;
}

/** Status of an offer, run by run, with dates as text. */
export function statusOf(record: LearningOpportunity, asOf: string): string {
  const windows: [string, string][] = [];
  let undated = record.runs.length === 0;
  for (const run of record.runs.filter(({ state }) => state !== 'closed' && state !== 'cancelled')) {
    const stated = run.applicationWindows.filter(({ opens, closes }) => opens ?? closes);
    if (stated.length > 0)
      windows.push(
        ...stated.map(({ opens, closes }): [string, string] => [opens ?? '0000', closes ?? run.period?.end ?? '9999']),
      );
    else if (run.period?.start ?? run.period?.end)
      windows.push([run.period?.start ?? '0000', run.period?.end ?? run.period?.start ?? '9999']);
    else undated = true;
  }
  const real = windows.filter(([opens, closes]) => opens <= closes);
  if (real.some(([opens, closes]) => opens <= asOf && asOf <= closes)) return 'open';
  if (real.some(([opens]) => opens > asOf)) return 'upcoming';
  return undated ? 'unknown' : 'expired';
}

interface AnyFilter {
  in?: readonly (string | number)[];
  min?: number | string;
  max?: number | string;
  is?: boolean;
  currency?: string;
  notStated?: boolean;
}

function fulfils(
  record: LearningOpportunity,
  name: keyof OpportunityFilter,
  filter: AnyFilter,
  reading: Reading,
): boolean {
  const { min, max, notStated } = filter;
  const inRange = (value: unknown) =>
    (min === undefined || (value as number) >= (min as number)) &&
    (max === undefined || (value as number) <= (max as number));
  if (name === 'workloadHours') {
    const hours =
      record.workloadHours && accepted[reading.evidence].includes(record.workloadHours.basis)
        ? record.workloadHours.value
        : undefined;
    return decide(
      hours === undefined,
      hours !== undefined && hours.min <= Number(max ?? 1e9) && hours.max >= Number(min ?? -1e9),
      min !== undefined || max !== undefined,
      notStated,
    );
  }
  if (name === 'price') {
    const prices = record.runs.flatMap((run) => run.prices).filter(({ amount }) => amount !== undefined);
    const iri = vocabulary('currency').find(filter.currency ?? 'EUR')?.iri;
    return decide(
      prices.length === 0,
      prices.some(({ amount, currency }) => currency === iri && inRange(amount)),
      min !== undefined || max !== undefined || filter.currency !== undefined,
      notStated,
    );
  }
  const keys = name === 'completeness' ? [present(record)] : keysOf(record, name, reading);
  const wanted = filter.in?.map((key) => (typeof key === 'string' ? (conceptOf(name, key)?.code ?? key) : key));
  const found = keys.some(
    (key) =>
      (wanted === undefined || wanted.includes(key as string)) &&
      inRange(key) &&
      (filter.is === undefined || key === filter.is),
  );
  const asks = wanted !== undefined || min !== undefined || max !== undefined || filter.is !== undefined;
  return decide(keys.length === 0, found, asks, notStated);
}

function decide(absent: boolean, found: boolean, asks: boolean, notStated: boolean | undefined): boolean {
  if (!asks) return notStated === true ? absent : !absent;
  return notStated === true ? found || absent : found;
}

function asksForStatus(filter: OpportunityFilter): boolean {
  return JSON.stringify(filter).includes('"status"');
}

/** Whether a record is among the results of a search with this filter. */
export function isHit(record: LearningOpportunity, filter: OpportunityFilter, reading: Reading): boolean {
  return (asksForStatus(filter) || statusOf(record, reading.asOf) !== 'expired') && holds(record, filter, reading);
}

function holds(record: LearningOpportunity, filter: OpportunityFilter, reading: Reading): boolean {
  const { and = [], or, not, status, near, updatedSince: _always, ...fields } = filter;
  return (
    Object.entries(fields).every(([name, value]) =>
      fulfils(record, name as keyof OpportunityFilter, value as AnyFilter, reading),
    ) &&
    (status === undefined || (status as readonly string[]).includes(statusOf(record, reading.asOf))) &&
    (near === undefined || isNear(record, near, reading)) &&
    and.every((part) => holds(record, part, reading)) &&
    (or === undefined || or.some((part) => holds(record, part, reading))) &&
    (not === undefined || !holds(record, not, reading))
  );
}

function isNear(record: LearningOpportunity, near: NonNullable<OpportunityFilter['near']>, reading: Reading): boolean {
  const rad = Math.PI / 180;
  const here = record.runs
    .flatMap(({ places }) => places.flatMap(({ geo }) => geo ?? []))
    .some(({ latitude, longitude }) => {
      const cosine =
        Math.sin(latitude * rad) * Math.sin(near.latitude * rad) +
        Math.cos(latitude * rad) * Math.cos(near.latitude * rad) * Math.cos((longitude - near.longitude) * rad);
      return 6371.0088 * Math.acos(Math.min(1, Math.max(-1, cosine))) <= near.km;
    });
  return here || (near.orOnline === true && keysOf(record, 'mode', reading).includes('online'));
}
