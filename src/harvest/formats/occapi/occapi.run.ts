import { runId } from '../../../domain/identifiers.js';
import type { Run } from '../../../domain/run.js';
import type { IssueLog, MapContext } from '../../format.js';
import { distinctConcepts, statedConcept } from '../../mapping/concepts.js';
import { emptyRun } from '../../mapping/empty-run.js';
import { plausiblePeriod } from '../../mapping/plausibility.js';
import { distinctIdentifiers, readDate } from '../../mapping/values.js';
import type { OccapiInstance, OfferAttributes } from './occapi.record.js';
import { elmConcepts } from './occapi.text.js';

/** The `instance`s of a course as runs of `opportunity`; without any, what the offer itself says about time. */
export function runsOf(
  opportunity: string,
  attributes: OfferAttributes,
  instances: readonly OccapiInstance[],
  context: MapContext,
  log: IssueLog,
): Run[] {
  const runs = instances.flatMap((instance) => runOf(instance, opportunity, context, log) ?? []);
  if (runs.length > 0) return runs;
  const duration = durationOf(attributes, log);
  const terms = (attributes.academicTerm ?? []).filter(Boolean).join(', ').slice(0, 490);
  if (duration === undefined && terms === '') return [];
  const period: Run['period'] = terms === '' ? undefined : { precision: 'term', native: `term ${terms}` };
  return [{ ...emptyRun(runId(opportunity, 'undated')), period, duration }];
}

function runOf(
  { id, attributes }: OccapiInstance,
  opportunity: string,
  { source }: MapContext,
  log: IssueLog,
): Run | undefined {
  const key = id ?? attributes?.startDate;
  if (key === undefined || key === '') {
    log.warning('MISSING_ID', 'instance.id', 'The instance has no id and cannot be told from the others.');
    return undefined;
  }
  const term = attributes?.academicTermId?.slice(0, 500);
  const dates = plausiblePeriod(
    readDate(attributes?.startDate, 'instance.attributes.startDate', source, log),
    readDate(attributes?.endDate, 'instance.attributes.endDate', source, log),
    'instance.attributes.endDate',
    log,
  );
  const native = term === undefined || term === '' ? {} : { native: term };
  return {
    ...emptyRun(runId(opportunity, key)),
    nativeIds: distinctIdentifiers([{ scheme: 'instanceId', value: id }]),
    period:
      dates === undefined
        ? term === undefined || term === ''
          ? undefined
          : { precision: 'term', ...native }
        : { ...dates, ...native },
    languages: distinctConcepts(
      (attributes?.languageOfInstruction ?? []).map((tag) =>
        statedConcept('language', tag, 'instance.attributes.languageOfInstruction', log),
      ),
    ),
    modes: distinctConcepts(
      elmConcepts('mode', attributes?.elmModeOfLearning, 'instance.attributes.elmModeOfLearning', log),
    ),
  };
}

/** `length`, a number of terms and how many of them make a year: `6/2` are six semesters, three years. */
function durationOf({ length }: OfferAttributes, log: IssueLog): string | undefined {
  if (length === undefined || length === '') return undefined;
  const [terms = 0, perYear = 0] = (/^(\d{1,2})\/([1-9])$/.exec(length) ?? []).slice(1).map(Number);
  if (terms === 0 || perYear === 0) {
    log.warning('INVALID_VALUE', 'attributes.length', 'Expected terms/terms in a year, for example 6/2.', length);
    return undefined;
  }
  const months = (terms * 12) / perYear;
  if (Number.isInteger(months / 12)) return `P${months / 12}Y`;
  return Number.isInteger(months) ? `P${months}M` : undefined;
}
