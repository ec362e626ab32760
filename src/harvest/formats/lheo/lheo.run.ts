import type { Sourced } from '../../../domain/evidence.js';
import { runId } from '../../../domain/identifiers.js';
import type { LearningOpportunityDraft } from '../../../domain/learning-opportunity.js';
import { crosswalkConcept, distinctConcepts, statedConcept } from '../../mapping/concepts.js';
import { plausibleDeadline, plausiblePeriod } from '../../mapping/plausibility.js';
import { readAddress } from '../../mapping/values.js';
import { attributeOf, contentAt, nodeAt, nodesAt, type XmlNode } from '../../mapping/xml-record.js';
import { recruitmentStates, teachingModes } from './lheo.dictionaries.js';
import { placesOf } from './lheo.organisation.js';
import { freeOf, grantsOf, pricesOf } from './lheo.price.js';
import { dateOf, isNativeId, lineOf, type Reading, yearOf } from './lheo-values.js';

export type Run = NonNullable<LearningOpportunityDraft['runs']>[number];

/** An `action` with what it says for the offer and for each of its sessions. */
export interface MappedAction {
  readonly runs: readonly Run[];
  readonly modes: readonly Sourced<string>[];
  readonly languages: readonly Sourced<string>[];
}

/**
 * `action` → what its runs share (place, price, language, mode), `session` → a run. An action without a session is a
 * run itself if it states a place, price or duration.
 */
export function mapAction(action: XmlNode, opportunity: string, reading: Reading): MappedAction {
  const { log } = reading;
  const languages = distinctConcepts(
    nodesAt(action, 'langue-formation').flatMap((node) => {
      const code = lineOf(node);
      return code === undefined ? [] : statedConcept('language', code, 'action/langue-formation', log);
    }),
  );
  const modes = modesOf(action, 'action/modalites-enseignement', reading);
  const prices = pricesOf(action, reading);
  const shared = {
    places: placesOf(action, reading),
    duration: durationOf(contentAt(action, 'duree-indicative')),
    prices,
    free: freeOf(action, prices),
    grants: grantsOf(action, reading),
    languages,
    modes,
  };
  const runs = runsOf(action, 'action/session', nativeIdOf(action), shared, opportunity, reading);
  return { runs, modes, languages };
}

/** `modalites-enseignement`. */
export function modesOf(node: XmlNode, path: string, { log }: Reading): Sourced<string>[] {
  return distinctConcepts(
    nodesAt(node, 'modalites-enseignement').flatMap((mode) => {
      const code = lineOf(mode);
      return code === undefined ? [] : crosswalkConcept(teachingModes, code, path, log);
    }),
  );
}

/** The `session`s of an element, or the element itself where it has none, with what they share. */
export function runsOf(
  node: XmlNode,
  path: string,
  nativeIdOfNode: string | undefined,
  shared: Omit<Run, 'id'>,
  opportunity: string,
  reading: Reading,
): Run[] {
  const sessions = nodesAt(node, 'session');
  return (sessions.length === 0 ? [undefined] : sessions).flatMap((session): Run[] => {
    const run = { ...shared, ...sessionOf(session, path, reading) };
    if (!saysSomething(run)) return [];
    const nativeId = nativeIdOf(session) ?? nativeIdOfNode;
    return [
      {
        id: runId(opportunity, nativeId ?? constructedId(run)),
        nativeIds: nativeId === undefined ? [] : [{ value: nativeId }],
        ...run,
      },
    ];
  });
}

/** Two sessions under one number are kept apart by their order. */
export function distinctRuns(runs: readonly Run[], path: string, { log }: Reading): Run[] {
  const seen = new Map<string, number>();
  return runs.map((run) => {
    const count = (seen.get(run.id) ?? 0) + 1;
    seen.set(run.id, count);
    if (count === 1) return run;
    log.warning(
      'DUPLICATE_ID',
      `${path}@numero`,
      'Another session of the offer has the same number.',
      run.nativeIds?.[0]?.value,
    );
    return { ...run, id: runId(run.id, `#${count}`) };
  });
}

/** Whether a run is dated, placed, priced or limited; a mode or a language alone makes none. */
function saysSomething(run: Omit<Run, 'id'>): boolean {
  const { period, applicationWindows = [], places = [], duration, prices = [], capacity, state } = run;
  const lists = [applicationWindows, places, prices];
  return [period, duration, capacity, state].some((it) => it !== undefined) || lists.some(({ length }) => length > 0);
}

function nativeIdOf(node: XmlNode | undefined): string | undefined {
  return ['numero', 'uri'].map((name) => attributeOf(node, name)).find(isNativeId);
}

/** A session without a number is told apart by when and where it is. */
function constructedId({ period, places = [] }: Omit<Run, 'id'>): string {
  return `constructed:${period?.start ?? period?.native ?? ''}|${period?.end ?? ''}|${places.map(({ city }) => city ?? '').join(',')}`;
}

function sessionOf(
  session: XmlNode | undefined,
  path: string,
  reading: Reading,
): Pick<Run, 'period' | 'applicationWindows' | 'capacity' | 'state'> {
  if (session === undefined) return {};
  const period = periodOf(session, path, reading);
  return {
    period,
    applicationWindows: applicationsOf(session, period, path, reading),
    capacity: capacityOf(session, path, reading),
    state: stateOf(session, path, reading),
  };
}

/** `periode`. Years alone (`yyyy0000`) are kept in words: they are no dates that a run can start or end on. */
function periodOf(session: XmlNode, path: string, reading: Reading): Run['period'] {
  const [first, last] = ['debut', 'fin'].map((name) => {
    const node = nodeAt(session, 'periode', name);
    const year = yearOf(node);
    return { year, date: year === undefined ? dateOf(node, `${path}/periode/${name}`, reading) : undefined };
  });
  const period = plausiblePeriod(first?.date, last?.date, `${path}/periode/fin`, reading.log);
  if (period !== undefined) return period;
  const years = [...new Set([first?.year, last?.year])].filter((year) => year !== undefined);
  return years.length === 0 ? undefined : { precision: 'term', native: years.join('–') };
}

function applicationsOf(
  session: XmlNode,
  period: Run['period'],
  path: string,
  reading: Reading,
): NonNullable<Run['applicationWindows']> {
  const window = `${path}/periode-inscription/periode`;
  const opens = dateOf(nodeAt(session, 'periode-inscription', 'periode', 'debut'), `${window}/debut`, reading)?.date;
  const closes = plausibleDeadline(
    dateOf(nodeAt(session, 'periode-inscription', 'periode', 'fin'), `${window}/fin`, reading),
    { opens, end: period?.end },
    `${window}/fin`,
    reading.log,
  );
  if (opens === undefined && closes === undefined) return [];
  const url = readAddress(contentAt(session, 'url-session', 'urlweb'), `${path}/url-session/urlweb`, reading.log);
  return [{ opens, closes, url }];
}

/**
 * How many can be trained in the session: `cycle/capacite-cumulee` where there is one cycle, else `nb-places` of the
 * only `recrutement`.
 */
function capacityOf(session: XmlNode, path: string, { log }: Reading): number | undefined {
  const total = nodesAt(session, 'cycle', 'capacite-cumulee');
  const [node, other] = total.length > 0 ? total : nodesAt(session, 'recrutement', 'nb-places');
  const text = lineOf(node);
  if (text === undefined || other !== undefined) return undefined;
  if (/^\d{1,5}$/.test(text)) return Number(text) === 0 ? undefined : Number(text);
  log.warning('INVALID_NUMBER', `${path}/${node?.name}`, 'The number of places is not a whole number.', text);
  return undefined;
}

/** `etat-recrutement`. */
function stateOf(session: XmlNode, path: string, { log }: Reading): Run['state'] {
  const code = lineOf(nodeAt(session, 'etat-recrutement'));
  if (code === undefined) return undefined;
  const state = Object.hasOwn(recruitmentStates, code) ? recruitmentStates[code] : undefined;
  if (state === undefined)
    log.warning('UNMAPPED_VALUE', `${path}/etat-recrutement`, 'Not a code of dict-etat-recrutement (1, 2, 3).', code);
  return state;
}

const units: readonly (readonly [RegExp, (count: string) => string])[] = [
  [/^(\d{1,2}) (?:ans?|ann[ée]es?)$/i, (count) => `P${count}Y`],
  [/^(\d{1,3}) mois$/i, (count) => `P${count}M`],
  [/^(\d{1,3}) semaines?$/i, (count) => `P${count}W`],
  [/^(\d{1,4}) jours?$/i, (count) => `P${count}D`],
];

/**
 * `duree-indicative`, the time from beginning to end (never a workload), where the whole text is one number of years,
 * months, weeks or days. Anything else is a text for people.
 */
export function durationOf(text: string | undefined): string | undefined {
  for (const [pattern, write] of units) {
    const count = pattern.exec(text ?? '')?.[1];
    if (count !== undefined && Number(count) > 0) return write(count);
  }
  return undefined;
}
