import 'reflect-metadata';
import type { ChangeKind } from '../../harvest/archive/run-changes.js';
import type { JobKind, JobState, JobTrigger } from '../../harvest/jobs/job-queue.js';
import type { RawOutcome } from '../../harvest/report.js';
import type { HealthState } from '../../harvest/watch/health.js';
import type { ProblemScope } from '../../report/source-report.js';
import { domainEnum } from '../types/enums.js';
import type { Rebuild } from './administration.js';

export const HealthStateEnum = domainEnum<HealthState>('SourceHealthState', 'How a source is.', [
  ['ok', 'The last run was applied, and that is not too long ago.'],
  ['stale', 'No run was applied for too long.'],
  ['failing', 'The last run was not applied.'],
  ['never', 'No run was ever applied.'],
  ['running', 'A run is under way.'],
  ['disabled', 'The sources file says that it is not harvested.'],
]);

export const RawOutcomeEnum = domainEnum<RawOutcome>('KeptFeeds', 'What became of the feeds that a run was to keep.', [
  ['kept', 'They are kept, and can be mapped again.'],
  ['over_limit', 'They are larger than they may be; none are kept.'],
  ['incomplete', 'Only changes were read, and what they belong to is not kept; none are kept.'],
  ['not_written', 'The disk failed; none are kept.'],
]);

export const ChangeKindEnum = domainEnum<ChangeKind>('RecordChangeKind', 'What a run did to a record.', [
  ['new', 'It was not there before, or came back.'],
  ['changed', 'Its content is another one.'],
  ['withdrawn', 'It is no longer in the catalogue.'],
]);

export const JobKindEnum = domainEnum<JobKind>('HarvestJobKind', 'What is done with a source.', [
  ['harvest', 'Its catalogue is fetched.'],
  ['remap', 'The feeds that were kept are mapped again; the provider is not asked.'],
  ['preview', 'It is fetched to tell what would change; nothing is changed.'],
  ['retry', 'Its dead letters are tried again, from the kept feeds or, where none are kept, by a harvest.'],
  ['rollback', 'The release before the last one is applied again, from its kept feeds, and the source is held there.'],
]);

export const JobTriggerEnum = domainEnum<JobTrigger>('HarvestJobTrigger', 'Who asked for a run.', [
  ['person', 'A person.'],
  ['start', 'A server that started.'],
  ['schedule', 'The schedule of the source.'],
]);

export const JobStateEnum = domainEnum<JobState>('HarvestJobState', 'How a run that was asked for stands.', [
  ['waiting', 'It waits for its turn.'],
  ['running', 'It is under way.'],
  ['ended', 'It is over; its report says how it ended.'],
  ['cancelled', 'A person cancelled it.'],
  ['failed', 'It is over without a report.'],
]);

export const RebuildStateEnum = domainEnum<Rebuild['state']>('IndexRebuildState', 'How a rebuild stands.', [
  ['running', 'It is under way; searches go on.'],
  ['ended', 'The new index is live.'],
  ['cancelled', 'A person cancelled it; the old index stays.'],
  ['failed', 'It failed; the old index stays.'],
]);

export const ReportStateEnum = domainEnum<'ready' | 'building'>('SourceReportState', 'Whether a report is there.', [
  ['ready', 'It is there.'],
  ['building', 'It is being made: ask again.'],
]);

export const ProblemScopeEnum = domainEnum<ProblemScope>(
  'ProblemScope',
  'Which run problems are from, and so how far they tell of the whole catalogue.',
  [
    ['everything', 'The last run read the whole catalogue.'],
    [
      'changes',
      'The last run read only what had changed, or the part before its feed broke; those of the rest are from runs before it.',
    ],
    ['not-applied', 'The last run failed or was refused; these were found until then.'],
    ['earlier-run', 'They were found by another run than the last one.'],
    ['counts-only', 'The problems themselves are not kept where this server runs.'],
    ['unknown', 'Nothing is known.'],
  ],
);
